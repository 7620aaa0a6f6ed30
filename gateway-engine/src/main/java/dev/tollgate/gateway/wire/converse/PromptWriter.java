package dev.tollgate.gateway.wire.converse;

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

/// Writes what a model behind Bedrock is asked. For one request.
final class PromptWriter {
    private static final List<Setting> FOREIGN = List.of(Setting.SEED, Setting.PRESENCE_PENALTY,
            Setting.FREQUENCY_PENALTY, Setting.USER, Setting.METADATA, Setting.CACHE_KEY, Setting.VERBOSITY);

    private final Prompt prompt;
    private final List<String> dropped;
    private final Family family;
    private final long cap;
    private final ObjectNode body = Json.object();
    private final ObjectNode inference = Json.object();

    PromptWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.dropped = dropped;
        family = Family.of(model.name());
        cap = setting(Setting.MAX_OUTPUT).map(JsonNode::asLong).orElseGet(() -> most(model));
    }

    /// Where nothing is known, nothing is said: Bedrock's default is the model's own most, but for Claude.
    private long most(ProviderForm.Model model) {
        var claude = family.claude();
        return model.maxOutput() > 0
                ? model.maxOutput()
                : claude.version() > 0 || claude.always() ? claude.cap() : 0;
    }

    private Optional<JsonNode> setting(Setting setting) {
        return Optional.ofNullable(prompt.settings().get(setting));
    }

    ObjectNode body() {
        new TurnWriter(prompt, family, dropped).write(body);
        boolean forced = new ToolWriter(prompt, family, dropped).write(body);
        boolean thinks = new Thinking(prompt, family, cap, dropped).write(body, forced);
        if (cap > 0) {
            inference.put("maxTokens", cap);
        }
        sampling(thinks);
        setting(Setting.STOP).ifPresent(this::stop);
        if (!inference.isEmpty()) {
            body.set("inferenceConfig", inference);
        }
        setting(Setting.SERVICE_TIER).ifPresent(this::tier);
        FOREIGN.stream().filter(prompt.settings()::containsKey).forEach(this::drop);
        return body;
    }

    private void drop(Setting setting) {
        dropped.add(setting.name().toLowerCase(Locale.ROOT));
    }

    /// Claude since 4.7 refuses all three, those that think most of it, and those since 4.1 two of it at once.
    private void sampling(boolean thinks) {
        boolean free = !family.isClaude() || (family.claude().samples() && !thinks);
        setting(Setting.TEMPERATURE).map(JsonNode::decimalValue).ifPresent(value -> temperature(value, free));
        setting(Setting.TOP_P).ifPresent(value -> {
            boolean two = family.claude().oneOfTwo() && inference.has("temperature");
            if (!two && (free || (family.claude().samples() && nearlyAll(value.decimalValue())))) {
                inference.set("topP", value);
            } else {
                drop(Setting.TOP_P);
            }
        });
        setting(Setting.TOP_K).ifPresent(value -> topK(value, free));
    }

    /// What a thinking Claude still takes.
    private static boolean nearlyAll(BigDecimal share) {
        return share.compareTo(new BigDecimal("0.95")) >= 0 && share.compareTo(BigDecimal.ONE) <= 0;
    }

    private void temperature(BigDecimal value, boolean free) {
        if (!free) {
            if (value.compareTo(BigDecimal.ONE) != 0) {
                drop(Setting.TEMPERATURE);
            }
        } else if (value.compareTo(BigDecimal.ONE) > 0) {
            inference.put("temperature", 1);
            dropped.add("temperature above 1");
        } else {
            inference.put("temperature", value);
        }
    }

    /// No common word of Converse's: the model's own field.
    private void topK(JsonNode value, boolean free) {
        if (family.isClaude() && free) {
            body.withObjectProperty(Thinking.PASSED).set("top_k", value);
        } else if (family.isNova()) {
            body.withObjectProperty(Thinking.PASSED).putObject("inferenceConfig").set("topK", value);
        } else {
            drop(Setting.TOP_K);
        }
    }

    /// Claude refuses texts of nothing but white space, all refuse empty ones.
    private void stop(JsonNode texts) {
        var kept = Json.array();
        for (var text : texts) {
            var said = text.asString("");
            if (family.isClaude() ? said.isBlank() : said.isEmpty()) {
                dropped.add("stop of nothing but white space");
            } else {
                kept.add(text);
            }
        }
        if (!kept.isEmpty()) {
            inference.set("stopSequences", kept);
        }
    }

    private void tier(JsonNode tier) {
        switch (tier.asString("")) {
            case "default", "flex", "priority" -> body.putObject("serviceTier").set("type", tier);
            default -> drop(Setting.SERVICE_TIER);
        }
    }
}
