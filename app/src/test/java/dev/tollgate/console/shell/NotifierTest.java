package dev.tollgate.console.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// When the desktop is told.
class NotifierTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SteppedTime time = new SteppedTime(NOON);
    private final List<String> told = new ArrayList<>();
    private final Notifier notifier = new Notifier(time, (title, _) -> told.add(title));

    private static AlarmView alarm(String id, String key, Severity severity, AlarmState state) {
        return new AlarmView(id, "velocity", Kind.TOKEN_VELOCITY, Kind.TOKEN_VELOCITY.measure(), severity, state, NOON,
                Optional.empty(), Optional.empty(), Subject.key(key), 9, 9, OptionalLong.empty(), 5,
                Optional.of(Duration.ofMinutes(1)), List.of(), "");
    }

    @Test
    void nobodyWatchesAndEachAlarmIsToldOnce() {
        var one = List.of(alarm("al_1", "web", Severity.WARNING, AlarmState.ACTIVE));
        notifier.see(one, false);
        notifier.see(one, false);
        assertEquals(List.of("Tollgate: velocity"), told);
    }

    @Test
    void whatIsOnScreenOrSeenOrOnlyInformationIsNotTold() {
        notifier.see(List.of(alarm("al_1", "web", Severity.CRITICAL, AlarmState.ACTIVE)), true);
        notifier.see(List.of(alarm("al_1", "web", Severity.CRITICAL, AlarmState.ACTIVE)), false);
        notifier.see(List.of(alarm("al_2", "app", Severity.CRITICAL, AlarmState.SNOOZED),
                alarm("al_3", "ci", Severity.INFO, AlarmState.ACTIVE)), false);
        assertEquals(List.of(), told);
    }

    @Test
    void oneForEachRuleAndSubjectInAQuarterOfAnHour() {
        notifier.see(List.of(alarm("al_1", "web", Severity.WARNING, AlarmState.ACTIVE)), false);
        notifier.see(List.of(alarm("al_2", "web", Severity.WARNING, AlarmState.ACTIVE)), false);
        assertEquals(1, told.size());
        notifier.see(List.of(alarm("al_3", "other", Severity.WARNING, AlarmState.ACTIVE)), false);
        assertEquals(2, told.size());
        time.advance(Duration.ofMinutes(15));
        notifier.see(List.of(alarm("al_4", "web", Severity.WARNING, AlarmState.ACTIVE)), false);
        assertEquals(3, told.size());
    }
}
