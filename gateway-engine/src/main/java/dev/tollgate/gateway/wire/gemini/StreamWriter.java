package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Writes a stream for a client of Gemini. Text goes out as it comes; a call comes whole in one part, so it is held until
/// it is closed (WIRE D14). Events end with CRLF, as Google's do. For one answer.
final class StreamWriter implements PieceWriter {
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /// Statuses of errors by the words that stand for them.
    private static final Map<String, Integer> CODES = Map.of("INVALID_ARGUMENT", 400, "UNAUTHENTICATED", 401,
            "FAILED_PRECONDITION", 400, "PERMISSION_DENIED", 403, "NOT_FOUND", 404, "RESOURCE_EXHAUSTED", 429,
            "INTERNAL", 500, "UNAVAILABLE", 503, "DEADLINE_EXCEEDED", 504);

    /// A call in the making.
    private static final class Held {
        private final Piece.Called called;
        private final StringBuilder arguments = new StringBuilder();
        private Optional<Seal> seal = Optional.empty();

        Held(Piece.Called called) {
            this.called = called;
        }
    }

    private final boolean thoughts;
    private final Map<Integer, Held> held = new LinkedHashMap<>();
    private String id = "";
    private String model = "";

    StreamWriter(Prompt asked) {
        thoughts = AnswerWriter.showsThoughts(asked);
    }

    @Override
    public void write(Piece piece, Usage soFar, EventOut out) {
        switch (piece) {
            case Piece.Opened opened -> {
                id = id.isEmpty() ? opened.id() : id;
                model = model.isEmpty() ? opened.model() : model;
            }
            case Piece.Text(var _, var text) -> text(text, out);
            case Piece.Refusal(var _, var text) -> text(text, out);
            case Piece.Thought(var _, var text, var _) -> {
                if (thoughts && !text.isEmpty()) {
                    var parts = Json.array();
                    AnswerWriter.thought(text, Optional.empty(), parts);
                    chunk(parts, out);
                }
            }
            case Piece.Called called -> held.put(called.slot(), new Held(called));
            case Piece.Arguments(var slot, var fragment) -> {
                var call = held.get(slot);
                if (call != null) {
                    call.arguments.append(fragment);
                }
            }
            case Piece.Sealed(var slot, var seal) -> sealed(slot, seal, out);
            case Piece.Shown(var _, var media) -> {
                var parts = Json.array();
                AnswerWriter.media(media, parts);
                chunk(parts, out);
            }
            case Piece.Closed(var slot) -> release(slot, out);
            case Piece.Counted _,Piece.Finished _ -> {
                // part of the end
            }
        }
    }

    private void text(String text, EventOut out) {
        if (!text.isEmpty()) {
            var parts = Json.array();
            parts.addObject().put("text", text);
            chunk(parts, out);
        }
    }

    private void sealed(int slot, Seal seal, EventOut out) {
        var call = held.get(slot);
        if (call != null) {
            call.seal = Optional.of(seal);
        } else if (thoughts) {
            var parts = Json.array();
            AnswerWriter.thought("", Optional.of(seal), parts);
            chunk(parts, out);
        }
    }

    private void release(int slot, EventOut out) {
        var call = held.remove(slot);
        if (call != null) {
            var parts = Json.array();
            AnswerWriter.call(new Part.Call(call.called.id(), call.called.name(), call.arguments.toString(),
                    call.called.freeform(), call.seal), parts);
            chunk(parts, out);
        }
    }

    private void chunk(ArrayNode parts, EventOut out) {
        if (!parts.isEmpty()) {
            event(AnswerWriter.chunk(id, model, parts), out);
        }
    }

    private static void event(JsonNode json, EventOut out) {
        out.append(DATA);
        out.append(Json.bytes(json));
        out.append(END);
    }

    @Override
    public void end(Finish finish, Optional<String> stopSequence, Usage usage, EventOut out) {
        for (int slot : held.keySet().toArray(Integer[]::new)) {
            release(slot, out);
        }
        var parts = Json.array();
        parts.addObject().put("text", "");
        var last = AnswerWriter.chunk(id, model, parts);
        AnswerWriter.ended(last, finish, usage);
        event(last, out);
    }

    @Override
    public void fail(String type, String code, String message, Usage usage, EventOut out) {
        var body = Json.object();
        body.putObject("error").put("code", CODES.getOrDefault(type, 500)).put("message", message).put("status", type);
        event(body, out);
    }
}
