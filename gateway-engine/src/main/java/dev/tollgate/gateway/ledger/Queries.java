package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What can be asked of the ledger. Thread-safe; runs on the caller's thread, which must never be interrupted.
public final class Queries {
    /// Totals with the sequence they include.
    public record Today(Totals totals, long sequence) {}

    /// Rows with the sequence they include.
    public record Spend(List<SpendRow> rows, long sequence) {
        public Spend {
            rows = List.copyOf(rows);
        }
    }

    private static final int MOST = 1_000;
    private static final int PORTION = 5_000;
    private static final Duration LATELY = Duration.ofDays(90);

    private final Database database;
    private final Names names;
    private final SpendReader spend;
    private final Map<String, Open> open;
    private final Time time;

    Queries(Database database, Names names, SpendReader spend, Map<String, Open> open, Time time) {
        this.database = database;
        this.names = names;
        this.spend = spend;
        this.open = open;
        this.time = time;
    }

    /// Entries, newest start first.
    ///
    /// @param limit 1 to 1,000
    /// @param cursor of the page before; stays valid while rows are added
    /// @throws IllegalArgumentException where the cursor is not one of ours
    public EntryPage entries(EntryFilter filter, int limit, Optional<String> cursor) {
        int most = Math.clamp(limit, 1, MOST);
        var from = cursor.map(EntryQuery.Cursor::parse).orElse(EntryQuery.Cursor.TOP);
        return database.read(connection -> {
            var query = query(connection, filter);
            return query.isNothing()
                    ? new EntryPage(List.of(), Optional.empty())
                    : page(connection, query, most, from);
        });
    }

    private EntryPage page(Connection connection, EntryQuery query, int limit, EntryQuery.Cursor from)
            throws SQLException {
        var found = new ArrayList<Entry>(Math.min(limit, 100));
        var at = from;
        try (var attempts = new AttemptRows(connection, names)) {
            while (true) {
                int left = limit + 1 - found.size();
                int rows = 0;
                try (var statement = query.rows(connection, at, query.isExact() ? left : Math.max(left, MOST))) {
                    var row = statement.executeQuery();
                    while (row.next()) {
                        rows++;
                        var next = entry(row, query.needsAttempts() ? attempts : null);
                        if (query.isExact() || query.matches(next)) {
                            if (found.size() == limit) {
                                return new EntryPage(found, Optional.of(at.text()));
                            }
                            found.add(query.needsAttempts() ? next : attempts.add(row.getLong(1), next));
                        }
                        at = new EntryQuery.Cursor(row.getLong(2));
                    }
                }
                if (rows < left) {
                    return new EntryPage(found, Optional.empty());
                }
            }
        }
    }

    /// Shows what every entry started in `[from, to)` used and cost, once, the newest first, until one is answered with
    /// false. They are read in portions, so that a week of them needs no memory and holds nobody up.
    public void each(Instant from, Instant to, Predicate<Rated> next) {
        var filter = EntryFilter.between(from, to);
        var at = EntryQuery.Cursor.TOP;
        while (true) {
            var place = at;
            var portion = database.read(connection -> portion(connection, filter, place));
            for (var rated : portion.rated()) {
                if (!next.test(rated)) {
                    return;
                }
            }
            if (portion.rated().size() < PORTION) {
                return;
            }
            at = portion.last();
        }
    }

    private record Portion(List<Rated> rated, EntryQuery.Cursor last) {}

    private Portion portion(Connection connection, EntryFilter filter, EntryQuery.Cursor from) throws SQLException {
        var rated = new ArrayList<Rated>(PORTION);
        var at = from;
        try (var attempts = new AttemptRows(connection, names);
                var statement = new EntryQuery(filter, names).rows(connection, from, PORTION)) {
            var row = statement.executeQuery();
            while (row.next()) {
                rated.add(attempts.add(row.getLong(1), EntryCodec.rated(row.getBytes(4), names)));
                at = new EntryQuery.Cursor(row.getLong(2));
            }
        }
        return new Portion(rated, at);
    }

    private Entry entry(ResultSet row, @Nullable AttemptRows attempts) throws SQLException {
        var head = EntryCodec.read(row.getBytes(4), names);
        var entry = attempts == null ? head : attempts.add(row.getLong(1), head);
        @Nullable
        String verdict = row.getString(3);
        return verdict == null ? entry : said(entry, verdict);
    }

    private static Entry said(Entry e, String verdict) {
        return new Entry(e.id(), e.started(), e.ended(), e.state(), e.asked(), e.attribution(), e.result(),
                Optional.of(verdict), e.served(), e.usage(), e.cost(), e.unpriced(), e.ttftMs(), e.durationMs(),
                e.decision(), e.attempts());
    }

    /// One entry with everything; also one that still runs.
    public Optional<Entry> entry(String id) {
        Optional<Entry> stored = database.read(connection -> {
            var place = Place.find(connection, id);
            return place.isPresent() ? entry(connection, place.getAsLong()) : Optional.empty();
        });
        return stored.or(() -> Optional.ofNullable(open.get(id)).flatMap(o -> o.entry));
    }

    private Optional<Entry> entry(Connection connection, long place) throws SQLException {
        try (var find =
                connection.prepareStatement("SELECT seq, place, app_outcome, body FROM request WHERE place = ?");
                var attempts = new AttemptRows(connection, names)) {
            find.setLong(1, place);
            var row = find.executeQuery();
            return row.next() ? Optional.of(entry(row, attempts)) : Optional.empty();
        }
    }

    /// How many entries match, counting no further than `atMost`.
    public long count(EntryFilter filter, long atMost) {
        return database.read(connection -> {
            var query = query(connection, filter);
            return query.isNothing() ? 0L : count(connection, query, atMost);
        });
    }

    /// How many entries there are.
    public long size() {
        return database.read(connection -> {
            try (var statement = connection.createStatement()) {
                var row = statement.executeQuery("SELECT COUNT(*) FROM request");
                row.next();
                return row.getLong(1);
            }
        });
    }

    private EntryQuery query(Connection connection, EntryFilter filter) throws SQLException {
        return new EntryQuery(SubjectValues.narrowed(connection, filter), names);
    }

    private long count(Connection connection, EntryQuery query, long atMost) throws SQLException {
        if (query.isExact()) {
            try (var statement = query.count(connection, atMost)) {
                var row = statement.executeQuery();
                row.next();
                return row.getLong(1);
            }
        }
        long found = 0;
        try (var statement = query.rows(connection, EntryQuery.Cursor.TOP, Integer.MAX_VALUE);
                var attempts = new AttemptRows(connection, names)) {
            var row = statement.executeQuery();
            while (found < atMost && row.next()) {
                found += query.matches(entry(row, query.needsAttempts() ? attempts : null)) ? 1 : 0;
            }
        }
        return found;
    }

    /// Spend from the roll-ups, ordered by bucket; rows whose bucket begins in the range widened to whole steps.
    ///
    /// User, task, thread, caller and tag have one row a day, alone: they can be asked for by themselves only, and are
    /// answered by days whatever the step. Tags: an entry counts under each of its own.
    ///
    /// @throws IllegalArgumentException for a pairing that no roll-up has; the message says what can be asked
    public List<SpendRow> spend(SpendQuery query) {
        return database.read(connection -> spend.rows(connection, query));
    }

    /// As [#spend], with the sequence it includes: what was settled after it is not in the rows.
    public Spend spendSoFar(SpendQuery query) {
        return database.read(connection -> new Spend(spend.rows(connection, query), Database.sequence(connection)));
    }

    /// Everything started in `[from, to)`, by whole minutes, and the sequence it includes.
    public Today total(Instant from, Instant to) {
        return database
                .read(connection -> new Today(spend.total(connection, from, to, time.instant()),
                        Database.sequence(connection)));
    }

    /// Values seen, most recent first.
    public List<String> values(Dimension dimension, int limit) {
        int place = Dims.LOW.indexOf(dimension);
        if (place < 0) {
            return database.read(connection -> SubjectValues.recent(connection, dimension, limit,
                    time.instant().minus(LATELY)));
        }
        var values = new LinkedHashSet<String>();
        var recent = new ArrayList<>(names.allCombos());
        recent.sort(Comparator.<Integer>comparingLong(names::lastDay).thenComparing(c -> c).reversed());
        for (int combo : recent) {
            var value = names.values(combo).get(place);
            if (!value.isEmpty() && values.size() < limit) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }
}
