package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.PriceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Price tables that are not in force: with edits applied, and as if edits had held for a while. Pure.
final class Supposed {
    private Supposed() {}

    /// The rows after these edits; edited rows keep their place.
    static List<PriceRow> applied(List<PriceRow> rows, List<PriceChange> changes) {
        var next = new ArrayList<>(rows);
        for (var change : changes) {
            int at = change.instead().map(next::indexOf).orElse(-1);
            if (at < 0) {
                change.put().ifPresent(next::add);
            } else if (change.put().isPresent()) {
                next.set(at, change.put().get());
            } else {
                next.remove(at);
            }
        }
        return next;
    }

    /// The rows as if those that were put had held since `start`: of each of their models those that no other row
    /// follows stay alone, and the first of them begins early enough.
    static List<PriceRow> held(List<PriceRow> rows, List<PriceRow> put, Instant start) {
        var next = new ArrayList<>(rows);
        var done = new ArrayList<PriceRow>();
        for (var row : put) {
            if (done.stream().noneMatch(row::isAbout)) {
                done.add(row);
                hold(next, put, row, start);
            }
        }
        return next;
    }

    private static void hold(List<PriceRow> rows, List<PriceRow> put, PriceRow model, Instant start) {
        Optional<Instant> lastOther = rows.stream().filter(each -> each.isAbout(model) && !put.contains(each))
                .map(PriceRow::from).max(Comparator.naturalOrder());
        var last = put.stream().filter(each -> each.isAbout(model) && rows.contains(each)
                && lastOther.map(other -> !each.from().isBefore(other)).orElse(true))
                .sorted(Comparator.comparing(PriceRow::from)).toList();
        if (last.isEmpty()) {
            return;
        }
        rows.removeIf(each -> each.isAbout(model));
        var first = last.getFirst();
        rows.add(first.from().isAfter(start) ? first.withFrom(start) : first);
        rows.addAll(last.subList(1, last.size()));
    }
}
