package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads the attempts of entries, each a short stretch of their table. One thread, one connection.
final class AttemptRows implements AutoCloseable {
    private final PreparedStatement find;
    private final Words words;

    AttemptRows(Connection connection, Words words) throws SQLException {
        this.find = connection.prepareStatement("SELECT body FROM attempt WHERE id >= ? AND id < ? ORDER BY id");
        this.words = words;
    }

    /// The entry with its attempts; a single one is in the body already.
    Entry add(long sequence, Entry e) throws SQLException {
        return !e.attempts().isEmpty()
                ? e
                : new Entry(e.id(), e.started(), e.ended(), e.state(), e.asked(), e.attribution(), e.result(),
                        e.appOutcome(), e.served(), e.usage(), e.cost(), e.unpriced(), e.ttftMs(), e.durationMs(),
                        e.decision(), of(sequence));
    }

    Rated add(long sequence, Rated rated) throws SQLException {
        return rated.attempts().isEmpty() ? rated.with(of(sequence)) : rated;
    }

    private List<Attempt> of(long sequence) throws SQLException {
        find.setLong(1, sequence * Rows.ATTEMPTS);
        find.setLong(2, (sequence + 1) * Rows.ATTEMPTS);
        var attempts = new ArrayList<Attempt>();
        try (var row = find.executeQuery()) {
            while (row.next()) {
                attempts.add(EntryCodec.attempt(row.getBytes(1), words));
            }
        }
        return attempts;
    }

    @Override
    public void close() throws SQLException {
        find.close();
    }
}
