package dev.tollgate.console.fx.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({"600, 600", "200k, 200000", "1.5M, 1500000", "200 000, 200000", "1_000, 1000", "0, 0"})
    void wholeNumbersAreReadAsTyped(String typed, long meant) {
        assertEquals(Read.good(OptionalLong.of(meant)), Texts.whole(typed));
        assertEquals(Texts.whole(typed), Texts.whole(Texts.print(OptionalLong.of(meant))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,000", "1.5", "-3", "six", "1.0001k", "12k3"})
    void whatIsNoWholeNumberIsWrong(String typed) {
        assertInstanceOf(Read.Wrong.class, Texts.whole(typed));
    }

    @Test
    void moneyIsReadWithoutALossAndCommasAreRefused() {
        assertEquals(Read.good(OptionalLong.of(25_000_000_000_000L)), Texts.usd(" $25 "));
        assertEquals(Read.good(OptionalLong.of(1)), Texts.usd("0.000000000001"));
        assertEquals(Read.good(OptionalLong.of(150_000)), Texts.usdPerMillion("0.15"));
        assertEquals("0.15", Texts.printUsdPerMillion(OptionalLong.of(150_000)));
        assertInstanceOf(Read.Wrong.class, Texts.usd("1,50"));
        assertInstanceOf(Read.Wrong.class, Texts.usd("0.0000000000001"));
        assertInstanceOf(Read.Wrong.class, Texts.usd("-1"));
        assertEquals(Read.good(OptionalLong.empty()), Texts.usd(" "));
    }

    @Test
    void timesAreReadAsTheConfigurationSpellsThem() {
        assertEquals(Read.good(Optional.of(Duration.ofDays(30))), Texts.duration("30 d"));
        assertInstanceOf(Read.Wrong.class, Texts.duration("30"));
        assertEquals(Read.good(Optional.of(Instant.parse("2026-12-30T23:00:00Z"))), Texts.moment("2026-12-31", BERLIN));
        assertInstanceOf(Read.Wrong.class, Texts.moment("2026-02-30", BERLIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-30T23:00:00Z", "2026-12-31T17:00:00Z", "2026-12-31T17:00:05Z"})
    void aMomentIsPrintedAsItIsReadBack(Instant at) {
        assertEquals(Read.good(Optional.of(at)), Texts.moment(Texts.printMoment(Optional.of(at), BERLIN), BERLIN));
    }
}
