package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.gateway.control.Difference;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A difference: in words above, line by line below, as far as lines differ.
final class DifferenceView extends VBox {
    private static final double ROW = 18;
    private static final int MOST_ROWS = 14;
    private static final int NAMED = 6;

    private final Label words = Section.wrapped("");
    private final ListView<Difference.Line> lines = new ListView<>();

    DifferenceView() {
        super(6);
        lines.setFixedCellSize(TextSize.row(ROW));
        lines.getStyleClass().add("tg-diff");
        lines.setAccessibleText("Lines that differ");
        lines.setCellFactory(_ -> new Cell());
        lines.setMinHeight(Region.USE_PREF_SIZE);
        getChildren().addAll(words, lines);
        setMinWidth(0);
    }

    void show(String title, Difference difference) {
        var shown = difference.around(2);
        boolean empty = difference.isEmpty();
        words.setText(title + (empty ? "nothing differs." : difference.summary(NAMED) + "."));
        lines.getItems().setAll(empty ? List.of() : shown);
        lines.setVisible(!empty);
        lines.setManaged(!empty);
        lines.setPrefHeight(Math.min(MOST_ROWS, shown.size()) * lines.getFixedCellSize() + 4);
    }

    /// A line with its sign, so that it is told without colour too.
    private static final class Cell extends ListCell<Difference.Line> {
        private final Label text = Styled.mono("");

        Cell() {
            text.setMinWidth(0);
            text.setMaxWidth(Double.MAX_VALUE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Difference.Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("tg-diff-added", "tg-diff-removed");
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            var sign = switch (line.kind()) {
                case SAME -> "  ";
                case ADDED -> "+ ";
                case REMOVED -> "− ";
            };
            switch (line.kind()) {
                case ADDED -> getStyleClass().add("tg-diff-added");
                case REMOVED -> getStyleClass().add("tg-diff-removed");
                case SAME -> {
                }
            }
            text.setText(sign + line.text());
            text.setTooltip(new Tooltip(line.text()));
            setGraphic(text);
        }
    }
}
