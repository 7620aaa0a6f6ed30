package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads what a client asks. For one request.
final class PromptReader {
    /// Read, or without effect where nothing is stored and no tool runs at the provider.
    private static final Set<String> KNOWN = Set.of("model", "input", "instructions", "stream", "stream_options",
            "tools", "tool_choice", "parallel_tool_calls", "text", "reasoning", "max_output_tokens", "temperature",
            "top_p", "metadata", "user", "safety_identifier", "service_tier", "prompt_cache_key", "include",
            "client_metadata", "background", "top_logprobs");
    private static final Map<String, String> ELSEWHERE = Map.of("previous_response_id",
            "names an answer that only its provider keeps: send the whole conversation in `input`, or route to a"
                    + " provider that has Responses",
            "conversation", "names a conversation that only its provider keeps: send it whole in `input`, or route to a"
                    + " provider that has Responses",
            "prompt", "names a prompt that only its provider keeps: send its text as `instructions`, or route to a"
                    + " provider that has Responses");

    private final At body;
    private final List<String> dropped = new ArrayList<>();

    PromptReader(JsonNode body) {
        this.body = new At(body, "");
    }

    Prompt prompt() {
        refuse();
        dropped();
        var items = new ItemReader(dropped);
        body.maybe("instructions").ifPresent(items::instructions);
        items.read(body.get("input"));
        var tools = new ToolReader(body, dropped);
        tools.read(items.loaded());
        var options = new OptionsReader(body, dropped);
        return new Prompt(body.get("model").text(), body.maybe("stream").map(At::truth).orElse(false), true,
                items.turns(), tools.tools(), tools.choice(), options.format(), options.effort(), options.settings(),
                dropped);
    }

    /// What only one provider could answer.
    private void refuse() {
        for (var field : body.node().propertyNames()) {
            var why = ELSEWHERE.get(field);
            if (why != null && body.maybe(field).isPresent()) {
                throw body.get(field).cannot(why);
            }
        }
        if (body.maybe("background").map(At::truth).orElse(false)) {
            throw body.get("background").cannot("must be false here: the model that answers does it at once or not at"
                    + " all; leave it out, or route to a provider that has Responses");
        }
        if (body.maybe("top_logprobs").filter(at -> at.number().doubleValue() > 0).isPresent()) {
            throw logprobs("top_logprobs");
        }
        for (var item : body.get("include").items()) {
            if (item.text().endsWith("logprobs")) {
                throw logprobs(item.path());
            }
        }
    }

    private static Untranslatable logprobs(String path) {
        return new Untranslatable(path, "`" + path + "` asks for log probabilities, which the model that answers does"
                + " not give: leave it out.");
    }

    private void dropped() {
        for (var field : body.node().properties()) {
            boolean asUsual = switch (field.getKey()) {
                case "store" -> !field.getValue().asBoolean(false);
                case "truncation" -> field.getValue().asString("").equals("disabled");
                default -> KNOWN.contains(field.getKey()) || ELSEWHERE.containsKey(field.getKey());
            };
            if (!asUsual && !field.getValue().isNull()) {
                dropped.add(field.getKey());
            }
        }
    }
}
