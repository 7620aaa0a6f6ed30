package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.ledger.LedgerStatus;
import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SpendModelTest {
    private static final Instant START = Instant.parse("2026-11-21T13:02:11Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private final Desk desk = new Desk();
    private final SpendModel model = new SpendModel(desk);

    /// A source whose answers come when the test says so.
    private static final class Desk implements Source {
        private final FakeRollups ledger = new FakeRollups(ZoneId.of("UTC"));
        private final List<Runnable> waiting = new ArrayList<>();
        private Instant now = START;
        private long after;
        private int questions;
        private boolean broken;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public ZoneId billingZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Queries.Spend spend(SpendQuery query) {
            if (broken) {
                throw new IllegalStateException("the disk is gone");
            }
            return ledger.apply(query);
        }

        @Override
        public long settledPicosAfter(long sequence) {
            return sequence == ledger.apply(new SpendQuery(List.of(), now, now, SpendQuery.Step.DAY, Duration.ZERO,
                    Map.of())).sequence() ? after : 0;
        }

        @Override
        public <T> void query(Supplier<T> question, Consumer<T> apply) {
            questions++;
            waiting.add(() -> apply.accept(question.get()));
        }

        void answer() {
            var all = List.copyOf(waiting);
            waiting.clear();
            all.getLast().run();
        }
    }

    private void tick(Duration later) {
        desk.now = desk.now.plus(later);
        var status = new GatewayStatus(GatewayStatus.State.LISTENING, 4100, "http://127.0.0.1:4100/v1", "", START);
        model.tick(new LiveSnapshot(desk.now, status,
                new LiveView(desk.now, Dimension.KEY, List.of(), 0, 0, 0, 0, 0, 0, 0), List.of(), List.of(), List.of(),
                new LedgerStatus(true, 0, 100_000, 0, "", 0), List.of(), new LiveSnapshot.Today(0, 0, 0, 0, 0)));
    }

    private void open(TimeRange range) {
        model.view(new View(range, Filter.NONE));
        desk.answer();
    }

    @Test
    void nothingIsAskedUntilThePageIsShownNorWithoutATick() {
        assertEquals(0, desk.questions);
        open(TimeRange.LIVE_15_MIN);
        desk.now = desk.now.plusSeconds(60);
        assertEquals(1, desk.questions);
    }

    @Test
    void aSlidingRangeIsAskedForAgainEverySecondButNeverTwiceAtOnce() {
        open(TimeRange.LIVE_15_MIN);
        tick(Duration.ofMillis(900));
        assertEquals(1, desk.questions);
        tick(Duration.ofMillis(100));
        assertEquals(2, desk.questions);
        tick(Duration.ofSeconds(5));
        assertEquals(2, desk.questions);
        desk.answer();
        tick(Duration.ofSeconds(4));
        assertEquals(3, desk.questions);
    }

    @Test
    void aSlowAnswerIsAskedForLessOften() {
        model.view(View.NOW);
        desk.now = desk.now.plusMillis(150);
        desk.answer();
        tick(Duration.ofMillis(2_900));
        assertEquals(1, desk.questions);
        tick(Duration.ofMillis(100));
        assertEquals(2, desk.questions);
    }

    @Test
    void whatSettledAfterTheAnswerIsInTheTotalAtOnce() {
        desk.ledger.call(START.minusSeconds(60), 41, Map.of(Dimension.KEY, "web"));
        open(TimeRange.LIVE_15_MIN);
        assertEquals(41, model.totalPicos());
        desk.after = 7;
        tick(Duration.ofMillis(100));
        assertEquals(48, model.totalPicos());
    }

    @Test
    void underAFilterTheTotalIsThatOfTheRows() {
        desk.ledger.call(START.minusSeconds(60), 41, Map.of(Dimension.KEY, "web"));
        model.view(new View(TimeRange.LIVE_15_MIN, Filter.NONE.with(Dimension.KEY, "web")));
        desk.answer();
        desk.after = 7;
        tick(Duration.ofMillis(100));
        assertEquals(41, model.totalPicos());
    }

    @Test
    void aWindowHoldsTheRangeStill() {
        open(TimeRange.live(WEEK));
        var window = new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)));
        tick(Duration.ofMillis(500));
        open(window.range());
        var held = model.found().get();
        assertEquals(TimeRange.live(WEEK), model.asked().range());
        assertEquals(Optional.of(window), model.asked().window());
        tick(Duration.ofMinutes(10));
        assertEquals(2, desk.questions);
        model.by(Dimension.MODEL);
        desk.answer();
        assertTrue(held != null && held.at().equals(Objects.requireNonNull(model.found().get()).at()));
    }

    @Test
    void backFromTheWindowItSlidesAgain() {
        open(TimeRange.live(WEEK));
        open(new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1))).range());
        tick(Duration.ofMinutes(1));
        open(TimeRange.live(WEEK));
        assertTrue(model.asked().window().isEmpty());
        tick(Duration.ofSeconds(1));
        assertEquals(4, desk.questions);
    }

    @Test
    void aWindowOutsideTheRangeTakesOneThatHoldsIt() {
        open(TimeRange.LIVE_15_MIN);
        open(new Span(START.minus(Duration.ofDays(20)), START.minus(Duration.ofDays(19))).range());
        assertEquals(TimeRange.live(Duration.ofDays(30)), model.asked().range());
        open(TimeRange.LIVE_15_MIN);
        var ancient = new Span(START.minus(Duration.ofDays(200)), START.minus(Duration.ofDays(199)));
        open(ancient.range());
        assertFalse(model.asked().range().isLive());
        assertEquals(ancient.from().minus(Duration.ofDays(1)), model.asked().range().from(START));
    }

    @Test
    void aLedgerThatCannotAnswerIsSaidAndAskedAgain() {
        desk.broken = true;
        open(TimeRange.LIVE_15_MIN);
        assertEquals("Spend cannot be read: the disk is gone. Calls are served all the same.", model.trouble().get());
        desk.broken = false;
        tick(Duration.ofSeconds(1));
        desk.answer();
        assertEquals("", model.trouble().get());
        assertTrue(model.isAnswered());
    }
}
