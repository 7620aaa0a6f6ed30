package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Retention;
import dev.tollgate.gateway.term.Dimension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old rows go in bounded steps; days and what is young stay.
class ExpiryTest {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = FROM.plus(Duration.ofDays(10));
    private static final Retention KEEP = new Retention(Duration.ofDays(5), Duration.ofDays(2), Duration.ofDays(4));

    @TempDir
    Path dir;

    @Test
    void whatIsOlderThanItsRetentionGoesAndNothingElse() throws SQLException {
        var entries = new Samples(31).entries(2_500, FROM, NOW);
        long young = entries.stream().filter(e -> !e.started().isBefore(NOW.minus(KEEP.requests()))).count();
        Totals before;
        try (var ledger = Samples.open(dir)) {
            Samples.settle(ledger, entries);
            before = days(ledger);
        }
        try (var connection = Database.connect(dir, "")) {
            connection.setAutoCommit(false);
            int steps = 1;
            while (Expiry.step(connection, KEEP, NOW)) {
                steps++;
            }
            assertTrue(steps > 1, "a step is bounded");
            assertFalse(Expiry.step(connection, KEEP, NOW));
            assertEquals(young, number(connection, "SELECT COUNT(*) FROM request"));
            assertEquals(0,
                    number(connection, "SELECT COUNT(*) FROM attempt WHERE id / 256 NOT IN (SELECT seq FROM request)"));
            assertEquals(0, number(connection, "SELECT COUNT(*) FROM rollup_minute WHERE id < "
                    + Rollup.id(Buckets.minute(NOW.minus(KEEP.rollupMinute())), 0)));
            assertTrue(number(connection, "SELECT COUNT(*) FROM rollup_minute") > 0);
            assertTrue(number(connection, "SELECT COUNT(*) FROM rollup_hour") > 0);
        }
        try (var ledger = Samples.open(dir)) {
            assertEquals(before, days(ledger));
            assertEquals(young, ledger.queries().count(EntryFilter.between(FROM, NOW), 10_000));
        }
    }

    private static Totals days(Ledger ledger) {
        return ledger.queries().spend(new SpendQuery(List.of(Dimension.KEY), FROM.minusSeconds(86_400), NOW,
                SpendQuery.Step.DAY, Duration.ZERO, Map.of())).stream().map(SpendRow::totals)
                .reduce(Totals.ZERO, Totals::plus);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            var row = statement.executeQuery(sql);
            row.next();
            return row.getLong(1);
        }
    }
}
