package dev.tollgate.gateway.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Which row holds, and what becomes of usage under it.
class PriceBookTest {
    private static final String ANY = "input 1 output 1";

    private static String chosen(PriceBook book, String sent, String replied) {
        return book.row(Rows.target(sent), Optional.ofNullable(replied.isEmpty() ? null : replied), Rows.NOW)
                .map(PriceRow::model).orElse("none");
    }

    @Test
    void anExactNameGoesBeforeAPatternAndALongPatternBeforeAShortOne() {
        var book = Rows.book(Rows.row("gpt-4o*", ANY), Rows.row("gpt-4o-mini*", ANY), Rows.row("*", ANY),
                Rows.row("gpt-4o-2024-05-13", ANY));
        assertEquals("gpt-4o-mini*", chosen(book, "gpt-4o-mini-2024-07-18", ""));
        assertEquals("gpt-4o*", chosen(book, "gpt-4o", ""));
        assertEquals("gpt-4o-2024-05-13", chosen(book, "gpt-4o-2024-05-13", ""));
        assertEquals("*", chosen(book, "whatever", ""));
    }

    @Test
    void aRowForBatchesHoldsInThemAloneAndGoesBeforeOneForAll() {
        var single = Rows.row("m", "input 2 output 8");
        var batch = Rows.row("m", "input 1 output 4").withBatch(true);
        var listed = Rows.shipped("m", "input 1 output 4").withBatch(true);
        var at = Rows.target("m");
        for (var book : List.of(Rows.book(single, batch), PriceBook.of(List.of(single), List.of(listed), id -> id))) {
            assertFalse(book.row(at, Optional.empty(), Rows.NOW).orElseThrow().batch());
            assertTrue(book.batchRow(at, Optional.empty(), Rows.NOW).orElseThrow().batch());
        }
        var usage = Rows.usage("input 1000000 output 1000000");
        assertEquals(Picos.ofUsd(new BigDecimal("5")),
                Rows.book(single, batch).batchCost(at, false, Optional.empty(), usage, Rows.NOW).picos());
        assertEquals(Picos.ofUsd(new BigDecimal("10")),
                Rows.book(single).batchCost(at, false, Optional.empty(), usage, Rows.NOW).picos());
        assertTrue(Rows.book(batch).row(at, Optional.empty(), Rows.NOW).isEmpty());
    }

    @Test
    void theRepliesModelGoesBeforeTheOneSent() {
        var book = Rows.book(Rows.row("fast", ANY), Rows.row("real", ANY));
        assertEquals("real", chosen(book, "fast", "real"));
        assertEquals("fast", chosen(book, "fast", "unheard-of"));
        assertEquals("real", chosen(Rows.book(Rows.row("f*", ANY), Rows.row("real", ANY)), "f", "real"));
    }

    @Test
    void aTypedRowGoesBeforeAShippedOneAndTheLatestBeforeTheOlder() {
        var typed = Rows.row("m", ANY);
        var shipped = Rows.from(Rows.shipped("m", ANY), "2026-01-01T00:00:00Z");
        var book = PriceBook.of(List.of(typed, Rows.from(typed, "2025-01-01T00:00:00Z"),
                Rows.from(typed, "2027-01-01T00:00:00Z")), List.of(shipped), UnaryOperator.identity());
        var row = book.row(Rows.target("m"), Optional.empty(), Rows.NOW).orElseThrow();
        assertFalse(row.shipped());
        assertEquals(Instant.parse("2025-01-01T00:00:00Z"), row.from());
    }

    @Test
    void aShippedRowForTheDatedNameDoesNotReplaceWhatSomebodyTypedForTheNameHeSends() {
        var book = PriceBook.of(List.of(Rows.row("gpt-4o-mini", ANY)),
                List.of(Rows.shipped("gpt-4o-mini-2024-07-18", ANY)), UnaryOperator.identity());
        assertEquals("gpt-4o-mini", chosen(book, "gpt-4o-mini", "gpt-4o-mini-2024-07-18"));
    }

    @Test
    void aRowMayNameTheCataloguesIdOfTheProvider() {
        var book = PriceBook.of(List.of(), List.of(Rows.shipped("m", ANY)), name -> name.equals("mine") ? "p" : name);
        assertTrue(book.row(new TargetId("mine", "1", "m"), Optional.empty(), Rows.NOW).isPresent());
        assertTrue(book.row(new TargetId("other", "1", "m"), Optional.empty(), Rows.NOW).isEmpty());
    }

    @Test
    void aRowEndsBeforeItsUntil() {
        var row = Rows.row("m", ANY);
        var until = new PriceRow("p", "m", row.from(), Optional.of(Rows.NOW), row.rates(), 0, List.of(), false, "");
        var book = Rows.book(until);
        assertTrue(book.row(Rows.target("m"), Optional.empty(), Rows.NOW).isEmpty());
        assertTrue(book.row(Rows.target("m"), Optional.empty(), Rows.NOW.minusMillis(1)).isPresent());
    }

    @Test
    void freeNoneAndUnpricedAreThreeStates() {
        var book = Rows.book(Rows.row("zero", "input 0 output 0"));
        var some = Rows.usage("input 10 output 10");
        assertEquals(Cost.FREE, book.cost(Rows.target("zero"), false, Optional.empty(), some, Rows.NOW));
        assertEquals(Cost.FREE, book.cost(Rows.target("other"), true, Optional.empty(), some, Rows.NOW));
        assertEquals(Cost.NONE, book.cost(Rows.target("zero"), true, Optional.empty(), Usage.NONE, Rows.NOW));
        assertEquals(Cost.UNPRICED, book.cost(Rows.target("other"), false, Optional.empty(), some, Rows.NOW));
        assertEquals(Cost.NONE, Rows.cost(book, "other", "input 0 output 0"));
    }

    @Test
    void anAbsentPartFallsBackToItsParentAndSaysSo() {
        var cost = Rows.cost(Rows.row("m", "input 2 output 8 cache_write_5m 3"),
                "input 100 cache_read 10 cache_write_1h 20 output 5 reasoning 3");
        assertEquals(List.of("CACHE_READ 10 2000000 true", "CACHE_WRITE_1H 20 3000000 true", "INPUT 70 2000000 false",
                "OUTPUT 5 8000000 false"),
                cost.lines().stream()
                        .map(l -> l.unit() + " " + l.quantity() + " " + l.picosEach() + " " + l.fallback()).toList());
    }

    @Test
    void cachedAudioStandsInOneLineOnly() {
        var cost = Rows.cost(Rows.row("m", "input 1 cache_read 0.5 audio_input 10 audio_cache_read 2 output 1"),
                "input 100 cache_read 40 audio_input 30 audio_cache_read 10");
        assertEquals(100, cost.lines().stream().mapToLong(Cost.Line::quantity).sum());
        assertEquals("0.000275", Rows.usd(cost));
    }

    @Test
    void aPartLargerThanItsTotalIsCutDownToIt() {
        var cost = Rows.cost(Rows.row("m", "input 2 cache_read 1 output 1"), "input 100 cache_read 130 output 0");
        assertEquals("0.0001", Rows.usd(cost));
    }

    @Test
    void theFeeIsPaidOnceAPricedCall() {
        var row = Rows.fee(Rows.row("m", "input 1 output 1"), "0.005");
        assertEquals("0.00502", Rows.usd(Rows.cost(row, "input 10 output 10")));
        assertEquals(Cost.NONE, Rows.book(row).cost(Rows.target("m"), false, Optional.empty(), Usage.NONE, Rows.NOW));
    }

    @Test
    void theWholeRequestPaysTheHighestTierItReaches() {
        var row = Rows.tier(Rows.tier(Rows.row("m", "input 1 cache_read 0.5 output 2"), 1000, true,
                "input 4 cache_read 1 output 8"), 100, false, "input 2 output 4");
        assertEquals("0.000104", Rows.usd(Rows.cost(row, "input 100 output 2")));
        assertEquals("0.00021", Rows.usd(Rows.cost(row, "input 101 output 2")));
        assertEquals("0.004016", Rows.usd(Rows.cost(row, "input 1000 output 2")));
        assertEquals("0.001003", Rows.usd(Rows.cost(row, "input 1003 cache_read 1003 output 0")));
    }

    @Test
    void aUsedUnitWithoutAnyRateMakesTheSumAtLeast() {
        var cost = Rows.cost(Rows.row("m", "input 1"), "input 10 output 10");
        assertEquals(CostBound.AT_LEAST, cost.bound());
        assertEquals("0.00001", Rows.usd(cost));
    }

    @Test
    void aSumIsAsGoodAsItsUsage() {
        var book = Rows.book(Rows.row("m", ANY));
        for (var each : List.of(UsageSource.ESTIMATED, UsageSource.AT_LEAST)) {
            var cost = book.cost(Rows.target("m"), false, Optional.empty(), Usage.of(1, 1, each), Rows.NOW);
            assertEquals(each.name(), cost.bound().name());
        }
    }

    @Test
    void aReportedZeroBesideACostOfOursIsNotBelieved() {
        var book = Rows.book();
        var usage = Rows.usage("input 10 output 10");
        var ours = Rows.cost(Rows.row("m", ANY), "input 10 output 10");
        assertEquals(ours, book.withReported(ours, OptionalLong.of(0), usage));
        assertEquals(ours, book.withReported(ours, OptionalLong.empty(), usage));
        assertEquals(CostSource.PROVIDER, book.withReported(Cost.UNPRICED, OptionalLong.of(0), usage).source());
        assertEquals(Cost.FREE, book.withReported(Cost.FREE, OptionalLong.of(0), usage));
        assertEquals(7, book.withReported(Cost.UNPRICED, OptionalLong.of(7), usage).picos());
    }

    @Test
    void theHoldTakesTheDearestTierThatMayBeReachedAndNoDiscount() {
        var row = Rows.tier(Rows.row("m", "input 5 cache_read 0.5 output 30"), 272_000, false, "input 10 output 45");
        var book = Rows.book(row, Rows.row("think", "input 0.4 output 1.2 reasoning 4"));
        assertEquals(60_000_000_000L, most(book, "m", 6_000, 1_000));
        assertEquals(2_720_010_000_000L + 45_000_000_000L, most(book, "m", 272_001, 1_000));
        assertEquals(40_000_000L + 400_000_000L, most(book, "think", 100, 100));
        assertEquals(OptionalLong.empty(), book.most(Rows.target("none"), false, 1, 1, Rows.NOW));
        assertEquals(OptionalLong.of(0), book.most(Rows.target("none"), true, 1, 1, Rows.NOW));
    }

    private static long most(PriceBook book, String model, long input, long output) {
        return book.most(Rows.target(model), false, input, output, Rows.NOW).orElseThrow();
    }

    @Test
    void absurdCountsOverflowNothing() {
        var book = Rows.book(Rows.row("m", "input 5 output 30"));
        var absurd = Usage.of(Long.MAX_VALUE, Long.MAX_VALUE, UsageSource.REPORTED);
        assertEquals(Cost.UNPRICED, book.cost(Rows.target("m"), false, Optional.empty(), absurd, Rows.NOW));
        assertTrue(most(book, "m", Long.MAX_VALUE, 1) > 1_000_000L * 1_000_000_000_000L);
        assertEquals(Long.MAX_VALUE, book.rates(Rows.target("m"), false, Rows.NOW).picos(Long.MAX_VALUE, 1));
    }

    @Test
    void runningEstimatesUseTheSameRates() {
        var book = Rows.book(Rows.tier(Rows.row("m", "input 5 output 30"), 100, false, "input 10 output 45"));
        assertEquals(35_000_000, book.rates(Rows.target("m"), false, Rows.NOW).picos(1, 1));
        assertEquals(55_000_000, book.rates(Rows.target("m"), false, 101, Rows.NOW).picos(1, 1));
        assertEquals(-1, book.rates(Rows.target("none"), false, Rows.NOW).picos(1, 1));
        assertEquals(0, book.rates(Rows.target("none"), true, Rows.NOW).picos(1, 1));
    }

    @Test
    void estimatesAreLikelyAndBoundsAreSafe() {
        assertEquals(25, Estimator.tokens(100));
        assertEquals(1, Estimator.tokens(1));
        assertEquals(51, Estimator.upperBound(101, false));
        assertEquals(101, Estimator.upperBound(101, true));
        assertEquals(0, Estimator.tokens(0));
    }
}
