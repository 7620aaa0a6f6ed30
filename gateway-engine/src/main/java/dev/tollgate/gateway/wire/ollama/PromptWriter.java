package dev.tollgate.gateway.wire.ollama;

import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what an Ollama server is asked. Used once.
final class PromptWriter {
    /// The one family that takes how much to think; the others take whether.
    private static final String LEVELLED = "gpt-oss";

    private final Prompt prompt;
    private final Dropped dropped;
    private final ObjectNode body = Json.object();
    private final ObjectNode options = Json.object();

    PromptWriter(Prompt prompt, Dropped dropped) {
        this.prompt = prompt;
        this.dropped = dropped;
    }

    ObjectNode body() {
        body.put("model", prompt.model());
        body.set("messages", new MessageWriter(dropped).messages(prompt.turns()));
        body.put("stream", prompt.stream()); // it streams unless it is told not to
        tools();
        format();
        think();
        prompt.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(setting -> set(setting.getKey(), setting.getValue()));
        if (!options.isEmpty()) {
            body.set("options", options);
        }
        return body;
    }

    private void tools() {
        var offered = offered();
        if (!offered.isEmpty()) {
            var tools = body.putArray("tools");
            offered.forEach(tool -> tools.add(tool(tool)));
        }
    }

    /// There is no choice on this wire. A model without tools calls none, and one with a single tool can call no other;
    /// that it must call one cannot be said.
    private List<Tool> offered() {
        return switch (prompt.choice()) {
            case Choice.Auto() -> prompt.tools();
            case Choice.None() -> List.of();
            case Choice.Any() -> {
                dropped.add("tool_choice: a call cannot be made sure of");
                yield prompt.tools();
            }
            case Choice.Named(var name) -> {
                dropped.add("tool_choice: a call cannot be made sure of");
                yield prompt.tools().stream().filter(tool -> tool.name().equals(name)).toList();
            }
        };
    }

    private ObjectNode tool(Tool tool) {
        var written = Json.object().put("type", "function");
        var function = written.putObject("function").put("name", tool.name());
        tool.description().ifPresent(text -> function.put("description", text));
        function.set("parameters", parameters(tool));
        dropped.addIf(tool.strict().orElse(false), "tools[].strict");
        dropped.addIf(tool.cache().isPresent(), "tools[].cache_control");
        return written;
    }

    private static JsonNode parameters(Tool tool) {
        if (tool.freeform()) {
            return Freeform.schema();
        }
        if (!tool.schema().isEmpty()) {
            return tool.schema();
        }
        var none = Json.object().put("type", "object");
        none.putObject("properties");
        return none;
    }

    private void format() {
        switch (prompt.format()) {
            case Format.Free() -> {
                // text as usual
            }
            case Format.Json() -> body.put("format", "json");
            case Format.Schema(_, var schema, _) -> body.set("format", schema);
        }
    }

    private void think() {
        var effort = prompt.effort();
        boolean levelled = prompt.model().toLowerCase(Locale.ROOT).contains(LEVELLED);
        boolean said = effort.level().isPresent() || effort.tokens().isPresent();
        if (effort.wanted() && levelled && said) {
            body.put("think", level(effort.grade()));
        } else if (effort.wanted()) {
            body.put("think", true);
            dropped.addIf(said, "reasoning_effort: this model can only be told whether to think");
        } else if (effort.unwanted() && levelled) {
            body.put("think", "low");
            dropped.add("reasoning_effort none: this model always thinks");
        } else if (effort.unwanted()) {
            body.put("think", false);
        }
    }

    private static String level(String grade) {
        return switch (grade) {
            case "minimal", "low" -> "low";
            case "medium" -> "medium";
            default -> "high";
        };
    }

    private void set(Setting setting, JsonNode value) {
        switch (setting) {
            case MAX_OUTPUT -> options.set("num_predict", value);
            case TEMPERATURE -> options.set("temperature", value);
            case TOP_P -> options.set("top_p", value);
            case TOP_K -> options.set("top_k", value);
            case STOP -> options.set("stop", value);
            case SEED -> options.set("seed", value);
            case PRESENCE_PENALTY -> options.set("presence_penalty", value);
            case FREQUENCY_PENALTY -> options.set("frequency_penalty", value);
            case PARALLEL_CALLS -> dropped.addIf(!value.asBoolean(true), "parallel_tool_calls");
            case USER -> dropped.add("user");
            case METADATA -> dropped.add("metadata");
            case SERVICE_TIER -> dropped.addIf(!value.asString("").equals("auto"), "service_tier");
            case CACHE_KEY -> dropped.add("prompt_cache_key");
            case VERBOSITY -> dropped.add("verbosity");
        }
    }
}
