package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Turns a batch of entries into rows: entries, attempts and roll-ups, in one transaction. The writer's.
final class Rows {
    /// Attempts of one entry that have a number of their own.
    static final int ATTEMPTS = 256;

    private final Names names;
    private final Subjects subjects;
    private final BillingDays calendar;
    private final Rollup minutes = new Rollup("rollup_minute");
    private final Rollup hours = new Rollup("rollup_hour");
    private final Rollup days = new Rollup("rollup_day");
    private final Rollup subjectDays = new Rollup("subject_day");

    Rows(Names names, Subjects subjects, BillingDays calendar) {
        this.names = names;
        this.subjects = subjects;
        this.calendar = calendar;
    }

    static long micros(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    /// Writes and commits; on failure everything is taken back.
    ///
    /// @param sequence everything up to it is in the database afterwards
    void write(Connection connection, List<Pending> batch, long sequence) throws SQLException {
        try (var entry = connection.prepareStatement("INSERT INTO request VALUES (?" + ", ?".repeat(11) + ")");
                var attempt = connection.prepareStatement("INSERT INTO attempt VALUES (?, ?, ?)")) {
            for (var each : batch) {
                add(connection, entry, attempt, each);
            }
            entry.executeBatch();
            attempt.executeBatch();
            names.write(connection);
            subjects.write(connection);
            for (var rollup : rollups()) {
                rollup.write(connection);
            }
            mark(connection, sequence, batch.stream().mapToLong(Pending::sequence).max().orElse(0));
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            rollups().forEach(Rollup::forget);
            connection.rollback();
            throw failed;
        }
        names.committed();
        subjects.committed();
        rollups().forEach(Rollup::committed);
    }

    /// Puts a settled entry in the place of what is known of it, in its own transaction; on failure everything is taken
    /// back.
    void change(Connection connection, Stored was, Entry now) throws SQLException {
        try {
            count(connection, was.entry(), -1);
            int combo = count(connection, now, 1);
            update(connection, was, now, combo);
            names.write(connection);
            subjects.write(connection);
            for (var rollup : rollups()) {
                rollup.write(connection);
            }
            connection.commit();
        } catch (SQLException | RuntimeException failed) {
            rollups().forEach(Rollup::forget);
            connection.rollback();
            throw failed;
        }
        names.committed();
        subjects.committed();
        rollups().forEach(Rollup::committed);
    }

    /// An entry and where it stands.
    record Stored(long place, long sequence, Entry entry) {}

    /// @return the last attempt's combination
    private int count(Connection connection, Entry e, int sign) throws SQLException {
        long day = calendar.buckets().day(e.started());
        var unpriced = Counters.unpriced(e);
        int combo = 0;
        for (var a : e.attempts()) {
            combo = names.combo(Dims.of(e, Optional.of(a)), day);
            var counters = counters(e, a, unpriced);
            minutes.change(Buckets.minute(e.started()), combo, counters, sign);
            hours.change(calendar.buckets().hour(e.started()), combo, counters, sign);
            days.change(day, combo, counters, sign);
        }
        var whole = Counters.array(Counters.of(e));
        whole[11] = unpriced.isPresent() ? 1 : 0;
        for (int id : subjects.of(connection, e, day)) {
            subjectDays.change(day, id, whole, sign);
        }
        return combo;
    }

    private void update(Connection connection, Stored was, Entry now, int combo) throws SQLException {
        boolean apart = now.attempts().size() > 1;
        try (var entry =
                connection.prepareStatement("UPDATE request SET combo = ?, picos = ?, body = ? WHERE place = ?");
                var attempt = connection.prepareStatement("UPDATE attempt SET combo = ?, body = ? WHERE id = ?")) {
            entry.setInt(1, combo);
            entry.setLong(2, now.cost().picos());
            entry.setBytes(3, apart ? EntryCodec.head(now, names) : EntryCodec.bytes(now, names));
            entry.setLong(4, was.place());
            entry.executeUpdate();
            if (apart) {
                var last = now.attempts().getLast();
                attempt.setInt(1, combo);
                attempt.setBytes(2, EntryCodec.bytes(last, names));
                attempt.setLong(3, was.sequence() * ATTEMPTS + Math.min(last.number(), ATTEMPTS - 1));
                attempt.executeUpdate();
            }
        }
    }

    /// Forgets what was remembered of the file; it was opened again.
    void reload(Connection connection) throws SQLException {
        names.reload(connection);
        subjects.reload();
        rollups().forEach(Rollup::reload);
    }

    /// What retention has dropped, in minutes since the epoch.
    void dropped(long minutesBefore, long hoursBefore) {
        minutes.dropped(minutesBefore);
        hours.dropped(hoursBefore);
    }

    private List<Rollup> rollups() {
        return List.of(minutes, hours, days, subjectDays);
    }

    private static void mark(Connection connection, long sequence, long highest) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE mark SET num = CASE name WHEN 'sequence' THEN ?"
                + " ELSE GREATEST(num, ?) END WHERE name IN ('sequence', 'highest')")) {
            update.setLong(1, sequence);
            update.setLong(2, highest);
            update.executeUpdate();
        }
    }

    private void add(Connection connection, PreparedStatement entry, PreparedStatement attempt, Pending pending)
            throws SQLException {
        var e = pending.entry();
        long day = calendar.buckets().day(e.started());
        var unpriced = Counters.unpriced(e);
        int combo = 0;
        for (var a : e.attempts()) {
            combo = names.combo(Dims.of(e, Optional.of(a)), day);
            if (e.attempts().size() > 1) {
                attempt(attempt, pending.sequence(), a, combo);
            }
            rollUp(e, day, combo, counters(e, a, unpriced));
        }
        if (e.attempts().isEmpty()) {
            combo = names.combo(Dims.of(e, Optional.empty()), day);
            rollUp(e, day, combo, Counters.array(Counters.request(e)));
        }
        subjects(connection, e, day, unpriced.isPresent());
        entry(entry, pending, e, combo);
    }

    private static long[] counters(Entry e, Attempt a, Optional<Attempt> unpriced) {
        var sum = Counters.attempt(a);
        if (a.number() == e.attempts().getLast().number()) {
            sum = sum.plus(Counters.request(e));
        }
        var counters = Counters.array(sum);
        counters[11] = unpriced.filter(u -> u.number() == a.number()).isPresent() ? 1 : 0;
        return counters;
    }

    private void rollUp(Entry e, long day, int combo, long[] counters) {
        minutes.add(Buckets.minute(e.started()), combo, counters);
        hours.add(calendar.buckets().hour(e.started()), combo, counters);
        days.add(day, combo, counters);
    }

    private void subjects(Connection connection, Entry e, long day, boolean unpriced) throws SQLException {
        var ids = subjects.of(connection, e, day);
        if (!ids.isEmpty()) {
            var counters = Counters.array(Counters.of(e));
            counters[11] = unpriced ? 1 : 0;
            ids.forEach(id -> subjectDays.add(day, id, counters));
        }
    }

    private void entry(PreparedStatement row, Pending pending, Entry e, int combo) throws SQLException {
        row.setLong(1, Place.of(e.started(), pending.sequence()));
        row.setLong(2, pending.sequence());
        row.setInt(3, combo);
        row.setLong(4, e.cost().picos());
        row.setInt(5, e.attempts().size());
        int column = 6;
        for (var dimension : List.of(Dimension.USER, Dimension.TASK, Dimension.THREAD, Dimension.CALLER)) {
            row.setString(column++, e.attribution().get(dimension).orElse(null));
        }
        var tags = e.attribution().tags();
        row.setString(10, tags.isEmpty() ? null : "|" + String.join("|", tags) + "|");
        row.setString(11, e.appOutcome().orElse(null));
        row.setBytes(12, e.attempts().size() > 1 ? EntryCodec.head(e, names) : EntryCodec.bytes(e, names));
        row.addBatch();
    }

    private void attempt(PreparedStatement row, long sequence, Attempt a, int combo) throws SQLException {
        row.setLong(1, sequence * ATTEMPTS + Math.min(a.number(), ATTEMPTS - 1));
        row.setInt(2, combo);
        row.setBytes(3, EntryCodec.bytes(a, names));
        row.addBatch();
    }
}
