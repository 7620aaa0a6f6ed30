package dev.tollgate.console.live;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import java.time.ZoneId;
import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;

/// What runs at this moment, each with its own Cut.
final class FlightsPanel {
    private static final double ROW = 28;
    private static final double LEAST_WHO = 48;
    private static final double ROOM_FOR_OUT = 380;
    private static final double ROOM_FOR_STATE = 330;

    private static final double MOST_WHO = 220;
    private final LivePageModel model;
    private final Places places;
    private final TableView<Slot> table = new TableView<>();
    private final TableColumn<Slot, FlightRow> who;
    private final TableColumn<Slot, FlightRow> state = column("state", 88, FlightCells.State::new);
    private final TableColumn<Slot, FlightRow> out = right("out", 46,
            () -> new FlightCells.Text(row -> row.output() > 0 ? Format.count(row.output()) : Format.NONE));
    private final Panel panel;
    private final Button hold;

    FlightsPanel(LivePageModel model, Acts acts, Places places) {
        this.model = model;
        this.places = places;
        who = column("key, thread", 110, FlightCells.Who::new);
        table.getColumns().add(right("age", 52, () -> new FlightCells.Text(FlightRow::age)));
        table.getColumns().add(state);
        table.getColumns().add(who);
        table.getColumns().add(out);
        table.getColumns().add(right("so far", 84, () -> new FlightCells.Text(FlightsPanel::money)));
        table.getColumns().add(right("", 50, () -> new FlightCells.Stop(acts)));
        TableColumns.dress(table, ROW, new EmptyState("Nothing is in flight"));
        TableColumns.each(table, column -> column.setSortable(false));
        OneTakesTheRest.dress(table, who, LEAST_WHO, MOST_WHO);
        table.widthProperty().addListener((_, _, _) -> {
            out.setVisible(TableColumns.room(table) >= ROOM_FOR_OUT);
            state.setVisible(TableColumns.room(table) >= ROOM_FOR_STATE);
        });
        who.widthProperty()
                .addListener((_, _, width) -> who.setText(TextSize.points(width.doubleValue()) < FlightCells.Who.ROOM
                        ? "key"
                        : "key, thread"));
        table.setItems(model.flights().rows());
        table.setRowFactory(_ -> new FlightCells.Row());
        table.setAccessibleText("Requests in flight");
        opening();
        panel = new Panel("In flight", table);
        hold = Buttons.button("Hold", model::hold, "tg-row");
        hold.setGraphic(Styled.key("U"));
        hold.setContentDisplay(ContentDisplay.RIGHT);
        Buttons.named(hold, "Hold the view; the engine goes on");
        panel.withActions(hold);
        model.flightsBusy(() -> RowCells.isAimedAt(table));
        model.now().addListener((_, _, _) -> title());
        model.heldSince().addListener((_, _, _) -> title());
    }

    Panel node() {
        return panel;
    }

    TableView<Slot> table() {
        return table;
    }

    private void opening() {
        table.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                open();
                event.consume();
            }
        });
        table.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                open();
            }
        });
    }

    private void open() {
        var chosen = table.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            places.openRequest(chosen.row().id());
        }
    }

    private void title() {
        int running = model.flights().running();
        panel.setTitle("In flight  " + Format.count(running));
        panel.setNote(model.heldSince().get().map(at -> "held at " + Format.clockSeconds(at, ZoneId.systemDefault()))
                .orElse(running > 0 ? "oldest " + Format.age(model.flights().oldest()) : ""));
        hold.setText(model.heldSince().get().isPresent() ? "Let go" : "Hold");
    }

    private static String money(FlightRow row) {
        return Money.aligned(Money.cell(row.picos(), row.certainty()), 6);
    }

    private static TableColumn<Slot, FlightRow> column(String title, double width,
            Supplier<? extends FlightCells.Cell> cell) {
        var column = new TableColumn<Slot, FlightRow>(title);
        TableColumns.width(column, width);
        column.setCellValueFactory(slot -> slot.getValue().shown());
        column.setCellFactory(_ -> cell.get());
        return column;
    }

    private static TableColumn<Slot, FlightRow> right(String title, double width,
            Supplier<? extends FlightCells.Cell> cell) {
        var column = column(title, width, cell);
        column.getStyleClass().add("tg-right");
        return column;
    }
}
