package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the object that an answer is, and that a stream begins and ends with. What was asked is repeated in it, but for
/// the instructions, which may be null and are long.
record AnswerWriter(Items items, String model, long created) {
    static AnswerWriter of(String id, String model, Prompt asked, long created) {
        return of(id, model, asked, created, Map.of());
    }

    /// @param known ids that items have already, by their place
    static AnswerWriter of(String id, String model, Prompt asked, long created, Map<Integer, String> known) {
        return new AnswerWriter(Items.of(id, created, asked, known), model.isEmpty() ? asked.model() : model, created);
    }

    static ObjectNode reply(Answer answer, Usage usage, Prompt asked, long created) {
        var writer = of(answer.id(), answer.model(), asked, created);
        var output = new ArrayList<ObjectNode>();
        for (int i = 0; i < answer.parts().size(); i++) {
            boolean cut = i == answer.parts().size() - 1 && !Words.reason(answer.finish()).isEmpty();
            writer.part(answer.parts().get(i), cut ? Items.CUT : Items.DONE, output);
        }
        return writer.ended(output, answer.finish(), usage);
    }

    private void part(Part part, String status, List<ObjectNode> output) {
        int place = output.size();
        switch (part) {
            case Part.Text(var text, _) -> message(Items.TEXT, text, status, output);
            case Part.Refusal(var text) -> message(Items.REFUSAL, text, status, output);
            case Part.Media media -> output.add(items.shown(place, media));
            case Part.Call call -> call(call, status, output);
            case Part.Thought thought -> {
                if (!thought.text().isEmpty() || thought.seal().isPresent()) {
                    output.add(items.thought(place, thought.text(), thought.seal()));
                }
            }
            case Part.Result _ -> {
                // a model gives no tool's result
            }
        }
    }

    private void message(String kind, String text, String status, List<ObjectNode> output) {
        if (!text.isEmpty()) {
            output.add(items.message(output.size(), kind, text, status));
        }
    }

    private void call(Part.Call call, String status, List<ObjectNode> output) {
        boolean wrapped = !call.freeform() && items.freeform(call.name());
        var id = items.callId(call.id(), output.size());
        var arguments = wrapped
                ? Items.unwrapped(call.arguments())
                : call.freeform() ? call.arguments() : Items.arguments(call.arguments());
        output.add(items.call(output.size(), id, call.name(), wrapped || call.freeform(), arguments, status));
        call.seal().ifPresent(
                seal -> output.add(items.thought(output.size(), "", Optional.of(Thoughts.withCall(seal, id)))));
    }

    /// The answer while it is made.
    ObjectNode begun() {
        return body(Items.BEGUN, List.of());
    }

    ObjectNode ended(Collection<ObjectNode> output, Finish finish, Usage usage) {
        var reason = Words.reason(finish);
        var body = body(reason.isEmpty() ? Items.DONE : Items.CUT, output);
        if (!reason.isEmpty()) {
            body.putObject("incomplete_details").put("reason", reason);
        }
        body.set("usage", Words.usage(usage));
        return body;
    }

    ObjectNode failed(Collection<ObjectNode> output, String code, String message, Usage usage) {
        var body = body("failed", output);
        body.putObject("error").put("code", ResponsesForm.failure(code)).put("message", message);
        body.set("usage", Words.usage(usage));
        return body;
    }

    private ObjectNode body(String status, Collection<ObjectNode> output) {
        var body = Json.object().put("id", items.id()).put("object", "response").put("created_at", created)
                .put("status", status).put("background", false).putNull("error").putNull("incomplete_details")
                .putNull("instructions");
        setting(body, "max_output_tokens", Setting.MAX_OUTPUT);
        body.putNull("max_tool_calls").put("model", model);
        body.putArray("output").addAll(output);
        body.putNull("previous_response_id").putNull("safety_identifier").put("store", false).put("top_logprobs", 0)
                .put("truncation", "disabled").putNull("usage");
        asked(body);
        return body;
    }

    private void asked(ObjectNode body) {
        var asked = items.asked();
        setting(body, "prompt_cache_key", Setting.CACHE_KEY);
        setting(body, "temperature", Setting.TEMPERATURE);
        setting(body, "top_p", Setting.TOP_P);
        setting(body, "user", Setting.USER);
        body.set("parallel_tool_calls", said(Setting.PARALLEL_CALLS).orElse(BooleanNode.TRUE));
        body.set("metadata", said(Setting.METADATA).orElseGet(Json::object));
        body.putObject("reasoning").put("effort", asked.effort().level().orElse(null)).putNull("summary");
        var text = body.putObject("text");
        text.set("format", Words.format(asked.format()));
        said(Setting.VERBOSITY).ifPresent(verbosity -> text.set("verbosity", verbosity));
        body.set("tool_choice", Words.choice(asked.choice(), asked.tools()));
        var tools = body.putArray("tools");
        asked.tools().forEach(tool -> tools.add(Words.tool(tool)));
    }

    private void setting(ObjectNode body, String field, Setting setting) {
        said(setting).ifPresentOrElse(value -> body.set(field, value), () -> body.putNull(field));
    }

    private Optional<JsonNode> said(Setting setting) {
        return Optional.ofNullable(items.asked().settings().get(setting));
    }
}
