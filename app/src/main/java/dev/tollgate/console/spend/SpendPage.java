package dev.tollgate.console.spend;

import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.KpiTile;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// Where the money went: bars by any dimension, the table behind them, and what differs where they rise.
public final class SpendPage implements Page {
    private static final List<Duration> RANGES = List.of(Duration.ofMinutes(15), Duration.ofHours(1),
            Duration.ofHours(6), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));
    private static final List<Dimension> BY = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE,
            Dimension.PROVIDER, Dimension.CUSTOMER, Dimension.FEATURE, Dimension.AGENT, Dimension.ENVIRONMENT,
            Dimension.WORKSPACE, Dimension.ENDPOINT, Dimension.OUTCOME);

    private final Places places;
    private final SpendModel model;
    private final TimeChart chart;
    private final SpendTable table = new SpendTable(this::openLine);
    private final Panel bars = new Panel("Settled spend");
    private final Panel values = new Panel("By key");
    private final WindowPanel window;
    private final Choice<Duration> ranges = new Choice<>(RANGES, SpendPage::name);
    private final Label total = Styled.figure("");
    private final Label ofIt = Styled.muted("");
    private final Label unpriced = new Label();
    private final Label notApplied = Styled.muted("");
    private final KpiTile saved = new KpiTile("Saved by cache", 220);
    private final KpiTile failed = new KpiTile("Failed but billed", 220);
    private final BorderPane node = new BorderPane();
    private boolean setting;

    public SpendPage(Feed feed, Places places) {
        this.places = places;
        model = new SpendModel(feed);
        chart = new TimeChart("Spend", v -> model.asked().unit().axis(v), v -> model.asked().unit().value(v),
                ZoneId.systemDefault(), feed.gateway().config().billingZone());
        chart.setEmptyText("No call in this range");
        window = new WindowPanel(this::openWindow, this::closeWindow,
                row -> places.filter(model.asked().filter().with(row.dimension(), row.name())));
        build();
        listen();
    }

    private static String name(Duration range) {
        return range.toDays() > 1
                ? range.toDays() + " d"
                : range.toHours() >= 1 ? range.toHours() + " h" : range.toMinutes() + " m";
    }

    private void build() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        unpriced.getStyleClass().add("tg-text-warning");
        var units = new Choice<>(List.of(Unit.values()), Unit::label);
        units.valueProperty().addListener((_, _, unit) -> model.unit(unit));
        var bar = new HBox(8, ranges, Styled.muted("by"), grouping(), units, notApplied, gap, total, ofIt, unpriced);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(Region.USE_PREF_SIZE);
        for (var label : List.of(total, ofIt, unpriced)) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        bars.setContent(chart);
        VBox.setVgrow(chart, Priority.ALWAYS);
        values.setContent(table);
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(bars, Priority.ALWAYS);
        VBox.setVgrow(values, Priority.ALWAYS);
        bars.setPrefHeight(270);
        values.setPrefHeight(330);
        values.setMinHeight(250);
        var left = new VBox(8, bars, values, new HBox(8, saved, failed));
        node.getStyleClass().add("tg-page");
        BorderPane.setMargin(bar, new Insets(0, 0, 8, 0));
        node.setTop(bar);
        node.setCenter(left);
    }

    private ComboBox<Dimension> grouping() {
        var by = new ComboBox<Dimension>();
        by.getItems().setAll(BY);
        by.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable Dimension dimension) {
                return dimension == null ? "" : dimension.word();
            }

            @Override
            public Dimension fromString(String word) {
                return Dimension.KEY;
            }
        });
        by.setValue(Dimension.KEY);
        by.setAccessibleText("Spend by");
        by.valueProperty().addListener((_, _, chosen) -> model.by(chosen));
        return by;
    }

    private void listen() {
        ranges.valueProperty().addListener((_, _, range) -> {
            if (!setting) {
                places.range(TimeRange.live(range));
            }
        });
        chart.setOnBucket((from, to, series) -> open(from, to, series
                .filter(s -> s.slot() != 0 && !s.name().equals(SpendReader.UNNAMED)).map(s -> s.name())));
        chart.setOnWindow((from, to) -> places.range(TimeRange.window(from, to)));
        chart.setOnClear(this::closeWindow);
        model.loading.addListener((_, _, busy) -> chart.setOpacity(busy ? 0.6 : 1));
        model.found.addListener((_, _, found) -> {
            if (found != null) {
                show(found);
            }
        });
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && model.asked().window().isPresent()) {
                closeWindow();
                event.consume();
            }
        });
    }

    private void show(Found found) {
        var asked = found.asked();
        chart.setData(found.chart());
        table.show(found);
        bars.setTitle(asked.unit() == Unit.MONEY
                ? "Settled spend per " + found.grain().name()
                : "Settled " + asked.unit().label() + " per " + found.grain().name());
        bars.setNote("by " + asked.by().word().replace('_', ' '));
        values.setTitle("By " + asked.by().word().replace('_', ' ') + ", " + name(asked.range().length()));
        values.setNote(found.window().isPresent() ? "last column: the selected window" : "double click opens requests");
        notApplied.setText(asked.notApplied());
        totals(found.total(), asked.unit());
        asked.window().ifPresentOrElse(w -> chart.select(w.from(Instant.EPOCH), w.to(Instant.EPOCH)),
                chart::clearSelection);
        found.window().ifPresentOrElse(this::showWindow, () -> node.setRight(null));
    }

    private void totals(Totals all, Unit unit) {
        total.setText(unit.total(all));
        ofIt.setText(unit == Unit.MONEY && all.estimatedPicos() > 0 ? Money.ofIt(all.estimatedPicos()) : "");
        unpriced.setText(all.unpriced() == 0 ? "" : "+ " + Format.count(all.unpriced()) + " unpriced");
        saved.setValue(Money.sum(all.savedPicos()), "");
        saved.setSub(Format.share(all.input() == 0 ? 0 : (double) all.cacheRead() / all.input()) + " of input cached");
        failed.setValue(Money.sum(all.failedPicos()), "");
        failed.setSub(Format.count(all.errors()) + " of " + Format.count(all.requests()) + " requests failed");
    }

    private void showWindow(Differences found) {
        window.show(found);
        BorderPane.setMargin(window.node(), new Insets(0, 0, 0, 8));
        node.setRight(window.node());
    }

    private void closeWindow() {
        places.range(TimeRange.live(model.asked().range().length()));
    }

    private void openWindow() {
        model.asked().window().ifPresent(w -> places.open(Places.Name.REQUESTS, new View(w, model.asked().filter())));
    }

    private void open(Instant from, Instant to, Optional<String> name) {
        var filter = name.map(n -> model.asked().filter().with(model.asked().by(), n)).orElse(model.asked().filter());
        places.open(Places.Name.REQUESTS, new View(TimeRange.window(from, to), filter));
    }

    private void openLine(Found.Line line) {
        var filter = line.name().equals(SpendReader.UNNAMED)
                ? model.asked().filter()
                : model.asked().filter().with(model.asked().by(), line.name());
        places.open(Places.Name.REQUESTS, new View(model.asked().window().orElse(model.asked().range()), filter));
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    @Override
    public void shown(View view) {
        model.view(view);
        setting = true;
        RANGES.stream().filter(model.asked().range().length()::equals).findFirst().ifPresent(ranges::setValue);
        setting = false;
    }
}
