package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One roll-up table and what a batch adds to it. The row's number is bucket and combination in one, so that a range of
/// time is one stretch of the table and no second index is kept. Recent rows are held, so that most are written without
/// being read. The writer's.
final class Rollup {
    private static final int HELD = 20_000;

    private record Row(long bucket, int combo) {
        long id() {
            return Rollup.id(bucket, combo);
        }
    }

    private final String table;
    /// What is older was dropped, and is not counted any more.
    private long kept = Long.MIN_VALUE;
    private final Map<Row, long[]> added = new HashMap<>();
    private final Map<Row, long[]> written = new HashMap<>();
    private final Map<Row, long[]> held = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Row, long[]> eldest) {
            return size() > HELD;
        }
    };

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

    /// Takes one entry's counters out and puts others in.
    void change(long bucket, int combo, long[] counters, int sign) {
        if (bucket >= kept) {
            var signed = counters.clone();
            Arrays.setAll(signed, i -> sign * counters[i]);
            add(bucket, combo, signed);
        }
    }

    /// Writes the new sums, in the batch's transaction.
    void write(Connection connection) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        var rows = new ArrayList<>(added.keySet());
        rows.sort(Comparator.comparingLong(Row::id));
        try (var find = connection.prepareStatement("SELECT counters FROM " + table + " WHERE id = ?");
                var update = connection.prepareStatement("UPDATE " + table + " SET counters = ? WHERE id = ?");
                var insert = connection.prepareStatement("INSERT INTO " + table + " (counters, id) VALUES (?, ?)")) {
            for (var row : rows) {
                var known = held.get(row);
                if (known == null) {
                    known = stored(find, row);
                }
                write(known == null ? insert : update, row, known);
            }
            update.executeBatch();
            insert.executeBatch();
        }
    }

    private void write(PreparedStatement statement, Row row, long @Nullable [] known) throws SQLException {
        var sum = known == null ? new long[Counters.COUNT] : known.clone();
        Counters.add(sum, added.getOrDefault(row, new long[Counters.COUNT]));
        written.put(row, sum);
        statement.setBytes(1, Counters.pack(sum));
        statement.setLong(2, row.id());
        statement.addBatch();
    }

    private static long @Nullable [] stored(PreparedStatement find, Row row) throws SQLException {
        find.setLong(1, row.id());
        try (var found = find.executeQuery()) {
            if (!found.next()) {
                return null;
            }
            var counters = new long[Counters.COUNT];
            Counters.unpack(found.getBytes(1), counters);
            return counters;
        }
    }

    void committed() {
        held.putAll(written);
        forget();
    }

    void reload() {
        held.clear();
        forget();
    }

    void forget() {
        added.clear();
        written.clear();
    }

    /// Rows that retention has dropped must be made anew.
    void dropped(long beforeBucket) {
        kept = beforeBucket;
        held.keySet().removeIf(row -> row.bucket() < beforeBucket);
    }
}
