package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sums roll-up rows to what a chart asks. Rows are read in one stretch of the table and grouped here: the database would
/// take longer to group than to read.
final class SpendReader {
    private record Group(long bucket, List<String> by) {}

    private final Names names;
    private final BillingDays days;

    SpendReader(Names names, BillingDays days) {
        this.names = names;
        this.days = days;
    }

    List<SpendRow> rows(Connection connection, SpendQuery query) throws SQLException {
        var sums = new HashMap<Group, long[]>();
        var asked = new ArrayList<>(query.by());
        asked.addAll(query.only().keySet());
        if (asked.stream().anyMatch(Dims.MANY::contains)) {
            subjects(connection, query, asked, sums);
        } else {
            combos(connection, query, sums);
        }
        return sums.entrySet().stream()
                .map(e -> new SpendRow(start(query, e.getKey().bucket()), e.getKey().by(),
                        Counters.totals(e.getValue())))
                .sorted(Comparator.comparing(SpendRow::start).thenComparing(r -> String.join("\0", r.by())))
                .toList();
    }

    private static Instant start(SpendQuery query, long bucket) {
        return query.bucket().isZero() ? query.from() : Buckets.instant(bucket);
    }

    /// Buckets of rows that come in order of time: worked out once a minute, not once a row.
    private final class Cut {
        private final SpendQuery query;
        private long minute = Long.MIN_VALUE;
        private long bucket;

        Cut(SpendQuery query) {
            this.query = query;
        }

        long of(long rowMinute) {
            if (rowMinute != minute) {
                minute = rowMinute;
                bucket = query.bucket().isZero() ? 0 : days.buckets().bucket(query.bucket(), rowMinute);
            }
            return bucket;
        }
    }

    private void combos(Connection connection, SpendQuery query, Map<Group, long[]> sums) throws SQLException {
        var places = query.by().stream().mapToInt(Dims.LOW::indexOf).toArray();
        var labels = new HashMap<Integer, Optional<List<String>>>();
        var cut = new Cut(query);
        for (var stretch : stretches(query)) {
            read(connection, stretch, (minute, combo, counters) -> {
                var by = labels.computeIfAbsent(combo, c -> label(query, names.values(c), places));
                if (by.isPresent()) {
                    var group = new Group(cut.of(minute), by.get());
                    Counters.add(sums.computeIfAbsent(group, _ -> new long[Counters.COUNT]), counters);
                }
            });
        }
    }

    /// The values asked for; empty where the combination is not wanted.
    private static Optional<List<String>> label(SpendQuery query, List<String> combo, int[] places) {
        for (var only : query.only().entrySet()) {
            if (!only.getValue().contains(combo.get(Dims.LOW.indexOf(only.getKey())))) {
                return Optional.empty();
            }
        }
        var by = new ArrayList<String>(places.length);
        for (int place : places) {
            by.add(combo.get(place));
        }
        return Optional.of(List.copyOf(by));
    }

    private void subjects(Connection connection, SpendQuery query, List<Dimension> asked, Map<Group, long[]> sums)
            throws SQLException {
        var dimension = asked.stream().filter(d -> !Dims.LOW.contains(d)).findFirst().orElse(asked.getFirst());
        if (asked.stream().anyMatch(d -> d != dimension)) {
            throw new IllegalArgumentException(dimension.word() + " has too many values to be paired with another "
                    + "dimension: ask for it alone, or look at the requests themselves");
        }
        var texts = new HashMap<Integer, String>();
        try (var find = connection.prepareStatement("SELECT id, text FROM subject WHERE dim = ?")) {
            find.setString(1, dimension.word());
            var row = find.executeQuery();
            while (row.next()) {
                texts.put(row.getInt(1), row.getString(2));
            }
        }
        var wanted = query.only().getOrDefault(dimension, Set.of());
        var stretch = new Stretch("subject_day", days.buckets().day(query.from()), end(query.to()));
        var cut = new Cut(query);
        read(connection, stretch, (minute, subject, counters) -> {
            var text = texts.get(subject);
            if (text != null && (wanted.isEmpty() || wanted.contains(text))) {
                List<String> by = query.by().isEmpty() ? List.of() : List.of(text);
                var group = new Group(cut.of(minute), by);
                Counters.add(sums.computeIfAbsent(group, _ -> new long[Counters.COUNT]), counters);
            }
        });
    }

    private static long end(Instant to) {
        long minute = Buckets.minute(to);
        return Buckets.instant(minute).equals(to) ? minute : minute + 1;
    }

    /// A piece of time and the table it is read from; minutes, the end exclusive.
    private record Stretch(String table, long from, long to) {}

    private List<Stretch> stretches(SpendQuery query) {
        long from = days.buckets().begin(query.step(), query.from());
        long to = end(query.to());
        long bucket = query.bucket().toMinutes();
        boolean byDay = bucket == 0 || bucket % 1_440 == 0;
        boolean byHour = byDay || (bucket % 60 == 0 && 1_440 % bucket == 0);
        var list = new ArrayList<Stretch>();
        switch (query.step()) {
            case DAY -> list.add(new Stretch("rollup_day", from, to));
            case HOUR -> days(list, from, to, byDay);
            case MINUTE -> hours(list, from, to, byHour, byDay);
        }
        return list;
    }

    /// Whole days from their own table where the question allows it; the hours around them.
    private void days(List<Stretch> list, long from, long to, boolean allowed) {
        long first = days.buckets().ceil(SpendQuery.Step.DAY, Buckets.instant(from));
        long last = days.buckets().day(Buckets.instant(to));
        if (allowed && first < last && first >= days.since()) {
            list.add(new Stretch("rollup_hour", from, first));
            list.add(new Stretch("rollup_day", first, last));
            list.add(new Stretch("rollup_hour", last, to));
        } else {
            list.add(new Stretch("rollup_hour", from, to));
        }
    }

    private void hours(List<Stretch> list, long from, long to, boolean allowed, boolean byDay) {
        long first = days.buckets().ceil(SpendQuery.Step.HOUR, Buckets.instant(from));
        long last = days.buckets().hour(Buckets.instant(to));
        if (allowed && first < last && first >= days.since()) {
            list.add(new Stretch("rollup_minute", from, first));
            days(list, first, last, byDay);
            list.add(new Stretch("rollup_minute", last, to));
        } else {
            list.add(new Stretch("rollup_minute", from, to));
        }
    }

    /// The sum over a range; what lies after now is empty and may be rounded up to whole days.
    Totals total(Connection connection, Instant from, Instant to, Instant now) throws SQLException {
        long first = Buckets.minute(from);
        long last = to.isAfter(now) ? Math.max(end(to), days.buckets().ceil(SpendQuery.Step.DAY, now)) : end(to);
        var list = new ArrayList<Stretch>();
        hours(list, first, last, true, true);
        var sum = new long[Counters.COUNT];
        for (var stretch : list) {
            read(connection, stretch, (_, _, counters) -> Counters.add(sum, counters));
        }
        return Counters.totals(sum);
    }

    private interface Each {
        void row(long minute, int combo, long[] counters);
    }

    private static void read(Connection connection, Stretch stretch, Each each) throws SQLException {
        if (stretch.from() >= stretch.to()) {
            return;
        }
        try (var select = connection.prepareStatement("SELECT id, counters FROM " + stretch.table()
                + " WHERE id >= ? AND id < ?")) {
            select.setLong(1, Rollup.id(stretch.from(), 0));
            select.setLong(2, Rollup.id(stretch.to(), 0));
            var row = select.executeQuery();
            var counters = new long[Counters.COUNT];
            while (row.next()) {
                Counters.unpack(row.getBytes(2), counters);
                long id = row.getLong(1);
                each.row(id >> 32, (int) id, counters);
            }
        }
    }
}
