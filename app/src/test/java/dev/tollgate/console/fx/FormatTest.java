package dev.tollgate.console.fx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.tollgate.console.fx.Money.Certainty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    private static final ZoneId OFFICE = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-21T13:02:11.482Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12480.371204   | $12,480    | $12,480.37 | 12480.371204
            4.1802         | $4.18      | $4.18      | 4.1802
            0.31209        | $0.31      | $0.312090  | 0.31209
            0.0420131      | $0.042     | $0.042013  | 0.0420131
            0.0002131      | $0.000213  | $0.000213  | 0.0002131
            0.0000000375   | <$0.000001 | <$0.000001 | 0.0000000375
            0              | $0.00      | free       | 0
            -0.5           | −$0.50     | −$0.500000 | -0.5
            0.0999999      | $0.10      | $0.100000  | 0.0999999
            9999.996       | $10,000    | $10,000.00 | 9999.996
            0.9999996      | $1.00      | $1.00      | 0.9999996
            0.00999999     | $0.010     | $0.010000  | 0.00999999
            0.0000005      | $0.000001  | $0.000001  | 0.0000005
            0.005          | $0.005     | $0.005000  | 0.005
            0.0012345      | $0.00123   | $0.001235  | 0.0012345
            0.09           | $0.090     | $0.090000  | 0.09
            1234.5         | $1,234.50  | $1,234.50  | 1234.5
            """)
    void moneyBySumCellAndExact(BigDecimal dollars, String sum, String cell, String exact) {
        long picos = picos(dollars);
        assertEquals(sum, Money.sum(picos));
        assertEquals(cell, Money.cell(picos));
        assertEquals(exact, Money.exact(picos));
    }

    @Test
    void cellsSayHowSureTheyAre() {
        long picos = picos(new BigDecimal("0.035823"));
        assertEquals("≈$0.035823", Money.cell(picos, Certainty.ESTIMATED));
        assertEquals("≥$0.035823", Money.cell(picos, Certainty.AT_LEAST));
        assertEquals("free", Money.cell(0, Certainty.FREE));
        assertEquals("–", Money.cell(0, Certainty.NONE));
        assertEquals("unpriced", Money.cell(0, Certainty.UNPRICED));
        assertEquals("saved $0.004200", Money.cell(4_200_000_000L, Certainty.SAVED));
        assertEquals("≈$0.00", Money.cell(0, Certainty.ESTIMATED));
    }

    @Test
    void totalsSayWhatTheyLeaveOut() {
        assertEquals("$4.10 + 3 unpriced", Money.sum(4_100_000_000_000L, 3));
        assertEquals("$4.10", Money.sum(4_100_000_000_000L, 0));
        assertEquals("(of it ≈$1.10)", Money.ofIt(1_100_000_000_000L));
        assertEquals("+$10.88", Money.delta(10_880_000_000_000L));
        assertEquals("−$0.47", Money.delta(-470_000_000_000L));
    }

    @Test
    void rates() {
        assertEquals("$2.31/h", Money.perHour(2_310_000_000_000L));
        assertEquals("$3.00/1M", Money.perMillion(3_000_000_000_000L));
        assertEquals("$0.075/1M", Money.perMillion(75_000_000_000L));
        assertEquals("$0", Money.axis(0));
        assertEquals("$0.02", Money.axis(2e10));
        assertEquals("$0.50", Money.axis(5e11));
    }

    @Test
    void pointsStandUnderEachOther() {
        var lengths = List.of("$4.18", "$0.312090", "≈$0.035823", "$12,480").stream()
                .map(text -> Money.aligned(text, 6))
                .map(text -> text.contains(".") ? text.length() - text.indexOf('.') : 7)
                .distinct();
        assertEquals(List.of(7), lengths.toList());
        assertEquals("unpriced", Money.aligned("unpriced", 6));
        assertEquals("$12,480\u2007\u2007\u2007", Money.aligned("$12,480", 2));
    }

    @ParameterizedTest
    @CsvSource({"942,942", "12400,12.4k", "3210000,3.21M", "290000,290k", "999.6,1.0k", "999600,1.00M",
            "87100000,87.1M"})
    void tokensInTiles(double tokens, String text) {
        assertEquals(text, Format.tokens(tokens));
    }

    @Test
    void countsAndUnknown() {
        assertEquals("48,903", Format.count(48_903));
        assertEquals("?", Format.count(-1));
        for (long n = 1; n < Long.MAX_VALUE / 7; n *= 7) {
            assertEquals(String.format(Locale.ROOT, "%,d", n - 1), Format.count(n - 1));
        }
        assertEquals("?", Format.tokens(Double.NaN));
        assertEquals("0", Format.tokens(0));
    }

    @Test
    void sharesAndFactors() {
        assertEquals("9.4%", Format.share(0.094));
        assertEquals("<0.1%", Format.share(0.0004));
        assertEquals("100%", Format.share(1));
        assertEquals("0%", Format.share(0));
        assertEquals("<1%", Format.percent(0.0009));
        assertEquals("0%", Format.percent(0));
        assertEquals("<0.1×", Format.factor(0.02));
        assertEquals("–", Format.factor(0));
        assertEquals("92%", Format.percent(0.92));
        assertEquals("9.2×", Format.factor(9.2));
    }

    @Test
    void nothingEverReadsNaN() {
        var texts = List.of(
                Format.share(Double.NaN),
                Format.percent(Double.NaN),
                Format.factor(Double.POSITIVE_INFINITY),
                Format.tokens(Double.NEGATIVE_INFINITY));
        texts.forEach(text -> assertFalse(text.contains("NaN") || text.contains("nfin"), text));
    }

    @ParameterizedTest
    @CsvSource({"842,842 ms", "4200,4.2 s", "67000,1 m 07 s", "999,999 ms", "1000,1.0 s", "59960,1 m 00 s",
            "7500000,2 h 05 m", "273600000,3 d 04 h"})
    void durations(long millis, String text) {
        assertEquals(text, Format.duration(Duration.ofMillis(millis)));
    }

    @Test
    void ages() {
        assertEquals("67 s", Format.age(Duration.ofSeconds(67)));
        assertEquals("9 m 04 s", Format.age(Duration.ofSeconds(544)));
    }

    @Test
    void timesNameTheDayOnlyWhenItIsAnother() {
        assertEquals("14:02:11.482", Format.time(NOW, NOW, OFFICE));
        assertEquals("11-20 14:02", Format.time(NOW.minus(Duration.ofDays(1)), NOW, OFFICE));
        assertEquals("2025-11-21 14:02", Format.time(NOW.minus(Duration.ofDays(365)), NOW, OFFICE));
        assertEquals(
                "2026-11-21 14:02:11.482 +01:00\n2026-11-21T13:02:11.482Z", Format.timeHover(NOW, OFFICE));
    }

    @Test
    void rangesAndIds() {
        var from = Instant.parse("2026-11-19T08:00:00Z");
        assertEquals("Thu 19, 09:00 to 15:00", Format.range(from, from.plus(Duration.ofHours(6)), OFFICE));
        assertEquals("Thu 19, 09:00 to Fri 20, 09:00", Format.range(from, from.plus(Duration.ofDays(1)), OFFICE));
        assertEquals("…4f1c09", Format.shortId("01JD9Z7M4f1c09"));
        assertEquals("nightl…-tests", Format.elide("nightly-refactor-of-all-tests", 13));
    }

    private static long picos(BigDecimal dollars) {
        return dollars.movePointRight(12).longValueExact();
    }
}
