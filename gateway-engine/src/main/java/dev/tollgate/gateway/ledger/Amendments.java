package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// Changes entries that are in the database already, with their roll-ups, between the writer's batches. Thread-safe.
final class Amendments {
    private final Database database;
    private final Rows rows;
    private final Names names;

    Amendments(Database database, Rows rows, Names names) {
        this.database = database;
        this.rows = rows;
        this.names = names;
    }

    /// On disk when it returns; done once for each batch, whatever happens in between.
    ///
    /// @return the entry as it is now; empty where the batch was charged before, or its entry is gone
    Optional<Entry> charge(Amendment amendment) throws SQLException {
        var now = database.alone(connection -> charge(connection, amendment));
        if (now.isPresent()) {
            database.checkpoint();
        }
        return now;
    }

    private Optional<Entry> charge(Connection connection, Amendment amendment) throws SQLException {
        var was = KeptStore.charge(connection, amendment.batch())
                ? stored(connection, amendment.entry())
                : Optional.<Rows.Stored>empty();
        if (was.isEmpty()) {
            connection.commit();
            return Optional.empty();
        }
        var now = amendment.on(was.get().entry());
        rows.change(connection, was.get(), now);
        return Optional.of(now);
    }

    private Optional<Rows.Stored> stored(Connection connection, String id) throws SQLException {
        var place = Place.find(connection, id);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try (var find = connection.prepareStatement("SELECT seq, body FROM request WHERE place = ?");
                var attempts = new AttemptRows(connection, names)) {
            find.setLong(1, place.getAsLong());
            var row = find.executeQuery();
            row.next();
            var entry = attempts.add(row.getLong(1), EntryCodec.read(row.getBytes(2), names));
            return Optional.of(new Rows.Stored(place.getAsLong(), row.getLong(1), entry))
                    .filter(stored -> !stored.entry().attempts().isEmpty());
        }
    }
}
