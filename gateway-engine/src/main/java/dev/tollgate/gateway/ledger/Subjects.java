package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers of users, tasks, threads, callers and tags: too many to hold, so the recent ones are cached. The writer's.
final class Subjects {
    /// New values of one day before they fold into [Dims#OTHERS].
    static final int NEW_A_DAY = 100_000;
    private static final int CACHED = 20_000;
    private static final int LONGEST = 300;

    private record Name(Dimension dimension, String text) {}

    private final Map<Name, Integer> cache = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Name, Integer> eldest) {
            return size() > CACHED;
        }
    };
    private final Map<Name, Integer> fresh = new LinkedHashMap<>();
    private int nextId;
    private long day;
    private int newToday;

    Subjects(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            var last = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM subject");
            last.next();
            nextId = last.getInt(1) + 1;
        }
    }

    /// Numbers of everything the entry names.
    List<Integer> of(Connection connection, Entry e, long inDay) throws SQLException {
        var ids = new ArrayList<Integer>();
        for (var dimension : Dims.MANY) {
            if (dimension == Dimension.TAG) {
                for (var tag : e.attribution().tags().stream().distinct().toList()) {
                    ids.add(id(connection, dimension, tag, inDay));
                }
            } else if (e.attribution().values().containsKey(dimension)) {
                ids.add(id(connection, dimension, e.attribution().get(dimension).orElse(""), inDay));
            }
        }
        return ids;
    }

    private int id(Connection connection, Dimension dimension, String text, long inDay) throws SQLException {
        var name = new Name(dimension, cut(text));
        var known = cache.get(name);
        if (known == null) {
            known = fresh.get(name);
        }
        if (known == null) {
            known = stored(connection, name);
        }
        if (known == null) {
            if (inDay > day) {
                day = inDay;
                newToday = 0;
            }
            if (++newToday > NEW_A_DAY && !text.equals(Dims.OTHERS)) {
                return id(connection, dimension, Dims.OTHERS, inDay);
            }
            known = nextId++;
            fresh.put(name, known);
        }
        cache.put(name, known);
        return known;
    }

    private static @Nullable Integer stored(Connection connection, Name name) throws SQLException {
        try (var find = connection.prepareStatement("SELECT id FROM subject WHERE dim = ? AND text = ?")) {
            find.setString(1, name.dimension().word());
            find.setString(2, name.text());
            var row = find.executeQuery();
            return row.next() ? row.getInt(1) : null;
        }
    }

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    void write(Connection connection) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        try (var insert = connection.prepareStatement("INSERT INTO subject VALUES (?, ?, ?)")) {
            for (var each : fresh.entrySet()) {
                insert.setInt(1, each.getValue());
                insert.setString(2, each.getKey().dimension().word());
                insert.setString(3, each.getKey().text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    void reload() {
        cache.clear();
        fresh.clear();
    }

    void committed() {
        fresh.clear();
    }
}
