package dev.tollgate.gateway.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The last 15 minutes under a clock that the test moves: every figure is exact.
class LiveCountsTest {
    private static final Flight.Running NOTHING = new Flight.Running() {
        @Override
        public void end(Fault why) {
            // Nothing runs behind these flights.
        }

        @Override
        public void tick(long nanos) {
            // No deadlines.
        }
    };

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T10:00:00.250Z"));
    private final Flights flights = new Flights(time);
    private final Events events = new Events();
    private final LiveCounts counts = new LiveCounts(time, flights, events);
    private long sequence;

    private void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
        counts.tick();
    }

    private void settle(Entry entry) {
        flights.find(entry.id()).ifPresent(Flight::settled);
        events.publish(new Event.Settled(time.instant(), ++sequence, entry));
    }

    private Flight flight(String id, String key, String target) {
        var flight = flights.begin(id, key);
        flight.granted("fast", new Attribution(Map.of(Dimension.CUSTOMER, "acme"), List.of(), Map.of()));
        flight.running(NOTHING, target);
        return flight;
    }

    private LiveSeries series(Dimension by, String name) {
        return counts.view(by).series().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static long[] last(long[] seconds, int count) {
        return Arrays.copyOfRange(seconds, seconds.length - count, seconds.length);
    }

    @Test
    void aRunningRequestsGrowthIsSeenSecondBySecond() {
        var flight = flight("a", "app", "openai/gpt");
        flight.progress(100, 10, 500);
        counts.tick();
        pass(1000);
        flight.progress(100, 60, 900);
        pass(100);
        var key = series(Dimension.KEY, "app");
        assertArrayEquals(new long[] {0, 110, 50}, last(key.tokens(), 3));
        assertArrayEquals(new long[] {500, 400}, last(key.picos(), 2));
        assertEquals(1, key.running());
        for (var by : List.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.ROUTE, Dimension.CUSTOMER)) {
            assertEquals(160, counts.view(by).series().getFirst().tokensOver(900), by.word());
        }
        assertEquals("gpt", counts.view(Dimension.MODEL).series().getFirst().name());
        assertEquals(Instant.parse("2026-11-21T10:00:02Z"), counts.view(Dimension.KEY).at());
    }

    @Test
    void whatSettlesReplacesWhatWasEstimated() {
        var flight = flight("a", "app", "openai/gpt");
        flight.progress(100, 10, 500);
        counts.tick();
        flight.close();
        settle(Entries.of("a", "app").who(flight.view().attribution()).attempt("openai", "gpt", 120, 50, 40, 800)
                .entry());
        pass(100);
        pass(2000);
        var key = series(Dimension.KEY, "app");
        assertEquals(110, key.tokensOver(900));
        assertEquals(800, key.picosOver(900));
        assertEquals(0, key.running());
        assertEquals(70, counts.view(Dimension.KEY).inputPerMinute());
        assertEquals(40, counts.view(Dimension.KEY).outputPerMinute());
        assertEquals(800, counts.view(Dimension.KEY).picosPerMinute());
        assertEquals(1, counts.view(Dimension.KEY).requests5m());
    }

    @Test
    void whatSettlesOnManyThreadsAtOnceCountsOnceEach() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 8; t++) {
            var name = "t" + t + "-";
            threads.add(Thread.startVirtualThread(() -> {
                for (int i = 0; i < 2_000; i++) {
                    events.publish(new Event.Settled(time.instant(), 1,
                            Entries.of(name + i, "app").attempt("openai", "gpt", 3, 0, 4, 5).entry()));
                }
            }));
        }
        while (threads.stream().anyMatch(Thread::isAlive)) {
            counts.tick();
        }
        for (var thread : threads) {
            thread.join();
        }
        assertEquals(16_000 * 7, series(Dimension.KEY, "app").tokensOver(900));
        assertEquals(16_000 * 5, series(Dimension.MODEL, "gpt").picosOver(900));
        assertEquals(16_000, counts.view(Dimension.KEY).requests5m());
    }

    @Test
    void anEstimateThatWasTooHighIsTakenBackFromItsOwnSecondsAndNoneFallsBelowZero() {
        var flight = flight("a", "app", "openai/gpt");
        for (int i = 1; i <= 3; i++) {
            flight.progress(0, 100L * i, 1000L * i);
            pass(1000);
        }
        pass(1000);
        settle(Entries.of("a", "app").who(flight.view().attribution()).attempt("openai", "gpt", 0, 0, 150, 1500)
                .entry());
        counts.tick();
        var key = series(Dimension.KEY, "app");
        assertArrayEquals(new long[] {100, 50, 0, 0}, last(key.tokens(), 4));
        assertEquals(1500, key.picosOver(900));
        assertEquals(150, series(Dimension.MODEL, "gpt").tokensOver(900));
    }

    @Test
    void aSettledFlightThatIsStillListedIsNotCountedAgain() {
        var flight = flight("a", "app", "openai/gpt");
        settle(Entries.of("a", "app").attempt("openai", "gpt", 10, 0, 10, 5).entry());
        counts.tick();
        flight.progress(10, 10, 5);
        pass(100);
        pass(5000);
        flight.close();
        pass(5000);
        assertEquals(20, series(Dimension.KEY, "app").tokensOver(900));
    }

    @Test
    void eachModelGetsTheTokensOfItsOwnAttempts() {
        var flight = flight("a", "app", "openai/big");
        flight.progress(100, 20, 700);
        counts.tick();
        flight.running(NOTHING, "claude/small");
        flight.progress(200, 50, 900);
        pass(100);
        assertEquals(120, series(Dimension.MODEL, "big").tokensOver(900));
        assertEquals(130, series(Dimension.MODEL, "small").tokensOver(900));
        flight.close();
        settle(Entries.of("a", "app").who(flight.view().attribution())
                .attempt("openai", "big", Outcome.FAILED, 90, 0, 20,
                        Cost.of(600, CostSource.COMPUTED, CostBound.AT_LEAST, List.of()))
                .attempt("claude", "small", 110, 0, 60, 400).fellBackFrom("openai/big").entry());
        counts.tick();
        assertEquals(110, series(Dimension.MODEL, "big").tokensOver(900));
        assertEquals(600, series(Dimension.PROVIDER, "openai").picosOver(900));
        assertEquals(170, series(Dimension.PROVIDER, "claude").tokensOver(900));
        assertEquals(280, series(Dimension.KEY, "app").tokensOver(900));
        var view = counts.view(Dimension.KEY);
        assertEquals(1, view.fallbacks5m());
        assertEquals(110, view.billedFailedTokens5m());
    }

    @Test
    void requestsErrorsAndOurOwnRefusalsAreToldApart() {
        settle(Entries.of("a", "app").attempt("p", "m", 1, 0, 1, 1).entry());
        settle(Entries.of("b", "app").outcome(Outcome.FAILED).entry());
        settle(Entries.of("c", "app").outcome(Outcome.REJECTED).entry());
        pass(299_000);
        assertEquals(2, counts.view(Dimension.KEY).requests5m());
        assertEquals(1, counts.view(Dimension.KEY).errors5m());
        pass(300_000);
        assertEquals(0, counts.view(Dimension.KEY).requests5m());
    }

    @Test
    void anUnpricedRequestMarksItsValues() {
        settle(Entries.of("a", "app").attempt("p", "m", Outcome.SUCCESS, 10, 0, 10, Cost.UNPRICED).entry());
        assertTrue(series(Dimension.MODEL, "m").unpriced());
        assertTrue(series(Dimension.KEY, "app").unpriced());
        assertEquals(20, series(Dimension.KEY, "app").tokensOver(10));
    }

    @Test
    void whatIsIdleForFifteenMinutesIsDropped() {
        settle(Entries.of("a", "app").attempt("p", "m", 10, 0, 10, 5).entry());
        assertEquals(1, counts.view(Dimension.KEY).series().size());
        pass(899_000);
        assertEquals(1, counts.view(Dimension.KEY).series().size());
        pass(2_000);
        assertEquals(List.of(), counts.view(Dimension.KEY).series());
    }

    @Test
    void valuesBeyondTheBoundAreFoldedIntoOthers() {
        for (int i = 0; i < 260; i++) {
            settle(Entries.of("r" + i, "key-" + i).attempt("p", "m", 10, 0, 0, 1).entry());
        }
        var view = counts.view(Dimension.KEY);
        assertEquals(Values.MOST + 1, view.series().size());
        assertEquals("others", view.series().getLast().name());
        assertEquals(600, view.series().getLast().tokensOver(900));
        assertEquals(2600, view.series().stream().mapToLong(each -> each.tokensOver(900)).sum());
    }

    @Test
    void theBusiestComesFirst() {
        settle(Entries.of("a", "calm").attempt("p", "m", 10, 0, 0, 1).entry());
        settle(Entries.of("b", "busy").attempt("p", "m", 90, 0, 0, 1).entry());
        assertEquals(List.of("busy", "calm"),
                counts.view(Dimension.KEY).series().stream().map(LiveSeries::name).toList());
    }

    @Test
    void figuresFromTheDatabaseAreCompletedByWhatSettledAfterThem() {
        for (int i = 1; i <= 5; i++) {
            settle(Entries.of("r" + i, "app").attempt("p", "m", 1, 0, 1, i).entry());
        }
        assertEquals(15, counts.settledPicosAfter(0));
        assertEquals(9, counts.settledPicosAfter(3));
        assertEquals(2, counts.requestsAfter(3));
        events.publish(new Event.Committed(time.instant(), 3));
        assertEquals(9, counts.settledPicosAfter(3));
        pass(20_000);
        assertEquals(9, counts.settledPicosAfter(0));
        settle(Entries.of("r6", "app").attempt("p", "m", Outcome.SUCCESS, 1, 0, 1, Cost.UNPRICED).entry());
        assertEquals(1, counts.unpricedAfter(3));
        assertEquals(9, counts.settledPicosAfter(3));
    }

    @Test
    void aRequestThatVanishesWithoutAnEntryIsForgotten() {
        var flight = flight("a", "app", "openai/gpt");
        flight.progress(10, 10, 5);
        counts.tick();
        flight.close();
        pass(100);
        assertEquals(0, series(Dimension.KEY, "app").running());
        pass(120_000);
        settle(Entries.of("a", "app").attempt("openai", "gpt", 10, 0, 10, 5).entry());
        assertEquals(40, series(Dimension.KEY, "app").tokensOver(900));
    }

    @Test
    void threeHundredStreamsAddUpExactly() {
        var running = new ArrayList<Flight>();
        for (int i = 0; i < 300; i++) {
            running.add(flight("f" + i, "key-" + i % 20, "p" + i % 3 + "/m" + i % 7));
        }
        for (int tick = 1; tick <= 100; tick++) {
            for (var flight : running) {
                flight.progress(50, tick, tick * 10L);
            }
            pass(100);
        }
        for (var by : List.of(Dimension.KEY, Dimension.MODEL, Dimension.PROVIDER, Dimension.ROUTE)) {
            var view = counts.view(by);
            assertEquals(300 * 150, view.series().stream().mapToLong(each -> each.tokensOver(900)).sum());
            assertEquals(300 * 1000, view.series().stream().mapToLong(each -> each.picosOver(900)).sum());
            assertEquals(300, view.series().stream().mapToInt(LiveSeries::running).sum());
        }
    }
}
