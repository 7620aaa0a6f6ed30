package dev.tollgate.gateway.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.AlarmRule.Measure;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What banners, notifications and webhooks say of an alarm stays sensible while it waits for its end.
class PhrasesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whatGoesOnIsSaidAsItIs() {
        assertEquals("Key web: 90,000 tokens in 1m, 9.0× usual, limit 80,000",
                alarm(Kind.TOKEN_VELOCITY, 90_000, 95_000, 80_000));
        assertEquals("Key web: 52.3% of calls failed in 1m, limit 50.0%",
                alarm(Kind.ERROR_RATE, 523_000, 523_000, 500_000));
    }

    @Test
    void whatIsAboutToEndIsSaidAtItsHighest() {
        assertEquals("Key web: 95,000 tokens in 1m, limit 80,000, less now",
                alarm(Kind.TOKEN_VELOCITY, 0, 95_000, 80_000));
        assertEquals("Key web: 100.0% of calls failed in 1m, limit 50.0%, less now",
                alarm(Kind.ERROR_RATE, 0, 1_000_000, 500_000));
    }

    @Test
    void aBlockThatCameBeforeItsShareWasUsedDoesNotSayReached() {
        assertEquals("Everything: $0 of $1.00; a call was refused that could have passed 100 %", block(0));
        assertEquals("Everything: $1.00 of $1.00; 100 % reached: calls that would pass it are refused",
                block(Picos.PER_USD));
    }

    private static String block(long used) {
        var step = new Event.BudgetStep(NOW, "day", "everything", NOW, Optional.empty(),
                new Budget.Step(100, Budget.Action.BLOCK),
                Budget.Unit.USD, used, Picos.PER_USD);
        return BudgetAlarm.of(step, List.of(), 1).view().text();
    }

    private static String alarm(Kind kind, long value, long worst, long limit) {
        return new AlarmView("al_1", "rule", kind, Measure.TOKENS, Severity.CRITICAL, AlarmState.ACTIVE, NOW,
                Optional.empty(), Optional.empty(), new Subject(Map.of(Dimension.KEY, "web")), value, worst,
                kind == Kind.TOKEN_VELOCITY ? OptionalLong.of(10_000) : OptionalLong.empty(), limit,
                Optional.of(Duration.ofMinutes(1)), List.of("notify"), "").text();
    }
}
