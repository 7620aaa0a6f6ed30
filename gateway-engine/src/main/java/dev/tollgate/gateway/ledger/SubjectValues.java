package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Users, threads, tasks, callers and tags by when they were last seen.
final class SubjectValues {
    private SubjectValues() {
    }

    static List<String> recent(Connection connection, Dimension dimension, int limit, Instant since)
            throws SQLException {
        try (var find = connection.prepareStatement("""
                SELECT s.text, MAX(d.id) AS latest FROM subject_day d
                JOIN subject s ON s.id = BITAND(d.id, 4294967295)
                WHERE d.id >= ? AND s.dim = ? GROUP BY s.text ORDER BY latest DESC LIMIT ?""")) {
            find.setLong(1, Rollup.id(Buckets.minute(since), 0));
            find.setString(2, dimension.word());
            find.setInt(3, limit);
            var row = find.executeQuery();
            var values = new ArrayList<String>();
            while (row.next()) {
                values.add(row.getString(1));
            }
            return values;
        }
    }
}
