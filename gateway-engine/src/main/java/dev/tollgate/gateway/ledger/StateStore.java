package dev.tollgate.gateway.ledger;

import java.util.Optional;

/// Small texts by name that outlive the process: pauses, counters, window places. Thread-safe; a save is on disk when it
/// returns.
public final class StateStore {
    private final Database database;

    StateStore(Database database) {
        this.database = database;
    }

    public Optional<String> load(String name) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement("SELECT text FROM state WHERE name = ?")) {
                find.setString(1, name);
                var row = find.executeQuery();
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    public void save(String name, String text) {
        database.change(connection -> {
            try (var keep = connection.prepareStatement("MERGE INTO state KEY (name) VALUES (?, ?)")) {
                keep.setString(1, name);
                keep.setString(2, text);
                return keep.executeUpdate();
            }
        });
    }
}
