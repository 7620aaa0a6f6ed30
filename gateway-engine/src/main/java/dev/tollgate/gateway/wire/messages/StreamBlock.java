package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The block that is open in a stream. For one thread.
final class StreamBlock {
    /// What grows in it.
    private enum Kind {
        TEXT,
        THOUGHT,
        /// Its only event holds all of it, so nothing is written before its end.
        HIDDEN,
        CALL,
        /// A call of a tool that takes any text, which can be written as an object only when all of it is known.
        FREEFORM
    }

    private final int slot;
    private final Kind kind;
    private final ObjectNode start;
    private final StringBuilder arguments = new StringBuilder();
    private Optional<Seal> seal = Optional.empty();

    private StreamBlock(int slot, Kind kind, ObjectNode start) {
        this.slot = slot;
        this.kind = kind;
        this.start = start;
    }

    /// The block that begins with this piece; empty where none does.
    ///
    /// @param message its id
    /// @param calls how many came before in this message
    static Optional<StreamBlock> of(int slot, Piece piece, String message, int calls) {
        return switch (piece) {
            case Piece.Text(_, var text) when !text.isEmpty() ->
                Optional.of(new StreamBlock(slot, Kind.TEXT, Json.object().put("type", "text").put("text", "")));
            case Piece.Thought(_, var text, boolean hidden) when hidden || !text.isEmpty() ->
                Optional.of(thought(slot, hidden ? Kind.HIDDEN : Kind.THOUGHT));
            case Piece.Sealed _ -> Optional.of(thought(slot, Kind.THOUGHT)); // there is nothing to read of it
            case Piece.Called(_, var id, var name, boolean freeform) -> {
                var start = AnswerWriter.call(AnswerWriter.id(id, message, calls), name);
                start.putObject("input");
                yield Optional.of(new StreamBlock(slot, freeform ? Kind.FREEFORM : Kind.CALL, start));
            }
            case Piece.Text _,Piece.Thought _,Piece.Refusal _,Piece.Arguments _,Piece.Shown _,Piece.Opened _,Piece.Closed _,Piece.Counted _,Piece.Finished _ ->
                Optional.empty();
        };
    }

    private static StreamBlock thought(int slot, Kind kind) {
        return new StreamBlock(slot, kind,
                Json.object().put("type", "thinking").put("thinking", "").put("signature", ""));
    }

    int slot() {
        return slot;
    }

    boolean call() {
        return kind == Kind.CALL || kind == Kind.FREEFORM;
    }

    /// Whether the arguments so far are a whole object, to which nothing can be added; most that are not are seen so by
    /// their last letter.
    boolean whole() {
        return kind == Kind.CALL && !arguments.isEmpty() && arguments.charAt(arguments.length() - 1) == '}'
                && Json.read(arguments.toString()).filter(JsonNode::isObject).isPresent();
    }

    /// Whether a piece of the same slot goes on in this block.
    boolean takes(Piece piece) {
        return switch (piece) {
            case Piece.Text _ -> kind == Kind.TEXT;
            case Piece.Thought(_, _, boolean hidden) -> kind == (hidden ? Kind.HIDDEN : Kind.THOUGHT);
            case Piece.Sealed _ -> true;
            case Piece.Called _,Piece.Arguments _ -> call();
            case Piece.Refusal _,Piece.Shown _,Piece.Opened _,Piece.Closed _,Piece.Counted _,Piece.Finished _ ->
                false;
        };
    }

    void start(int index, EventOut out) {
        if (kind != Kind.HIDDEN) {
            start(index, start, out);
        }
    }

    private static void start(int index, ObjectNode block, EventOut out) {
        var event = Json.object().put("type", "content_block_start").put("index", index);
        event.set("content_block", block);
        out.event("content_block_start", event);
    }

    void add(Piece piece, int index, EventOut out) {
        switch (piece) {
            case Piece.Text(_, var text) -> delta(index, "text_delta", "text", text, out);
            case Piece.Thought(_, var text, _) -> delta(index, "thinking_delta", "thinking", text, out);
            case Piece.Sealed(_, var own) -> seal = Optional.of(own);
            case Piece.Arguments(_, var fragment) -> {
                arguments.append(fragment);
                if (kind == Kind.CALL) {
                    delta(index, "input_json_delta", "partial_json", fragment, out);
                }
            }
            case Piece.Called _,Piece.Refusal _,Piece.Shown _,Piece.Opened _,Piece.Closed _,Piece.Counted _,Piece.Finished _ -> {
                // says nothing more
            }
        }
    }

    private void delta(int index, String type, String field, String text, EventOut out) {
        if (!text.isEmpty() && kind != Kind.HIDDEN) {
            var event = Json.object().put("type", "content_block_delta").put("index", index);
            event.putObject("delta").put("type", type).put(field, text);
            out.event("content_block_delta", event);
        }
    }

    /// Whether anything was written of it. A call gets arguments in any case: Anthropic's Java client wants some.
    boolean stop(int index, EventOut out) {
        switch (kind) {
            case TEXT -> {
                // all is said
            }
            case CALL -> delta(index, "input_json_delta", "partial_json", arguments.isEmpty() ? "{}" : "", out);
            case THOUGHT -> delta(index, "signature_delta", "signature", AnswerWriter.signature(seal), out);
            case FREEFORM -> delta(index, "input_json_delta", "partial_json",
                    Json.text(Freeform.wrapped(arguments.toString())), out);
            case HIDDEN -> {
                if (seal.isEmpty()) {
                    return false;
                }
                start(index, AnswerWriter.hidden(AnswerWriter.signature(seal)), out);
            }
        }
        out.event("content_block_stop", Json.object().put("type", "content_block_stop").put("index", index));
        return true;
    }
}
