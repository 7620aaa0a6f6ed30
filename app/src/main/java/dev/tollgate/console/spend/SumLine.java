package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Styled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;

/// The sum under the table, each figure under its column; it stays in sight however long the table is.
final class SumLine extends HBox {
    static final double HEIGHT = 30;
    private static final String NAME = "";
    private final Map<String, Label> labels = new HashMap<>();

    SumLine() {
        setAlignment(Pos.CENTER_LEFT);
        // its labels follow the columns, which follow the table: it must not hold the table wide
        setMinSize(0, HEIGHT);
        setMaxHeight(HEIGHT);
        setStyle("-fx-background-color: -color-border-default, -color-bg-default; -fx-background-insets: 0, 1px 0 0 0;"
                + " -fx-background-radius: 0 0 5px 5px;");
    }

    /// One label for each column, as wide as it and gone with it. The first is the name.
    void follow(List<? extends TableColumn<Found.Line, ?>> columns) {
        for (var column : columns) {
            boolean first = labels.isEmpty();
            var label = Styled.strong("");
            label.minWidthProperty().bind(column.widthProperty());
            label.maxWidthProperty().bind(column.widthProperty());
            label.visibleProperty().bind(column.visibleProperty());
            label.managedProperty().bind(column.visibleProperty());
            label.setAlignment(first ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
            label.setStyle(first ? "-fx-padding: 0 8px 0 12px;" : "-fx-padding: 0 8px 0 0;");
            column.getStyleClass().addListener((ListChangeListener<String>) _ -> pad(label, column,
                    first));
            labels.put(first ? NAME : column.getText().isEmpty() ? "bar" : column.getText(), label);
            getChildren().add(label);
        }
    }

    private static void pad(Label label, TableColumn<?, ?> column, boolean first) {
        boolean last = column.getStyleClass().contains("tg-last");
        label.setStyle(first
                ? "-fx-padding: 0 8px 0 12px;"
                : last
                        ? "-fx-padding: 0 12px 0 0;"
                        : "-fx-padding: 0 8px 0 0;");
    }

    String text(String column) {
        var label = labels.get(column);
        return label == null ? "" : label.getText();
    }

    private void set(String column, String text) {
        var label = labels.get(column);
        if (label != null && !label.getText().equals(text)) {
            label.setText(text);
        }
    }

    void show(Found found) {
        var all = found.total();
        set(NAME, Words.all(found.asked().by()));
        set("cost", LineCells.cost(all));
        set("share", found.asked().unit().of(all) == 0 ? Format.NONE : Format.share(1));
        set("tokens", LineCells.tokens(all));
        set("requests", LineCells.requests(all));
        set("$/request", LineCells.each(all));
        set("saved", LineCells.saved(all));
        set("errors", LineCells.errors(all));
        set("in window", found.asked().unit().cell(found.inWindow()));
    }
}
