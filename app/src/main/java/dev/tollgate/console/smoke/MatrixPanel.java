package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.smoke.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Targets by checks.
final class MatrixPanel {
    static final double ROW = 44;
    private static final double TICK = 36;
    private static final double RUN = 58;
    private static final double LEAST_NAME = 120;
    private static final double MOST_MORE = 30;
    private static final double SCROLL_BAR = 12;
    private static final double HEADER = 30;

    private final SmokeModel model;
    private final TableView<Row> table = new TableView<>();
    private final CheckBox all = new CheckBox();
    private final List<TableColumn<Row, ?>> marks = new ArrayList<>();
    private final TableColumn<Row, Row> name;
    private final VBox panel = new VBox();
    private final EmptyState empty = new EmptyState("Smoke tests try what a provider's models really do: with real"
            + " calls, for a cent or less.");

    MatrixPanel(SmokeModel model, Supplier<Instant> now) {
        this.model = model;
        empty.setReason("Add a provider with a model first; then every check of it is a click.");
        name = TableColumns.node("target", LEAST_NAME, Name::new, (node, row) -> node.show(row, now.get()));
        table.getColumns().add(tick());
        table.getColumns().add(name);
        for (var check : Check.values()) {
            var column = TableColumns.<Row, CellMark>node(check.title(), least(check),
                    () -> new CellMark(check, (row, which) -> model.open(row.target(), which)),
                    (node, row) -> node.show(row, now.get(), isOpen(row, check)));
            column.getStyleClass().add("tg-smoke-column");
            column.setUserData(check);
            marks.add(column);
            table.getColumns().add(column);
        }
        table.getColumns().add(TableColumns.<Row, RunButton>node("", RUN, () -> new RunButton(model),
                RunButton::show));
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.each(table, column -> column.setResizable(false));
        TableColumns.dress(table, ROW, empty);
        table.getStyleClass().add("tg-smoke-table");
        table.setAccessibleText("Targets by checks; Enter opens a cell");
        table.getSelectionModel().setCellSelectionEnabled(true);
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        table.widthProperty().addListener((_, _, _) -> fit());
        panel.getStyleClass().add("tg-panel");
        VBox.setVgrow(table, Priority.ALWAYS);
        panel.getChildren().setAll(table, legend());
        model.known().addListener((_, _, known) -> show(known));
        model.opened().addListener(_ -> table.refresh());
        model.running().addListener(_ -> table.refresh());
        model.chosen().addListener(_ -> ticked());
    }

    private TableColumn<Row, Row> tick() {
        var column = TableColumns.<Row, Tick>node("", TICK, () -> new Tick(model), Tick::show);
        all.setAccessibleText("Choose all targets");
        all.setOnAction(_ -> model.chooseAll(all.isSelected()));
        column.setGraphic(all);
        return column;
    }

    private static Node legend() {
        var row = new HBox(16, said(Mark.SUCCESS, "ok"), said(Mark.DEGRADED, "degraded"), said(Mark.FAILED, "FAIL"),
                said(Mark.NOT_OFFERED, "not offered"), said(Mark.NEVER, "never run"), old());
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("tg-panel-footer");
        return row;
    }

    private static Label said(Mark mark, String word) {
        var label = Styled.muted(word);
        label.getStyleClass().add("tg-dense-text");
        label.setGraphic(mark.node(12));
        label.setGraphicTextGap(6);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static Label old() {
        var label = said(Mark.NEVER, "from earlier");
        var patch = new Region();
        patch.getStyleClass().add("tg-smoke-old");
        patch.setMinSize(14, 12);
        patch.setMaxSize(14, 12);
        label.setGraphic(patch);
        return label;
    }

    VBox node() {
        return panel;
    }

    TableView<Row> table() {
        return table;
    }

    /// As high as its rows, so that what is below stands right under it.
    double wanted() {
        return HEADER + 42 + table.getFixedCellSize() * Math.max(3, table.getItems().size());
    }

    private boolean isOpen(Row row, Check check) {
        var open = model.opened().get();
        return open != null && open.target().equals(row.target()) && open.check() == check;
    }

    private void show(Known known) {
        boolean same = table.getItems().stream().map(Row::label).toList()
                .equals(known.rows().stream().map(Row::label).toList());
        if (same) {
            for (int i = 0; i < known.rows().size(); i++) {
                if (!table.getItems().get(i).equals(known.rows().get(i))) {
                    table.getItems().set(i, known.rows().get(i));
                }
            }
        } else {
            table.getItems().setAll(known.rows());
        }
        ticked();
        panel.requestLayout();
    }

    private void ticked() {
        int rows = table.getItems().size();
        int on = (int) table.getItems().stream().filter(row -> model.chosen().get().contains(row.label())).count();
        all.setIndeterminate(on > 0 && on < rows);
        all.setSelected(rows > 0 && on == rows);
        all.setDisable(rows == 0);
        table.refresh();
    }

    /// Marks and figures share what the name does not need, within reason.
    private void fit() {
        double room = TableColumns.room(table) - SCROLL_BAR - TICK - RUN;
        double least = marks.stream().mapToDouble(MatrixPanel::least).sum();
        double spare = Math.max(0, room - LEAST_NAME - 40 - least);
        double more = Math.min(MOST_MORE, Math.floor(spare * 0.7 / marks.size()));
        double used = 0;
        for (var column : marks) {
            double wide = least(column) + more;
            TableColumns.setWide(column, wide);
            used += wide;
        }
        TableColumns.setWide(name, Math.max(LEAST_NAME, room - used));
    }

    private static double least(TableColumn<Row, ?> column) {
        return column.getUserData() instanceof Check check ? least(check) : 0;
    }

    /// So that its title is whole.
    private static double least(Check check) {
        return switch (check) {
            case CHAT, JSON, LIMIT, ERROR, TOOLS -> 36;
            case USAGE -> 38;
            case STREAM, EMBED, CANCEL -> 42;
            case SCHEMA -> 46;
            case LATENCY -> 54;
            case QUOTA -> 44;
        };
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            focused().ifPresent(check -> {
                var row = table.getFocusModel().getFocusedItem();
                model.open(row.target(), check);
                event.consume();
            });
        }
    }

    private Optional<Check> focused() {
        var cell = table.getFocusModel().getFocusedCell();
        return cell != null && cell.getTableColumn() != null
                && cell.getTableColumn().getUserData() instanceof Check check && cell.getRow() >= 0
                        ? Optional.of(check)
                        : Optional.empty();
    }

    /// The box before a name.
    private static final class Tick extends HBox {
        private final CheckBox box = new CheckBox();
        private final SmokeModel model;
        private String target = "";

        Tick(SmokeModel model) {
            super();
            this.model = model;
            setAlignment(Pos.CENTER);
            getChildren().add(box);
            box.setOnAction(_ -> model.choose(target, box.isSelected()));
        }

        void show(Row row) {
            target = row.label();
            box.setSelected(model.chosen().get().contains(target));
            box.setAccessibleText("Choose " + target);
        }
    }

    /// Name and age.
    private static final class Name extends VBox {
        private final Label label = TableColumns.elided(Styled.strong(""));
        private final Label age = Styled.small("");

        Name() {
            setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(label, age);
        }

        void show(Row row, Instant now) {
            label.setText(row.target().model());
            age.setText(row.target().provider() + " · "
                    + row.at().map(at -> Labels.ago(at, now)).orElse("never run"));
        }
    }

    /// Runs one row.
    private static final class RunButton extends HBox {
        private final SmokeModel model;
        private final Button button;
        private Optional<Row> row = Optional.empty();

        RunButton(SmokeModel model) {
            this.model = model;
            button = Buttons.button("Run", () -> row.ifPresent(r -> model.run(r.target())), "tg-row");
            button.setMinWidth(Region.USE_PREF_SIZE);
            setAlignment(Pos.CENTER);
            getChildren().add(button);
        }

        void show(Row next) {
            row = Optional.of(next);
            button.setAccessibleText("Test " + next.label());
            button.setDisable(model.running().get().isPresent());
        }
    }
}
