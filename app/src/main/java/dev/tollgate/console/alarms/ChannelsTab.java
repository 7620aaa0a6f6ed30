package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.alarm.ChannelState;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.Channel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;

/// Who is told of alarms outside the window, how each does, and the editor of one beside them.
final class ChannelsTab extends HBox {
    private static final double ROW = 28;
    private static final double NAME = 110;
    private static final double ADDRESS = 190;
    private static final double SIGNED = 64;
    private static final double STATE = 200;
    private static final double TELLERS = 140;
    private static final double ROOM_FOR_ALL = 760;

    private final AlarmsModel model;
    private final TableView<Row> table = new TableView<>();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ChannelEditor editor;
    private boolean filling;

    /// One channel at one moment.
    ///
    /// @param hour of now: what was today is said without its date
    record Row(Channel channel, ChannelState state, List<AlarmRule> rules, Instant hour) {
        Row {
            rules = List.copyOf(rules);
        }

        String words() {
            return ChannelWords.state(state, hour);
        }
    }

    /// A mark and a word, as states are always shown.
    private static final class StateCell extends HBox {
        private final Label words = TableColumns.elided(Styled.text(""));

        StateCell() {
            super(6);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
        }

        void show(Row row) {
            var state = row.state();
            var mark = state.trouble().isPresent()
                    ? Mark.WARNING
                    : state.lastSent().isPresent() ? Mark.OK : Mark.IDLE;
            words.setText(row.words());
            getChildren().setAll(mark.node(), words);
        }
    }

    ChannelsTab(AlarmsModel model, Places places) {
        super(8);
        this.model = model;
        var file = model.gateway().configFile().map(path -> String.valueOf(path.getFileName()));
        editor = new ChannelEditor(model.feed(), places, this::closed);
        var words =
                Styled.small("Told when an alarm is raised, gets worse, wakes from a snooze or ends. A rule that names"
                        + " no channel tells all of them; the screen always shows it.");
        setMinSize(0, 0);
        getChildren().add(Listing.panel("Channels", table, words, file));
        columns();
        var empty = new EmptyState("No webhook is told of alarms", file.isPresent()
                ? new Node[0]
                : new Node[] {Buttons.button(Icon.PLUS, "Add a channel", this::add, "accent")});
        empty.setReason("They are shown here and, while the window is not in front, by the desktop.");
        TableColumns.dress(table, ROW, empty);
        table.setItems(rows);
        table.setId("alarm-channels");
        table.setAccessibleText("Channels");
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (row != null && !filling) {
                edit(row);
            }
        });
        table.setOnKeyPressed(event -> {
            var row = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                edit(row);
                editor.focus();
                event.consume();
            }
        });
    }

    private void columns() {
        var state = TableColumns.<Row, StateCell>node("state", 240, StateCell::new, StateCell::show);
        var tellers = TableColumns.<Row>text("told by", TELLERS,
                row -> ChannelWords.tellers(row.channel(), row.rules()));
        var address = TableColumns.<Row>text("address", ADDRESS,
                row -> ChannelWords.address(row.channel().webhook()));
        var columns = List.<TableColumn<Row, ?>>of(
                TableColumns.text("channel", NAME, row -> row.channel().name()),
                address,
                TableColumns.text("signed", SIGNED, row -> row.channel().secret().isPresent() ? "yes" : "no"), tellers,
                state);
        Listing.columns(table, columns);
        table.widthProperty().addListener((_, _, _) -> {
            double wide = TableColumns.room(table);
            tellers.setVisible(wide >= ROOM_FOR_ALL);
            double left = wide - NAME - ADDRESS - STATE - SIGNED
                    - (tellers.isVisible() ? TELLERS : 0) - Listing.EDGES;
            TableColumns.setWide(address, ADDRESS + Math.max(0, left / 2));
            TableColumns.setWide(state, STATE + Math.max(-STATE / 2, left > 0 ? left / 2 : left));
        });
    }

    void show(Picture picture) {
        var channels = model.gateway().config().alarming().channels();
        var next = new ArrayList<Row>();
        for (var state : picture.channels()) {
            channels.stream().filter(each -> each.name().equals(state.name())).findFirst()
                    .ifPresent(channel -> next.add(
                            new Row(channel, state, picture.rules(), picture.at().truncatedTo(ChronoUnit.HOURS))));
        }
        if (!rows.equals(next)) {
            filling = true;
            rows.setAll(next);
            editor.edited()
                    .ifPresent(channel -> rows.stream().filter(row -> row.channel().name().equals(channel.name()))
                            .findFirst().ifPresent(table.getSelectionModel()::select));
            filling = false;
        }
        editor.show(next);
    }

    /// An empty one, to be filled in.
    void add() {
        filling = true;
        table.getSelectionModel().clearSelection();
        filling = false;
        editor.open(Optional.empty(), rows);
        place();
        editor.focus();
    }

    private void edit(Row row) {
        if (!editor.edited().equals(Optional.of(row.channel()))) {
            editor.open(Optional.of(row.channel()), rows);
            place();
        }
    }

    private void place() {
        if (!getChildren().contains(editor.node())) {
            getChildren().add(editor.node());
        }
    }

    private void closed() {
        getChildren().remove(editor.node());
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }
}
