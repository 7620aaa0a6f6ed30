package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Alarms and the audit. Thread-safe; what was saved is on disk when a call returns.
public final class AlarmStore {
    private static final String COLUMNS =
            "id, rule, kind, measure, subject, severity, state, started, ended, snoozed_until,"
                    + " amount, worst, usual, threshold, acts, note, window_ms";
    private static final int MOST = 1_000;

    private final Database database;

    AlarmStore(Database database) {
        this.database = database;
    }

    /// The highest number given to an alarm so far.
    public long lastAlarm() {
        return number("SELECT COALESCE(MAX(id), 0) FROM alarm");
    }

    public long lastAudit() {
        return number("SELECT COALESCE(MAX(id), 0) FROM audit");
    }

    private long number(String sql) {
        return database.read(connection -> {
            try (var statement = connection.createStatement()) {
                var row = statement.executeQuery(sql);
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Alarms that have not ended, the oldest first.
    public List<AlarmRow> open() {
        return alarms("ended IS NULL ORDER BY id", 0, 0, MOST);
    }

    /// Alarms that have ended, the newest first.
    ///
    /// @param before only those with a lower number
    public List<AlarmRow> ended(int limit, OptionalLong before) {
        return alarms("ended IS NOT NULL AND id > ? AND id < ? ORDER BY id DESC", 0, before.orElse(Long.MAX_VALUE),
                limit);
    }

    /// Alarms raised in `[from, to)`, the newest first.
    public List<AlarmRow> between(Instant from, Instant to, int limit) {
        return alarms("started >= ? AND started < ? ORDER BY started DESC, id DESC", Rows.micros(from),
                Rows.micros(to), limit);
    }

    private List<AlarmRow> alarms(String where, long from, long to, int limit) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT " + COLUMNS + " FROM alarm WHERE " + where
                    + " LIMIT " + Math.clamp(limit, 1, MOST))) {
                if (where.indexOf('?') >= 0) {
                    select.setLong(1, from);
                    select.setLong(2, to);
                }
                var rows = new ArrayList<AlarmRow>();
                var row = select.executeQuery();
                while (row.next()) {
                    rows.add(alarm(row));
                }
                return rows;
            }
        });
    }

    private static AlarmRow alarm(ResultSet row) throws SQLException {
        var acts = row.getString(15);
        return new AlarmRow(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5),
                row.getString(6), row.getString(7), instant(row.getLong(8)), when(row, 9), when(row, 10),
                row.getLong(11), row.getLong(12), usual(row), row.getLong(14), window(row),
                acts.isEmpty() ? List.of() : List.of(acts.split(",", -1)), row.getString(16));
    }

    private static OptionalLong usual(ResultSet row) throws SQLException {
        long usual = row.getLong(13);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(usual);
    }

    private static Optional<Duration> window(ResultSet row) throws SQLException {
        long millis = row.getLong(17);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static Optional<Instant> when(ResultSet row, int column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(instant(micros));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(Math.floorMod(micros, 1_000_000) * 1_000L)
                .plusSeconds(Math.floorDiv(micros, 1_000_000));
    }

    /// Keeps alarms as they are now, and adds to the audit; all or nothing.
    public void save(Collection<AlarmRow> alarms, Collection<AuditRow> acts) {
        database.change(connection -> {
            connection.setAutoCommit(false);
            for (var alarm : alarms) {
                keep(connection, alarm);
            }
            for (var act : acts) {
                add(connection, act);
            }
            connection.commit();
            return acts.size();
        });
    }

    private static void keep(Connection connection, AlarmRow alarm) throws SQLException {
        try (var merge = connection.prepareStatement("MERGE INTO alarm (" + COLUMNS
                + ") KEY (id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            merge.setLong(1, alarm.id());
            merge.setString(2, alarm.rule());
            merge.setString(3, alarm.kind());
            merge.setString(4, alarm.measure());
            merge.setString(5, alarm.subject());
            merge.setString(6, alarm.severity());
            merge.setString(7, alarm.state());
            merge.setLong(8, Rows.micros(alarm.started()));
            when(merge, 9, alarm.ended());
            when(merge, 10, alarm.snoozedUntil());
            merge.setLong(11, alarm.value());
            merge.setLong(12, alarm.worst());
            number(merge, 13, alarm.usual());
            merge.setLong(14, alarm.limit());
            merge.setString(15, String.join(",", alarm.acts()));
            merge.setString(16, alarm.note());
            number(merge, 17,
                    alarm.window().map(Duration::toMillis).map(OptionalLong::of).orElse(OptionalLong.empty()));
            merge.executeUpdate();
        }
    }

    private static void number(PreparedStatement statement, int column, OptionalLong number) throws SQLException {
        if (number.isPresent()) {
            statement.setLong(column, number.getAsLong());
        } else {
            statement.setNull(column, Types.BIGINT);
        }
    }

    private static void when(PreparedStatement statement, int column, Optional<Instant> when) throws SQLException {
        if (when.isPresent()) {
            statement.setLong(column, Rows.micros(when.get()));
        } else {
            statement.setNull(column, Types.BIGINT);
        }
    }

    private static void add(Connection connection, AuditRow act) throws SQLException {
        try (var merge = connection.prepareStatement(
                "MERGE INTO audit (id, at, author, action, subject, detail) KEY (id) VALUES (?, ?, ?, ?, ?, ?)")) {
            merge.setLong(1, act.id());
            merge.setLong(2, Rows.micros(act.at()));
            merge.setString(3, act.author());
            merge.setString(4, act.action());
            merge.setString(5, act.subject());
            merge.setString(6, act.detail());
            merge.executeUpdate();
        }
    }

    /// The audit, newest first.
    ///
    /// @param before only rows with a lower number
    public List<AuditRow> audit(int limit, OptionalLong before) {
        return database.read(connection -> {
            try (var select = connection.prepareStatement("SELECT id, at, author, action, subject, detail FROM audit"
                    + " WHERE id < ? ORDER BY id DESC LIMIT " + Math.clamp(limit, 1, MOST))) {
                select.setLong(1, before.orElse(Long.MAX_VALUE));
                var rows = new ArrayList<AuditRow>();
                var row = select.executeQuery();
                while (row.next()) {
                    rows.add(new AuditRow(row.getLong(1), instant(row.getLong(2)), row.getString(3), row.getString(4),
                            row.getString(5), row.getString(6)));
                }
                return rows;
            }
        });
    }
}
