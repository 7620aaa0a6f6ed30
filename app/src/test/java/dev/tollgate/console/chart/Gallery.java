package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Kind;
import dev.tollgate.console.chart.ChartData.Marker;
import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.chart.ChartData.Sign;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.KpiTile;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Money.Certainty;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.Toasts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One page with every control of `fx` and `chart` over the workplace of the mock-ups.
final class Gallery {
    private static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    private static final ZoneId OFFICE = ZoneId.of("Europe/Berlin");
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final List<String> KEYS = List.of("agent-dev", "web", "support", "batch", "ci-tests", "notebook");
    private final TimeChart lines = new TimeChart("Tokens per minute", Format::tokens, Format::tokens, OFFICE, UTC);
    private final TimeChart bars =
            new TimeChart("Spend per hour", Money::axis, picos -> Money.sum(Math.round(picos)), OFFICE, UTC);

    TimeChart lines() {
        return lines;
    }

    TimeChart bars() {
        return bars;
    }

    Parent page() {
        var column = new VBox(8, tiles(), charts(), new HBox(8, table(), inspector()), gauges(), controls());
        column.getStyleClass().add("tg-page");
        var toasts = new Toasts();
        toasts.show("agent-dev is paused; calls get an error SDKs do not retry", () -> {});
        toasts.fail("Port 4100 is taken by node (48121)");
        column.getChildren().add(toasts);
        return column;
    }

    private Node tiles() {
        var spend = new KpiTile("Spend today (UTC)", 172);
        spend.setValue("$4.18", "");
        var unpriced = Styled.text("+ 3 unpriced");
        unpriced.getStyleClass().add("tg-text-warning");
        spend.setSub(true, Styled.text("reserved $0.31"), unpriced);
        var burn = new KpiTile("Burn", 172);
        burn.setValue("≈$13.11", "/h");
        burn.setHot(true);
        var usual = Styled.strong("5.8× usual");
        usual.getStyleClass().add("tg-text-danger");
        burn.setSub(true, Mark.CRITICAL.node(10), usual, Styled.text("$2.26/h"));
        var velocity = new KpiTile("Velocity", 196);
        velocity.setValue("314k", "/min");
        var spark = Sparkline.tile();
        spark.set(rising(44), 1);
        velocity.setGraphic(spark);
        velocity.setSub("306k in · 8k out");
        var trouble = new KpiTile("Trouble, 5 min", 164);
        trouble.setValue("1.6%", "errors");
        trouble.setSub(true, Styled.text("fallback 3.1%"), Styled.text("3.9k billed"));
        return new HBox(8, spend, burn, velocity, trouble, tightest(), providers());
    }

    private static Node tightest() {
        var tile = new KpiTile("Tightest budget", 196);
        tile.setCorner("web, week");
        var gauge = NeedleGauge.row(172);
        gauge.set(reading(9.10, 0.062, 12.40, 10));
        var figures = new HBox(6, Styled.figure("$9.10"), Styled.muted("of $10"));
        figures.setAlignment(Pos.BASELINE_LEFT);
        tile.setBody(new VBox(figures, gauge));
        tile.setSub("≈$12.40 by Sunday");
        return tile;
    }

    private static Node providers() {
        var tile = new KpiTile("Providers", 140);
        var ok = new HBox(4, Mark.OK.node(), Styled.text("3 ok"));
        var resting = new HBox(4, Mark.RESTING.node(), Styled.text("1 resting"));
        ok.setAlignment(Pos.CENTER_LEFT);
        resting.setAlignment(Pos.CENTER_LEFT);
        tile.setBody(new VBox(2, ok, resting));
        tile.setSub("openrouter, 8 s");
        return tile;
    }

    private Node charts() {
        lines.setData(live());
        bars.setData(week());
        bars.select(Instant.parse("2026-11-19T08:00:00Z"), Instant.parse("2026-11-19T14:00:00Z"));
        var by = new ComboBox<String>();
        by.getItems().add("key");
        by.setValue("key");
        by.getStyleClass().add("tg-row");
        var live = new Panel("Tokens per minute", lines);
        live.setNote("by");
        live.withLeading(by).withActions(Styled.muted("60 s window"));
        live.setPrefHeight(220);
        var spend = new Panel("Settled spend per hour", bars);
        spend.setNote("by key, UTC+1; day line at 00:00 UTC");
        spend.setPrefHeight(260);
        var nothing = new TimeChart("Empty", Format::tokens, Format::tokens, OFFICE, UTC);
        nothing.setData(ChartData.empty(NOW.minusSeconds(900), NOW, Kind.LEVEL));
        nothing.setEmptyText("No call in these 15 minutes");
        var empty = new Panel("Empty", nothing);
        empty.setPrefWidth(420);
        HBox.setHgrow(spend, Priority.ALWAYS);
        return new VBox(8, live, new HBox(8, spend, empty));
    }

    private static ChartData live() {
        var series = List.of(
                new Series("agent-dev", 1, rising(900)),
                new Series("web", 2, noise(900, 15_800, 3)),
                new Series("support", 3, noise(900, 3_900, 5)),
                new Series("notebook", 6, noise(900, 3_500, 7)),
                new Series("batch", 4, noise(900, 1_500, 9)));
        var markers = List.of(
                new Marker(NOW.minusSeconds(727), Sign.CONFIG, "route code edited"),
                new Marker(NOW.minusSeconds(139), Sign.CRITICAL, "alarm: loop 13:59:52"),
                new Marker(NOW.minusSeconds(118), Sign.ACTION, "throttled 14:00:13"));
        return new ChartData(series, NOW.minusSeconds(900), NOW, Duration.ofSeconds(1), Kind.LEVEL, markers);
    }

    private static Values rising(int size) {
        var random = new Random(7);
        return Values.of(size, i -> {
            double x = i / (size - 1.0);
            double base =
                    x < 0.5 ? 32_000 : x < 0.8 ? 32_000 + (x - 0.5) / 0.3 * 110_000 : x < 0.87 ? 334_000 : 290_000;
            boolean blind = size > 100 && i > 300 && i < 330;
            return blind ? Double.NaN : base + random.nextGaussian() * 2_500;
        });
    }

    private static Values noise(int size, double level, long seed) {
        var random = new Random(seed);
        return Values.of(
                size,
                i -> size > 100 && i > 300 && i < 330
                        ? Double.NaN
                        : level * (1 + 0.2 * Math.sin(i / 40.0) + 0.05 * random.nextGaussian()));
    }

    private static ChartData week() {
        double[] level = {0.05, 0.12, 0.03, 0.02, 0.01, 0.01, 0.005, 0.004};
        var random = new Random(11);
        var series = new ArrayList<Series>();
        for (int k = 0; k < 8; k++) {
            int key = k;
            var name = key < KEYS.size() ? KEYS.get(key) : "other-" + key;
            series.add(new Series(name, key + 1, Values.of(168, i -> {
                double hour = Math.max(0.1, Math.sin((i + 9) % 24 / 24.0 * Math.PI * 2 - 1.6));
                double loop = key == 0 && i >= 114 && i < 120 ? 40 : 1;
                return level[key] * hour * (0.7 + 0.6 * random.nextDouble()) * loop * 1e12;
            })));
        }
        var from = Instant.parse("2026-11-14T14:00:00Z");
        var markers = List.of(
                new Marker(from.plus(Duration.ofHours(30)), Sign.CONFIG, "route"),
                new Marker(from.plus(Duration.ofHours(150)), Sign.PRICE, "price"),
                new Marker(from.plus(Duration.ofHours(160)), Sign.CUT, ""));
        return new ChartData(series, from, from.plus(Duration.ofHours(168)), Duration.ofHours(1), Kind.FLOW, markers);
    }

    private record Row(String key, String second, int slot, String rate, String cost, double share, Certainty sure) {}

    private static Node table() {
        var table = new TableView<Row>();
        table.getItems().addAll(
                new Row("agent-dev", "fix-loop: same step ×11", 1, "290k", "$12.73", 0.92, Certainty.MEASURED),
                new Row("web", "chat · smart", 2, "14.8k", "$0.22", 0.24, Certainty.MEASURED),
                new Row("support", "ticket · smart", 3, "3.9k", "$0.14", 0.08, Certainty.MEASURED),
                new Row("notebook", "explore · local, try", 6, "3.8k", "unpriced", 0.01, Certainty.UNPRICED),
                new Row("batch-with-a-very-long-name-indeed", "tag", 4, "1.5k", "$0.023", 0.05, Certainty.ESTIMATED),
                new Row("ci-tests", "idle since Fri 18:31", 5, "–", "–", 0, Certainty.NONE));
        table.getColumns().add(TableColumns.text("key", 170, Row::key));
        table.getColumns().add(TableColumns.node("15 min", 84, Sparkline::row,
                (spark, row) -> spark.set(row.share() > 0 ? noise(44, 10, row.slot()) : Values.of(), row.slot())));
        table.getColumns().add(TableColumns.figure("tokens/min", 80, Row::rate));
        table.getColumns().add(TableColumns.money("$/h", 84, 3, Row::cost));
        table.getColumns().add(TableColumns.money("cost", 110, 6, row -> Money.cell(35_823_000_000L, row.sure())));
        table.getColumns()
                .add(TableColumns.node("share", 56, ShareBar::new, (bar, row) -> bar.set(row.share(), row.slot())));
        table.getColumns().add(TableColumns.<Row, Button>node("", 92,
                () -> Buttons.button(Icon.PAUSE, "Pause", () -> {}, "tg-row", "tg-quiet"), (_, _) -> {}));
        table.setRowFactory(_ -> new StateRow());
        TableColumns.dress(table, 36, new EmptyState("Nothing burns"));
        table.getSelectionModel().select(2);
        var panel = new Panel("Top burners", table)
                .withActions(
                        new Choice<>(List.of("key", "agent", "thread", "customer", "caller"), name -> name).small())
                .withFooter(Styled.strong("All keys"), Styled.text("314k"), Styled.text("$13.11"));
        panel.setPrefHeight(330);
        HBox.setHgrow(panel, Priority.ALWAYS);
        return panel;
    }

    private static final class StateRow extends TableRow<Row> {
        @Override
        protected void updateItem(@Nullable Row item, boolean empty) {
            super.updateItem(item, empty);
            var key = item == null ? "" : item.key();
            States.set(this, States.BURNING, "agent-dev".equals(key));
            States.set(this, States.PAUSED, "notebook".equals(key));
            States.set(this, States.MARKED, "web".equals(key));
            States.set(this, States.GONE, "ci-tests".equals(key));
        }
    }

    private static Node inspector() {
        var fall = new Waterfall();
        var failed = new Waterfall.Part("failed attempt 1", 9_907_000_000L, Waterfall.Kind.AT_LEAST, 0);
        var read = new Waterfall.Part(
                "cache read", 13_824_000_000L, Waterfall.Kind.MEASURED, 3, 0, "46,080 × $0.300/1M = $0.013824");
        fall.set(new Waterfall.Cost(
                List.of(
                        failed,
                        new Waterfall.Part("input", 8_469_000_000L, Waterfall.Kind.ESTIMATED, 1),
                        read,
                        new Waterfall.Part("output", 15_530_000_000L, Waterfall.Kind.MEASURED, 4, 0.57, ""),
                        new Waterfall.Part("batch discount", -2_000_000_000L, Waterfall.Kind.PROVIDER, 5)),
                45_730_000_000L,
                Certainty.AT_LEAST,
                OptionalLong.of(170_146_000_000L)));
        fall.pick(read);
        var box = new VBox(8, Styled.figure("≥$0.045730"), fall, Styled.mono("46,080 × $0.300/1M = $0.013824"));
        box.getStyleClass().add("tg-card");
        box.setMinWidth(360);
        return box;
    }

    private static Node gauges() {
        var tall = NeedleGauge.panel(560);
        tall.setSteps(List.of(
                new NeedleGauge.Step(0.5, "50% notify"),
                new NeedleGauge.Step(0.8, "80% cheaper route"),
                new NeedleGauge.Step(1, "100% block")));
        tall.set(reading(9.10, 0.062, 12.40, 10));
        var rows = new VBox(4);
        for (var one : List.of(
                reading(3.12, 0.231, 19.24, 20),
                reading(8.84, 0, 12.10, 15),
                reading(0.41, 0, 0.52, 5),
                reading(11.20, 0.3, 32, 10),
                reading(2.40, 0.3, 0, 0))) {
            var gauge = NeedleGauge.row(200);
            gauge.set(one);
            rows.getChildren().add(new HBox(8, gauge, Styled.small(NeedleGauge.sentence(one))));
        }
        var box = new HBox(16, tall, rows);
        box.getStyleClass().add("tg-card");
        return box;
    }

    private static Node controls() {
        var stop = new SplitMenuButton(new MenuItem("Pause all new calls"));
        stop.setText("STOP");
        stop.setGraphic(Icon.STOP.node(14));
        stop.getStyleClass().addAll("tg-stop", "danger");
        States.set(stop, States.HOT, true);
        var calm = new SplitMenuButton(new MenuItem("Pause all new calls"));
        calm.setText("STOP");
        calm.setGraphic(Icon.STOP.node(14));
        calm.getStyleClass().addAll("tg-stop", "danger", "button-outlined");
        var field = new TextField();
        field.setPromptText("Filter: key: model: outcome: cost>");
        var row = new FlowPane(8, 8, Icon.brand(), stop, calm, field);
        row.getChildren().addAll(
                new Choice<>(List.of("15 m", "1 h", "6 h", "24 h", "7 d"), name -> name),
                Buttons.button(Icon.PLUS, "Budget", () -> {}, "accent"),
                Buttons.copy(() -> "text"),
                Buttons.icon(Icon.PIN, "Pin", () -> {}, "tg-row"),
                Buttons.link("Open price", () -> {}),
                Styled.pill("fell back", "warning"),
                Styled.pill("80% step", ""),
                Styled.key("Ctrl+K"),
                Styled.mono("…4f1c09"));
        var marks = new FlowPane(6, 6);
        for (var mark : Mark.values()) {
            marks.getChildren().add(mark.node(16));
        }
        for (var icon : Icon.values()) {
            marks.getChildren().add(icon.node());
        }
        var demo = new HBox(Styled.strong("DEMO"), Styled.text("simulated provider, throw-away ledger"));
        demo.getStyleClass().add("tg-demo");
        return new VBox(8, row, marks, demo);
    }

    private static NeedleGauge.Reading reading(double settled, double reserved, double projected, double cap) {
        return new NeedleGauge.Reading(picos(settled), picos(reserved), picos(projected), picos(cap));
    }

    private static long picos(double dollars) {
        return Math.round(dollars * 1e12);
    }
}
