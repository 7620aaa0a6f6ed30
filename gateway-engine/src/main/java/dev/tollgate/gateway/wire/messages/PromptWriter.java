package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a provider is asked. For one request.
final class PromptWriter {
    private static final int LONGEST_USER = 256;
    private static final List<Setting> FOREIGN = List.of(Setting.SEED, Setting.PRESENCE_PENALTY,
            Setting.FREQUENCY_PENALTY, Setting.METADATA, Setting.CACHE_KEY, Setting.VERBOSITY);

    private final Prompt prompt;
    private final List<String> dropped;
    private final Claude claude;
    private final long cap;
    private final ObjectNode body = Json.object();

    PromptWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.dropped = dropped;
        claude = Claude.of(model.name());
        cap = setting(Setting.MAX_OUTPUT).map(JsonNode::asLong)
                .orElseGet(() -> model.maxOutput() > 0 ? model.maxOutput() : claude.cap());
    }

    private Optional<JsonNode> setting(Setting setting) {
        return Optional.ofNullable(prompt.settings().get(setting));
    }

    ObjectNode body() {
        body.put("model", prompt.model());
        body.put("max_tokens", cap);
        new TurnWriter(prompt, dropped).write(body);
        new ToolWriter(prompt, claude, dropped).write(body);
        boolean thinks = new Thinking(prompt, claude, cap, dropped).write(body);
        format();
        sampling(thinks);
        setting(Setting.STOP).ifPresent(this::stop);
        setting(Setting.USER).ifPresent(this::user);
        setting(Setting.SERVICE_TIER).ifPresent(this::tier);
        FOREIGN.stream().filter(prompt.settings()::containsKey).forEach(this::drop);
        if (prompt.stream()) {
            body.put("stream", true);
        }
        return body;
    }

    private void drop(Setting setting) {
        dropped.add(word(setting));
    }

    private static String word(Setting setting) {
        return setting.name().toLowerCase(Locale.ROOT);
    }

    private void format() {
        switch (prompt.format()) {
            case Prompt.Format.Free _ -> {
                // the usual
            }
            case Prompt.Format.Json _ -> dropped.add("response_format json_object: asked for in words instead");
            case Prompt.Format.Schema(_, var schema, _) -> {
                var format = body.withObjectProperty("output_config").putObject("format");
                format.put("type", "json_schema").set("schema", Schemas.closed(schema));
            }
        }
    }

    /// Models since 4.7 refuse all three, those that think most of it, and those since 4.1 two of it at once.
    private void sampling(boolean thinks) {
        var temperature = setting(Setting.TEMPERATURE).map(PromptWriter::decimal);
        var share = setting(Setting.TOP_P).map(PromptWriter::decimal);
        boolean free = claude.samples() && !thinks;
        temperature.ifPresent(value -> temperature(value, free));
        share.ifPresent(value -> {
            boolean two = claude.oneOfTwo() && body.has("temperature");
            keep(Setting.TOP_P, claude.samples() && !two && (free || nearlyAll(value)));
        });
        setting(Setting.TOP_K).ifPresent(_ -> keep(Setting.TOP_K, free));
    }

    private static BigDecimal decimal(JsonNode number) {
        return number.decimalValue();
    }

    /// What a thinking model still takes.
    private static boolean nearlyAll(BigDecimal share) {
        return share.compareTo(new BigDecimal("0.95")) >= 0 && share.compareTo(BigDecimal.ONE) <= 0;
    }

    private void temperature(BigDecimal value, boolean free) {
        boolean above = value.compareTo(BigDecimal.ONE) > 0;
        if (!free) {
            if (value.compareTo(BigDecimal.ONE) != 0) {
                drop(Setting.TEMPERATURE);
            }
        } else if (above) {
            body.put("temperature", 1);
            dropped.add("temperature above 1");
        } else {
            keep(Setting.TEMPERATURE, true);
        }
    }

    private void keep(Setting setting, boolean taken) {
        if (taken) {
            setting(setting).ifPresent(value -> body.set(word(setting), value));
        } else {
            drop(setting);
        }
    }

    private void stop(JsonNode texts) {
        var kept = Json.array();
        for (var text : texts) {
            if (text.asString("").isBlank()) {
                dropped.add("stop of nothing but white space");
            } else {
                kept.add(text);
            }
        }
        if (!kept.isEmpty()) {
            body.set("stop_sequences", kept);
        }
    }

    private void user(JsonNode user) {
        if (user.asString("").length() > LONGEST_USER) {
            dropped.add("user of more than " + LONGEST_USER + " characters");
        } else {
            body.putObject("metadata").set("user_id", user);
        }
    }

    private void tier(JsonNode tier) {
        switch (tier.asString("")) {
            case "auto" -> body.put("service_tier", "auto");
            case "default", "standard_only" -> body.put("service_tier", "standard_only");
            default -> drop(Setting.SERVICE_TIER);
        }
    }
}
