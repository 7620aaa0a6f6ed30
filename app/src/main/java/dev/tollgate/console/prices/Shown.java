package dev.tollgate.console.prices;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.pricing.Doubt;
import dev.tollgate.gateway.pricing.Doubts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which lines the table has, and in which order: what has no price first, then what is new, what is called, what
/// somebody typed, what was imported, and the shipped rest by name, that of configured providers first. Editing a rate
/// moves no line. Pure.
final class Shown {
    /// Tells rows apart without looking at their rates: there are thousands.
    private record Place(String provider, String model, Instant from, boolean shipped, boolean batch) {
        static Place of(PriceRow row) {
            return new Place(row.provider(), row.model(), row.from(), row.shipped(), row.batch());
        }
    }

    private record Name(String provider, String model, boolean batch) {
        static Name of(PriceRow row) {
            return new Name(row.provider(), row.model().toLowerCase(Locale.ROOT), row.batch());
        }
    }

    /// Where a line stands, worked out once and not at each comparison.
    private record Ranked(int rank, Line line) {}

    private static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::rank)
            .thenComparing(Ranked::line, Comparator.comparingLong(Line::requests).reversed()
                    .thenComparing(Line::provider).thenComparing(Line::model)
                    .thenComparing(line -> line.row().map(PriceRow::batch).orElse(false))
                    .thenComparing(line -> line.row().map(PriceRow::from).orElse(Instant.MIN)));

    private final PriceTable table;
    private final List<Draft> drafts;
    private final Map<Place, PriceTable.Calls> calls = new HashMap<>();

    private Shown(PriceTable table, List<Draft> drafts) {
        this.table = table;
        this.drafts = drafts;
        for (var each : table.used()) {
            each.row().ifPresent(
                    row -> calls.merge(Place.of(row), each, (a, b) -> new PriceTable.Calls(a.provider(), a.model(),
                            a.requests() + b.requests(), a.tokens() + b.tokens(), a.row())));
        }
    }

    /// @param at only what holds at that moment; empty for the rows of all dates
    /// @param find part of a name; empty for all
    static List<Line> lines(PriceTable table, List<Draft> drafts, Optional<Instant> at, String find) {
        var shown = new Shown(table, drafts);
        var wanted = find.strip().toLowerCase(Locale.ROOT);
        return shown.all(at).stream()
                .filter(line -> wanted.isEmpty() || line.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(line -> new Ranked(shown.rank(line), line)).sorted(ORDER).map(Ranked::line).toList();
    }

    private List<Line> all(Optional<Instant> at) {
        var lines = new ArrayList<Line>();
        var priced = new HashSet<Integer>();
        for (var each : table.unpriced()) {
            var draft = drafts.stream().filter(one -> one.base().isEmpty()
                    && one.isAbout(each.provider(), each.model(), false)).findFirst();
            draft.ifPresent(one -> priced.add(one.number()));
            lines.add(new Line(each.provider(), each.model(), draft.flatMap(Draft::row), Optional.empty(),
                    draft.map(Draft::number).orElse(0), false, each.requests(), each.tokens(),
                    doubts(draft.flatMap(Draft::row))));
        }
        drafts.stream().filter(each -> each.base().isEmpty() && !priced.contains(each.number()))
                .forEach(each -> lines.add(added(each)));
        var edited = new HashMap<PriceRow, Draft>();
        drafts.forEach(each -> each.base().ifPresent(base -> edited.put(base, each)));
        for (var row : at.isPresent() ? holding(at.get(), edited) : table.rows()) {
            lines.add(line(row, edited.isEmpty() ? Optional.empty() : Optional.ofNullable(edited.get(row))));
        }
        return lines;
    }

    private Line added(Draft draft) {
        var row = draft.row().orElseThrow();
        return new Line(row.provider(), row.model(), draft.row(), Optional.empty(), draft.number(), false, 0, 0,
                doubts(draft.row()));
    }

    private Line line(PriceRow row, Optional<Draft> draft) {
        var called = Optional.ofNullable(calls.get(Place.of(row)));
        boolean dropped = draft.filter(each -> each.row().isEmpty()).isPresent();
        var now = draft.flatMap(Draft::row).orElse(row);
        return new Line(row.provider(), row.model(), Optional.of(now), draft.map(_ -> row),
                draft.map(Draft::number).orElse(0), dropped, called.map(PriceTable.Calls::requests).orElse(0L),
                called.map(PriceTable.Calls::tokens).orElse(0L),
                draft.isPresent() && !dropped ? doubts(Optional.of(now)) : List.of());
    }

    private List<Doubt> doubts(Optional<PriceRow> row) {
        return row.map(each -> doubts(each, table)).orElse(List.of());
    }

    /// A row that stands in for another of its date is held against that one's rates, not against its date.
    static List<Doubt> doubts(PriceRow row, PriceTable table) {
        return Doubts.of(row, table.rows().stream().filter(each -> each.isAbout(row))
                .map(each -> each.from().equals(row.from()) ? each.withFrom(Instant.EPOCH) : each).toList());
    }

    /// One row of each model, as the price book would take it; edited ones stay in sight.
    private List<PriceRow> holding(Instant at, Map<PriceRow, Draft> edited) {
        var best = new LinkedHashMap<Name, PriceRow>();
        for (var row : table.rows()) {
            if (row.holds(at)) {
                best.merge(Name.of(row), row, Shown::better);
            }
        }
        var rows = new ArrayList<>(best.values());
        edited.keySet().stream().filter(row -> !row.equals(best.get(Name.of(row)))).forEach(rows::add);
        return rows;
    }

    /// A typed row before an imported one, that before a shipped one, then the later.
    static PriceRow better(PriceRow one, PriceRow other) {
        int trust = Integer.compare(trust(one), trust(other));
        return trust > 0 || (trust == 0 && one.from().isAfter(other.from())) ? one : other;
    }

    private static int trust(PriceRow row) {
        return row.shipped() ? 0 : row.isImported() ? 1 : 2;
    }

    private int rank(Line line) {
        if (line.isUnpriced() || (line.was().isEmpty() && line.isPending())) {
            return 0;
        }
        var base = line.was().or(line::row).orElseThrow();
        return line.requests() > 0
                ? 1
                : base.isTyped() ? 2 : base.isImported() ? 3 : table.providers().contains(line.provider()) ? 4 : 5;
    }
}
