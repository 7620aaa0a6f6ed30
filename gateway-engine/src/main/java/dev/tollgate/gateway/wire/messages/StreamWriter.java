package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes a stream for a client. One block is open at a time: when a piece of another part comes, a text or a thought
/// ends, and goes on as a new block if it grows again, but a call cannot be broken in two. What comes while a call grows
/// is held, part by part, until the call is closed, or is seen to be whole. For one answer and one thread.
final class StreamWriter implements PieceWriter {
    private final Prompt asked;
    private final Map<Integer, List<Piece>> held = new LinkedHashMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private Optional<StreamBlock> open = Optional.empty();
    private String id = "";
    private int index;
    private int calls;

    StreamWriter(Prompt asked) {
        this.asked = asked;
    }

    @Override
    public void write(Piece piece, Usage soFar, EventOut out) {
        begin(piece, soFar, out);
        switch (piece) {
            case Piece.Opened _,Piece.Counted _,Piece.Finished _ -> {
                // the beginning is written, the rest is part of the end
            }
            case Piece.Text(int slot, _) -> take(slot, piece, out);
            case Piece.Refusal(int slot, var text) -> take(slot, new Piece.Text(slot, text), out);
            case Piece.Thought(int slot, _, _) -> take(slot, piece, out);
            case Piece.Sealed(int slot, _) -> take(slot, piece, out);
            case Piece.Called(int slot, _, _, _) -> take(slot, piece, out);
            case Piece.Arguments(int slot, _) -> take(slot, piece, out);
            case Piece.Shown(int slot, var media) -> take(slot, new Piece.Text(slot, AnswerWriter.shown(media)), out);
            case Piece.Closed(int slot) -> closed(slot, piece, out);
        }
    }

    /// Whether it has begun and ended as many blocks.
    boolean isAt(int starts, int stops) {
        return index == stops && index + (open.isPresent() ? 1 : 0) == starts && held.isEmpty();
    }

    private void begin(Piece first, Usage soFar, EventOut out) {
        if (id.isEmpty()) {
            var message = first instanceof Piece.Opened(var own, var model)
                    ? AnswerWriter.begun(own, model, soFar, asked)
                    : AnswerWriter.begun("", "", soFar, asked);
            id = message.path("id").asString();
            var event = Json.object().put("type", "message_start");
            event.set("message", message);
            out.event("message_start", event);
        }
    }

    private void take(int slot, Piece piece, EventOut out) {
        boolean follows = held.containsKey(slot) || open.filter(block -> block.slot() == slot).isPresent();
        if (!follows && late(slot, piece)) {
            return;
        }
        while (open.filter(block -> block.slot() != slot).isPresent()) {
            if (waits()) {
                held.computeIfAbsent(slot, _ -> new ArrayList<>()).add(piece);
                return;
            }
            close(out);
            drain(out);
        }
        put(slot, piece, out);
    }

    /// What belongs to a block that has ended, and what begins none.
    private boolean late(int slot, Piece piece) {
        return (piece instanceof Piece.Sealed && begun.contains(slot))
                || StreamBlock.of(slot, piece, id, calls).isEmpty();
    }

    /// Whether a call is open that may still grow.
    private boolean waits() {
        return open.filter(block -> block.call() && !block.whole()).isPresent();
    }

    private void closed(int slot, Piece piece, EventOut out) {
        if (held.containsKey(slot)) {
            held.computeIfPresent(slot, (_, pieces) -> {
                pieces.add(piece);
                return pieces;
            });
        } else if (open.filter(block -> block.slot() == slot).isPresent()) {
            close(out);
            drain(out);
        }
    }

    /// Writes what was held, in the order in which it began, up to a call that still grows.
    private void drain(EventOut out) {
        while (!held.isEmpty() && open.isEmpty()) {
            int slot = held.keySet().iterator().next();
            for (var piece : Optional.ofNullable(held.remove(slot)).orElse(List.of())) {
                if (piece instanceof Piece.Closed) {
                    close(out);
                } else {
                    put(slot, piece, out);
                }
            }
            if (!held.isEmpty() && !waits()) {
                close(out);
            }
        }
    }

    private void put(int slot, Piece piece, EventOut out) {
        if (open.filter(block -> block.takes(piece)).isEmpty()) {
            var block = StreamBlock.of(slot, piece, id, calls);
            if (block.isEmpty()) {
                return; // nothing begins with it: empty, or it comes too late
            }
            close(out);
            calls += block.get().call() ? 1 : 0;
            open = block;
            begun.add(slot);
            block.get().start(index, out);
        }
        open.ifPresent(block -> block.add(piece, index, out));
    }

    private void close(EventOut out) {
        if (open.isPresent()) {
            index += open.get().stop(index, out) ? 1 : 0;
            open = Optional.empty();
        }
    }

    @Override
    public void end(Finish finish, Optional<String> stopSequence, Usage usage, EventOut out) {
        begin(new Piece.Finished(finish, stopSequence), usage, out);
        close(out);
        while (!held.isEmpty()) {
            drain(out);
            close(out);
        }
        var event = Json.object().put("type", "message_delta");
        event.putObject("delta").put("stop_reason", Stops.written(finish)).put("stop_sequence",
                stopSequence.orElse(null));
        event.set("usage", AnswerWriter.usage(usage));
        out.event("message_delta", event);
        out.event("message_stop", Json.object().put("type", "message_stop"));
    }

    @Override
    public void fail(String type, String code, String message, Usage usage, EventOut out) {
        var event = Json.object().put("type", "error");
        event.putObject("error").put("type", type).put("message", message);
        out.event("error", event);
    }
}
