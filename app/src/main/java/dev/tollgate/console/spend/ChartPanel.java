package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/// The stacked bars: a click asks for the requests of a bar, a drag for a window.
final class ChartPanel {
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx", Locale.ROOT);
    private final SpendModel model;
    private final Narrowing narrowing;
    private final ZoneId billing;
    private final ZoneId display = ZoneId.systemDefault();
    private final Panel panel = new Panel("Settled spend");
    private final Label notApplied = TableColumns.elided(Styled.text(""));
    private final TimeChart even;
    private final TimeChart calendar;
    private @Nullable Found shown;
    private boolean marked;

    ChartPanel(SpendModel model, Narrowing narrowing, ZoneId billing) {
        this.model = model;
        this.narrowing = narrowing;
        this.billing = billing;
        even = chart(display, billing);
        calendar = chart(ZoneOffset.UTC, ZoneOffset.UTC);
        notApplied.getStyleClass().add("tg-text-warning");
        panel.withActions(notApplied);
        panel.setContent(even);
    }

    private TimeChart chart(ZoneId labels, ZoneId days) {
        var chart = new TimeChart("Settled spend", value -> model.asked().unit().axis(value),
                value -> model.asked().unit().text(Math.round(value)), labels, days);
        chart.setOnBucket(this::open);
        chart.setOnWindow((from, to) -> bars().ifPresent(bars -> narrowing.window(bars.drawn(from, to))));
        chart.setOnClear(this::cleared);
        return chart;
    }

    Panel node() {
        return panel;
    }

    /// Bars of days and their parts follow the clock of the billing zone, which the chart is told is UTC: only there
    /// all days are equally long.
    TimeChart chart() {
        return shown != null && shown.bars().grain().isCalendar() ? calendar : even;
    }

    private Optional<Bars> bars() {
        return Optional.ofNullable(shown).map(Found::bars);
    }

    void show(Found found) {
        var before = shown;
        shown = found;
        var chart = chart();
        if (!chart.equals(panel.getChildren().get(1))) {
            panel.setContent(chart);
        }
        boolean same = before != null && before.chart().equals(found.chart())
                && before.asked().unit() == found.asked().unit();
        if (!same) {
            chart.setEmptyText(found.total().requests() == 0
                    ? "No call " + Words.range(found.asked().range())
                    : "Nothing to draw: " + Words.nothing(found.asked().unit()));
            chart.setData(found.chart());
        }
        mark(found);
        title(found);
    }

    /// The window is marked anew: data that moved has wiped it.
    private void mark(Found found) {
        if (found.asked().window().isPresent()) {
            var drawn = found.bars().onChart(found.asked().window().get());
            chart().select(drawn.from(), drawn.to());
            marked = true;
        } else if (marked && model.asked().window().isEmpty()) {
            chart().clearSelection();
            marked = false;
        }
    }

    private void title(Found found) {
        var asked = found.asked();
        var what = asked.unit() == Unit.MONEY ? "Settled spend" : asked.unit() == Unit.TOKENS ? "Tokens" : "Requests";
        panel.setTitle(what + " per " + found.bars().grain().name());
        var labels = offset(found.bars().grain().isCalendar() ? billing : display, found.at());
        var days = offset(billing, found.at());
        panel.setNote("by " + Words.of(asked.by()) + ", " + labels
                + (labels.equals(days) ? "" : "; day line at 00:00 " + days));
        notApplied.setText(asked.notApplied());
    }

    private static String offset(ZoneId zone, Instant at) {
        var offset = OFFSET.format(at.atZone(zone));
        return offset.equals("+00:00") ? "UTC" : "UTC" + offset.replace(":00", "").replaceFirst("([+-])0", "$1");
    }

    private void cleared() {
        if (model.asked().window().isPresent()) {
            narrowing.close();
        }
    }

    private void open(Instant from, Instant to, Optional<ChartData.Series> series) {
        bars().ifPresent(bars -> narrowing.open(bars.drawn(from, to), series
                .filter(one -> one.slot() != ChartData.OTHERS && !one.name().equals(Found.Line.shown("")))
                .map(one -> model.asked().filter().with(model.asked().by(), one.name()))
                .orElse(model.asked().filter())));
    }
}
