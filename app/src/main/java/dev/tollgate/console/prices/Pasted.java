package dev.tollgate.console.prices;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Unit;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/// Finds the row that each pasted line is about, and edits it; a line about a model that has none becomes a new row.
/// All lines or none.
final class Pasted {
    private record Wish(Line line, PriceRow row, boolean dated) {}

    private final PricesModel model;
    private final List<Line> known;

    Pasted(PricesModel model) {
        this.model = model;
        var table = model.table().get();
        known = table == null
                ? List.of()
                : Shown.lines(table, model.drafts().all(), Optional.of(model.now()), "");
    }

    /// Why nothing was taken over; empty where all was.
    Optional<String> take(List<Pasting.Row> rows) {
        var wishes = new ArrayList<Wish>();
        for (var row : rows) {
            var found = line(row);
            if (found.isEmpty()) {
                return Optional.of("Line " + row.line() + ": which provider has " + row.model()
                        + "? Write it as PROVIDER/MODEL. Nothing was taken over.");
            }
            var next = row(row, found.get());
            if (next.rates().isEmpty()) {
                return Optional.of("Line " + row.line() + ": " + row.model()
                        + " has no rate. Nothing was taken over.");
            }
            wishes.add(new Wish(found.get(), next, row.from().isPresent()));
        }
        wishes.forEach(wish -> model.edit(wish.line(), wish.row(), wish.dated()));
        return Optional.empty();
    }

    private Optional<Line> line(Pasting.Row row) {
        var fits = known.stream().filter(each -> !each.batch()).filter(each -> row.provider().isEmpty()
                ? each.name().equalsIgnoreCase(row.model()) || each.model().equalsIgnoreCase(row.model())
                : each.provider().equals(row.provider()) && each.model().equalsIgnoreCase(row.model())).toList();
        var exact = fits.stream().filter(each -> each.name().equalsIgnoreCase(row.model())).toList();
        if (exact.size() == 1) {
            return Optional.of(exact.getFirst());
        }
        if (fits.size() == 1) {
            return Optional.of(fits.getFirst());
        }
        var own = fits.stream().filter(each -> model.isConfigured(each.provider())).toList();
        if (own.size() == 1) {
            return Optional.of(own.getFirst());
        }
        return fits.isEmpty() ? fresh(row) : Optional.empty();
    }

    private static Optional<Line> fresh(Pasting.Row row) {
        int slash = row.model().indexOf('/');
        var provider = !row.provider().isEmpty()
                ? row.provider()
                : slash > 0 ? row.model().substring(0, slash) : "";
        var name = row.provider().isEmpty() ? row.model().substring(slash + 1) : row.model();
        return provider.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Line(provider, name, Optional.empty(), Optional.empty(), 0, false, 0, 0, List.of()));
    }

    private PriceRow row(Pasting.Row pasted, Line line) {
        var now = model.now();
        var base = line.row().orElseGet(() -> PricesModel.blank(line, now));
        var rates = new EnumMap<Unit, Long>(Unit.class);
        rates.putAll(base.rates());
        pasted.rates().forEach((unit, rate) -> {
            rates.remove(unit);
            rate.ifPresent(picos -> rates.put(unit, picos));
        });
        var row = base.withRates(rates).asTyped(now.truncatedTo(ChronoUnit.DAYS));
        return pasted.from().map(row::withFrom).orElse(row);
    }
}
