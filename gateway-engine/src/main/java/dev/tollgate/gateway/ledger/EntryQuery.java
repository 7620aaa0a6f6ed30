package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One filter as SQL, with what SQL cannot decide left to [#matches].
///
/// The combinations that fit are found in memory, so that rows that do not fit are passed over by one number.
final class EntryQuery {
    private static final Map<Dimension, String> COLUMNS = new EnumMap<>(Map.of(Dimension.USER, "usr", Dimension.TASK,
            "task", Dimension.THREAD, "thread", Dimension.CALLER, "caller"));
    /// What the attempts of one entry may differ in.
    private static final Set<Dimension> BY_ATTEMPT = Set.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.TARGET,
            Dimension.RESPONSE_MODEL, Dimension.ROUTE_TYPE);

    private final EntryFilter filter;
    private final StringBuilder where = new StringBuilder("place >= ? AND place < ?");
    private final List<Object> values = new ArrayList<>();
    private boolean nothing;
    private boolean folded;

    EntryQuery(EntryFilter filter, Names names) {
        this.filter = filter;
        values.add(Place.first(filter.from()));
        values.add(Place.first(filter.to()));
        combos(names);
        COLUMNS.forEach((dimension, column) -> {
            var only = filter.only().get(dimension);
            if (only != null && !only.contains("")) {
                where.append(" AND ").append(column).append(" IN (").append(marks(only.size())).append(')');
                values.addAll(only);
            }
        });
        var tags = filter.only().get(Dimension.TAG);
        if (tags != null && !tags.contains("")) {
            where.append(" AND tags IS NOT NULL");
        }
        if (filter.minPicos().isPresent()) {
            where.append(" AND picos >= ?");
            values.add(filter.minPicos().getAsLong());
        }
    }

    private static String marks(int count) {
        return "?" + ", ?".repeat(Math.max(0, count - 1));
    }

    private void combos(Names names) {
        var asked = new HashSet<Dimension>(filter.only().keySet());
        asked.addAll(filter.not().keySet());
        asked.retainAll(Dims.LOW);
        if (asked.isEmpty()) {
            return;
        }
        var fitting = new HashSet<Integer>();
        for (int combo : names.allCombos()) {
            if (fits(names.values(combo), asked)) {
                fitting.add(combo);
            }
        }
        if (fitting.isEmpty()) {
            nothing = true;
        } else if (fitting.size() < names.allCombos().size()) {
            restrict(fitting);
        }
    }

    /// Whether an entry of this combination may match; folded values leave it to the entry.
    private boolean fits(List<String> combo, Set<Dimension> asked) {
        for (var dimension : asked) {
            var value = combo.get(Dims.LOW.indexOf(dimension));
            var only = filter.only().get(dimension);
            if (value.equals(Dims.OTHERS)) {
                folded = true;
            } else if (only != null && !only.contains(value)) {
                return false;
            } else if (!BY_ATTEMPT.contains(dimension) && filter.not().getOrDefault(dimension, Set.of())
                    .contains(value)) {
                return false;
            }
        }
        return true;
    }

    /// An entry's own combination is that of its last attempt; earlier ones are looked up where they may differ.
    private void restrict(Set<Integer> fitting) {
        var list = fitting.stream().map(String::valueOf).collect(Collectors.joining(", "));
        var in = " combo IN (" + list + ")";
        if (filter.only().keySet().stream().anyMatch(BY_ATTEMPT::contains)) {
            where.append(" AND (").append(in).append(" OR attempts > 1 AND EXISTS (SELECT 1 FROM attempt a WHERE"
                    + " a.id >= e.seq * 256 AND a.id < e.seq * 256 + 256 AND a.").append(in.strip()).append("))");
        } else {
            where.append(" AND").append(in);
        }
    }

    boolean isNothing() {
        return nothing;
    }

    /// Rows after a place, newest first.
    PreparedStatement rows(Connection connection, Cursor after, int limit) throws SQLException {
        var statement = connection.prepareStatement("SELECT seq, place, app_outcome, body FROM request e WHERE " + where
                + " AND place < ? ORDER BY place DESC LIMIT " + limit);
        int column = 1;
        for (var value : values) {
            statement.setObject(column++, value);
        }
        statement.setLong(column, after.place());
        return statement;
    }

    PreparedStatement count(Connection connection, long atMost) throws SQLException {
        var statement = connection.prepareStatement("SELECT COUNT(*) FROM (SELECT 1 FROM request e WHERE " + where
                + " LIMIT " + atMost + ")");
        int column = 1;
        for (var value : values) {
            statement.setObject(column++, value);
        }
        return statement;
    }

    /// The whole filter, on the entry itself.
    boolean matches(Entry e) {
        for (var only : filter.only().entrySet()) {
            if (Dims.all(e, only.getKey()).stream().noneMatch(only.getValue()::contains)) {
                return false;
            }
        }
        for (var not : filter.not().entrySet()) {
            if (Dims.all(e, not.getKey()).stream().anyMatch(not.getValue()::contains)) {
                return false;
            }
        }
        return filter.fellBack().map(f -> f == e.served().fellBackFrom().isPresent()).orElse(true);
    }

    /// Whether SQL alone decides.
    boolean isExact() {
        return !folded && filter.fellBack().isEmpty() && !filter.only().containsKey(Dimension.TAG)
                && filter.only().values().stream().noneMatch(v -> v.contains(""))
                && filter.not().keySet().stream().allMatch(d -> Dims.LOW.contains(d) && !BY_ATTEMPT.contains(d));
    }

    /// Whether [#matches] looks at attempts.
    boolean needsAttempts() {
        return !isExact() && (filter.only().keySet().stream().anyMatch(BY_ATTEMPT::contains)
                || filter.not().keySet().stream().anyMatch(BY_ATTEMPT::contains));
    }

    /// A point in the list: below an entry's [Place].
    record Cursor(long place) {
        static final Cursor TOP = new Cursor(Long.MAX_VALUE);

        static Cursor parse(String text) {
            try {
                int dot = text.indexOf('.');
                return new Cursor(Place.of(Long.parseLong(text.substring(0, dot), 36),
                        Long.parseLong(text.substring(dot + 1), 36)));
            } catch (ArithmeticException | NumberFormatException | IndexOutOfBoundsException wrong) {
                throw new IllegalArgumentException("cursor " + text + " is not one of this list", wrong);
            }
        }

        String text() {
            return Long.toString(Place.millis(place), 36) + "." + Long.toString(Place.last(place), 36);
        }
    }
}
