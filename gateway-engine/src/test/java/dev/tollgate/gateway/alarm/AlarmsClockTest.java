package dev.tollgate.gateway.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.testing.HandClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The life of an alarm on a clock of our own, over a real home.
class AlarmsClockTest {
    private static final String RULES = """
            alarms:
              - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 1500 }
            """;

    @TempDir
    Path home;

    private final HandClock clock = new HandClock(Instant.parse("2026-11-21T12:00:00Z"));
    private Gateway gateway;
    private Alarms alarms;

    @BeforeEach
    void open() {
        var options = new GatewayOptions(home, Optional.empty(), OptionalInt.of(0), Optional.of(RULES), _ -> null,
                ZoneOffset.UTC, clock, Optional.empty());
        gateway = assertInstanceOf(Opening.Ready.class, Gateway.open(options)).gateway();
        alarms = gateway.alarms();
        alarms.tick();
    }

    @AfterEach
    void close() {
        gateway.close(Duration.ZERO);
    }

    private void burn(long tokens) {
        gateway.events().publish(new Event.Settled(clock.instant(), 1, Calls.settled("web", clock.instant(), tokens)));
        alarms.tick();
    }

    private void pass(Duration time) {
        for (var left = time; left.isPositive(); left = left.minusSeconds(5)) {
            clock.advance(Duration.ofSeconds(5));
            alarms.tick();
        }
    }

    @Test
    void anAlarmEndsAfterTwoQuietWindowsAndTheNextOneIsAnother() {
        burn(2_000);
        var first = alarms.open().getFirst();
        pass(Duration.ofSeconds(50));
        assertEquals(first.id(), alarms.open().getFirst().id(), "it goes on while the window holds it");
        pass(Duration.ofSeconds(70));
        assertEquals(1, alarms.open().size(), "one quiet window is not two");
        pass(Duration.ofSeconds(70));
        assertEquals(List.of(), alarms.open());
        alarms.keep();
        var over = alarms.ended(10).getFirst();
        assertEquals(first.id(), over.id());
        assertEquals(2_000, over.worst());
        burn(3_000);
        assertNotEquals(first.id(), alarms.open().getFirst().id());
        assertEquals(Severity.CRITICAL, alarms.open().getFirst().severity(), "twice the limit");
    }

    @Test
    void theWorstIsKeptWhileTheValueFalls() {
        burn(6_000);
        assertEquals(Severity.CRITICAL, alarms.open().getFirst().severity());
        pass(Duration.ofSeconds(65));
        var falling = alarms.open().getFirst();
        assertTrue(falling.value() < 1_500, () -> falling.value() + " left");
        assertEquals(Severity.CRITICAL, falling.severity());
        assertEquals(6_000, falling.worst());
    }

    /// What the database has is what a process that is killed now finds again.
    @Test
    void theWorstIsOnDiskWithinTenSecondsAndNotAtEachTick() {
        burn(2_000);
        assertEquals(2_000, onDisk());
        burn(300);
        assertEquals(2_000, onDisk(), "it grows too often for a write each time");
        clock.advance(Duration.ofSeconds(10));
        burn(200);
        assertEquals(2_500, onDisk());
        assertEquals(1, alarms.open().size());
    }

    private long onDisk() {
        return alarms.between(clock.instant().minusSeconds(3_600), clock.instant().plusSeconds(1)).getFirst().worst();
    }

    @Test
    void theWorstIsOnDiskWhenAHomeIsClosed() {
        burn(2_000);
        burn(700);
        gateway.close(Duration.ZERO);
        open();
        assertEquals(2_700, alarms.open().getFirst().worst());
    }

    @Test
    void aRuleOverAnotherWindowSaysSo() {
        burn(2_000);
        gateway.control().apply("test", config -> config.withAlarming(config.alarming()
                .withRules(List.of(config.alarming().rules().getFirst().withWindow(Duration.ofMinutes(5))))));
        alarms.tick();
        assertEquals(Optional.of(Duration.ofMinutes(5)), alarms.open().getFirst().window());
    }

    @Test
    void aSnoozeHoldsAlsoWhereItEndsAndBeginsAgainAndIsOverInTime() {
        burn(2_000);
        alarms.snooze("test", alarms.open().getFirst().id(), Duration.ofMinutes(10));
        assertEquals(AlarmState.SNOOZED, alarms.open().getFirst().state());
        pass(Duration.ofMinutes(4));
        assertEquals(List.of(), alarms.open());
        burn(2_000);
        assertEquals(AlarmState.SNOOZED, alarms.open().getFirst().state(), "raised again within the snooze");
        for (int i = 0; i < 14; i++) {
            pass(Duration.ofSeconds(30));
            burn(1_000);
        }
        assertEquals(AlarmState.ACTIVE, alarms.open().getFirst().state());
    }

    @Test
    void aChangedLimitKeepsTheAlarmAndARemovedRuleEndsIt() {
        burn(2_000);
        var id = alarms.open().getFirst().id();
        gateway.control().apply("test", config -> config.withAlarming(config.alarming()
                .withRules(List.of(config.alarming().rules().getFirst().withCeiling(1_800)))));
        alarms.tick();
        assertEquals(id, alarms.open().getFirst().id());
        gateway.control().apply("test", config -> config.withAlarming(config.alarming().withRules(List.of())));
        alarms.tick();
        assertEquals(List.of(), alarms.open());
    }
}
