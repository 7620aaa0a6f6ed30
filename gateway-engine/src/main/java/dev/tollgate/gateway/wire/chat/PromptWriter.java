package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.term.Quirk;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a provider is asked; only fields that most imitations of the protocol know. Used once.
final class PromptWriter {
    private static final Set<String> TIERS = Set.of("default", "flex", "priority", "scale", "on_demand",
            "performance");
    private final Prompt prompt;
    private final ProviderForm.Model model;
    private final List<String> dropped;
    private final ObjectNode body = Json.object();

    PromptWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.model = model;
        this.dropped = dropped;
    }

    ObjectNode body() {
        body.put("model", prompt.model());
        body.set("messages", new MessageWriter(model, !prompt.tools().isEmpty(), dropped).messages(prompt.turns()));
        stream();
        tools();
        choice();
        format();
        effort();
        prompt.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(setting -> set(setting.getKey(), setting.getValue()));
        new Habits(body, prompt.effort(), model, dropped).keep();
        return body;
    }

    private void stream() {
        if (prompt.stream()) {
            body.put("stream", true).putObject("stream_options").put("include_usage", true);
        }
    }

    private void tools() {
        if (!prompt.tools().isEmpty()) {
            var tools = body.putArray("tools");
            prompt.tools().forEach(tool -> tools.add(tool(tool)));
        }
    }

    private static ObjectNode tool(Tool tool) {
        var written = Json.object().put("type", "function");
        var function = written.putObject("function").put("name", tool.name());
        tool.description().ifPresent(text -> function.put("description", text));
        if (tool.freeform()) {
            function.set("parameters", anyText());
        } else if (!tool.schema().isEmpty()) {
            function.set("parameters", tool.schema());
        }
        tool.strict().filter(_ -> !tool.freeform()).ifPresent(strict -> function.put("strict", strict));
        tool.cache().ifPresent(cache -> written.set("cache_control", cache));
        return written;
    }

    /// Few providers know tools that take any text: theirs is an object with one field.
    private static ObjectNode anyText() {
        return Freeform.schema().put("additionalProperties", false);
    }

    /// Providers refuse a choice where there are no tools; nothing is lost by leaving it out.
    private void choice() {
        switch (prompt.choice()) {
            case Choice.Auto() -> {
                // the default
            }
            case Choice.None() -> {
                if (!prompt.tools().isEmpty()) {
                    body.put("tool_choice", "none");
                }
            }
            case Choice.Any() -> body.put("tool_choice", "required");
            case Choice.Named(var name) ->
                body.putObject("tool_choice").put("type", "function").putObject("function").put("name", name);
        }
    }

    private void format() {
        switch (prompt.format()) {
            case Format.Free() -> {
                // the default
            }
            case Format.Json() -> body.putObject("response_format").put("type", "json_object");
            case Format.Schema(var name, var schema, var strict) -> {
                var written = body.putObject("response_format").put("type", "json_schema").putObject("json_schema")
                        .put("name", name.isBlank() ? "response" : name);
                written.set("schema", schema);
                strict.ifPresent(must -> written.put("strict", must));
            }
        }
    }

    /// Not to think is the default of most models, and many refuse `none`: it is said only where the client said it.
    private void effort() {
        var effort = prompt.effort();
        if (effort.wanted() || effort.level().isPresent()) {
            var grade = effort.unwanted() ? "none" : effort.grade();
            body.put("reasoning_effort", grade.equals("max") ? "high" : grade);
        } else if (effort.unwanted()) {
            dropped.add("reasoning_effort");
        }
    }

    private void set(Setting setting, JsonNode value) {
        switch (setting) {
            case MAX_OUTPUT -> cap(value);
            case TEMPERATURE -> body.set("temperature", value);
            case TOP_P -> body.set("top_p", value);
            case TOP_K -> dropped.add("top_k");
            case STOP -> body.set("stop", value);
            case SEED -> body.set("seed", value);
            case PRESENCE_PENALTY -> body.set("presence_penalty", value);
            case FREQUENCY_PENALTY -> body.set("frequency_penalty", value);
            case USER -> body.set("user", value);
            // refused by OpenAI unless the answer is stored, and by most others
            case METADATA -> dropped.add("metadata");
            case SERVICE_TIER -> tier(value.asString(""));
            case CACHE_KEY -> body.set("prompt_cache_key", value);
            case PARALLEL_CALLS -> parallel(value);
            case VERBOSITY -> body.set("verbosity", value);
        }
    }

    /// More than a model can give is refused by most providers, and means the same as its most.
    private void cap(JsonNode value) {
        long most = model.maxOutput() > 0 ? Math.min(model.maxOutput(), value.asLong()) : value.asLong();
        body.put(model.has(Quirk.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens", most);
    }

    private void tier(String tier) {
        if (TIERS.contains(tier)) {
            body.put("service_tier", tier);
        } else if (!tier.equals("auto")) {
            dropped.add("service_tier");
        }
    }

    private void parallel(JsonNode value) {
        if (!prompt.tools().isEmpty()) {
            body.set("parallel_tool_calls", value);
        }
    }
}
