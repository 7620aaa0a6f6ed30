package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Money, sizes, durations and near names as people type them.
final class AmountsTest {
    @ParameterizedTest
    @CsvSource({"25, 25000000000000", "0.05, 50000000000", "0.000000000001, 1", "0, 0", "1e3, 1000000000000000",
            ".5, 500000000000", "1.10, 1100000000000"})
    void dollarsAreExact(String text, long picos) {
        assertEquals(new Amounts.Amount.Exact(picos), Amounts.usd(text));
    }

    @ParameterizedTest
    @CsvSource({"0.15, 150000", "0.0028, 2800", "1, 1000000", "0.000001, 1"})
    void ratesAreExact(String text, long picos) {
        assertEquals(new Amounts.Amount.Exact(picos), Amounts.perMillion(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1,5", "$5", "NaN", "1e99", "1e999999999", "0x10", "1_000", "0.0000000000001",
            "10000000000"})
    void whatCannotBeHeldExactlyIsRefused(String text) {
        assertInstanceOf(Amounts.Amount.Wrong.class, Amounts.usd(text));
    }

    @ParameterizedTest
    @CsvSource({"200ms, PT0.2S", "5s, PT5S", "2m, PT2M", "1h, PT1H", "30d, PT720H", "0s, PT0S"})
    void durationsAreReadAndWritten(String text, Duration duration) {
        assertEquals(Optional.of(duration), Durations.parse(text));
        assertEquals(text, Durations.print(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5 s", "-5s", "1.5s", "5S", "5sec", "9999999999999s", "PT5S"})
    void otherSpellingsOfDurationsAreNone(String text) {
        assertEquals(Optional.empty(), Durations.parse(text));
    }

    @Test
    void sizesAreDecimal() {
        assertEquals(OptionalLong.of(64_000_000), Amounts.bytes("64MB"));
        assertEquals(OptionalLong.of(1_234), Amounts.bytes("1234"));
        assertEquals(OptionalLong.empty(), Amounts.bytes("64MiB"));
        assertEquals("64MB", Amounts.printBytes(64_000_000));
        assertEquals("1234B", Amounts.printBytes(1_234));
    }

    @Test
    void aSlipFindsItsName() {
        var names = List.of("openai", "openrouter", "gpt-4o-mini");
        assertEquals(Optional.of("openai"), Near.to("opnai", names));
        assertEquals(Optional.of("openai"), Near.to("OpenAi", names));
        assertEquals(Optional.of("gpt-4o-mini"), Near.to("gpt-4o", names));
        assertEquals(Optional.empty(), Near.to("claude", names));
        assertEquals(Optional.empty(), Near.to("", names));
    }
}
