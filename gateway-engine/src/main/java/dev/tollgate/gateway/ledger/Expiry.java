package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;

/// Drops what is older than its retention, a bounded step at a time so that batches do not wait for it.
final class Expiry {
    private static final int STEP = 1_000;

    private Expiry() {}

    /// One step, committed.
    ///
    /// @return whether there is more to drop
    static boolean step(Connection connection, Retention keep, Instant now) throws SQLException {
        try {
            boolean more = entries(connection, Place.first(now.minus(keep.requests())));
            more |= rollup(connection, "rollup_minute", now.minus(keep.rollupMinute()));
            more |= rollup(connection, "rollup_hour", now.minus(keep.rollupHour()));
            more |= KeptStore.expire(connection, now.minus(keep.requests()), STEP);
            connection.commit();
            return more;
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        }
    }

    private record Old(long place, long sequence) {}

    private static boolean entries(Connection connection, long before) throws SQLException {
        var old = new ArrayList<Old>();
        try (var find = connection.prepareStatement("SELECT place, seq FROM request WHERE place < ? LIMIT " + STEP)) {
            find.setLong(1, before);
            var row = find.executeQuery();
            while (row.next()) {
                old.add(new Old(row.getLong(1), row.getLong(2)));
            }
        }
        if (!old.isEmpty()) {
            try (var entry = connection.prepareStatement("DELETE FROM request WHERE place = ?");
                    var attempts = connection.prepareStatement("DELETE FROM attempt WHERE id >= ? AND id < ?")) {
                for (var each : old) {
                    entry.setLong(1, each.place);
                    entry.addBatch();
                    attempts.setLong(1, each.sequence * Rows.ATTEMPTS);
                    attempts.setLong(2, (each.sequence + 1) * Rows.ATTEMPTS);
                    attempts.addBatch();
                }
                entry.executeBatch();
                attempts.executeBatch();
            }
        }
        return old.size() == STEP;
    }

    private static boolean rollup(Connection connection, String table, Instant before) throws SQLException {
        try (var delete = connection
                .prepareStatement("DELETE FROM " + table + " WHERE id < ? FETCH FIRST " + STEP + " ROWS ONLY")) {
            delete.setLong(1, Rollup.id(Buckets.minute(before), 0));
            return delete.executeUpdate() == STEP;
        }
    }
}
