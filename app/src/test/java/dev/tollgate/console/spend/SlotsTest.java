package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.term.Dimension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlotsTest {
    private final Slots slots = new Slots();

    @Test
    void whoeverComesBackGetsItsColourAgain() {
        assertEquals(Map.of("web", 1, "batch", 2), slots.assign(Dimension.KEY, List.of("web", "batch")));
        assertEquals(Map.of("batch", 2), slots.assign(Dimension.KEY, List.of("batch")));
        assertEquals(Map.of("batch", 2, "web", 1), slots.assign(Dimension.KEY, List.of("batch", "web")));
    }

    @Test
    void aNewOneTakesAFreeColour() {
        slots.assign(Dimension.KEY, List.of("web", "batch"));
        assertEquals(Map.of("batch", 2, "new", 1), slots.assign(Dimension.KEY, List.of("new", "batch")));
    }

    @Test
    void onAClashTheOneThatIsLargerKeepsIt() {
        slots.assign(Dimension.KEY, List.of("a"));
        slots.assign(Dimension.KEY, List.of("b"));
        assertEquals(Map.of("b", 1, "a", 2), slots.assign(Dimension.KEY, List.of("b", "a")));
    }

    @Test
    void dimensionsHaveColoursOfTheirOwn() {
        slots.assign(Dimension.KEY, List.of("a", "b"));
        assertEquals(Map.of("b", 1), slots.assign(Dimension.MODEL, List.of("b")));
    }
}
