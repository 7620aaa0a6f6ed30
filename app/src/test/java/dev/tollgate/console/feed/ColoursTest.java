package dev.tollgate.console.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Dimension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A name has one colour, whoever else is drawn.
class ColoursTest {
    private final Colours colours = new Colours();

    @Test
    void whoeverComesBackGetsItsColourAgain() {
        assertEquals(Map.of("web", 1, "batch", 2), colours.assign(Dimension.KEY, List.of("web", "batch")));
        assertEquals(Map.of("batch", 2), colours.assign(Dimension.KEY, List.of("batch")));
        assertEquals(Map.of("batch", 2, "web", 1), colours.assign(Dimension.KEY, List.of("batch", "web")));
    }

    @Test
    void aNewOneTakesAColourNobodyHas() {
        colours.assign(Dimension.KEY, List.of("web", "batch"));
        assertEquals(Map.of("batch", 2, "new", 3), colours.assign(Dimension.KEY, List.of("new", "batch")));
        assertEquals(Map.of("web", 1, "batch", 2, "new", 3),
                colours.assign(Dimension.KEY, List.of("new", "batch", "web")));
    }

    @Test
    void whereAllAreGivenANewOneTakesThatOfSomebodyNotDrawn() {
        colours.assign(Dimension.KEY, List.of("a", "b", "c", "d", "e", "f"));
        assertEquals(Map.of("g", 2, "a", 1, "c", 3), colours.assign(Dimension.KEY, List.of("g", "a", "c")));
    }

    @Test
    void onAClashTheOneThatIsLargerKeepsIt() {
        colours.assign(Dimension.KEY, List.of("a", "b", "c", "d", "e", "f"));
        colours.assign(Dimension.KEY, List.of("g", "b", "c", "d", "e", "f"));
        assertEquals(Map.of("g", 1, "a", 2), colours.assign(Dimension.KEY, List.of("g", "a")));
    }

    @Test
    void dimensionsHaveColoursOfTheirOwn() {
        colours.assign(Dimension.KEY, List.of("a", "b"));
        assertEquals(Map.of("b", 1), colours.assign(Dimension.MODEL, List.of("b")));
    }
}
