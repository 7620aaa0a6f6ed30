package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Attribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of the flights keep their place, so that Cut never jumps.
class SlotsTest {
    private static final Instant START = Instant.parse("2026-11-21T13:00:00Z");
    private final Slots slots = new Slots();

    private static FlightView flight(String id, int second) {
        return new FlightView(id, "web", "smart", "sim/sim-large", FlightView.Phase.STREAMING,
                START.plusSeconds(second),
                10, 5, 1_000, true, Attribution.NONE);
    }

    private void at(double second, boolean busy, FlightView... flights) {
        slots.place(List.of(flights), List.of(), START.plusMillis(Math.round(second * 1_000)), busy);
    }

    private List<String> shown() {
        return slots.rows().stream().map(slot -> slot.row().id() + (slot.isOver() ? "+" : "")).toList();
    }

    @Test
    void theOldestComesFirstAndNewOnesBelow() {
        at(1, false, flight("b", 1), flight("a", 0));
        at(2, false, flight("c", 2), flight("b", 1), flight("a", 0));
        assertEquals(List.of("a", "b", "c"), shown());
        assertEquals(3, slots.running());
        assertEquals(2, slots.oldest().toSeconds());
    }

    @Test
    void anEndedOneGreysAndOthersStayWhereTheyAre() {
        at(1, false, flight("a", 0), flight("b", 1));
        at(2, false, flight("b", 1));
        assertEquals(List.of("a+", "b"), shown());
        at(4, false, flight("b", 1), flight("c", 4));
        assertEquals(List.of("a+", "b", "c"), shown(), "grey for 3 s: not given away yet");
    }

    @Test
    void aFreeSlotIsGivenToTheNextWhileNobodyPoints() {
        at(1, false, flight("a", 0), flight("b", 1));
        at(2, false, flight("b", 1));
        at(5.5, false, flight("b", 1), flight("c", 5));
        assertEquals(List.of("c", "b"), shown());
    }

    @Test
    void underThePointerNothingIsGivenAwayAndNothingCloses() {
        at(1, true, flight("a", 0), flight("b", 1));
        var second = slots.rows().get(1);
        at(2, true, flight("b", 1));
        at(60, true, flight("b", 1), flight("c", 5));
        assertEquals(List.of("a+", "b", "c"), shown());
        assertSame(second, slots.rows().get(1));
        at(61, false, flight("b", 1), flight("c", 5));
        assertEquals(List.of("b", "c"), shown(), "closes up once it is left alone");
    }

    @Test
    void onlyRowsThatChangedAreTold() {
        at(10, false, flight("a", 0));
        var told = new ArrayList<FlightRow>();
        slots.rows().getFirst().shown().addListener((_, _, row) -> told.add(row));
        at(10.1, false, flight("a", 0));
        at(10.2, false, flight("a", 0));
        assertTrue(told.isEmpty());
        at(11, false, flight("a", 0));
        assertEquals(List.of("11 s"), told.stream().map(FlightRow::age).toList());
    }
}
