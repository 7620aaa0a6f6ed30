package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Signs;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.alarm.AlarmView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;

/// Alarms that are over, the newest first; Enter or a double click opens the requests behind one.
final class HistoryTable {
    private static final double ROW = 28;
    private static final double MOST = 420;
    private static final double ROOM_FOR_ALL = 860;
    private static final double ROOM_FOR_LIMIT = 660;

    private final TableView<AlarmView> table = new TableView<>();
    private final ObservableList<AlarmView> rows = FXCollections.observableArrayList();
    private final Panel panel;
    private final Acts acts;

    HistoryTable(Acts acts, Supplier<Instant> now) {
        this.acts = acts;
        var zone = ZoneId.systemDefault();
        var what = TableColumns.<AlarmView>text("alarm", 280, AlarmWords::title);
        var limit = TableColumns.<AlarmView>figure("limit", 124,
                row -> AlarmWords.value(row.kind(), row.measure(), row.limit(), row.window()));
        var ended = TableColumns.<AlarmView>text("ended by", 190, AlarmView::note);
        var columns = List.<TableColumn<AlarmView, ?>>of(
                TableColumns.node("", 28, StackPane::new, (pane, row) -> pane.getChildren()
                        .setAll(Signs.mark(row.severity()).node())),
                TableColumns.text("began", 120, row -> began(row.started(), now.get(), zone)), what,
                TableColumns.figure("highest", 124, row -> AlarmWords.value(row.kind(), row.measure(), row.worst(),
                        row.window())),
                limit,
                TableColumns.figure("lasted", 90, row -> row.ended()
                        .map(end -> Format.age(Duration.between(row.started(), end))).orElse(Format.NONE)),
                ended);
        columns.forEach(column -> {
            column.setSortable(false);
            table.getColumns().add(column);
        });
        table.widthProperty().addListener((_, _, _) -> {
            double room = TableColumns.room(table) - Listing.EDGES;
            limit.setVisible(room >= ROOM_FOR_LIMIT);
            ended.setVisible(room >= ROOM_FOR_ALL);
            TableColumns.spread(table, room, MOST, Map.of(what, 1.0));
        });
        TableColumns.dress(table, ROW, new EmptyState("No alarm has ended yet"));
        table.setItems(rows);
        table.setAccessibleText("Alarms that are over");
        table.setId("alarm-history");
        opens();
        panel = new Panel("History", table);
    }

    private void opens() {
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            }
        });
        table.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                open();
            }
        });
    }

    private static String began(Instant at, Instant now, ZoneId zone) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? Format.clockSeconds(at, zone) : Format.time(at, now, zone);
    }

    private void open() {
        var chosen = table.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            acts.why(chosen);
        }
    }

    Panel node() {
        return panel;
    }

    void show(List<AlarmView> ended) {
        if (!rows.equals(ended)) {
            rows.setAll(ended);
        }
        panel.setNote(ended.isEmpty() ? "" : "double click opens the requests behind it");
    }
}
