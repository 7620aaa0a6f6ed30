package dev.tollgate.gateway.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The worked cases of the cost rules that arrive over the OpenAI wire, each with the rates fixed there.
class WorkedCasesTest {
    private static final String WRITES = "input 3 cache_write_5m 3.75 output 15";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            C01 | input 3 cache_write_5m 3.75 output 15 | \
            input 2572 output 63 cache_write_5m 2569 cache_read 0 | 0.01058775
            C03 | input 0.3 cache_read 0.03 output 2.5 | \
            input 2167 output 99 cache_read 2161 | 0.00031413
            C05 | input 5 cache_read 0.5 cache_write_5m 6.25 output 30 | \
            input 4020 cache_write_5m 4012 output 5 | 0.025265
            C07 | input 3 output 15 | input 254 output 5 | 0.000837
            C09 | input 0.3 cache_read 0.075 output 0.5 | input 12 cache_read 2 output 229 reasoning 228 | 0.00011765
            C15 | input 5 cache_read 0.5 cache_write_5m 6.25 output 30 | \
            input 4020 output 4 cache_write_5m 0 cache_read 4012 | 0.002166
            C17 | input 0.15 | input 1000000 output 0 | 0.15
            C19 | input 0.02 | input 4 | 0.00000008
            C39 | input 0.14 cache_read 0.0028 output 0.28 | \
            input 976 cache_read 896 output 61 reasoning 25 | 0.0000307888
            C41 | input 0.6 output 2.2 | input 13 output 564 reasoning 561 | 0.0012486
            C43 | input 0.15 cache_read 0.075 output 0.6 | input 336 cache_read 256 output 96 | 0.0000888
            C45 | input 0.4 output 1.2 reasoning 4 | input 100 output 1000 reasoning 600 | 0.00292
            C47 | input 1.25 output 5 | input 1000 output 100 | 0.00175
            """)
    void costsWhatTheCaseSays(String name, String rates, String usage, String usd) {
        var cost = Rows.cost(Rows.row("m", rates), usage);
        assertEquals(usd, Rows.usd(cost), name);
        assertEquals(CostSource.COMPUTED, cost.source());
        assertEquals(CostBound.EXACT, cost.bound());
    }

    @Test
    void c21TheFirstInstantOfARowBelongsToIt() {
        var book = Rows.book(Rows.row("o3", "input 10 output 40"),
                Rows.from(Rows.row("o3", "input 2 output 8"), "2025-06-10T00:00:00Z"));
        var usage = Rows.usage("input 1000 output 1000");
        assertEquals("0.01", Rows.usd(book.cost(Rows.target("o3"), false, Optional.empty(), usage,
                Instant.parse("2025-06-10T00:00:00Z"))));
        assertEquals("0.05", Rows.usd(book.cost(Rows.target("o3"), false, Optional.empty(), usage,
                Instant.parse("2025-06-09T23:59:59.999Z"))));
    }

    @Test
    void c23AnInputAtTheThresholdIsNotAboveIt() {
        var row = Rows.tier(Rows.row("m", "input 5 output 30"), 272_000, false, "input 10 output 45");
        assertEquals("1.39", Rows.usd(Rows.cost(row, "input 272000 output 1000")));
        assertEquals("2.76501", Rows.usd(Rows.cost(row, "input 272001 output 1000")));
    }

    @Test
    void c49AModelWithoutARowHasNoPriceWhichIsNotZero() {
        var cost = Rows.cost(Rows.book(Rows.row("known", WRITES)), "unknown", "input 10 output 10");
        assertEquals(Cost.UNPRICED, cost);
    }

    @Test
    void theReportedFigureWinsAndOursStaysBeside() {
        var book = Rows.book(Rows.row("m", WRITES));
        var usage = Rows.usage("input 2572 output 63 cache_write_5m 2569");
        var computed = book.cost(Rows.target("m"), false, Optional.empty(), usage, Rows.NOW);
        var cost = book.withReported(computed, OptionalLong.of(11_000_000_000L), usage);
        assertEquals("0.011", Rows.usd(cost));
        assertEquals(CostSource.PROVIDER, cost.source());
        assertEquals(OptionalLong.of(10_587_750_000L), cost.computed());
    }
}
