package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.time.Time;
import java.util.Optional;

/// Versions of the configuration, all kept. Thread-safe; a save is on disk when it returns.
final class ConfigVersions implements ConfigStore {
    private final Database database;
    private final Time time;

    ConfigVersions(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Optional<String> newest() {
        return database.read(connection -> {
            try (var statement = connection.createStatement()) {
                var row = statement.executeQuery("SELECT text FROM config_version ORDER BY version DESC LIMIT 1");
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    long version() {
        return database.read(connection -> {
            try (var statement = connection.createStatement()) {
                var row = statement.executeQuery("SELECT COALESCE(MAX(version), 0) FROM config_version");
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public synchronized long save(String text, String author) {
        long next = version() + 1;
        database.change(connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO config_version VALUES (?, ?, ?, ?)")) {
                insert.setLong(1, next);
                insert.setLong(2, Rows.micros(time.instant()));
                insert.setString(3, author);
                insert.setString(4, text);
                return insert.executeUpdate();
            }
        });
        return next;
    }
}
