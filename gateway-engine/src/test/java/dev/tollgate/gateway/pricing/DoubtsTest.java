package dev.tollgate.gateway.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a careful colleague would ask about a row, and what he would not.
class DoubtsTest {
    private static List<Doubt.Kind> kinds(String rates) {
        return Doubts.of(Rows.row("m", rates), List.of()).stream().map(Doubt::kind).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"input 3 cache_read 0.3 output 15 |", "input 0.02 |", "input 3 output 3 |",
            "input 0.0001 output 10000 |", "input 3 cache_read 3.01 output 15 | CACHED_ABOVE_INPUT",
            "input 15 output 3 | OUTPUT_BELOW_INPUT", "input 3 output 0 | ZERO", "input 0 output 0 | ZERO",
            "input 0.00009 output 1 | ODD_SIZE", "input 1 output 10001 | ODD_SIZE"})
    void whatIsOddIsNamedAndNothingElse(String rates, String kind) {
        assertEquals(kind == null ? List.of() : List.of(Doubt.Kind.valueOf(kind)), kinds(rates));
    }

    @ParameterizedTest
    @CsvSource({"5, false", "5.000001, true", "0.2, false", "0.199999, true"})
    void aChangeOfMoreThanFiveTimesIsDoubtedInBothDirections(String now, boolean doubted) {
        var before = Rows.row("m", "input 1 output 10");
        var row = Rows.from(Rows.row("M", "input " + now + " output 10"), "2026-05-01T00:00:00Z");
        var found = Doubts.of(row, List.of(before, row, Rows.row("other", "input 1000")));
        assertEquals(doubted, found.stream().anyMatch(each -> each.kind() == Doubt.Kind.JUMP));
    }

    @Test
    void theRowBeforeIsTheLatestOne() {
        var old = Rows.row("m", "input 100 output 100");
        var last = Rows.from(Rows.row("m", "input 3 output 15"), "2026-03-01T00:00:00Z");
        var row = Rows.from(Rows.row("m", "input 4 output 20"), "2026-05-01T00:00:00Z");
        assertEquals(List.of(), Doubts.of(row, List.of(last, old)));
    }

    @Test
    void overlapsAndGapsAreSeenFromBothRows() {
        var march = Instant.parse("2026-03-01T00:00:00Z");
        var first = Rows.row("m", "input 3").withUntil(Optional.of(march));
        var april = Rows.from(Rows.row("m", "input 4"), "2026-04-01T00:00:00Z");
        var february = Rows.from(Rows.row("m", "input 4"), "2026-02-01T00:00:00Z");
        var joined = Rows.from(Rows.row("m", "input 4"), "2026-03-01T00:00:00Z");
        for (var pair : List.of(List.of(first, april), List.of(april, first))) {
            assertEquals(List.of(Doubt.Kind.GAP), Doubts.of(pair.get(0), pair).stream().map(Doubt::kind).toList());
        }
        for (var pair : List.of(List.of(first, february), List.of(february, first))) {
            assertEquals(List.of(Doubt.Kind.OVERLAP),
                    Doubts.of(pair.get(0), pair).stream().map(Doubt::kind).toList());
        }
        assertEquals(List.of(), Doubts.of(joined, List.of(first)));
        assertEquals(List.of(Doubt.Kind.OVERLAP), Doubts.of(joined, List.of(Rows.from(Rows.row("m", "input 5"),
                "2026-03-01T00:00:00Z"))).stream().map(Doubt::kind).toList());
    }

    @ParameterizedTest
    @CsvSource({"0.15, 150000", "$3.00, 3000000", "3 USD, 3000000", "' 2.5/M', 2500000", "free, 0", "-, ", "–, ",
            "'', "})
    void ratesAreReadAsPeopleWriteThem(String text, Long picos) {
        var expected = picos == null ? OptionalLong.empty() : OptionalLong.of(picos);
        assertEquals(new RateText.Read.Rate(expected), RateText.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0,25 | 0.25", "1,250 | 1250 or 1.250", "1,250.00 | 1250.00", "-1 | negative",
            "abc | decimal number", "0.0000001 | finer"})
    void aCommaIsNeverGuessedAt(String text, String says) {
        var wrong = assertInstanceOf(RateText.Read.Wrong.class, RateText.read(text));
        assertTrue(wrong.message().contains(says), wrong.message());
    }
}
