package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// Where an entry stands in its table: by start, then by sequence. What is asked for by its id is looked for around the
/// time that the id tells, so that ids need no index.
final class Place {
    /// Bits of the sequence behind the start: entries of one millisecond have places of their own.
    private static final int SEQUENCE = 21;
    /// A call starts within moments of getting its id.
    private static final Duration NEAR = Duration.ofMillis(50);
    /// As much as ids may be ahead of a clock that was set back, and a busy machine may take between the two.
    private static final Duration FAR = Ids.AHEAD.plusSeconds(9);

    private Place() {}

    /// @param started in whole milliseconds, as every request's is
    static long of(Instant started, long sequence) {
        return of(started.toEpochMilli(), last(sequence));
    }

    /// When what stands there started, in milliseconds since the epoch.
    static long millis(long place) {
        return place >> SEQUENCE;
    }

    /// What tells a place, or a sequence, from others of its millisecond.
    static long last(long place) {
        return place & (1L << SEQUENCE) - 1;
    }

    /// @throws ArithmeticException beyond the year 2109
    static long of(long millis, long last) {
        return Math.addExact(Math.multiplyExact(millis, 1L << SEQUENCE), last);
    }

    /// The first place of what starts at an instant or after it; the very first or last one where it is further away than
    /// places go.
    static long first(Instant at) {
        try {
            long millis = at.toEpochMilli();
            return of(Instant.ofEpochMilli(millis).equals(at) ? millis : millis + 1, 0);
        } catch (ArithmeticException farAway) {
            return at.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    /// Whether an entry is there whose start is known.
    static boolean holds(Connection connection, String id, Instant started) throws SQLException {
        long first = of(started, 0);
        return find(connection, id, first, first + (1L << SEQUENCE)).isPresent();
    }

    /// Where an entry stands; an id that tells no time is looked for everywhere.
    static OptionalLong find(Connection connection, String id) throws SQLException {
        var made = Ids.made(id);
        if (made.isEmpty()) {
            return find(connection, id, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        var near = around(connection, id, made.get(), NEAR);
        return near.isPresent() ? near : around(connection, id, made.get(), FAR);
    }

    private static OptionalLong around(Connection connection, String id, Instant at, Duration reach)
            throws SQLException {
        return find(connection, id, first(at.minus(reach)), first(at.plus(reach)));
    }

    private static OptionalLong find(Connection connection, String id, long from, long to) throws SQLException {
        try (var find = connection.prepareStatement("SELECT place, body FROM request WHERE place >= ? AND place < ?")) {
            find.setLong(1, from);
            find.setLong(2, to);
            var row = find.executeQuery();
            while (row.next()) {
                if (EntryCodec.isOf(row.getBytes(2), id)) {
                    return OptionalLong.of(row.getLong(1));
                }
            }
            return OptionalLong.empty();
        }
    }
}
