package dev.tollgate.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Scope;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What alarms say in words.
class AlarmWordsTest {
    @Test
    void whatIsAcknowledgedAndStillOpenIsNotCalledQuiet() {
        assertEquals("All quiet", AlarmWords.quiet(5, 0));
        assertEquals("Nothing new; one alarm that is acknowledged or snoozed is still open", AlarmWords.quiet(5, 1));
        assertEquals("Nothing new; 2 alarms that are acknowledged or snoozed are still open", AlarmWords.quiet(0, 2));
        assertEquals("No rule watches anything: alarms cannot be raised", AlarmWords.quiet(0, 0));
    }

    @Test
    void aRulesFactorStandsAsItWasTyped() {
        assertEquals("8× usual, not under 120k, always from 300k in 1m", AlarmWords.when(velocity(8)));
        assertEquals("2.5× usual, not under 120k, always from 300k in 1m", AlarmWords.when(velocity(2.5)));
    }

    private static AlarmRule velocity(double factor) {
        return new AlarmRule("velocity", AlarmRule.Kind.TOKEN_VELOCITY, Scope.EVERYTHING, Duration.ofMinutes(1),
                OptionalDouble.of(factor), OptionalLong.of(120_000), OptionalLong.of(300_000), AlarmRule.MIN_REQUESTS,
                AlarmRule.REPEATS, AlarmRule.CYCLE, Set.of(), List.of());
    }
}
