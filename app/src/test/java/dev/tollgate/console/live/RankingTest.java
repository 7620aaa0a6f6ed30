package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.console.chart.Values;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The order of the top burners: by what burns, but not while somebody aims at a row.
class RankingTest {
    private static final Instant START = Instant.parse("2026-11-21T13:00:00Z");
    private final Ranking ranking = new Ranking();

    private static BurnerRow row(String name, long perMinute, boolean burning, boolean paused) {
        return new BurnerRow(name, "", 1, Values.of(), perMinute * 15,
                new Pace(perMinute, Double.NaN, perMinute, perMinute, Pace.Trend.LEVEL), Double.NaN, 0, false, burning,
                Severity.CRITICAL, 0,
                paused ? Optional.of(new Pauses.Pause(name, START, "console", 3)) : Optional.empty());
    }

    private void at(int second, boolean busy, BurnerRow... rows) {
        ranking.show(List.of(rows), START.plusSeconds(second), busy);
    }

    private List<String> order() {
        return ranking.rows().stream().map(one -> one.row().name()).toList();
    }

    @Test
    void byRateWhatBurnsFirstThenWhatIsPaused() {
        at(0, false, row("calm", 90, false, false), row("off", 0, false, true), row("loop", 80, true, false),
                row("more", 95, false, false));
        assertEquals(List.of("loop", "off", "more", "calm"), order());
    }

    @Test
    void whatIsFoldedTogetherComesLast() {
        at(0, false, row("others", 900, true, false), row("calm", 90, false, false));
        assertEquals(List.of("calm", "others"), order());
    }

    @Test
    void itSortsAtMostEveryFiveSeconds() {
        at(0, false, row("a", 10, false, false), row("b", 5, false, false));
        at(3, false, row("a", 10, false, false), row("b", 50, false, false));
        assertEquals(List.of("a", "b"), order());
        assertEquals(50, ranking.rows().get(1).row().pace().perMinute(), "figures do change");
        at(5, false, row("a", 10, false, false), row("b", 50, false, false));
        assertEquals(List.of("b", "a"), order());
    }

    @Test
    void afterACalmWhileWhatBurnsGoesUpAtOnce() {
        at(0, false, row("a", 10, false, false), row("b", 5, false, false));
        at(30, false, row("a", 10, false, false), row("b", 5, false, false));
        at(31, false, row("a", 10, false, false), row("b", 500, true, false));
        assertEquals(List.of("b", "a"), order());
    }

    @Test
    void neverUnderThePointer() {
        at(0, false, row("a", 10, false, false), row("b", 5, false, false));
        at(60, true, row("b", 50, true, false), row("c", 70, false, false));
        assertEquals(List.of("a", "b", "c"), order());
        at(61, false, row("b", 50, true, false), row("c", 70, false, false));
        assertEquals(List.of("b", "c"), order());
    }
}
