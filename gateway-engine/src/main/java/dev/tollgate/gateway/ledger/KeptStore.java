package dev.tollgate.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whose the things are that providers keep. Thread-safe; a save is on disk when it returns.
public final class KeptStore {
    private final Database database;

    KeptStore(Database database) {
        this.database = database;
    }

    public Optional<Kept> find(String id) {
        return database.read(connection -> {
            try (var find = connection.prepareStatement(
                    "SELECT owner, provider, credential, made, entry, batch FROM kept WHERE id = ?")) {
                find.setString(1, id);
                var row = find.executeQuery();
                return row.next()
                        ? Optional.of(new Kept(id, row.getString(1), row.getString(2), row.getString(3),
                                Instant.ofEpochSecond(row.getLong(4)), Optional.ofNullable(row.getString(5)),
                                Optional.ofNullable(row.getString(6))))
                        : Optional.empty();
            }
        });
    }

    /// Which of these ids belong to this key.
    public Set<String> own(String owner, List<String> ids) {
        return database.read(connection -> {
            var own = new HashSet<String>();
            try (var find = connection.prepareStatement("SELECT 1 FROM kept WHERE id = ? AND owner = ?")) {
                for (var id : ids) {
                    find.setString(1, id);
                    find.setString(2, owner);
                    if (find.executeQuery().next()) {
                        own.add(id);
                    }
                }
            }
            return own;
        });
    }

    /// What is known already stays its first owner's.
    public void add(List<Kept> things) {
        var all = new ArrayList<>(things);
        database.change(connection -> {
            try (var add = connection.prepareStatement("INSERT INTO kept SELECT ?, ?, ?, ?, ?, ?, ?, FALSE"
                    + " WHERE NOT EXISTS (SELECT 1 FROM kept WHERE id = ?)")) {
                for (var thing : all) {
                    bind(add, thing);
                    add.addBatch();
                }
                return add.executeBatch().length;
            }
        });
    }

    private static void bind(PreparedStatement add, Kept thing) throws SQLException {
        add.setString(1, thing.id());
        add.setString(2, thing.owner());
        add.setString(3, thing.provider());
        add.setString(4, thing.credential());
        add.setLong(5, thing.made().getEpochSecond());
        add.setString(6, thing.entry().orElse(null));
        add.setString(7, thing.batch().orElse(null));
        add.setString(8, thing.id());
    }

    public void remove(String id) {
        database.change(connection -> {
            try (var remove = connection.prepareStatement("DELETE FROM kept WHERE id = ?")) {
                remove.setString(1, id);
                return remove.executeUpdate();
            }
        });
    }

    /// Notes that a batch is charged.
    ///
    /// @return false where it was charged before, or is not known
    static boolean charge(Connection connection, String batch) throws SQLException {
        try (var mark = connection.prepareStatement("UPDATE kept SET charged = TRUE WHERE id = ? AND NOT charged")) {
            mark.setString(1, batch);
            return mark.executeUpdate() == 1;
        }
    }

    /// One step of forgetting what is older.
    ///
    /// @return whether there is more
    static boolean expire(Connection connection, Instant before, int step) throws SQLException {
        try (var delete = connection
                .prepareStatement("DELETE FROM kept WHERE made < ? FETCH FIRST " + step + " ROWS ONLY")) {
            delete.setLong(1, before.getEpochSecond());
            return delete.executeUpdate() == step;
        }
    }
}
