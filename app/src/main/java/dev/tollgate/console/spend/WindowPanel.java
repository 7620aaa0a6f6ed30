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
    private static final double BAR = 36;
    private static final double SCROLL_BAR = 10;
    private static final double ROOM_FOR_BAR = 350;
    private static final double MOST_NAME = 92;
    private static final int LONG = 14;
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
    private final TableColumn<Differences.Row, ?> difference = TableColumns.figure("difference", 72,
            row -> shownIn().delta(row.difference()));
    private final TableColumn<Differences.Row, ?> before = TableColumns.figure("usual", 62,
            row -> shownIn().cell(row.usual()));
    private final Button open;
    private Unit unit = Unit.MONEY;
    private long most = 1;
    private boolean known = true;

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
                difference,
                TableColumns.figure("this", 60, row -> unit.cell(row.now())),
                before));
        TableColumns.each(table, column -> column.setResizable(false));
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, ROW, Styled.muted("Nothing differs."));
        table.setAccessibleText("Largest differences");
        table.setRowFactory(_ -> row());
        table.setOnKeyPressed(event -> {
            var chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                narrow(chosen);
                event.consume();
            }
        });
        table.widthProperty().addListener((_, _, _) -> fit());
    }

    /// The name takes what the figures leave; where that is little the bar goes, and the usual, which the two figures
    /// left say: the words that name a value must be whole.
    private void fit() {
        double width = TableColumns.room(table);
        bar.setVisible(width >= ROOM_FOR_BAR);
        before.setVisible(known && width >= ROOM_FOR_BAR);
        double figures = table.getColumns().stream().skip(1).filter(TableColumn::isVisible)
                .mapToDouble(TableColumns::wide).sum();
        TableColumns.setWide(name, Math.max(80, width - figures - SCROLL_BAR));
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

    private Unit shownIn() {
        return unit;
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

    void show(Differences found, Unit asked) {
        unit = asked;
        most = found.largest().stream().mapToLong(row -> Math.abs(row.difference())).max().orElse(1);
        sum.setText(unit.text(found.now()));
        panel.setTitle(found.known() ? "What differs here" : "What is in here");
        panel.setNote(found.known() ? "against usual" : "");
        usual.setText(found.known() ? "usual " + unit.text(found.usual()) : "");
        delta.setText(found.known() ? unit.delta(found.difference()).strip() : "");
        sign.getChildren().setAll(found.difference() > 0
                ? Mark.UP.node(10)
                : found.difference() < 0 ? Mark.FALLING.node(10) : Mark.FLAT.node(10));
        sign.setVisible(found.known());
        delta.getStyleClass().remove("tg-text-warning");
        if (found.difference() > 0) {
            delta.getStyleClass().add("tg-text-warning");
        }
        known = found.known();
        difference.setVisible(known);
        fit();
        name.setText(found.largest().size() < Differences.MOST ? "" : found.largest().size() + " largest");
        table.getItems().setAll(found.largest());
        table.setPrefHeight(
                table.getFixedCellSize() * (found.largest().isEmpty() ? 3 : found.largest().size() + 1) + 4);
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
            value.setMinWidth(USE_PREF_SIZE);
            value.setMaxWidth(MOST_NAME);
            dimension.setMinWidth(0);
            getChildren().addAll(value, dimension);
            setStyle("-fx-padding: 5px 0 0 0;");
        }

        void show(Differences.Row row) {
            value.setText(row.name());
            // the value gives way only where it is long: which dimension it is of can be guessed
            value.setMinWidth(row.name().length() > LONG ? MOST_NAME : USE_PREF_SIZE);
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
