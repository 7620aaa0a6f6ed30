package dev.tollgate.console.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.ledger.Queries;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What counts as usual when a gateway has just started.
class BeforeTest {
    private static final Instant SINCE = Instant.parse("2026-11-21T13:02:11Z");
    private final List<SpendQuery> asked = new ArrayList<>();
    private final List<SpendRow> minutes = new ArrayList<>();
    private final List<SpendRow> hours = new ArrayList<>();

    private Queries.Spend answer(SpendQuery query) {
        asked.add(query);
        var rows = query.step() == SpendQuery.Step.MINUTE ? minutes : hours;
        return new Queries.Spend(rows.stream()
                .filter(row -> !row.start().isBefore(query.from()) && row.start().isBefore(query.to())).toList(), 0);
    }

    private static SpendRow row(String at, String key, long input, long cached, long picos) {
        return new SpendRow(Instant.parse(at), List.of(key),
                new Totals(1, 0, 0, 0, input, cached, 100, picos, 0, 0, 0, 0, 0, 0, 0));
    }

    private Before read() {
        return Before.of(this::answer, Dimension.KEY, SINCE);
    }

    @Test
    void theQuarterOfAnHourBeforeIsTheUsual() {
        minutes.add(row("2026-11-21T12:50:00Z", "web", 29_900, 0, 3_000));
        minutes.add(row("2026-11-21T13:01:00Z", "batch", 20_000, 5_100, 0));
        hours.add(row("2026-11-20T13:00:00Z", "web", 9_000_000, 0, 9));
        var before = read();
        assertEquals(2_000, before.of("web").tokens(), 1e-9);
        assertEquals(200, before.of("web").picos(), 1e-9);
        assertEquals(1_000, before.of("batch").tokens(), 1e-9, "without what came out of the cache");
        assertEquals(3_000, before.total().tokens(), 1e-9);
        assertEquals(1, asked.size());
    }

    @Test
    void afterAQuietTimeItIsThisHourOfTheDaysThatHadCalls() {
        hours.add(row("2026-11-20T13:00:00Z", "web", 59_900, 0, 0));
        hours.add(row("2026-11-18T13:00:00Z", "web", 119_900, 0, 0));
        hours.add(row("2026-11-18T14:00:00Z", "web", 9_999_900, 0, 0));
        assertEquals(1_500, read().of("web").tokens(), 1e-9);
        assertEquals(Duration.ofHours(1), Duration.between(asked.getLast().from(), asked.getLast().to()));
    }

    @Test
    void withoutAnyRecordNothingIsUsual() {
        assertTrue(Double.isNaN(read().total().tokens()));
        assertTrue(Double.isNaN(read().of("web").picos()));
    }
}
