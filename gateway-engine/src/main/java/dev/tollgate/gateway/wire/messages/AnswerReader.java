package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads a provider's whole answer. Blocks of Anthropic's own tools are passed over: they are no text of the model's.
final class AnswerReader {
    private AnswerReader() {}

    static Answer read(JsonNode body) {
        var content = body.path("content");
        if (!content.isArray()) {
            throw new Garbled("sent a message without content");
        }
        var parts = StreamSupport.stream(content.spliterator(), false).flatMap(block -> part(block).stream()).toList();
        boolean called = parts.stream().anyMatch(Part.Call.class::isInstance);
        var usage = body.path("usage");
        return new Answer(text(body, "id"), text(body, "model"), parts, Stops.read(text(body, "stop_reason"), called),
                Json.string(body, "stop_sequence"), usage.isObject() ? usage : MissingNode.getInstance());
    }

    private static Optional<Part> part(JsonNode block) {
        return switch (text(block, "type")) {
            case "text" -> Json.string(block, "text").filter(said -> !said.isEmpty()).map(Part.Text::of);
            case "thinking" -> Optional.of(new Part.Thought(text(block, "thinking"),
                    Json.string(block, "signature").flatMap(AnswerReader::seal), false));
            case "redacted_thinking" -> Optional.of(new Part.Thought("", seal(text(block, "data")), true));
            case "tool_use" -> Optional.of(new Part.Call(text(block, "id"), name(block), arguments(block.path("input")),
                    false, Optional.empty()));
            default -> Optional.empty();
        };
    }

    static Optional<Seal> seal(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(new Seal(Protocol.MESSAGES, "", value));
    }

    static String name(JsonNode block) {
        return Json.string(block, "name").filter(name -> !name.isEmpty()).map(Names::read)
                .orElseThrow(() -> new Garbled("sent a tool call without a name"));
    }

    /// An object; some imitators send its text.
    static String arguments(JsonNode input) {
        if (input.isMissingNode() || input.isNull()) {
            return "{}";
        }
        return input.isObject() ? Json.text(input) : checked(input.asString(""));
    }

    static String checked(String arguments) {
        if (arguments.isBlank()) {
            return "{}";
        }
        if (Json.read(arguments).filter(JsonNode::isObject).isEmpty()) {
            throw new Garbled("sent a tool call whose arguments are no JSON object");
        }
        return arguments;
    }

    static String text(JsonNode node, String field) {
        return Json.string(node, field).orElse("");
    }
}
