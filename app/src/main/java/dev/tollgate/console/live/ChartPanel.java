package dev.tollgate.console.live;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Named;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The last 15 minutes (less while the gateway is younger), second by second; what is clicked or dragged opens as requests.
final class ChartPanel {
    private static final int SMOOTHED = 60;
    private static final int WHOLE = 14;
    private static final String NO_CALL = "No call in the last 15 minutes";

    private final LivePageModel model;
    private final Places places;
    private final TimeChart chart;
    private final Panel panel = new Panel("Tokens per minute");
    private final Notice notice = new Notice();
    private final Button onSpend;
    private final Button onRequests;
    private final Button back;
    private final Label span = Styled.muted("");
    private View view = View.NOW;

    ChartPanel(LivePageModel model, Places places, ZoneId billing) {
        this.model = model;
        this.places = places;
        onSpend = Buttons.button("Show on Spend", () -> places.open(Places.Name.SPEND, view), "tg-tiny");
        onRequests = Buttons.button("Show the requests", () -> places.open(Places.Name.REQUESTS, view), "tg-tiny");
        back = Buttons.button("Back to 15 min", () -> places.range(TimeRange.LIVE_15_MIN), "tg-tiny");
        chart = new TimeChart("Use over time", this::axis, this::value, ZoneId.systemDefault(), billing);
        chart.setEmptyText(NO_CALL);
        chart.setOnBucket((from, to, series) -> open(from.minusSeconds(SMOOTHED - 1L), to, series));
        chart.setOnWindow((from, to) -> open(from, to, Optional.empty()));
        var content = new VBox(notice, chart);
        VBox.setVgrow(chart, Priority.ALWAYS);
        panel.setContent(content);
        panel.setNote("by");
        panel.withLeading(grouping()).withActions(span, unit());
        model.chart().addListener((_, _, data) -> {
            if (data != null) {
                chart.setData(data);
                long minutes = Duration.between(data.from(), data.to()).toMinutes();
                span.setText("last " + minutes + " min, 60 s window");
                chart.setEmptyText(minutes < WHOLE ? "No call since the start" : NO_CALL);
            }
        });
        model.blind().addListener((_, _, _) -> say());
        say();
    }

    /// The frame's time and filter: where the chart cannot follow them it says so.
    void shown(View next) {
        view = next;
        say();
    }

    Panel node() {
        return panel;
    }

    TimeChart chart() {
        return chart;
    }

    private void say() {
        var blind = model.blind().get();
        chart.setOpacity(blind.isEmpty() ? 1 : 0.5);
        var unheeded = model.sieve().unheeded(model.by());
        if (!blind.isEmpty()) {
            notice.say(blind);
        } else if (!view.range().equals(TimeRange.LIVE_15_MIN)) {
            notice.say(view.range().isLive()
                    ? "Live shows the last 15 minutes at most; the range above is on Requests and Spend"
                    : "Live shows now; the time above is on Requests and Spend", onSpend, back);
        } else if (!unheeded.isEmpty()) {
            notice.say("By " + model.by().word() + " the curves cannot be filtered by " + unheeded
                    + "; its requests can", onRequests);
        } else {
            notice.say("");
        }
    }

    private ComboBox<Dimension> grouping() {
        var by = new ComboBox<Dimension>();
        by.getItems().setAll(Places.GROUPS);
        by.setConverter(new Named<>(Dimension::word));
        by.setValue(Dimension.KEY);
        by.getStyleClass().add("tg-row");
        by.setAccessibleText("Chart by");
        by.valueProperty().addListener((_, _, chosen) -> {
            model.by(chosen);
            say();
        });
        return by;
    }

    private Choice<Boolean> unit() {
        var unit = new Choice<>(List.of(false, true), money -> money ? "$" : "tokens").small();
        unit.valueProperty().addListener((_, _, money) -> {
            panel.setTitle(money ? "Spend per hour" : "Tokens per minute");
            model.money().set(money);
        });
        return unit;
    }

    private String axis(double value) {
        return model.money().get() ? Money.axis(value) : Format.tokens(value).replaceAll("\\.0+(?=[kMG])", "");
    }

    private String value(double value) {
        return model.money().get() ? Money.sum(Math.round(value)) : Format.tokens(value);
    }

    private void open(Instant from, Instant to, Optional<ChartData.Series> series) {
        var filter = series.filter(one -> one.slot() != ChartData.OTHERS)
                .map(one -> filter().with(model.by(), one.name())).orElse(filter());
        places.open(Places.Name.REQUESTS, new View(TimeRange.window(from, to), filter));
    }

    private Filter filter() {
        return model.sieve().filter();
    }
}
