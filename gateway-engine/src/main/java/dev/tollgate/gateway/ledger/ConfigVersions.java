package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigVersion;
import dev.tollgate.gateway.time.Time;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Versions of the configuration, so many kept. Thread-safe; a save is on disk when it returns.
final class ConfigVersions implements ConfigStore {
    /// Versions that are kept: a script that makes a key for each of its users changes the configuration each time, and
    /// each version is the whole of it.
    private static final int KEPT = 1_000;

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

    @Override
    public List<ConfigVersion> versions(int limit) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement(
                    "SELECT version, at, author FROM config_version ORDER BY version DESC LIMIT ?")) {
                find.setInt(1, limit);
                var row = find.executeQuery();
                var found = new ArrayList<ConfigVersion>();
                while (row.next()) {
                    found.add(new ConfigVersion(row.getLong(1), instant(row.getLong(2)), row.getString(3)));
                }
                return List.copyOf(found);
            }
        });
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public Optional<String> text(long version) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement("SELECT text FROM config_version WHERE version = ?")) {
                find.setLong(1, version);
                var row = find.executeQuery();
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
                insert.executeUpdate();
            }
            try (var drop = connection.prepareStatement("DELETE FROM config_version WHERE version <= ?")) {
                drop.setLong(1, next - KEPT);
                return drop.executeUpdate();
            }
        });
        return next;
    }
}
