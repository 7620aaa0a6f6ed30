package dev.tollgate.console.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import dev.tollgate.gateway.ledger.SpendQuery;
import dev.tollgate.gateway.term.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo as it is run, on a port of its own.
class DemoTest {
    @TempDir
    Path folder;

    private Demo demo() {
        return Demo.at(Optional.of(folder), OptionalInt.of(0));
    }

    private static Gateway open(Demo demo) {
        var gateway = assertInstanceOf(Opening.Ready.class, demo.open()).gateway();
        gateway.start();
        return gateway;
    }

    private static long tokensAMinute(Gateway gateway) {
        var view = gateway.counts().view(Dimension.KEY);
        return view.inputPerMinute() + view.outputPerMinute();
    }

    @Test
    void aRunawayAgentAndAProviderThatIsDownShowWithinSeconds() {
        var demo = demo();
        try (var gateway = open(demo); var traffic = demo.traffic(gateway)) {
            TestConsole.await(() -> gateway.counts().view(Dimension.KEY).requests5m() > 5);
            long calm = Math.max(1_000, tokensAMinute(gateway));

            traffic.runaway(true);
            assertTrue(traffic.runaway());
            TestConsole.await(() -> tokensAMinute(gateway) > 10 * calm);
            traffic.runaway(false);

            assertFalse(traffic.providerDown());
            traffic.providerDown(true);
            TestConsole.await(() -> gateway.counts().view(Dimension.KEY).fallbacks5m() > 0);
        }
    }

    @Test
    void theDaysBeforeAreToldAndEveryStartBeginsAnew() throws IOException {
        open(demo()).close(Duration.ZERO);
        Files.writeString(folder.resolve("left-over"), "of the demo before");

        try (var gateway = open(demo())) {
            assertFalse(Files.exists(folder.resolve("left-over")));
            var now = Instant.now();
            var rows =
                    gateway.queries().spend(new SpendQuery(List.of(Dimension.KEY), now.minus(Duration.ofDays(7)), now,
                            SpendQuery.Step.DAY, Duration.ofDays(1), Map.of()));
            assertTrue(rows.size() > 30, "six keys on seven days, but " + rows.size() + " rows");
            gateway.close(Duration.ZERO);
        }
    }

    @Test
    void theQuarterOfAnHourBeforeIsAsBusyAsTheDemoItself() throws IOException {
        try (var gateway = open(demo())) {
            var now = gateway.status().since();
            var rows = gateway.queries().spendSoFar(new SpendQuery(List.of(Dimension.KEY),
                    now.minus(Duration.ofMinutes(15)), now, SpendQuery.Step.MINUTE, Duration.ZERO, Map.of())).rows();
            long tokens = rows.stream().mapToLong(row -> row.totals().tokens() - row.totals().cacheRead()).sum() / 15;
            long picos = rows.stream().mapToLong(row -> row.totals().picos()).sum() * 4;
            assertTrue(tokens > 50_000 && tokens < 130_000, tokens + " tokens a minute");
            assertTrue(picos > 4e12 && picos < 12e12, picos + " pico-dollars an hour");
            gateway.close(Duration.ZERO);
        }
    }

    @Test
    void aHomeThatIsNoDemosIsLeftAlone() throws IOException {
        Files.writeString(folder.resolve("ledger.mv.db"), "somebody's");

        var refused = assertInstanceOf(Opening.Refused.class, demo().open());

        assertTrue(refused.message().contains("no demo's"), refused.message());
        assertEquals("somebody's", Files.readString(folder.resolve("ledger.mv.db")));
    }
}
