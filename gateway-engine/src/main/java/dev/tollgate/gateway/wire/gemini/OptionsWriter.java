package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes `generationConfig`. For one request.
final class OptionsWriter {
    /// As many stop sequences as Gemini takes.
    private static final int MOST_STOPS = 5;
    /// The least that gemini-2.5-pro thinks.
    private static final int LEAST_OF_PRO = 128;

    private final Prompt prompt;
    private final String model;
    private final List<String> dropped;
    private final ObjectNode config = Json.object();

    OptionsWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.model = model.name();
        this.dropped = dropped;
    }

    ObjectNode write() {
        prompt.settings().forEach(this::setting);
        format();
        thinking();
        return config;
    }

    private void setting(Setting setting, JsonNode value) {
        switch (setting) {
            case MAX_OUTPUT -> config.set("maxOutputTokens", value);
            case TEMPERATURE -> config.set("temperature", value);
            case TOP_P -> config.set("topP", value);
            case TOP_K -> config.set("topK", value);
            case SEED -> config.set("seed", value);
            case PRESENCE_PENALTY -> config.set("presencePenalty", value);
            case FREQUENCY_PENALTY -> config.set("frequencyPenalty", value);
            case STOP -> stops(value);
            case PARALLEL_CALLS -> {
                if (!value.asBoolean(true)) {
                    dropped.add("parallel_tool_calls");
                }
            }
            case USER, METADATA, SERVICE_TIER, CACHE_KEY, VERBOSITY ->
                dropped.add(setting.name().toLowerCase(Locale.ROOT));
        }
    }

    private void stops(JsonNode value) {
        var stops = config.putArray("stopSequences");
        value.valueStream().limit(MOST_STOPS).forEach(stops::add);
        if (value.size() > MOST_STOPS) {
            dropped.add("stop sequences beyond " + MOST_STOPS);
        }
    }

    private void format() {
        switch (prompt.format()) {
            case Prompt.Format.Free _ -> {
                // text as usual
            }
            case Prompt.Format.Json _ -> config.put("responseMimeType", "application/json");
            case Prompt.Format.Schema(var _, var schema, var _) -> config.put("responseMimeType", "application/json")
                    .set("responseJsonSchema", Schemas.plain(schema));
        }
    }

    /// From version 3 on models take a level, before it a budget; those before 2.5 think not at all.
    private void thinking() {
        var effort = prompt.effort();
        if (!effort.wanted() && !effort.unwanted()) {
            return;
        }
        if (model.startsWith("gemini-1") || model.startsWith("gemini-2.0") || model.startsWith("gemma")) {
            if (effort.wanted()) {
                dropped.add("reasoning effort");
            }
            return;
        }
        var thinking = config.putObject("thinkingConfig");
        if (model.startsWith("gemini-3")) {
            thinking.put("thinkingLevel",
                    effort.unwanted() || effort.grade().equals("minimal") ? "low" : level(effort));
        } else if (effort.unwanted()) {
            thinking.put("thinkingBudget", model.startsWith("gemini-2.5-pro") ? LEAST_OF_PRO : 0);
        } else {
            thinking.put("thinkingBudget", effort.on().isPresent() && effort.tokens().isEmpty()
                    && effort.level().isEmpty() ? -1 : effort.budget());
        }
        if (effort.wanted() && effort.shown().orElse(true)) {
            thinking.put("includeThoughts", true);
        }
    }

    private static String level(Prompt.Effort effort) {
        return switch (effort.grade()) {
            case "low" -> "low";
            case "medium" -> "medium";
            default -> "high";
        };
    }
}
