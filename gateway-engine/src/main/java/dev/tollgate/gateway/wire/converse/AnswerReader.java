package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.messages.Names;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads a whole answer. Blocks of tools that ran at Amazon are passed over: they are no text of the model's. It states
/// neither an id nor a model.
final class AnswerReader {
    private AnswerReader() {}

    static Answer read(JsonNode body) {
        var content = body.path("output").path("message").path("content");
        if (!content.isArray()) {
            throw new Garbled("sent an answer without a message");
        }
        var parts = StreamSupport.stream(content.spliterator(), false).flatMap(block -> part(block).stream()).toList();
        boolean called = parts.stream().anyMatch(Part.Call.class::isInstance);
        var usage = body.path("usage");
        return new Answer("", "", parts, Stops.read(body.path("stopReason").asString(""), called), Optional.empty(),
                usage.isObject() ? usage : MissingNode.getInstance());
    }

    private static Optional<Part> part(JsonNode block) {
        if (block.path("toolUse").isObject()) {
            return call(block.path("toolUse"));
        }
        if (block.path("reasoningContent").isObject()) {
            return thought(block.path("reasoningContent"));
        }
        if (block.path("image").isObject()) {
            return Optional.of(image(block.path("image")));
        }
        var cited = block.path("citationsContent").path("content").valueStream()
                .map(piece -> piece.path("text").asString("")).collect(Collectors.joining());
        return Json.string(block, "text").or(() -> Optional.of(cited)).filter(said -> !said.isEmpty())
                .map(Part.Text::of);
    }

    private static Optional<Part> call(JsonNode call) {
        if (elsewhere(call)) {
            return Optional.empty();
        }
        var name = name(call);
        var input = call.path("input");
        var arguments = input.isObject() ? Json.text(input) : checked(input.asString(""));
        return Optional.of(name.equals(ToolWriter.ANSWER)
                ? Part.Text.of(arguments)
                : new Part.Call(call.path("toolUseId").asString(""), name, arguments, false, Optional.empty()));
    }

    /// A tool that Amazon itself ran.
    static boolean elsewhere(JsonNode call) {
        return call.path("type").asString("").equals("server_tool_use");
    }

    static String name(JsonNode call) {
        return Json.string(call, "name").filter(name -> !name.isEmpty()).map(Names::read)
                .orElseThrow(() -> new Garbled("sent a tool call without a name"));
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

    private static Optional<Part> thought(JsonNode content) {
        var hidden = content.path("redactedContent").asString("");
        if (!hidden.isEmpty()) {
            return Optional.of(new Part.Thought("", seal(hidden), true));
        }
        var said = content.path("reasoningText");
        var text = said.path("text").asString("");
        var seal = seal(said.path("signature").asString(""));
        return text.isEmpty() && seal.isEmpty()
                ? Optional.empty()
                : Optional.of(new Part.Thought(text, seal, false));
    }

    static Optional<Seal> seal(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(new Seal(Protocol.CONVERSE, "", value));
    }

    private static Part image(JsonNode image) {
        return new Part.Media(Part.Kind.IMAGE, new Part.Source.Data(image.path("source").path("bytes").asString("")),
                "image/" + image.path("format").asString("png"), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
