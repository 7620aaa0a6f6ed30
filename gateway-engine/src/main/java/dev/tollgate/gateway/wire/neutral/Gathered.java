package dev.tollgate.gateway.wire.neutral;

import java.util.ArrayList;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Puts the pieces of a stream together, slot by slot: the way back from [Answer#pieces]. For one answer and one thread.
public final class Gathered {
    /// One slot in the making.
    private static final class Slot {
        private final StringBuilder text = new StringBuilder();
        private Piece first;
        private @Nullable Seal seal;

        Slot(Piece first) {
            this.first = first;
        }
    }

    private final TreeMap<Integer, Slot> slots = new TreeMap<>();
    private String id = "";
    private String model = "";
    private JsonNode usage = MissingNode.getInstance();
    private Finish finish = Finish.STOP;
    private Optional<String> stopSequence = Optional.empty();

    /// Takes the next piece.
    public void add(Piece piece) {
        switch (piece) {
            case Piece.Opened opened -> {
                id = opened.id();
                model = opened.model();
            }
            case Piece.Text(var slot, var text) -> at(slot, piece).text.append(text);
            case Piece.Refusal(var slot, var text) -> at(slot, piece).text.append(text);
            case Piece.Thought(var slot, var text, var _) -> at(slot, piece).text.append(text);
            case Piece.Called called -> at(called.slot(), piece).first = piece;
            case Piece.Arguments(var slot, var text) -> at(slot, piece).text.append(text);
            case Piece.Shown shown -> at(shown.slot(), piece);
            case Piece.Sealed(var slot, var seal) -> at(slot, new Piece.Thought(slot, "", true)).seal = seal;
            case Piece.Counted counted -> usage = counted.usage();
            case Piece.Finished finished -> {
                finish = finished.finish();
                stopSequence = finished.stopSequence();
            }
            case Piece.Closed _ -> {
                // the next piece has another slot
            }
        }
    }

    private Slot at(int slot, Piece first) {
        return slots.computeIfAbsent(slot, _ -> new Slot(first));
    }

    /// What came so far, as a whole; an answer that does not say how it ended has ended by itself.
    public Answer answer() {
        var parts = new ArrayList<Part>();
        slots.values().forEach(slot -> part(slot).ifPresent(parts::add));
        return new Answer(id, model, parts, finish, stopSequence, usage);
    }

    private static Optional<Part> part(Slot slot) {
        var text = slot.text.toString();
        var seal = Optional.ofNullable(slot.seal);
        return switch (slot.first) {
            case Piece.Text _ -> Optional.of(Part.Text.of(text));
            case Piece.Refusal _ -> Optional.of(new Part.Refusal(text));
            case Piece.Thought thought -> Optional.of(new Part.Thought(text, seal, thought.hidden()));
            case Piece.Called called -> Optional.of(new Part.Call(called.id(), called.name(), text, called.freeform(),
                    seal));
            case Piece.Shown shown -> Optional.of(shown.media());
            case Piece.Arguments _,Piece.Sealed _,Piece.Opened _,Piece.Closed _,Piece.Counted _,Piece.Finished _ ->
                Optional.empty();
        };
    }
}
