package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One roll-up table and what a batch adds to it. The row's number is bucket and combination in one, so that a range of
/// time is one stretch of the table and no second index is kept. The writer's.
final class Rollup {
    private record Row(long bucket, int combo) {
        long id() {
            return Rollup.id(bucket, combo);
        }
    }

    private final String table;
    private final Map<Row, long[]> added = new HashMap<>();

    Rollup(String table) {
        this.table = table;
    }

    /// The row's number; `bucket` in minutes since the epoch.
    static long id(long bucket, int combo) {
        return (bucket << 32) | (combo & 0xFFFF_FFFFL);
    }

    void add(long bucket, int combo, long[] counters) {
        Counters.add(added.computeIfAbsent(new Row(bucket, combo), _ -> new long[Counters.COUNT]), counters);
    }

    /// Adds to the rows that are there, then makes the others.
    void write(Connection connection) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        var sums = Arrays.stream(Counters.COLUMNS.split(", ")).map(c -> c + " = " + c + " + ?")
                .collect(Collectors.joining(", "));
        var rows = new ArrayList<>(added.keySet());
        rows.sort(Comparator.comparingLong(Row::id));
        int[] found;
        try (var update = connection.prepareStatement("UPDATE " + table + " SET " + sums + " WHERE id = ?")) {
            for (var row : rows) {
                set(update, 1, row);
                update.setLong(Counters.COUNT + 1, row.id());
                update.addBatch();
            }
            found = update.executeBatch();
        }
        insert(connection, rows, found);
        added.clear();
    }

    private void insert(Connection connection, List<Row> rows, int[] found) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO " + table + " (id, " + Counters.COLUMNS
                + ") VALUES (?" + ", ?".repeat(Counters.COUNT) + ")")) {
            boolean any = false;
            for (int i = 0; i < found.length; i++) {
                if (found[i] == 0) {
                    insert.setLong(1, rows.get(i).id());
                    set(insert, 2, rows.get(i));
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    private void set(PreparedStatement statement, int from, Row row) throws SQLException {
        var counters = added.getOrDefault(row, new long[Counters.COUNT]);
        for (int i = 0; i < Counters.COUNT; i++) {
            statement.setLong(from + i, counters[i]);
        }
    }

    void forget() {
        added.clear();
    }
}
