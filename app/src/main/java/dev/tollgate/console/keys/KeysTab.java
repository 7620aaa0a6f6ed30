package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// All keys: what they may use, how full their tightest budget is, when they were used, and the stop control.
final class KeysTab extends VBox {
    private static final double ROW = 36;

    private final Acts acts;
    private final Consumer<String> open;
    private final TableView<Slot<KeyRow>> table = new TableView<>();

    KeysTab(KeysModel model, Acts acts, Consumer<String> open) {
        this.acts = acts;
        this.open = open;
        getStyleClass().add("tg-panel");
        setMinSize(0, 0);
        var name = Columns.<KeyRow, Label>node("name", 150,
                () -> Columns.elided(Styled.strong("")), (label, row) -> label.setText(row.name()));
        var scope = Columns.text("may use", 150, KeyRow::scope);
        var limits = Columns.<KeyRow>text("req / tok a min / parallel", 140, row -> row.limits());
        var gauge = Columns.<KeyRow, RowGauge>node("tightest budget", 152, () -> new RowGauge(140),
                KeysTab::draw);
        var brief = Columns.moving("", 176, KeyRow::brief);
        var last = Columns.figure("last used", 66, KeyRow::last);
        var state = Columns.<KeyRow, StateLabel>filling("state", 110, StateLabel::new, StateLabel::show);
        var act = Columns.<KeyRow, Stop>node("", 92, () -> new Stop(acts), Stop::show);
        table.getColumns()
                .addAll(List.<TableColumn<Slot<KeyRow>, ?>>of(name, scope, limits, gauge, brief, last, state, act));
        TableColumns.dress(table, ROW, new EmptyState("No key has this name"));
        var _ = new Fitted<>(table, name, 170, 300, List.of(scope, limits, brief, last, gauge));
        table.setItems(model.keys());
        table.setRowFactory(_ -> row());
        table.setAccessibleText("Keys");
        table.setOnKeyPressed(this::key);
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().add(table);
    }

    TableView<Slot<KeyRow>> table() {
        return table;
    }

    /// What stands where no key is.
    void setEmpty(Node node) {
        table.setPlaceholder(node);
    }

    private static void draw(RowGauge gauge, KeyRow row) {
        gauge.setVisible(row.tightest().isPresent());
        row.tightest().ifPresent(gauge::show);
    }

    private void key(KeyEvent event) {
        var slot = table.getSelectionModel().getSelectedItem();
        if (slot == null) {
            return;
        }
        var row = slot.row();
        switch (event.getCode()) {
            case ENTER -> open.accept(row.name());
            case P -> {
                if (row.state() == KeyRow.State.PAUSED) {
                    acts.resume(row.name());
                } else {
                    acts.pause(row.name());
                }
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// Striped while paused; a click opens it.
    private TableRow<Slot<KeyRow>> row() {
        var made = new Columns.Row<KeyRow>(KeysTab::look);
        made.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && !made.isEmpty()) {
                open.accept(made.getItem().row().name());
            }
        });
        return made;
    }

    private static void look(TableRow<?> tableRow, @Nullable KeyRow row) {
        States.set(tableRow, States.PAUSED, row != null && row.state() == KeyRow.State.PAUSED);
        States.set(tableRow, States.WARNED, row != null && row.state() == KeyRow.State.CAPPED);
        tableRow.setAccessibleText(row == null
                ? null
                : row.name() + ", " + row.stateWords() + ", may use " + row.scope() + ", last used " + row.last()
                        + ", " + row.brief());
    }

    /// Shape and word.
    private static final class StateLabel extends HBox {
        private final StillText word = new StillText(false);
        private KeyRow.@Nullable State drawn;

        StateLabel() {
            super(6);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            HBox.setHgrow(word, Priority.ALWAYS);
        }

        void show(KeyRow row) {
            if (row.state() != drawn) {
                drawn = row.state();
                getChildren().setAll(mark(row.state()).node(), word);
            }
            word.show(row.stateWords(), "");
        }

        private static Mark mark(KeyRow.State state) {
            return switch (state) {
                case ON -> Mark.OK;
                case PAUSED -> Mark.DOWN;
                case CAPPED -> Mark.WARNING;
                case EXPIRED -> Mark.IDLE;
            };
        }
    }

    /// Pause or Resume, always in the same place.
    private static final class Stop extends HBox {
        private final Acts acts;
        private String key = "";
        private @Nullable Boolean paused;

        Stop(Acts acts) {
            this.acts = acts;
            setAlignment(Pos.CENTER_RIGHT);
        }

        void show(KeyRow row) {
            boolean now = row.state() == KeyRow.State.PAUSED;
            if (Boolean.valueOf(now).equals(paused) && row.name().equals(key)) {
                return;
            }
            key = row.name();
            paused = now;
            var button = now
                    ? Buttons.button(Icon.PLAY, "Resume", () -> acts.resume(key), "tg-row")
                    : Buttons.button(Icon.PAUSE, "Pause", () -> acts.pause(key), "tg-row", "tg-quiet");
            button.setMinWidth(USE_PREF_SIZE);
            button.setAccessibleText(now ? "Resume " + key : "Pause " + key + ": new calls are refused");
            getChildren().setAll(button);
        }
    }
}
