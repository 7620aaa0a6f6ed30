package dev.tollgate.console.alarms;

import dev.tollgate.console.fx.Panel;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// What rules and channels have in common: a table that is edited beside it, and words below it.
final class Listing {
    /// What a table takes beside its columns: the scroll bar, kept free also while nothing scrolls.
    static final double EDGES = 16;

    private Listing() {}

    /// The panel at the left of a tab.
    ///
    /// @param words below the table; gone while they are hidden
    /// @param file the file that alone may change what is listed
    static Panel panel(String title, TableView<?> table, Label words, Optional<String> file) {
        words.setWrapText(true);
        words.setStyle("-fx-padding: 6px 12px 8px 12px;");
        words.managedProperty().bind(words.visibleProperty());
        VBox.setVgrow(table, Priority.ALWAYS);
        var panel = new Panel(title, new VBox(table, words));
        panel.setNote(file.map(name -> "from " + name + ", which alone may change them").orElse(
                "Enter or a click edits one"));
        panel.setMinWidth(0);
        HBox.setHgrow(panel, Priority.ALWAYS);
        return panel;
    }

    /// In the order they are given; nothing else would be told by sorting a handful.
    static <S> void columns(TableView<S> table, List<TableColumn<S, ?>> columns) {
        columns.forEach(column -> column.setSortable(false));
        table.getColumns().setAll(columns);
    }
}
