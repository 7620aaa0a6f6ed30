package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Joins a second answer to what the client has of the first: one that goes on from there is passed on from its first
/// word; of one that begins anew the same text is swallowed, and the rest passes if nothing differed. Thoughts before
/// the seam are the second model's own and stay away. For one thread.
final class Seam {
    private final Beginning beginning;
    private final boolean continues;
    private final PieceWriter writer;
    private final Map<Integer, Integer> slots = new HashMap<>();
    /// White space that the client has and the second model was not shown, as far as its answer may repeat it.
    private String blank;
    private int next;
    private int matched;
    private boolean through;
    private boolean differs;

    /// @param continues the second model was given what the client has
    Seam(Beginning beginning, boolean continues, PieceWriter writer) {
        this.beginning = beginning;
        this.continues = continues;
        this.writer = writer;
        next = beginning.slots();
        blank = beginning.text().substring(shown(beginning.text()).length());
        through = !continues && beginning.text().isEmpty();
    }

    /// What a model is given to go on from: providers refuse white space at its end.
    static String shown(String text) {
        return text.stripTrailing();
    }

    PieceWriter writer() {
        return writer;
    }

    /// Whether what comes now is for the client.
    boolean isThrough() {
        return through;
    }

    /// Whether an answer that ends here is the one that the client has the beginning of.
    boolean fitsEnd() {
        return !differs && (through || continues);
    }

    boolean differs() {
        return differs;
    }

    void take(Piece piece, Consumer<Piece> out) {
        if (differs) {
            return;
        }
        if (through) {
            pass(piece, out);
        } else if (continues) {
            begin(piece, out);
        } else {
            match(piece, out);
        }
    }

    private void begin(Piece piece, Consumer<Piece> out) {
        switch (piece) {
            case Piece.Text(int slot, var text) -> {
                through = true;
                join(slot);
                say(slot, unrepeated(text), out);
            }
            case Piece.Called _,Piece.Shown _,Piece.Refusal _ -> {
                through = true;
                pass(piece, out);
            }
            case Piece.Opened _,Piece.Thought _,Piece.Sealed _,Piece.Arguments _,Piece.Closed _,Piece.Counted _,Piece.Finished _ -> {
                // its own beginning, and what it thought of it
            }
        }
    }

    /// Without the white space that the client has already.
    private String unrepeated(String text) {
        int same = 0;
        while (same < text.length() && same < blank.length() && text.charAt(same) == blank.charAt(same)) {
            same++;
        }
        blank = same == text.length() ? blank.substring(same) : "";
        return text.substring(same);
    }

    private void match(Piece piece, Consumer<Piece> out) {
        switch (piece) {
            case Piece.Text(int slot, var text) -> match(slot, text, out);
            case Piece.Called _,Piece.Shown _,Piece.Refusal _ -> differs = true;
            case Piece.Opened _,Piece.Thought _,Piece.Sealed _,Piece.Arguments _,Piece.Closed _,Piece.Counted _,Piece.Finished _ -> {
                // its own beginning, and what it thought of it
            }
        }
    }

    private void match(int slot, String text, Consumer<Piece> out) {
        int count = Math.min(text.length(), beginning.text().length() - matched);
        differs = !beginning.text().startsWith(text.substring(0, count), matched);
        matched += count;
        through = !differs && matched == beginning.text().length();
        if (through) {
            blank = "";
            join(slot);
            say(slot, text.substring(count), out);
        }
    }

    /// The part in which the seam lies goes on in the client's.
    private void join(int slot) {
        slots.put(slot, beginning.open().orElseGet(() -> next++));
    }

    private void say(int slot, String text, Consumer<Piece> out) {
        if (!text.isEmpty()) {
            out.accept(new Piece.Text(slot(slot), text));
        }
    }

    private int slot(int theirs) {
        return slots.computeIfAbsent(theirs, _ -> next++);
    }

    private void pass(Piece piece, Consumer<Piece> out) {
        switch (piece) {
            case Piece.Text(int slot, var text) -> say(slot, unrepeated(text), out);
            case Piece.Refusal(int slot, var text) -> out.accept(new Piece.Refusal(slot(slot), text));
            case Piece.Thought(int slot, var text, var hidden) ->
                out.accept(new Piece.Thought(slot(slot), text, hidden));
            case Piece.Sealed(int slot, var seal) ->
                known(slot).ifPresent(own -> out.accept(new Piece.Sealed(own, seal)));
            case Piece.Called(int slot, var id, var name, var freeform) ->
                out.accept(new Piece.Called(slot(slot), id, name, freeform));
            case Piece.Arguments(int slot, var fragment) -> out.accept(new Piece.Arguments(slot(slot), fragment));
            case Piece.Shown(int slot, var media) -> out.accept(new Piece.Shown(slot(slot), media));
            case Piece.Closed(int slot) -> known(slot).ifPresent(own -> out.accept(new Piece.Closed(own)));
            case Piece.Opened _,Piece.Counted _,Piece.Finished _ -> {
                // said by the first answer, or part of the end
            }
        }
    }

    /// What ends a part that the client has not seen begin is not for it.
    private Optional<Integer> known(int slot) {
        return Optional.ofNullable(slots.get(slot));
    }

    /// How it was joined, in words.
    String notes() {
        int count = beginning.text().codePointCount(0, beginning.text().length());
        return continues
                ? "went on from the " + count + " characters that the client had"
                : "answered anew: the " + count + " characters that the client had were the same";
    }

    /// What the client received, whoever said it: of an answer that went on, the beginning is output and not input.
    Usage received(Usage second) {
        if (!continues) {
            return second;
        }
        long begun = Estimator.tokens(PieceSense.bytes(shown(beginning.text())));
        long input = second.get(Unit.INPUT);
        return second.with(Unit.INPUT, Math.max(second.get(Unit.CACHE_READ), input - begun)).with(Unit.OUTPUT,
                second.get(Unit.OUTPUT) + begun);
    }
}
