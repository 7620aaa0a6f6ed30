package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// What requests and answers have in common, since an answer repeats what was asked.
final class Words {
    private Words() {}

    /// Without a word on strictness OpenAI would make the schema strict.
    static ObjectNode tool(Prompt.Tool tool) {
        var written = Json.object().put("type", tool.freeform() ? "custom" : "function").put("name", tool.name());
        tool.description().ifPresent(text -> written.put("description", text));
        if (!tool.freeform()) {
            written.set("parameters", tool.schema().isEmpty() ? noFields() : tool.schema());
            written.put("strict", tool.strict().orElse(false));
        }
        return written;
    }

    private static ObjectNode noFields() {
        var schema = Json.object().put("type", "object");
        schema.putObject("properties");
        return schema;
    }

    static JsonNode choice(Prompt.Choice choice, List<Prompt.Tool> tools) {
        return switch (choice) {
            case Prompt.Choice.Auto _ -> StringNode.valueOf("auto");
            case Prompt.Choice.None _ -> StringNode.valueOf("none");
            case Prompt.Choice.Any _ -> StringNode.valueOf("required");
            case Prompt.Choice.Named(var name) ->
                Json.object().put("type", freeform(tools, name) ? "custom" : "function").put("name", name);
        };
    }

    static boolean freeform(List<Prompt.Tool> tools, String name) {
        return tools.stream().anyMatch(tool -> tool.freeform() && tool.name().equals(name));
    }

    static ObjectNode format(Prompt.Format format) {
        return switch (format) {
            case Prompt.Format.Free _ -> Json.object().put("type", "text");
            case Prompt.Format.Json _ -> Json.object().put("type", "json_object");
            case Prompt.Format.Schema(var name, var schema, var strict) -> {
                var written = Json.object().put("type", "json_schema").put("name", name.isBlank() ? "response" : name);
                written.set("schema", schema);
                strict.ifPresent(must -> written.put("strict", must));
                yield written;
            }
        };
    }

    /// Why an answer is incomplete is said in many words; all but one mean that it was too long.
    static Finish finish(JsonNode response, boolean called) {
        boolean incomplete = response.path("status").asString("").equals("incomplete");
        var reason = response.path("incomplete_details").path("reason").asString("");
        if (incomplete || !reason.isEmpty()) {
            return reason.equals("content_filter") ? Finish.FILTER : Finish.LENGTH;
        }
        return called ? Finish.CALLS : Finish.STOP;
    }

    /// Why an answer is incomplete; empty where it is not.
    static String reason(Finish finish) {
        return switch (finish) {
            case STOP, STOP_SEQUENCE, CALLS, PAUSE -> "";
            case LENGTH, CONTEXT -> "max_output_tokens";
            case FILTER -> "content_filter";
        };
    }

    static ObjectNode usage(Usage usage) {
        long input = usage.get(Unit.INPUT);
        long output = usage.get(Unit.OUTPUT);
        var written = Json.object().put("input_tokens", input);
        written.putObject("input_tokens_details").put("cached_tokens", usage.get(Unit.CACHE_READ))
                .put("cache_write_tokens", usage.get(Unit.CACHE_WRITE_5M) + usage.get(Unit.CACHE_WRITE_1H));
        written.put("output_tokens", output);
        written.putObject("output_tokens_details").put("reasoning_tokens", usage.get(Unit.REASONING));
        return written.put("total_tokens", input + output);
    }
}
