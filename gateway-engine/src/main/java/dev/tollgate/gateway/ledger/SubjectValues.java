package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Users, threads, tasks, callers and tags by when they were last seen.
final class SubjectValues {
    private SubjectValues() {}

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

    /// The same filter over no more than the days in which a user, thread, task, caller or tag asked for occurred.
    static EntryFilter narrowed(Connection connection, EntryFilter filter) throws SQLException {
        var narrow = filter;
        for (var only : filter.only().entrySet()) {
            if (Dims.MANY.contains(only.getKey()) && !only.getValue().contains("")) {
                narrow = narrowed(connection, narrow, only.getKey(), only.getValue());
            }
        }
        return narrow;
    }

    private static EntryFilter narrowed(Connection connection, EntryFilter filter, Dimension dimension,
            Set<String> values) throws SQLException {
        var ids = new HashSet<Integer>();
        try (var find = connection.prepareStatement("SELECT id FROM subject WHERE dim = ? AND text = ?")) {
            for (var value : Stream.concat(values.stream(), Stream.of(Dims.OTHERS)).toList()) {
                find.setString(1, dimension.word());
                find.setString(2, Subjects.cut(value));
                var row = find.executeQuery();
                if (row.next()) {
                    ids.add(row.getInt(1));
                }
            }
        }
        Instant first = filter.to();
        Instant last = filter.from();
        try (var find = connection.prepareStatement("SELECT id FROM subject_day WHERE id >= ? AND id < ?")) {
            find.setLong(1, Rollup.id(Math.max(0, Buckets.minute(filter.from()) - TWO_DAYS), 0));
            find.setLong(2, Rollup.id(Math.min(FAR, Buckets.minute(filter.to()) + TWO_DAYS), 0));
            var row = find.executeQuery();
            while (row.next()) {
                long id = row.getLong(1);
                if (ids.contains((int) id)) {
                    var day = Buckets.instant(id >> 32);
                    first = day.isBefore(first) ? day : first;
                    last = Buckets.instant((id >> 32) + DAY_AND_MORE);
                }
            }
        }
        return new EntryFilter(first.isAfter(filter.from()) ? first : filter.from(),
                last.isBefore(filter.to()) ? last : filter.to(), filter.only(), filter.not(), filter.minPicos(),
                filter.fellBack());
    }

    /// In minutes; a day of 25 hours is inside.
    private static final long DAY_AND_MORE = 1_560;
    private static final long TWO_DAYS = 2_880;
    private static final long FAR = Integer.MAX_VALUE;
}
