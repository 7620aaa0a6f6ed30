package dev.tollgate.console.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.chart.Waterfall;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How rows, costs and commands read.
class ReadingTest {
    private static String cost(Samples.Builder builder) {
        return Look.cost(Row.of(builder.entry()));
    }

    private static Samples.Builder web() {
        return Samples.of("web", "smart");
    }

    @Test
    void everyPriceStateLooksDifferent() {
        assertEquals("$0.000035", cost(web().served("openai/gpt-5-mini", 15, 0, 5, 1, 4)));
        assertEquals("free", cost(web().free("local/llama", 15, 5)));
        assertEquals("unpriced", cost(web().unpriced("mistral/next", 15, 5)));
        assertEquals("–", cost(web().failed("openrouter/qwen", Fault.SERVER_ERROR, 503)));
        assertEquals("≈$0.000120", cost(web().estimated("a/b", 15, 5, UsageSource.ESTIMATED, Fault.CUT)));
        assertEquals("≥$0.000120", cost(web().estimated("a/b", 15, 5, UsageSource.AT_LEAST, Fault.STREAM_CUT)));
        assertEquals("≥$0.000035", cost(web().unpriced("mistral/next", 15, 5).served("a/b", 15, 0, 5, 1, 4)));
    }

    @Test
    void marksTellStateAndWhatElseHappened() {
        assertEquals(List.of(Mark.FAILED, Mark.OK), Look.tries(Row.of(Samples.inspected())));
        assertEquals(Optional.of(Mark.FELL_BACK), Look.also(Row.of(Samples.inspected())));
        var cut = Row.of(web().estimated("a/b", 15, 5, UsageSource.ESTIMATED, Fault.CUT)
                .ends(Outcome.INTERRUPTED, 200, "cut").entry());
        assertEquals(Mark.INTERRUPTED, Look.mark(cut));
        assertEquals(Optional.of(Mark.CUT), Look.also(cut));
        var no = Row.of(web().rejected(Reason.BUDGET_EXCEEDED, "used up").entry());
        assertEquals("rejected: budget", Look.served(no));
        assertEquals(Look.Tone.REFUSED, Look.tone(no));
        assertEquals(Mark.RUNNING, Look.mark(Row.of(Samples.flight("f", Samples.NOW, 1), Samples.NOW)));
    }

    @Test
    void thePartsOfACostAddUpToIt() {
        var story = CostStory.of(Samples.inspected());
        assertEquals(List.of("failed attempt 1", "input", "cache read", "output"),
                story.details().stream().map(d -> d.part().label()).toList());
        assertEquals(story.fall().total(), story.details().stream().mapToLong(d -> d.part().picos()).sum());
        assertEquals(Waterfall.Kind.AT_LEAST, story.details().getFirst().part().kind());
        assertEquals("46,080 × $0.30/1M = $0.013824", story.details().get(2).sum());
        assertEquals("claude/sonnet from 2026-09-14", story.details().get(2).price());
        assertEquals(514.0 / 902, story.details().get(3).part().outlined(), 1e-9);
        assertEquals(OptionalLong.of(46_080L * 2_700_000), story.savedPicos());
        assertEquals(story.fall().total() + 46_080L * 2_700_000, story.fall().ghost().orElseThrow());
    }

    @Test
    void theCommandHasNoSecretAndQuotesWhatItMust() {
        var text = Curl.of(web().asks("it's \"new\"").served("a/b", 1, 0, 1, 1, 1).entry(), "http://127.0.0.1:4100/v1");
        assertTrue(text.contains("curl -N http://127.0.0.1:4100/v1/chat/completions"), text);
        assertTrue(text.contains("Bearer $TOLLGATE_KEY"), text);
        assertTrue(text.contains("\"model\":\"it'\\''s \\\"new\\\"\""), text);
        assertTrue(text.startsWith("# Tollgate stores no prompts"), text);
    }

    @Test
    void onlyAndNotTakeEachOtherBack() {
        var only = Wishes.only(Filter.NONE, Dimension.KEY, "web");
        assertEquals("key:web", only.text());
        var not = Wishes.not(only, Dimension.KEY, "web");
        assertEquals("-key:web", not.text());
        assertEquals("-key:batch,web", Wishes.not(not, Dimension.KEY, "batch").text());
        assertEquals("-key:batch key:web", Wishes.only(Wishes.not(not, Dimension.KEY, "batch"), Dimension.KEY, "web")
                .text());
    }

    @Test
    void hintsNameThePartsOfAFilter() {
        var filter = new Filter(Map.of(Dimension.KEY, Set.of("web")), Map.of(Dimension.OUTCOME, Set.of("success")),
                OptionalLong.of(50_000_000_000L), Optional.empty());
        assertEquals(List.of("-outcome:success", "cost>0.05", "key:web"),
                Hints.parts(filter).stream().map(Hints.Without::part).sorted().toList());
    }

    @Test
    void theSieveAnswersAsTheLedgerDoes() {
        Entry fell = Samples.inspected();
        assertTrue(Sieve.passes(Filter.NONE.with(Dimension.MODEL, "qwen"), fell), "an attempt is enough");
        assertTrue(Sieve.passes(new Filter(Map.of(), Map.of(), OptionalLong.empty(), Optional.of(true)), fell));
        assertFalse(Sieve.passes(new Filter(Map.of(), Map.of(Dimension.PROVIDER, Set.of("openrouter")),
                OptionalLong.empty(), Optional.empty()), fell));
        assertFalse(Sieve.passes(Filter.NONE.with(Dimension.TAG, "beta"), fell));
    }

    @Test
    void columnsAreRememberedAsTheyAreTyped() {
        assertEquals(12, List.of(Column.values()).stream().filter(Column::isBasic).count());
        var row = Row.of(Samples.inspected());
        assertEquals("48903", Column.IN.whole(row, java.time.ZoneOffset.UTC).strip().length() > 5 ? "" : "48903");
        assertEquals(Optional.of(Dimension.THREAD), Column.THREAD.dimension(row));
    }
}
