package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is topped up ends by itself and outlasts the process, whatever names it has.
class RaisesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Raise AN_HOUR = new Raise(500, NOW.plusSeconds(3_600));
    private final Raises raises = new Raises();

    @Test
    void itHoldsForItsCounterUntilItEnds() {
        assertEquals(Optional.empty(), raises.set("cap", "a b", Optional.of(AN_HOUR)));
        assertEquals(Optional.of(AN_HOUR), raises.of("cap", "a b", NOW));
        assertEquals(Optional.empty(), raises.of("cap", "other", NOW));
        assertEquals(Optional.empty(), raises.of("cap", "a b", AN_HOUR.until()));
        assertEquals(Optional.of(AN_HOUR), raises.set("cap", "a b", Optional.empty()));
        assertEquals(Optional.empty(), raises.of("cap", "a b", NOW));
    }

    @Test
    void itIsKeptAsTextWhileItLasts() {
        raises.set("cap, 100 %", "工事\n1", Optional.of(AN_HOUR));
        raises.set("cap", "over", Optional.of(new Raise(1, NOW)));
        var text = raises.takeChanged(NOW).orElseThrow();
        assertEquals(Optional.empty(), raises.takeChanged(NOW));
        var next = new Raises();
        next.recall(text + "no raise at all\ncap x -5 2026-11-21T10:00:00Z\n");
        assertEquals(Optional.of(AN_HOUR), next.of("cap, 100 %", "工事\n1", NOW));
        assertEquals(text, next.takeChanged(NOW).orElseThrow(), "what could not be read is gone");
    }

    @Test
    void noneIsByNothing() {
        assertThrows(IllegalArgumentException.class, () -> new Raise(0, NOW));
    }
}
