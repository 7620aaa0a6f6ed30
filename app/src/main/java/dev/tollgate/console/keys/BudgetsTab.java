package dev.tollgate.console.keys;

import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.config.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All budgets, tightest first, on one scale each, and below them the chosen one with what is held in it.
final class BudgetsTab extends VBox {
    private static final double ROW = 36;
    private static final double HEADER = 28;
    /// What many budgets take before what is held in the chosen one has its room.
    private static final int MOST_ROWS = 12;
    private static final double GAUGE = 194;

    private final KeysModel model;
    private final TableView<Slot<BudgetRow>> table = new TableView<>();
    private final BudgetPanel panel;
    private final VBox host = new VBox(table);
    private boolean bringing;

    /// @param open opens one in the editor
    BudgetsTab(KeysModel model, Acts acts, Consumer<Budget> open) {
        super(8);
        this.model = model;
        this.panel = new BudgetPanel(model, acts, open);
        columns();
        table.setItems(model.budgets());
        table.setRowFactory(_ -> new Columns.Row<BudgetRow>(BudgetsTab::look));
        table.setAccessibleText("Budgets, tightest first");
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> choose(row));
        table.setOnKeyPressed(event -> {
            var slot = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && slot != null) {
                open.accept(slot.row().budget());
                event.consume();
            }
        });
        model.setAimedAt(() -> table.isHover() || (table.isFocusVisible() && table.isFocused()));
        host.getStyleClass().add("tg-panel");
        VBox.setVgrow(table, Priority.ALWAYS);
        VBox.setVgrow(host, Priority.ALWAYS);
        VBox.setVgrow(panel, Priority.SOMETIMES); // few budgets leave their room to what is held in the chosen one
        host.setMinHeight(110);
        model.budgets().addListener((ListChangeListener<Slot<BudgetRow>>) _ -> heights());
        heights();
        setMinSize(0, 0);
        getChildren().addAll(host, panel);
        model.chosen().addListener(_ -> {
            select();
            panel.tick();
        });
        select();
    }

    private void heights() {
        int rows = model.budgets().size();
        double wanted = HEADER + rows * table.getFixedCellSize() + 2;
        host.setPrefHeight(Math.min(wanted, HEADER + MOST_ROWS * table.getFixedCellSize()));
        host.setMaxHeight(rows == 0 ? Double.MAX_VALUE : Math.max(wanted, host.getMinHeight()));
    }

    TableView<Slot<BudgetRow>> table() {
        return table;
    }

    BudgetPanel panel() {
        return panel;
    }

    void setEmpty(Node node) {
        table.setPlaceholder(node);
    }

    /// After new figures: the same counter stays chosen wherever its row is now.
    void tick() {
        select();
        panel.tick();
        panel.setVisible(!model.budgets().isEmpty());
        panel.setManaged(panel.isVisible());
    }

    private void choose(@Nullable Slot<BudgetRow> slot) {
        if (slot != null && !bringing) {
            model.chosen().set(slot.row().id());
        }
    }

    private void select() {
        var id = model.chosen().get();
        bringing = true;
        try {
            if (id == null) {
                table.getSelectionModel().clearSelection();
            } else {
                model.budgets().stream().filter(slot -> slot.row().id().equals(id)).findFirst()
                        .filter(slot -> !slot.equals(table.getSelectionModel().getSelectedItem()))
                        .ifPresent(table.getSelectionModel()::select);
            }
        } finally {
            bringing = false;
        }
    }

    private void columns() {
        var scope = Columns.<BudgetRow, Scope>filling("caps", 150, Scope::new, Scope::show);
        var window = Columns.text("window", 54, BudgetRow::window);
        var gauge = Columns.<BudgetRow, RowGauge>node("settled, reserved, projected, cap", GAUGE + 14,
                () -> new RowGauge(GAUGE), RowGauge::show);
        var settled = Columns.<BudgetRow>figure("settled", 80, row -> row.said().settled());
        var reserved = Columns.<BudgetRow>figure("reserved", 72, row -> row.said().reserved());
        var projected = Columns.<BudgetRow>figure("projected", 88, row -> row.said().projected(),
                BudgetRow::isOver);
        var cap = Columns.<BudgetRow>figure("cap", 76, row -> row.said().cap());
        var share = Columns.<BudgetRow>figure("share", 52, row -> row.said().share(), BudgetRow::isOver);
        var steps = Columns.<BudgetRow, Steps>node("  steps", 116, Steps::new, Steps::show);
        var acted = Columns.<BudgetRow>moving("acted", 150, row -> row.said().acted());
        table.getColumns()
                .addAll(List.<TableColumn<Slot<BudgetRow>, ?>>of(scope, window, gauge, settled, reserved, projected,
                        cap, share, steps, acted));
        TableColumns.dress(table, ROW, new EmptyState("No budget"));
        var _ = new Fitted<>(table, scope, 170, 280,
                List.of(reserved, acted, settled, steps, projected, window, gauge));
    }

    /// Whose and of what: **web** key.
    private static final class Scope extends Region {
        private static final double GAP = 6;
        private final StillText subject = new StillText(false, "tg-strong");
        private final StillText kind = new StillText(false, "muted");

        Scope() {
            subject.setManaged(false);
            kind.setManaged(false);
            setMinSize(0, 0);
            getChildren().addAll(subject, kind);
        }

        void show(BudgetRow row) {
            subject.show(row.subject(), "");
            kind.show(row.kind(), "");
            place();
        }

        @Override
        protected void layoutChildren() {
            place();
        }

        /// The kind may take up to two fifths.
        private void place() {
            double width = getWidth();
            double last = Math.min(kind.wanted(), Math.floor(width * 0.4));
            double first = Math.clamp(width - GAP - last, 0, subject.wanted());
            subject.resize(first, getHeight());
            kind.resize(Math.max(0, width - first - GAP), getHeight());
            kind.setTranslateX(first + GAP);
        }
    }

    /// Each step's share; those reached stand out.
    private static final class Steps extends HBox {
        private List<String> shown = List.of();

        Steps() {
            super(4);
            setAlignment(Pos.CENTER_LEFT);
            setStyle("-fx-padding: 0 0 0 8px;");
        }

        void show(BudgetRow row) {
            var now = new ArrayList<String>();
            row.budget().steps().forEach(step -> now.add(step.share() + tone(row, step)));
            if (now.equals(shown)) {
                return;
            }
            shown = now;
            getChildren().clear();
            row.budget().steps().forEach(step -> {
                var pill = Styled.pill(Integer.toString(step.share()), tone(row, step));
                pill.getStyleClass().add("tg-step");
                pill.setAccessibleText(step.share() + " percent " + step.action().word()
                        + (row.isReached(step) ? ", reached" : ""));
                getChildren().add(pill);
            });
        }

        private static String tone(BudgetRow row, Budget.Step step) {
            if (!row.isReached(step)) {
                return "";
            }
            return step.action() == Budget.Action.BLOCK ? "danger" : "warning";
        }
    }

    private static void look(TableRow<?> tableRow, @Nullable BudgetRow row) {
        tableRow.setAccessibleText(row == null ? null : row.said().spoken());
    }
}
