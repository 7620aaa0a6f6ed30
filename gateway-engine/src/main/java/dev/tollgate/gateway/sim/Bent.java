package dev.tollgate.gateway.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Faults of a provider that answers, but not as it should: what it reads past in a request, and what it leaves out or
/// mixes up in its answer. Pure.
final class Bent {
    private static final String EVENT = "data: {";

    private Bent() {}

    /// The request as such a provider understands it.
    static SimRequest request(Optional<SimFault> fault, SimRequest request) {
        if (fault.isEmpty()) {
            return request;
        }
        var body = (ObjectNode) request.body().deepCopy();
        var format = body.path("response_format").path("type").asString("");
        switch (fault.get().kind()) {
            case TOOLS_IGNORED -> body.remove(List.of("tools", "tool_choice"));
            case JSON_BROKEN -> {
                if (format.equals("json_object")) {
                    body.remove("response_format");
                }
            }
            case SCHEMA_IGNORED -> {
                if (format.equals("json_schema")) {
                    body.putObject("response_format").put("type", "json_object");
                }
            }
            case STREAM_IGNORED -> body.remove(List.of("stream", "stream_options"));
            case USAGE_MISSING -> body.remove("stream_options");
            case RATE_LIMITED, SERVER_ERROR, OVERLOADED, AUTH, SLOW, STALL, CUT, STREAM_ERROR, MALFORMED, DOWN,
                    ANSWER_EMPTY, TOOLS_SPLIT, TOOLS_BROKEN, USAGE_WRONG, VECTORS_UNEVEN, ERROR_SHAPE, ERROR_ACCEPTED,
                    LIMITS_SILENT, LIMITS_BARE, QUOTA_GONE, CANCEL_IGNORED -> {
                return request;
            }
        }
        return new SimRequest(body, request.model(), request.suffix());
    }

    static Script answer(SimFault.Kind kind, Script sound) {
        return switch (kind) {
            case ANSWER_EMPTY -> edited(sound, Bent::empty);
            case TOOLS_SPLIT -> split(sound);
            case TOOLS_BROKEN -> edited(sound, node -> arguments(node, text -> text.replace('"', '\'')));
            case USAGE_MISSING -> edited(sound, node -> node.remove(List.of("usage")));
            case USAGE_WRONG -> edited(sound, Bent::miscounted);
            case VECTORS_UNEVEN -> edited(sound, Bent::uneven);
            case RATE_LIMITED, SERVER_ERROR, OVERLOADED, AUTH, SLOW, STALL, CUT, STREAM_ERROR, MALFORMED, DOWN,
                    TOOLS_IGNORED, JSON_BROKEN, SCHEMA_IGNORED, STREAM_IGNORED, ERROR_SHAPE, ERROR_ACCEPTED,
                    LIMITS_SILENT, LIMITS_BARE, QUOTA_GONE, CANCEL_IGNORED ->
                sound;
        };
    }

    /// An error as frameworks write it that know nothing of the protocol.
    static Script errorShape(Script error) {
        var bytes = Reply.bytes("{\"detail\":\"Unprocessable (simulated)\"}");
        return error.with(Reply.JSON.with("Content-Length", Integer.toString(bytes.length)))
                .with(List.of(new Piece(error.pieces().getFirst().after(), bytes, 0)), Script.Last.END);
    }

    private static ObjectNode empty(ObjectNode node) {
        var choice = node.path("choices").path(0);
        for (var part : List.of(choice.path("message"), choice.path("delta"))) {
            if (part instanceof ObjectNode text && text.has("content")) {
                text.put("content", "");
            }
        }
        return node;
    }

    private static ObjectNode miscounted(ObjectNode node) {
        if (node.path("usage") instanceof ObjectNode usage && usage.has("total_tokens")) {
            usage.put("total_tokens", usage.path("total_tokens").asLong(0) + 7);
        }
        return node;
    }

    private static ObjectNode uneven(ObjectNode node) {
        if (node.path("data").path(1) instanceof ObjectNode second && second.path("embedding").isArray()) {
            var shorter = second.putArray("embedding");
            node.path("data").path(0).path("embedding").valueStream().skip(1).forEach(shorter::add);
        }
        return node;
    }

    private static ObjectNode arguments(ObjectNode node, UnaryOperator<String> edit) {
        var choice = node.path("choices").path(0);
        for (var part : List.of(choice.path("message"), choice.path("delta"))) {
            if (part.path("tool_calls").path(0).path("function") instanceof ObjectNode call && call.has("arguments")) {
                call.put("arguments", edit.apply(call.path("arguments").asString("")));
            }
        }
        return node;
    }

    /// The second half of a call's arguments comes under an index of its own.
    private static Script split(Script sound) {
        int half = sound.pieces().size() / 2;
        return edited(sound, place -> place >= half, node -> {
            var delta = node.path("choices").path(0).path("delta");
            if (delta.path("tool_calls").path(0) instanceof ObjectNode call) {
                call.put("index", 1);
            }
            return node;
        });
    }

    private static Script edited(Script sound, UnaryOperator<ObjectNode> edit) {
        return edited(sound, _ -> true, edit);
    }

    private static Script edited(Script sound, IntPredicate which, UnaryOperator<ObjectNode> edit) {
        var pieces = new ArrayList<Piece>();
        for (var piece : sound.pieces()) {
            pieces.add(which.test(pieces.size()) ? edited(piece, edit) : piece);
        }
        boolean whole = sound.head().first("Content-Length").isPresent();
        var head = whole
                ? Reply.JSON.with("Content-Length", Integer.toString(pieces.getFirst().bytes().length))
                : sound.head();
        return sound.with(head).with(pieces, sound.last());
    }

    private static Piece edited(Piece piece, UnaryOperator<ObjectNode> edit) {
        var text = new String(piece.bytes(), StandardCharsets.UTF_8);
        boolean event = text.startsWith(EVENT);
        if (!event && !text.startsWith("{")) {
            return piece;
        }
        JsonNode node = SimRequest.JSON.readTree(event ? text.substring(EVENT.length() - 1) : text);
        var next = edit.apply((ObjectNode) node).toString();
        return new Piece(piece.after(), Reply.bytes(event ? "data: " + next + "\n\n" : next), piece.tokens());
    }
}
