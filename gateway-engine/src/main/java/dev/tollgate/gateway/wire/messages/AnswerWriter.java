package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes answers for a client.
final class AnswerWriter {
    /// For thoughts that nobody signed: clients want a signature, and this one says that the text may go back to a
    /// provider that takes reasoning as plain text.
    private static final String UNSIGNED = new Seal(Protocol.CHAT, "", "none").in(Protocol.MESSAGES);
    private static final String ID = "msg_";

    private AnswerWriter() {}

    static ObjectNode message(Answer answer, Usage usage, Prompt asked) {
        var message = head(answer.id(), answer.model(), asked);
        var content = message.putArray("content");
        int calls = 0;
        for (var part : answer.parts()) {
            block(part, message.path("id").asString(), calls).ifPresent(content::add);
            calls += part instanceof Part.Call ? 1 : 0;
        }
        message.put("stop_reason", Stops.written(answer.finish()));
        message.put("stop_sequence", answer.stopSequence().orElse(null));
        message.set("usage", usage(usage));
        return message;
    }

    /// What a stream starts with.
    static ObjectNode begun(String id, String model, Usage soFar, Prompt asked) {
        var message = head(id, model, asked);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        var usage = usage(soFar);
        usage.put("output_tokens", Math.max(1, soFar.get(Unit.OUTPUT)));
        message.set("usage", usage);
        return message;
    }

    private static ObjectNode head(String id, String model, Prompt asked) {
        var own = id.startsWith(ID) && Names.valid(id) ? id : ID + (id.isEmpty() ? "tollgate" : Names.id(id));
        return Json.object().put("id", own).put("type", "message").put("role", "assistant").put("model",
                model.isEmpty() ? asked.model() : model);
    }

    private static Optional<ObjectNode> block(Part part, String message, int calls) {
        return switch (part) {
            case Part.Text(var text, _) -> text(text);
            case Part.Refusal(var text) -> text(text);
            case Part.Media media -> text(shown(media));
            case Part.Thought thought -> thought(thought);
            case Part.Call call -> {
                var block = call(id(call.id(), message, calls), call.name());
                block.set("input", input(call));
                yield Optional.of(block);
            }
            case Part.Result _ -> Optional.empty(); // a model gives no tool's result
        };
    }

    private static Optional<ObjectNode> text(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Json.object().put("type", "text").put("text", text));
    }

    private static Optional<ObjectNode> thought(Part.Thought thought) {
        var seal = thought.seal();
        if (thought.hidden()) {
            return seal.map(own -> hidden(own.in(Protocol.MESSAGES)));
        }
        return Optional.of(Json.object().put("type", "thinking").put("thinking", thought.text())
                .put("signature", signature(seal)));
    }

    static ObjectNode hidden(String data) {
        return Json.object().put("type", "redacted_thinking").put("data", data);
    }

    static ObjectNode call(String id, String name) {
        return Json.object().put("type", "tool_use").put("id", id).put("name", name);
    }

    static String signature(Optional<Seal> seal) {
        return seal.map(own -> own.in(Protocol.MESSAGES)).orElse(UNSIGNED);
    }

    /// The upstream's where Anthropic could have given it; what is spelled otherwise is read back by [BlockReader].
    ///
    /// @param calls how many came before in this message
    static String id(String id, String message, int calls) {
        return id.isEmpty() ? "toolu_" + message.substring(ID.length()) + "_" + calls : Names.id(id);
    }

    private static JsonNode input(Part.Call call) {
        if (call.freeform()) {
            return Freeform.wrapped(call.arguments());
        }
        return call.arguments().isBlank()
                ? Json.object()
                : Json.read(call.arguments()).filter(JsonNode::isObject)
                        .orElseThrow(() -> new Garbled("sent a tool call whose arguments are no JSON object"));
    }

    /// An answer of this protocol holds no pictures and sounds: that there was one is said.
    static String shown(Part.Media media) {
        return switch (media.source()) {
            case Part.Source.Link(var url) -> url;
            case Part.Source.Plain(var text) -> text;
            case Part.Source.Data _,Part.Source.Stored _ ->
                "[The model gave " + (media.mime().isEmpty() ? "a picture or a sound" : media.mime())
                        + ", which the Messages API cannot carry.]";
        };
    }

    /// Anthropic counts what is read from the cache and written to it beside the input.
    static ObjectNode usage(Usage usage) {
        long read = usage.get(Unit.CACHE_READ);
        long brief = usage.get(Unit.CACHE_WRITE_5M);
        long hour = usage.get(Unit.CACHE_WRITE_1H);
        var written = Json.object().put("input_tokens", Math.max(0, usage.get(Unit.INPUT) - read - brief - hour))
                .put("cache_creation_input_tokens", brief + hour).put("cache_read_input_tokens", read);
        written.putObject("cache_creation").put("ephemeral_5m_input_tokens", brief).put("ephemeral_1h_input_tokens",
                hour);
        written.put("output_tokens", usage.get(Unit.OUTPUT));
        usage.reported(Unit.REASONING)
                .ifPresent(tokens -> written.putObject("output_tokens_details").put("thinking_tokens", tokens));
        return written;
    }
}
