package dev.tollgate.gateway.pricing.intake;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What a list would change, row by row. What somebody typed is never among the changes, and history is not rewritten:
/// a changed price begins when the list says it did, or on the day of the import.
///
/// @param same how many of the list's rows say what holds already
public record Difference(List<Line> lines, int same) {
    public Difference {
        lines = List.copyOf(lines);
    }

    /// What taking a line over would do.
    public enum Kind {
        NEW,
        CHANGED,
        /// The list had it and has it no more: the row would end.
        REMOVED,
        /// The list says something else than somebody typed: nothing would change.
        KEPT
    }

    /// One row of the list.
    ///
    /// @param row what would be put in; for [Kind#KEPT] what the list says
    /// @param present what holds now
    public record Line(Kind kind, PriceRow row, Optional<PriceRow> present) {
        public boolean isChange() {
            return kind != Kind.KEPT;
        }
    }

    private record Model(String provider, String model, boolean batch) {
        static Model of(PriceRow row) {
            return new Model(row.provider(), row.model().toLowerCase(Locale.ROOT), row.batch());
        }
    }

    /// The rows of `listed` against those that are there.
    ///
    /// @param present typed, imported and shipped rows
    /// @param day of the import
    public static Difference of(List<PriceRow> present, List<PriceRow> listed, Instant day) {
        var have = byModel(present);
        var book = PriceBook.of(present, List.of(), UnaryOperator.identity());
        var want = byModel(listed);
        var lines = new ArrayList<Line>();
        int same = 0;
        for (var each : want.entrySet()) {
            var now = have.containsKey(each.getKey()) ? each.getKey() : byPattern(book, each.getKey(), day);
            var found = model(have.getOrDefault(now, List.of()), each.getValue(), day);
            same += found.isEmpty() ? each.getValue().size() : 0;
            lines.addAll(found);
        }
        var providers = new HashSet<String>();
        listed.forEach(row -> providers.add(row.provider()));
        present.stream().filter(row -> row.isImported() && row.until().isEmpty() && providers.contains(row.provider())
                && sameList(row, listed) && !want.containsKey(Model.of(row)))
                .forEach(row -> lines.add(new Line(Kind.REMOVED, row.withUntil(Optional.of(day)), Optional.of(row))));
        return new Difference(lines, same);
    }

    /// The pattern that prices a model which has no row of its own: a row of its own would go before it, also before one
    /// that somebody typed.
    private static Model byPattern(PriceBook book, Model model, Instant day) {
        var target = new TargetId(model.provider(), "", model.model());
        var row = model.batch()
                ? book.batchRow(target, Optional.empty(), day).filter(PriceRow::batch)
                : book.row(target, Optional.empty(), day);
        return row.map(Model::of).orElse(model);
    }

    private static boolean sameList(PriceRow row, List<PriceRow> listed) {
        return !listed.isEmpty() && listed.getFirst().about().version().equals(row.about().version());
    }

    private static Map<Model, List<PriceRow>> byModel(List<PriceRow> rows) {
        var map = new LinkedHashMap<Model, List<PriceRow>>();
        rows.forEach(row -> map.computeIfAbsent(Model.of(row), _ -> new ArrayList<>(1)).add(row));
        return map;
    }

    private static List<Line> model(List<PriceRow> have, List<PriceRow> want, Instant day) {
        var newest = newest(want, day);
        var typed = have.stream().filter(PriceRow::isTyped).toList();
        if (!typed.isEmpty()) {
            var mine = newest(typed, day);
            return mine.chargesAs(newest) ? List.of() : List.of(new Line(Kind.KEPT, newest, Optional.of(mine)));
        }
        var lines = new ArrayList<Line>();
        for (var row : dated(want).values()) {
            line(have, row, row.equals(newest), day).ifPresent(lines::add);
        }
        return lines;
    }

    /// The last one of a date counts, as it does in the lists.
    private static Map<Instant, PriceRow> dated(List<PriceRow> rows) {
        var dated = new TreeMap<Instant, PriceRow>();
        rows.forEach(row -> dated.put(row.from(), row));
        return dated;
    }

    private static Optional<Line> line(List<PriceRow> have, PriceRow row, boolean newest, Instant day) {
        if (have.isEmpty()) {
            return Optional.of(new Line(Kind.NEW, row, Optional.empty()));
        }
        boolean future = row.from().isAfter(day);
        if (!newest && !future) {
            return Optional.empty();
        }
        var holds = have.stream().filter(each -> each.holds(future ? row.from() : day))
                .max(Comparator.comparing(PriceRow::isImported).thenComparing(PriceRow::from));
        if (holds.filter(each -> each.chargesAs(row)).isPresent()) {
            return Optional.empty();
        }
        boolean later = holds.map(each -> row.from().isAfter(each.from())).orElse(true);
        return Optional.of(new Line(Kind.CHANGED, later ? row : row.withFrom(day), holds));
    }

    /// The one that holds on that day, else the next to come.
    private static PriceRow newest(List<PriceRow> rows, Instant day) {
        return rows.stream().filter(row -> row.holds(day)).max(Comparator.comparing(PriceRow::from))
                .or(() -> rows.stream().min(Comparator.comparing(PriceRow::from))).orElseThrow();
    }
}
