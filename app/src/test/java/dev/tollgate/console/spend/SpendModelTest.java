package dev.tollgate.console.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Colours;
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
        private int questions;
        private boolean broken;

        @Override
        public Instant now() {
            return now;
        }

        private final Colours colours = new Colours();

        @Override
        public Colours colours() {
            return colours;
        }

        @Override
        public Records records() {
            return new Records(ZoneId.of("UTC"), Duration.ofDays(30), Duration.ofDays(400));
        }

        @Override
        public Queries.Spend spend(SpendQuery query) {
            if (broken) {
                throw new IllegalStateException("the disk is gone");
            }
            return ledger.apply(query);
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
                new LedgerStatus(true, 0, 100_000, 0, "", 0), List.of(), new LiveSnapshot.Today(0, 0, 0, 0, 0),
                List.of(), Optional.empty()));
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
    void aWindowHoldsTheRangeStill() {
        open(TimeRange.live(WEEK));
        var window = new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)));
        tick(Duration.ofMillis(500));
        model.drag(window);
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
        var window = new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)));
        model.drag(window);
        open(window.range());
        tick(Duration.ofMinutes(1));
        open(TimeRange.live(WEEK));
        assertTrue(model.asked().window().isEmpty());
        tick(Duration.ofSeconds(1));
        assertEquals(4, desk.questions);
    }

    @Test
    void aRangeOfTheUsersOwnIsShownAsSuchAndStands() {
        var own = TimeRange.window(START.minus(Duration.ofDays(20)), START.minus(Duration.ofDays(19)));
        open(own);
        assertEquals(own, model.asked().range());
        assertTrue(model.asked().window().isEmpty());
        tick(Duration.ofMinutes(1));
        assertEquals(1, desk.questions);
    }

    @Test
    void backInHistoryAWindowIsSeenInThePictureItWasDraggedIn() {
        open(TimeRange.live(WEEK));
        var window = new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)));
        model.drag(window);
        open(window.range());
        open(TimeRange.LIVE_15_MIN);
        desk.now = desk.now.plus(Duration.ofHours(3));
        open(window.range());
        assertEquals(TimeRange.live(WEEK), model.asked().range());
        assertEquals(START, Objects.requireNonNull(model.found().get()).at());
    }

    @Test
    void aFailureKeepsTheOldPictureAndRetryAsksAgainAlsoInAWindow() {
        open(TimeRange.live(WEEK));
        var window = new Span(START.minus(Duration.ofDays(2)), START.minus(Duration.ofDays(1)));
        model.drag(window);
        var before = model.found().get();
        desk.broken = true;
        open(window.range());
        assertTrue(model.trouble().get().contains("the disk is gone"));
        assertEquals(before, model.found().get());
        desk.broken = false;
        model.retry();
        desk.answer();
        assertEquals("", model.trouble().get());
        assertTrue(model.isAnswered());
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
