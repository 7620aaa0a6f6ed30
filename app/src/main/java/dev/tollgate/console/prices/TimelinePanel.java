package dev.tollgate.console.prices;

import dev.tollgate.console.chart.StepChart;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.PriceTable;
import dev.tollgate.gateway.ledger.SpendRow;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import javafx.scene.control.Label;

/// The rates of one model over the dates of its rows, with what was called below, and a request priced by what is
/// looked at.
final class TimelinePanel {
    private static final Duration BACK = Duration.ofDays(110);
    private static final Duration AHEAD = Duration.ofDays(20);
    private static final double MICRO = 1e6;

    /// A line of the chart.
    private record Drawn(Unit unit, String name, int slot) {}

    private static final List<Drawn> DRAWN = List.of(new Drawn(Unit.OUTPUT, "out", 4), new Drawn(Unit.INPUT, "in", 1),
            new Drawn(Unit.CACHE_READ, "cached", 3), new Drawn(Unit.CACHE_WRITE_5M, "write", 2));

    private final PricesModel model;
    private final Panel panel = new Panel("Rates over time");
    private final StepChart chart = new StepChart();
    private final Label sample = Styled.muted("");
    private final EmptyState none = new EmptyState("Choose a row to see its rates over time.");
    private List<SpendRow> traffic = List.of();

    TimelinePanel(PricesModel model) {
        this.model = model;
        panel.setContent(none);
        panel.withActions(sample);
        panel.setMinHeight(200);
        panel.setPrefHeight(236);
        panel.setMaxHeight(300);
    }

    Panel node() {
        return panel;
    }

    void traffic(List<SpendRow> rows) {
        traffic = rows;
    }

    void show(Optional<Line> selected) {
        var table = model.table().get();
        if (selected.isEmpty() || table == null) {
            panel.setTitle("Rates over time");
            panel.setNote("");
            sample.setText("");
            panel.setContent(none);
            return;
        }
        var line = selected.get();
        panel.setTitle(line.name() + (line.batch() ? " in batches" : ""));
        panel.setNote("$ per 1M tokens over validity");
        sample.setText(line.row().map(row -> Sample.USUAL.words(row,
                line.was().filter(before -> !before.chargesAs(row)))).orElse(""));
        var rows = rows(table, line);
        if (rows.isEmpty() && traffic.isEmpty()) {
            none.setText("No row for " + line.name() + " yet: its calls are unpriced.");
            panel.setContent(none);
            return;
        }
        chart.set(data(rows, line));
        panel.setContent(chart);
    }

    /// The rows of the model, those edited as they would be.
    private List<PriceRow> rows(PriceTable table, Line line) {
        var rows = new ArrayList<PriceRow>();
        for (var row : table.rows()) {
            if (row.provider().equals(line.provider()) && row.model().equalsIgnoreCase(line.model())
                    && row.batch() == line.batch()) {
                rows.add(row);
            }
        }
        var now = model.now();
        for (var draft : model.drafts().all()) {
            if (draft.isAbout(line.provider(), line.model(), line.batch())) {
                var change = draft.change(model.fromNow().get(), now);
                change.instead().ifPresent(rows::remove);
                change.put().ifPresent(rows::add);
            }
        }
        return rows;
    }

    private StepChart.Data data(List<PriceRow> rows, Line line) {
        var now = model.now();
        var first = rows.stream().map(PriceRow::from).filter(at -> at.isAfter(now.minus(Duration.ofDays(400))))
                .min(Comparator.naturalOrder()).map(at -> at.minus(Duration.ofDays(5))).orElse(now.minus(BACK));
        var from = first.isBefore(now.minus(BACK)) ? first : now.minus(BACK);
        var last = rows.stream().map(PriceRow::from).max(Comparator.naturalOrder()).orElse(now);
        var to = (last.isAfter(now) ? last : now).plus(AHEAD);
        var edges = new TreeSet<Instant>(List.of(from));
        rows.forEach(row -> {
            edges.add(row.from().isBefore(from) ? from : row.from());
            row.until().filter(end -> end.isAfter(from)).ifPresent(edges::add);
        });
        var series = DRAWN.stream().map(drawn -> series(drawn, rows, edges))
                .filter(each -> each.steps().stream().anyMatch(step -> step.value().isPresent())).toList();
        return new StepChart.Data(from, to, now, model.asOf().orElse(now), series, gaps(rows, edges, to), traffic
                .stream().map(day -> new StepChart.Bar(day.start(), day.totals().requests())).toList(),
                value -> Rates.text(Math.round(value * MICRO)), sentence(line, rows, now));
    }

    private static Optional<PriceRow> holds(List<PriceRow> rows, Instant at) {
        return rows.stream().filter(row -> row.holds(at)).reduce(Shown::better);
    }

    private static StepChart.Series series(Drawn drawn, List<PriceRow> rows, NavigableSet<Instant> edges) {
        return new StepChart.Series(drawn.name(), drawn.slot(), edges.stream()
                .map(at -> new StepChart.Step(at, holds(rows, at).map(row -> row.rates().get(drawn.unit()))
                        .map(rate -> OptionalDouble.of(rate / MICRO)).orElse(OptionalDouble.empty())))
                .toList());
    }

    private static List<StepChart.Gap> gaps(List<PriceRow> rows, NavigableSet<Instant> edges, Instant to) {
        var gaps = new ArrayList<StepChart.Gap>();
        for (var at : edges) {
            if (holds(rows, at).isEmpty()) {
                var next = edges.higher(at);
                gaps.add(new StepChart.Gap(at, next == null ? to : next));
            }
        }
        return gaps;
    }

    private static String sentence(Line line, List<PriceRow> rows, Instant now) {
        return line.name() + ": " + rows.size() + (rows.size() == 1 ? " row" : " rows") + holds(rows, now)
                .map(row -> ", now " + row.rates().entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(each -> each.getKey().word() + " " + Rates.text(each.getKey(), each.getValue()))
                        .reduce((a, b) -> a + ", " + b).orElse("no rate"))
                .orElse(", none holds now");
    }
}
