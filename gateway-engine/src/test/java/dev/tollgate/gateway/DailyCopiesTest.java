package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tollgate.gateway.backup.DailyCopies;
import dev.tollgate.gateway.backup.Restore;
import dev.tollgate.gateway.backup.Restored;
import dev.tollgate.gateway.testing.OwnConfig;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.SteppedTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One copy a day, and no more of them than were asked for.
class DailyCopiesTest {
    @TempDir
    Path folder;

    private Gateway open(SteppedTime time) {
        var options = new GatewayOptions(folder.resolve("home"), Optional.empty(), OptionalInt.empty(),
                Optional.of(OwnConfig.YAML), _ -> null, ZoneOffset.UTC, time, Optional.empty());
        return assertInstanceOf(Opening.Ready.class, Gateway.open(options)).gateway();
    }

    @Test
    void oneIsMadeEachDayAndTheOldestGo() {
        var time = new SteppedTime(Instant.parse("2026-11-01T09:00:00Z"));
        try (var gateway = open(time)) {
            gateway.versions().apply("test", config -> config.withBudgets(config.budgets().subList(0, 1)));
            var copies = gateway.dailyCopies();
            assertEquals(DailyCopies.Settings.USUAL, copies.state().settings());
            for (int day = 2; day <= 6; day++) {
                time.advance(Duration.ofDays(1));
                var name = "tollgate-2026-11-0" + day + ".zip";
                int kept = Math.min(day - 1, 3);
                // The oldest goes a moment after the newest is there.
                TestGateway.await(() -> {
                    time.advance(Duration.ofSeconds(2));
                    var there = copies.state().copies();
                    return there.size() == kept && there.getFirst().file().endsWith(name) ? name : null;
                });
            }
            assertEquals(3, copies.state().copies().size());
            copies.change(new DailyCopies.Settings(false, 2));
            assertEquals(2, copies.state().copies().size());
            assertThrows(IllegalArgumentException.class, () -> copies.change(new DailyCopies.Settings(true, 0)));
            assertEquals("", copies.state().trouble());

            var newest = copies.state().copies().getFirst().file();
            assertInstanceOf(Restored.Done.class, Restore.into(folder.resolve("other"), newest, Optional.empty()));
        }
    }

    @Test
    void whatWasAskedForOutlivesTheProcess() {
        var time = new SteppedTime(Instant.parse("2026-11-01T09:00:00Z"));
        try (var gateway = open(time)) {
            gateway.dailyCopies().change(new DailyCopies.Settings(false, 7));
        }
        try (var gateway = open(time)) {
            assertEquals(new DailyCopies.Settings(false, 7), gateway.dailyCopies().state().settings());
        }
    }
}
