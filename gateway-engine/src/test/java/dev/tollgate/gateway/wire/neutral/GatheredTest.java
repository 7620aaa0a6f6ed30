package dev.tollgate.gateway.wire.neutral;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Protocol;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.MissingNode;

class GatheredTest {
    private static final Seal SEAL = new Seal(Protocol.GEMINI, "", "signature");

    private static Answer gathered(List<Piece> pieces) {
        var gathered = new Gathered();
        pieces.forEach(gathered::add);
        return gathered.answer();
    }

    @Test
    void theWayBackFromPiecesGivesTheSameAnswer() {
        var image = new Part.Media(Part.Kind.IMAGE, new Part.Source.Data("AAAA"), "image/png", Optional.empty(),
                Optional.empty(), Optional.empty());
        var answer = new Answer("id", "model", List.of(new Part.Thought("Hm", Optional.of(SEAL), false),
                new Part.Thought("", Optional.of(SEAL), true), Part.Text.of("Hello"), new Part.Refusal("No"), image,
                new Part.Call("c1", "f", "{\"a\":1}", false, Optional.of(SEAL)),
                new Part.Call("c2", "g", "any text", true, Optional.empty())), Finish.STOP_SEQUENCE,
                Optional.of("END"), Json.object().put("prompt_tokens", 3));
        assertEquals(answer, gathered(answer.pieces()));
    }

    @Test
    void partsThatGrowInTurnsAreKeptApartAndInTheOrderTheyBegan() {
        var answer = gathered(List.of(new Piece.Text(0, "a"), new Piece.Called(2, "2", "g", false),
                new Piece.Called(1, "1", "f", false), new Piece.Arguments(2, "{\"y\""),
                new Piece.Arguments(1, "{\"x\""), new Piece.Arguments(2, ":2}"), new Piece.Text(0, "b"),
                new Piece.Arguments(1, ":1}")));
        assertEquals(List.of(Part.Text.of("ab"), new Part.Call("1", "f", "{\"x\":1}", false, Optional.empty()),
                new Part.Call("2", "g", "{\"y\":2}", false, Optional.empty())), answer.parts());
    }

    @Test
    void aSealWithoutAThoughtIsAHiddenOne() {
        assertEquals(List.of(new Part.Thought("", Optional.of(SEAL), true)),
                gathered(List.of(new Piece.Sealed(0, SEAL))).parts());
    }

    @Test
    void nothingIsAnEmptyAnswerThatEndedByItself() {
        assertEquals(new Answer("", "", List.of(), Finish.STOP, Optional.empty(), MissingNode.getInstance()),
                gathered(List.of()));
    }
}
