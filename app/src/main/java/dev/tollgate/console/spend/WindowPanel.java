package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What differs in the dragged window: its cost against usual, and the ten values that make the difference.
final class WindowPanel {
    private final Panel panel = new Panel("What differs here");
    private final Label cost = Styled.figure("");
    private final Label usual = Styled.muted("");
    private final Label delta = Styled.strong("");
    private final Label against = Styled.small("");
    private final TableView<Differences.Row> table = new TableView<>();
    private final Button open;

    WindowPanel(Runnable openRequests, Runnable close, Consumer<Differences.Row> narrow) {
        open = Buttons.button("Open requests", openRequests, "accent");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var sums = new HBox(8, cost, usual, gap, delta);
        sums.setAlignment(Pos.BASELINE_LEFT);
        sums.setStyle("-fx-padding: 8 12 8 12;");
        table.getColumns().add(TableColumns.text("10 largest of 9 dimensions", 150, r -> r.name()));
        table.getColumns().add(TableColumns.text("", 70, r -> r.dimension().word()));
        table.getColumns().add(TableColumns.money("difference", 84, 3, r -> Money.delta(r.difference())));
        table.getColumns().add(TableColumns.money("this", 64, 3, r -> Money.sum(r.now())));
        table.getColumns().add(TableColumns.money("usual", 64, 3, r -> Money.sum(r.usual())));
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, 28, Styled.muted("Nothing differs."));
        table.setAccessibleText("Largest differences");
        table.setRowFactory(_ -> row(narrow));
        against.setWrapText(true);
        against.setStyle("-fx-padding: 8 12 8 12;");
        VBox.setVgrow(table, Priority.ALWAYS);
        panel.setContent(new VBox(sums, table, against));
        panel.setNote("against usual");
        panel.withActions(Buttons.icon(Icon.CLOSE, "Back to the whole range", close, "flat"));
        panel.withFooter(open);
        panel.setMinWidth(364);
        panel.setPrefWidth(364);
        panel.setMaxWidth(364);
    }

    private static TableRow<Differences.Row> row(Consumer<Differences.Row> narrow) {
        var row = new TableRow<Differences.Row>();
        row.setOnMouseClicked(_ -> {
            if (row.getItem() != null) {
                narrow.accept(row.getItem());
            }
        });
        return row;
    }

    Panel node() {
        return panel;
    }

    void show(Differences found) {
        cost.setText(Money.sum(found.window().picos()));
        usual.setText("usual " + Money.sum(found.usualPicos()));
        long difference = found.window().picos() - found.usualPicos();
        delta.setText(Money.delta(difference));
        delta.getStyleClass().removeAll("tg-text-warning", "tg-text-accent");
        delta.getStyleClass().add(difference > 0 ? "tg-text-warning" : "tg-text-accent");
        table.getItems().setAll(found.largest());
        against.setText("Usual: " + found.against() + ". A click narrows the filter.");
        open.setText("Open " + Format.count(found.window().requests()) + " requests");
    }
}
