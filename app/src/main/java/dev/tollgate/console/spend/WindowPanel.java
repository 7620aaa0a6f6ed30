package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What differs in the dragged window: its sum against usual, and the ten values that make the difference.
final class WindowPanel {
    private static final double ROW = 28;
    private static final double BAR = 44;
    private static final double ROOM_FOR_BAR = 350;
    private final Narrowing narrowing;
    private final Panel panel = new Panel("What differs here");
    private final Label sum = Styled.figure("");
    private final Label usual = Styled.muted("");
    private final Label delta = Styled.strong("");
    private final HBox sign = new HBox();
    private final Label against = Styled.small("");
    private final TableView<Differences.Row> table = new TableView<>();
    private final TableColumn<Differences.Row, ?> name;
    private final TableColumn<Differences.Row, ?> bar;
    private final Button open;
    private Unit unit = Unit.MONEY;
    private long most = 1;

    WindowPanel(Narrowing narrowing) {
        this.narrowing = narrowing;
        open = Buttons.button("Open requests", narrowing::openAll, "accent");
        name = TableColumns.node("", 120, Name::new, Name::show);
        bar = TableColumns.node("", BAR + 8, Bar::new, (drawn, row) -> drawn.show(row.difference(), most));
        table();
        against.setWrapText(true);
        against.setMinHeight(Region.USE_PREF_SIZE);
        against.setStyle("-fx-padding: 8px 12px 8px 12px;");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        sign.setAlignment(Pos.CENTER);
        var sums = new HBox(6, sum, usual, gap, sign, delta);
        sums.setAlignment(Pos.BASELINE_LEFT);
        sums.setMinHeight(36);
        sums.setStyle("-fx-padding: 2px 12px 6px 12px;");
        for (var label : List.of(sum, delta)) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        var content = new VBox(sums, table, against);
        content.setMinHeight(0);
        panel.setContent(content);
        panel.setNote("against usual");
        panel.withActions(Buttons.icon(Icon.CLOSE, "Close the window and go back (Esc)", narrowing::close, "flat",
                "tg-row"));
        panel.withFooter(open);
    }

    private void table() {
        table.getColumns().addAll(List.of(name, bar,
                TableColumns.figure("difference", 84, row -> unit.delta(row.difference())),
                TableColumns.figure("this", 68, row -> unit.cell(row.now())),
                TableColumns.figure("usual", 68, row -> unit.cell(row.usual()))));
        for (var column : table.getColumns()) {
            column.setMinWidth(column.getPrefWidth());
            column.setMaxWidth(column.getPrefWidth());
        }
        name.setMinWidth(80);
        name.setMaxWidth(Double.MAX_VALUE);
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, ROW, Styled.muted("Nothing differs."));
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.setAccessibleText("Largest differences");
        table.setRowFactory(_ -> row());
        table.setOnKeyPressed(event -> {
            var chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                narrow(chosen);
                event.consume();
            }
        });
        table.widthProperty().addListener((_, _, width) -> bar.setVisible(width.doubleValue() >= ROOM_FOR_BAR));
    }

    private TableRow<Differences.Row> row() {
        var row = new TableRow<Differences.Row>();
        row.setOnMouseClicked(_ -> {
            if (row.getItem() != null) {
                narrow(row.getItem());
            }
        });
        return row;
    }

    private void narrow(Differences.Row row) {
        if (row.isValue()) {
            narrowing.only(row.dimension(), row.name());
        }
    }

    Panel node() {
        return panel;
    }

    TableView<Differences.Row> rows() {
        return table;
    }

    Button openButton() {
        return open;
    }

    String against() {
        return against.getText();
    }

    void show(Differences found, Unit shownIn) {
        unit = shownIn;
        most = found.largest().stream().mapToLong(row -> Math.abs(row.difference())).max().orElse(1);
        sum.setText(unit.text(found.now()));
        usual.setText("usual " + unit.text(found.usual()));
        delta.setText(unit.delta(found.difference()).strip());
        sign.getChildren().setAll(found.difference() > 0 ? Mark.UP.node(10)
                : found.difference() < 0 ? Mark.FALLING.node(10) : Mark.FLAT.node(10));
        delta.getStyleClass().remove("tg-text-warning");
        if (found.difference() > 0) {
            delta.getStyleClass().add("tg-text-warning");
        }
        name.setText((found.largest().size() < Differences.MOST ? "" : found.largest().size() + " largest of ")
                + found.dimensions() + (found.dimensions() == 1 ? " dimension" : " dimensions"));
        table.getItems().setAll(found.largest());
        table.setPrefHeight(ROW * (found.largest().isEmpty() ? 3 : found.largest().size() + 1) + 4);
        table.setMaxHeight(table.getPrefHeight());
        against.setText("Usual: " + found.against() + ". A click on a row filters by it.");
        open.setText("Open " + Format.count(found.requests()) + (found.requests() == 1 ? " request" : " requests"));
        open.setDisable(found.requests() == 0);
    }

    /// The value, and small behind it what it is a value of.
    private static final class Name extends HBox {
        private final Label value = TableColumns.elided(Styled.strong(""));
        private final Label dimension = Styled.small("");

        Name() {
            super(4);
            setAlignment(Pos.BASELINE_LEFT);
            setMinWidth(0);
            dimension.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(value, dimension);
            setStyle("-fx-padding: 5px 0 0 0;");
        }

        void show(Differences.Row row) {
            value.setText(row.name());
            dimension.setText(Words.of(row.dimension()));
        }
    }

    /// More is amber, less is blue; the sign beside it says so too.
    private static final class Bar extends StackPane {
        private final Region filled = new Region();

        Bar() {
            setAlignment(Pos.CENTER_RIGHT);
            filled.setMinHeight(8);
            filled.setMaxHeight(8);
            getChildren().add(filled);
        }

        void show(long difference, long largest) {
            double width = Math.max(1, Math.round(BAR * (double) Math.abs(difference) / Math.max(1, largest)));
            filled.setMinWidth(width);
            filled.setMaxWidth(width);
            filled.setStyle("-fx-background-color: "
                    + (difference > 0 ? "-color-warning-emphasis" : "-tg-slot-1") + ";");
        }
    }
}
