package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads a provider's whole answer. Items of the provider's own tools are passed over: they are no words of the model's.
final class AnswerReader {
    private AnswerReader() {}

    static Answer answer(JsonNode body) {
        if (!body.path("output").isArray()) {
            throw new Garbled("sent an answer without output");
        }
        if (unfinished(body.path("status").asString(""))) {
            throw new Garbled("sent an answer that is not finished");
        }
        var id = body.path("id").asString("");
        var parts = new ArrayList<Part>();
        for (var item : body.path("output").values()) {
            parts.addAll(parts(item, id, parts.size()));
        }
        boolean called = parts.stream().anyMatch(Part.Call.class::isInstance);
        var finish = Words.finish(body, called);
        parts.forEach(part -> check(part, finish));
        return new Answer(id, body.path("model").asString(""), parts, finish, Optional.empty(), usage(body));
    }

    private static boolean unfinished(String status) {
        return status.equals("queued") || status.equals("in_progress") || status.equals("cancelled");
    }

    static JsonNode usage(JsonNode response) {
        var usage = response.path("usage");
        return usage.isObject() ? usage : MissingNode.getInstance();
    }

    /// @param answer the answer's id, for calls that have none
    /// @param before how many parts came before
    private static List<Part> parts(JsonNode item, String answer, int before) {
        return switch (item.path("type").asString("")) {
            case "message" -> message(item.path("content"));
            case "function_call" -> List.of(call(item, "arguments", false, answer, before));
            case "custom_tool_call" -> List.of(call(item, "input", true, answer, before));
            case "reasoning" -> Thoughts.read(item, false).<List<Part>>map(List::of).orElse(List.of());
            case "image_generation_call" -> image(item).<List<Part>>map(List::of).orElse(List.of());
            default -> List.of();
        };
    }

    private static List<Part> message(JsonNode content) {
        var parts = new ArrayList<Part>();
        if (content.isString()) {
            parts.add(Part.Text.of(content.asString()));
        }
        for (var part : content.values()) {
            var said = said(part);
            if (!said.isEmpty()) {
                parts.add(refused(part) ? new Part.Refusal(said) : Part.Text.of(said));
            }
        }
        return parts;
    }

    static boolean refused(JsonNode part) {
        return part.path("type").asString("").equals("refusal");
    }

    /// The words of a part of a message, whichever kind they are.
    static String said(JsonNode part) {
        return part.path(refused(part) ? "refusal" : "text").asString("");
    }

    private static Part.Call call(JsonNode item, String field, boolean freeform, String answer, int before) {
        return new Part.Call(id(item, answer, before), name(item), arguments(item.path(field)), freeform,
                Optional.empty());
    }

    static String id(JsonNode item, String answer, int number) {
        return Json.string(item, "call_id").filter(id -> !id.isEmpty())
                .or(() -> Json.string(item, "id").filter(id -> !id.isEmpty()))
                .orElseGet(() -> "call_" + answer + "_" + number);
    }

    static String name(JsonNode item) {
        return Json.string(item, "name").filter(name -> !name.isBlank())
                .orElseThrow(() -> new Garbled("sent a tool call without a name"));
    }

    /// A text; some imitators send the object.
    static String arguments(JsonNode said) {
        return said.isObject() ? Json.text(said) : said.asString("");
    }

    static void check(Part part, Finish finish) {
        if (part instanceof Part.Call call && !call.freeform()) {
            check(call.arguments(), finish);
        }
    }

    /// An answer that was cut may end in the midst of a call.
    static void check(String arguments, Finish finish) {
        boolean whole = Words.reason(finish).isEmpty();
        if (whole && !arguments.isBlank() && Json.read(arguments).isEmpty()) {
            throw new Garbled("sent a tool call whose arguments are no JSON");
        }
    }

    static Optional<Part.Media> image(JsonNode item) {
        return Json.string(item, "result").filter(base64 -> !base64.isEmpty())
                .map(base64 -> new Part.Media(Part.Kind.IMAGE, new Part.Source.Data(base64),
                        "image/" + item.path("output_format").asString("png"), Optional.empty(), Optional.empty(),
                        Optional.empty()));
    }
}
