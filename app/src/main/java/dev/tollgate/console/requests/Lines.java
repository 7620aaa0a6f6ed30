package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.Collection;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.RowConstraints;
import javafx.scene.layout.VBox;

/// Names and values under each other, for the inspector; long values are elided in the middle and whole on hover.
final class Lines extends VBox {
    private static final double NAME = 104;
    private GridPane grid = grid();

    Lines() {
        super(8);
        getStyleClass().add("tg-inspector-body");
        getChildren().add(grid);
    }

    private static GridPane grid() {
        var grid = new GridPane(8, 6);
        var names = new ColumnConstraints(NAME);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        grid.getColumnConstraints().setAll(names, values);
        return grid;
    }

    Lines heading(String text) {
        var heading = Styled.strong(text);
        heading.getStyleClass().add("tg-section");
        return node(heading);
    }

    Lines line(String name, String value) {
        return line(name, value, "");
    }

    /// @param origin where the value came from, muted under it
    Lines line(String name, String value, String origin) {
        var text = TableColumns.elided(new Label(value));
        return origin.isEmpty() ? line(name, text) : line(name, new VBox(text, small(origin)));
    }

    Lines line(String name, Node value) {
        var label = Styled.muted(name);
        GridPane.setValignment(label, VPos.TOP);
        grid.addRow(grid.getRowCount(), label, value);
        grid.getRowConstraints().add(new RowConstraints());
        return this;
    }

    private static Label small(String text) {
        var label = Styled.small(text);
        label.setWrapText(true);
        return label;
    }

    Lines text(String sentence) {
        var label = Styled.muted(sentence);
        label.setWrapText(true);
        return node(label);
    }

    Lines node(Node node) {
        if (grid.getRowCount() == 0) {
            getChildren().remove(grid);
        }
        grid = grid();
        getChildren().addAll(node, grid);
        return this;
    }

    Lines nodes(Collection<? extends Node> nodes) {
        nodes.forEach(this::node);
        return this;
    }
}
