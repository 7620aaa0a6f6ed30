package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.event.LiveView;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// When something is far above its usual, and when nobody can say so.
class PaceTest {
    private static final double TRIFLE = 3_000;

    private static long[] steady(long perSecond) {
        var seconds = new long[LiveView.SECONDS];
        Arrays.fill(seconds, perSecond);
        return seconds;
    }

    private static long[] then(long before, int lastSeconds, long now) {
        var seconds = steady(before);
        Arrays.fill(seconds, seconds.length - lastSeconds, seconds.length, now);
        return seconds;
    }

    @Test
    void aSteadyPaceIsItsOwnUsual() {
        var pace = Pace.of(steady(500), 900);
        assertEquals(30_000, pace.perMinute());
        assertEquals(1.0, pace.factor(), 1e-9);
        assertFalse(pace.isHot(TRIFLE, false));
        assertEquals(Pace.Trend.LEVEL, pace.trend());
    }

    @Test
    void aMinuteAtNineTimesTheUsualIsHot() {
        var pace = Pace.of(then(500, 60, 4_500), 900);
        assertEquals(9.0, pace.factor(), 1e-9);
        assertTrue(pace.isHot(TRIFLE, false));
    }

    @Test
    void aRunawayIsSeenWithinThreeSeconds() {
        assertTrue(Pace.of(then(500, 3, 5_000), 900).isHot(TRIFLE, false));
        assertEquals(Pace.Trend.RISING, Pace.of(then(500, 3, 5_000), 900).trend());
    }

    @Test
    void oneLargeCallInCalmTrafficIsNone() {
        assertFalse(Pace.of(then(500, 1, 6_000), 900).isHot(TRIFLE, false));
    }

    @Test
    void whatWasHotCoolsLater() {
        var pace = Pace.of(then(500, 60, 1_300), 900);
        assertFalse(pace.isHot(TRIFLE, false));
        assertTrue(pace.isHot(TRIFLE, true));
    }

    @Test
    void withoutHistoryThereIsNoUsual() {
        assertTrue(Double.isNaN(Pace.of(steady(500), 20).factor()));
        assertTrue(Double.isNaN(Pace.of(then(0, 60, 500), 900).factor()), "it did nothing before");
        assertFalse(Pace.of(then(0, 60, 500), 900).isHot(TRIFLE, false));
    }

    @Test
    void aYoungGatewayComparesAShorterWindow() {
        var pace = Pace.of(then(100, 15, 1_000), 45);
        assertEquals(10.0, pace.factor(), 1e-9);
    }

    @Test
    void aRunawayThatHasEndedIsNoHabit() {
        var seconds = steady(500);
        Arrays.fill(seconds, 400, 640, 50_000);
        assertEquals(1.0, Pace.of(seconds, 900).factor(), 1e-9);
        Arrays.fill(seconds, 840, 900, 4_500);
        assertTrue(Pace.of(seconds, 900).isHot(TRIFLE, false), "the next one is seen");
    }

    @Test
    void whatComesInBurstsHasThemInItsUsual() {
        var seconds = steady(0);
        for (int from = 0; from < 840; from += 180) {
            Arrays.fill(seconds, from, from + 60, 300);
        }
        assertEquals(6_400, Pace.of(seconds, 900).usual(), 500);
    }

    @Test
    void aTrifleIsNeverHot() {
        assertFalse(Pace.of(then(1, 60, 40), 900).isHot(TRIFLE, false));
    }

    @Test
    void aRunawayOfTheFirstSecondsStandsOutFromWhatTheLedgerRemembers() {
        assertTrue(Pace.of(then(0, 5, 5_000), 5, 30_000).isHot(TRIFLE, false));
        var pace = Pace.of(then(0, 60, 4_500), 60, 30_000);
        assertEquals(9.0, pace.factor(), 1e-9);
        assertTrue(pace.isHot(TRIFLE, false));
    }

    @Test
    void aCalmStartIsNotHot() {
        assertFalse(Pace.of(then(0, 5, 500), 5, 30_000).isHot(TRIFLE, false));
        assertFalse(Pace.of(then(0, 2, 5_000), 2, 30_000).isHot(TRIFLE, false), "one large call");
        assertEquals(1.0, Pace.of(then(0, 300, 500), 300, 30_000).factor(), 1e-9);
    }

    @Test
    void whatWasWatchedCountsForMoreTheLongerItWasWatched() {
        assertEquals((14 * 30_000.0 - 12 * 15_000) / 14, Pace.of(then(0, 180, 500), 180, 15_000).usual(), 1e-6);
        assertEquals(30_000, Pace.of(steady(500), 900, 1).usual(), 1e-9);
    }
}
