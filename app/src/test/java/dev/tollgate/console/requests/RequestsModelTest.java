package dev.tollgate.console.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// The list without a toolkit: what it shows, and when it holds still.
class RequestsModelTest {
    private static final Instant NOW = Samples.NOW;
    private final StagedSupply supply = new StagedSupply();
    private final AtomicBoolean free = new AtomicBoolean(true);
    private final RequestsModel model = new RequestsModel(supply);

    private RequestsModel shown() {
        return shown(View.NOW);
    }

    private RequestsModel shown(View view) {
        model.movesWhile(free::get);
        model.show(view);
        return model;
    }

    private void tick(FlightView... flights) {
        model.tick(supply.now, List.of(flights));
    }

    private List<String> ids() {
        return model.rows().stream().map(Row::id).toList();
    }

    private static dev.tollgate.gateway.entry.Entry web(String id, Instant at) {
        return Samples.of("web", "smart").id(id).at(at).served("openai/gpt-5-mini", 10, 0, 5, 1, 4).entry();
    }

    @Test
    void aCallAppearsWhenItStartsAndSettlesInTheSameLine() {
        shown();
        tick(Samples.flight("a", NOW.minusSeconds(1), 0));
        var row = model.rows().getFirst();
        assertTrue(row.isRunning());
        int before = row.version();
        tick(Samples.flight("a", NOW.minusSeconds(1), 12));
        assertTrue(row.version() > before);
        assertEquals("12", Look.total(row, dev.tollgate.gateway.term.Unit.OUTPUT));
        supply.settle(web("b", NOW));
        supply.settle(Samples.moved(Samples.inspected(), "a", NOW.minusSeconds(1)));
        tick();
        assertSame(row, model.rows().getFirst());
        assertFalse(row.isRunning());
        assertEquals(List.of("a", "b"), ids());
    }

    @Test
    void whatIsReadHoldsStillAndWhatComesGathers() {
        supply.settle(web("a", NOW.minusSeconds(9)));
        shown();
        free.set(false);
        for (int i = 0; i < 500; i++) {
            supply.settle(web("n" + i, NOW));
            tick(Samples.flight("f", NOW, i));
        }
        assertEquals(List.of("a"), ids());
        assertEquals(501, model.waiting().get());
        model.release();
        assertEquals(502, model.rows().size());
        assertEquals(0, model.waiting().get());
        assertEquals("a", ids().getFirst());
    }

    @Test
    void heldNothingIsAddedAlthoughTheReaderIsAtTheEnd() {
        shown();
        model.held().set(true);
        supply.settle(web("a", NOW));
        tick();
        assertEquals(List.of(), ids());
        model.held().set(false);
        tick();
        assertEquals(List.of("a"), ids());
    }

    @Test
    void theFilterOfTheFrameHoldsForRingAndFlights() {
        supply.settle(web("a", NOW.minusSeconds(3)));
        supply.settle(Samples.inspected());
        shown(new View(TimeRange.LIVE_15_MIN, Filter.NONE.with(Dimension.KEY, "web")));
        supply.settle(Samples.moved(Samples.inspected(), "x", NOW));
        supply.settle(web("b", NOW));
        tick(Samples.flight("f", NOW, 1));
        assertEquals(List.of("a", "b"), ids());
        model.show(new View(TimeRange.LIVE_15_MIN, new Filter(java.util.Map.of(),
                java.util.Map.of(Dimension.OUTCOME, java.util.Set.of("success")), java.util.OptionalLong.empty(),
                Optional.empty())));
        tick(Samples.flight("f", NOW, 1));
        assertEquals(List.of(), ids(), "a running call has no outcome yet");
    }

    @Test
    void theRingIsFilteredWithinFiftyMilliseconds() {
        Samples.many(5_000).forEach(e -> supply.ring.add(e));
        shown();
        var time = Time.system();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long start = time.nanos();
            model.show(new View(TimeRange.live(Duration.ofHours(1 + i)), Filter.NONE.with(Dimension.KEY, "web")));
            best = Math.min(best, time.nanos() - start);
        }
        assertEquals(1_000, model.rows().size());
        System.out.printf("ring of 5,000 filtered in %.1f ms%n", best / 1e6);
        assertTrue(best < Duration.ofMillis(50).toNanos(), best + " ns");
    }

    @Test
    void olderOnesComeFromTheLedgerByPagesAndStandBefore() {
        Samples.many(1_200).forEach(supply.ledger::add);
        supply.settle(web("new", NOW));
        shown();
        assertEquals(500, model.rows().size());
        assertEquals("new", ids().getLast());
        assertEquals(1_201, model.count().get());
        model.loadEarlier();
        model.loadEarlier();
        assertEquals(1_201, model.rows().size());
        assertEquals("many0", ids().getFirst());
        assertFalse(model.earlier().get());
        assertEquals(model.rows().stream().map(Row::started).sorted().toList(),
                model.rows().stream().map(Row::started).toList());
    }

    @Test
    void whatSettledWhileTheLedgerWasReadIsThereOnce() {
        supply.slow = true;
        shown();
        supply.settle(web("a", NOW));
        tick(Samples.flight("f", NOW, 1));
        List.copyOf(supply.unanswered).forEach(Runnable::run);
        tick(Samples.flight("f", NOW, 1));
        assertEquals(List.of("a", "f"), ids().stream().sorted().toList());
    }

    @Test
    void aFixedWindowDoesNotGrow() {
        supply.settle(web("a", NOW.minusSeconds(30)));
        shown(new View(TimeRange.window(NOW.minusSeconds(60), NOW.minusSeconds(10)), Filter.NONE));
        supply.settle(web("b", NOW));
        tick(Samples.flight("f", NOW, 1));
        assertEquals(List.of("a"), ids());
    }

    @Test
    void sinceNowShowsWhatStartsLaterAndGoesBack() {
        supply.settle(web("a", NOW.minusSeconds(30)));
        shown();
        model.sinceNow();
        supply.settle(web("b", NOW.plusSeconds(1)));
        supply.now = NOW.plusSeconds(2);
        tick();
        assertEquals(List.of("b"), ids());
        model.sinceNow();
        assertEquals(List.of("a", "b"), ids());
    }

    @Test
    void theListKeepsFiveThousandAndNoEndlessRunning() {
        shown();
        for (int i = 0; i < 70; i++) {
            for (int k = 0; k < 100; k++) {
                supply.settle(web("n" + i + "." + k, NOW.minusSeconds(100 - i)));
            }
            tick();
        }
        assertTrue(model.rows().size() <= RequestsModel.MOST + 600, model.rows().size() + " rows");
        assertTrue(model.earlier().get());
        tick(Samples.flight("lost", NOW, 3));
        supply.ledger.add(Samples.moved(Samples.inspected(), "lost", NOW));
        supply.now = NOW.plusSeconds(10);
        tick();
        assertFalse(model.find("lost").orElseThrow().isRunning());
    }

    @Test
    void whatWasMissedWhileHiddenIsReadAgain() {
        shown();
        var lots = new ArrayList<>(Samples.many(6_000));
        lots.forEach(supply::settle);
        tick();
        assertEquals(5_000, model.rows().size());
    }

    @Test
    void aLedgerThatCannotBeReadIsSaid() {
        supply.broken = Optional.of("disk gone");
        shown();
        assertEquals("disk gone", model.trouble().get());
        supply.broken = Optional.empty();
        model.reload();
        assertEquals("", model.trouble().get());
    }

    @Test
    void theCountIsThatOfTheList() {
        supply.settle(web("a", NOW.minusSeconds(9)));
        shown();
        tick(Samples.flight("f", NOW, 1), Samples.flight("g", NOW, 1));
        assertEquals(3, model.rows().size());
        assertEquals(3, model.count().get(), "the ledger knows one of them");
        free.set(false);
        supply.settle(web("b", NOW));
        tick(Samples.flight("f", NOW, 1), Samples.flight("g", NOW, 1));
        assertEquals(4, model.count().get(), "one of them waits to be shown");
    }

    @Test
    void beyondTheListTheLedgerCountsAndWhatRunsIsAdded() {
        Samples.many(1_200).forEach(supply.ledger::add);
        shown();
        tick(Samples.flight("f", NOW, 1));
        assertEquals(1_201, model.count().get());
    }
}
