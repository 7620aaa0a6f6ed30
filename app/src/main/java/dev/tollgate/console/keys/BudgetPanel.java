package dev.tollgate.console.keys;

import dev.tollgate.console.chart.NeedleGauge;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.config.Budget;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen budget: its gauge with the steps named, what is coming, and every hold in it.
final class BudgetPanel extends VBox {
    private static final double ROW = 32;
    private static final double TEXT = 290;
    private static final double LEAST = 200;

    private final KeysModel model;
    private final Label subject = TableColumns.elided(Styled.strong(""));
    private final Label kind = Styled.muted("");
    private final Label reached = Styled.pill("", "warning");
    private final Label sums = Styled.text("");
    private final Label coming = Styled.text("");
    private final Label cap = Styled.text("");
    private final Label then = Styled.muted("");
    private final StackPane gaugeHost = new StackPane();
    private NeedleGauge gauge = NeedleGauge.panel(LEAST);
    private NeedleGauge.@Nullable Reading drawn;
    private List<NeedleGauge.Step> steps = List.of();
    private BudgetRow.@Nullable Id drawnOf;
    private final TableView<Slot<HoldRow>> holds = new TableView<>();
    private final Label sum = Styled.strong("");
    private final RaiseButton raise;
    private final HBox middle;
    private @Nullable RaiseForm raising;

    BudgetPanel(KeysModel model, Acts acts, Consumer<Budget> open) {
        this.model = model;
        this.raise = new RaiseButton(acts, this::type);
        getStyleClass().add("tg-panel");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var edit = Buttons.button(model.engine().file().isEmpty() ? "Edit" : "Open",
                () -> model.chosenRow().ifPresent(row -> open.accept(row.budget())));
        edit.setId("edit-budget");
        edit.setMinWidth(USE_PREF_SIZE);
        reached.setMinWidth(USE_PREF_SIZE);
        Columns.elided(kind);
        raise.setId("raise-budget");
        var head = new HBox(8, subject, kind, reached, gap, raise, edit);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("tg-panel-header");
        var foot = new HBox(8, sum, Styled.muted("a released hold settles at its real cost when the answer ends"));
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.getStyleClass().add("tg-panel-footer");
        columns(acts);
        VBox.setVgrow(holds, Priority.ALWAYS);
        middle = middle();
        getChildren().addAll(head, middle, holds, new Apart(foot, 40));
        setMinHeight(250);
        setPrefHeight(338);
    }

    TableView<Slot<HoldRow>> holds() {
        return holds;
    }

    private HBox middle() {
        for (var label : List.of(sums, coming, cap, then)) {
            Columns.elided(label);
        }
        coming.setTooltip(new Tooltip(NeedleGauge.PROJECTED));
        var words = new Apart(new VBox(3, sums, coming, cap, then), 96);
        words.setMinWidth(TEXT);
        words.setPrefWidth(TEXT);
        words.setMaxWidth(TEXT);
        gaugeHost.setAlignment(Pos.TOP_LEFT);
        gaugeHost.setMinWidth(LEAST);
        HBox.setHgrow(gaugeHost, Priority.ALWAYS);
        gaugeHost.getChildren().setAll(gauge);
        gaugeHost.widthProperty().addListener(_ -> resized());
        var row = new HBox(24, gaugeHost, words);
        row.getStyleClass().add("tg-budget-middle");
        row.setMinHeight(96);
        row.setPrefHeight(96);
        row.setMaxHeight(96);
        return row;
    }

    private void resized() {
        double width = Math.max(LEAST, Math.floor(gaugeHost.getWidth()));
        if (Math.abs(width - gauge.getWidth()) >= 1) {
            gauge = NeedleGauge.panel(width);
            gaugeHost.getChildren().setAll(gauge);
            drawn = null;
            draw();
        }
    }

    private void columns(Acts acts) {
        var mark = Columns.<HoldRow, Shape>node("", 30, Shape::new, Shape::show);
        var what = Columns.moving("held for", 130, HoldRow::what);
        var who = Columns.moving("who", 120, HoldRow::who);
        var way = Columns.moving("route › target", 160, HoldRow::way);
        var age = Columns.<HoldRow>figure("age", 76, row -> Format.duration(row.age()));
        var amount = Columns.<HoldRow>figure("amount", 96,
                row -> Measure.cell(row.hold().unit(), row.hold().amount()));
        var state = Columns.moving("state", 250, HoldRow::state);
        var act = Columns.<HoldRow, Release>node("", 84, () -> new Release(acts), Release::show);
        holds.getColumns()
                .addAll(List.<TableColumn<Slot<HoldRow>, ?>>of(mark, what, who, way, age, amount, state, act));
        TableColumns.dress(holds, ROW, new EmptyState("Nothing is held in it: no call of it runs"));
        var _ = new Fitted<>(holds, what, 110, 220, List.of(state, way, who));
        holds.setItems(model.holds());
        holds.setRowFactory(_ -> new Columns.Row<HoldRow>(BudgetPanel::look));
        holds.setAccessibleText("What running calls hold in this budget");
    }

    /// The gauge makes room for what is typed, as long as this counter is chosen.
    private void type() {
        model.chosenRow().ifPresent(row -> {
            var form = new RaiseForm(() -> model.chosenRow().filter(now -> now.id().equals(row.id())).orElse(row),
                    raise::raise, this::typed);
            raising = form;
            getChildren().set(1, form);
            form.focus();
        });
    }

    private void typed() {
        raising = null;
        getChildren().set(1, middle);
    }

    void tick() {
        var form = raising;
        if (form != null && model.chosenRow().filter(row -> row.id().equals(form.id())).isEmpty()) {
            typed();
        }
        model.chosenRow().ifPresent(row -> {
            subject.setText(row.subject());
            kind.setText(row.kind() + ", " + row.windowWords());
            var last = row.budget().steps().stream().filter(row::isReached).reduce((_, b) -> b);
            reached.setText(last.map(step -> step.share() + "% step: " + step.action().word()).orElse(""));
            Columns.dress(reached, List.of("tg-pill", last.filter(step -> step.action() == Budget.Action.BLOCK)
                    .isPresent() ? "danger" : "warning"));
            reached.setVisible(last.isPresent());
            sums.setText(row.say(row.state().settled()) + " settled · " + row.say(row.state().reserved()) + " reserved"
                    + (row.state().holds() > 0 ? " (" + row.state().holds() + ")" : ""));
            coming(row);
            raise.show(row);
            cap.setText(cap(row));
            then.setText(then(row));
            sum.setText(Format.count(row.state().holds()) + (row.state().holds() == 1 ? " hold, " : " holds, ")
                    + Measure.whole(row.budget().unit(), row.state().reserved()));
        });
        draw();
    }

    private void coming(BudgetRow row) {
        coming.setText(row.state().refusing() && !row.isBlocked()
                ? "no room for the last call" + row.anew().map(end -> "; anew " + end).orElse("")
                : row.state().projected().isPresent()
                        ? "≈" + row.say(row.state().projected().getAsLong())
                                + row.until().map(end -> " by " + end).orElse("") + ", " + Format.percent(row.share())
                                + " of the cap"
                        : "no pace yet to project from");
        Columns.dress(coming, row.isOver() || row.state().refusing()
                ? List.of("tg-text-danger")
                : row.state().projected().isEmpty() ? List.of("tg-muted") : List.of());
    }

    private static String cap(BudgetRow row) {
        var now = "cap " + Measure.whole(row.budget().unit(), row.state().limit());
        return row.state().raise().map(raise -> now + ", " + row.raised(raise))
                .orElseGet(() -> now + row.anew().map(end -> "; anew " + end).orElse(""));
    }

    private static String then(BudgetRow row) {
        if (row.state().refused() > 0 && row.state().raise().isEmpty()) {
            return row.acted();
        }
        return row.budget().cap().isEmpty()
                ? "tells, never refuses"
                : "then calls get a 429 that says so" + (row.budget().exempt().isEmpty()
                        ? ""
                        : "; " + row.budget().exempt().stream().map(t -> t.word()).sorted().toList() + " passes");
    }

    private void draw() {
        model.chosenRow().ifPresent(row -> {
            if (row.reading().equals(drawn) && row.id().equals(drawnOf) && row.steps().equals(steps)) {
                return;
            }
            drawn = row.reading();
            drawnOf = row.id();
            steps = row.steps();
            gauge.measure(row::say, Measure.zero(row.budget().unit()));
            gauge.setSteps(steps);
            gauge.set(row.reading());
        });
    }

    private static void look(TableRow<?> tableRow, @Nullable HoldRow row) {
        States.set(tableRow, States.WARNED, row != null && row.isStale());
        tableRow.setAccessibleText(row == null
                ? null
                : row.what() + ", held for " + Format.duration(row.age()) + ", "
                        + Measure.cell(row.hold().unit(), row.hold().amount()) + ", " + row.state());
    }

    private static final class Shape extends StackPane {
        private @Nullable Mark drawn;

        void show(HoldRow row) {
            if (row.mark() != drawn) {
                drawn = row.mark();
                getChildren().setAll(drawn.node());
            }
        }
    }

    private static final class Release extends HBox {
        private final Button button;
        private @Nullable HoldRow row;

        Release(Acts acts) {
            setAlignment(Pos.CENTER_RIGHT);
            button = Buttons.button("Release", () -> run(acts::release), "tg-row", "tg-quiet");
            button.setMinWidth(USE_PREF_SIZE);
            getChildren().add(button);
        }

        private void run(Consumer<HoldRow> act) {
            if (row != null) {
                act.accept(row);
            }
        }

        void show(HoldRow now) {
            if (row == null || !row.hold().request().equals(now.hold().request())) {
                button.setAccessibleText("Release what " + now.what() + " holds");
            }
            row = now;
        }
    }
}
