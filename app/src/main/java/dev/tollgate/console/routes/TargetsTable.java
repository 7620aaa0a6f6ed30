package dev.tollgate.console.routes;

import dev.tollgate.console.chart.ShareBar;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen route's targets in their order. Dragging the grip, or Alt+Up and Alt+Down, moves one; Enter edits it,
/// Delete takes it away.
final class TargetsTable {
    static final double ROW = 44;
    private static final double MOST = 360;
    private static final double HEADER = 28;
    private static final double ROOM_FOR_PACING = 716;
    private static final double ROOM_FOR_CACHED = 606;
    private static final PseudoClass WHOLE = PseudoClass.getPseudoClass("whole");

    /// What a row asks for.
    interface Acts {
        void edit(int place);

        void remove(int place);
    }

    private final RoutesModel model;
    private final Acts acts;
    private final boolean readOnly;
    private final TableView<TargetRow> table = new TableView<>();
    private int dragged = -1;

    TargetsTable(RoutesModel model, boolean readOnly, Acts acts) {
        this.model = model;
        this.acts = acts;
        this.readOnly = readOnly;
        table.setId("targets");
        table.setAccessibleText("Targets in order; Alt+Up and Alt+Down move one");
        table.heightProperty().addListener((_, _, _) -> whole());
        columns();
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, ROW, new EmptyState("A route needs at least one target"));
        table.setRowFactory(_ -> new Row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        dragging();
    }

    TableView<TargetRow> table() {
        return table;
    }

    /// A table that grew narrower and wide again goes on showing a scroll bar with nothing to scroll.
    private void whole() {
        table.pseudoClassStateChanged(WHOLE, table.getHeight() >= wanted());
    }

    double wanted() {
        return HEADER + Math.max(1, table.getItems().size()) * table.getFixedCellSize() + 2;
    }

    void show(List<TargetRow> rows) {
        var items = table.getItems();
        int selected = table.getSelectionModel().getSelectedIndex();
        for (int i = 0; i < Math.min(items.size(), rows.size()); i++) {
            if (!items.get(i).equals(rows.get(i))) {
                items.set(i, rows.get(i));
            }
        }
        if (items.size() > rows.size()) {
            items.remove(rows.size(), items.size());
        } else if (items.size() < rows.size()) {
            items.addAll(rows.subList(items.size(), rows.size()));
        }
        if (selected >= 0 && selected < rows.size()) {
            table.getSelectionModel().clearAndSelect(selected);
        }
    }

    private void columns() {
        var grip = TableColumns.<TargetRow, Grip>node("", 30, Grip::new, (_, _) -> {});
        var place = TableColumns.<TargetRow, Label>node("", 22, () -> Styled.strong(""),
                (label, row) -> label.setText(Integer.toString(row.place())));
        var target = TableColumns.<TargetRow, Named>node("target", 200, Named::new, Named::show);
        var health = TableColumns.<TargetRow, StandingCell>node("breaker", 136, () -> new StandingCell(true),
                (cell, row) -> cell.show(row.standing()));
        var pacing = TableColumns.<TargetRow, Pacing>node("pacing", 112, Pacing::new, Pacing::show);
        var cached = TableColumns.<TargetRow>figure("cached", 58, TargetRow::cached);
        var columns = new ArrayList<TableColumn<TargetRow, ?>>(List.of(grip, place, target, health, pacing,
                TableColumns.figure("TTFT", 60, TargetRow::ttft),
                TableColumns.<TargetRow>figure("in", 74, TargetRow::input), cached,
                TableColumns.<TargetRow>figure("out", 58, TargetRow::output)));
        if (!readOnly) {
            columns.add(TableColumns.<TargetRow, Buttoned>node("", 64, Buttoned::new, Buttoned::show));
        } else {
            columns.remove(grip);
        }
        table.getColumns().setAll(columns);
        table.widthProperty().addListener((_, _, _) -> {
            double wide = TableColumns.room(table);
            pacing.setVisible(wide >= ROOM_FOR_PACING);
            cached.setVisible(wide >= ROOM_FOR_CACHED);
            TableColumns.spread(table, wide - 2, MOST, Map.of(target, 0.55, health, 0.45));
        });
    }

    private void key(KeyEvent event) {
        int at = table.getSelectionModel().getSelectedIndex();
        if (at < 0 || readOnly) {
            return;
        }
        if (event.isAltDown() && event.getCode() == KeyCode.UP) {
            move(at, at - 1);
        } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            move(at, at + 1);
        } else if (event.getCode() == KeyCode.ENTER) {
            acts.edit(at);
        } else if (event.getCode() == KeyCode.DELETE) {
            acts.remove(at);
        } else {
            return;
        }
        event.consume();
    }

    private void move(int from, int to) {
        if (to >= 0 && to < table.getItems().size() && from != to) {
            table.getSelectionModel().clearAndSelect(to);
            model.move(from, to);
        }
    }

    /// By the grip a target is taken by the mouse, and the rows make way while it is dragged. The table listens, not
    /// the grip: a row whose figures change takes its nodes out and puts them back, and the grip then hears no more.
    private void dragging() {
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (isGrip(event)) {
                dragged = indexAt(event);
                table.requestFocus();
                table.getSelectionModel().clearAndSelect(dragged);
                event.consume();
            }
        });
        table.addEventFilter(MouseEvent.MOUSE_DRAGGED, event -> {
            if (dragged >= 0) {
                int over = indexAt(event);
                move(dragged, over);
                dragged = over;
                event.consume();
            }
        });
        table.addEventFilter(MouseEvent.MOUSE_RELEASED, _ -> dragged = -1);
    }

    private static boolean isGrip(MouseEvent event) {
        var at = event.getTarget() instanceof Node node ? node : null;
        while (at != null && !(at instanceof Grip)) {
            at = at.getParent();
        }
        return at != null;
    }

    private int indexAt(MouseEvent event) {
        Point2D at = table.sceneToLocal(event.getSceneX(), event.getSceneY());
        return Math.clamp((long) Math.floor((at.getY() - HEADER) / table.getFixedCellSize()), 0,
                table.getItems().size() - 1);
    }

    private static final class Grip extends StackPane {
        Grip() {
            getChildren().add(Icon.GRIP.node(16));
            getStyleClass().add("tg-grip");
            setCursor(Cursor.OPEN_HAND);
            setAccessibleText("Drag to move");
        }
    }

    private static final class Named extends VBox {
        private final Label name = TableColumns.elided(Styled.strong(""));
        private final Label moved = Styled.pill("", "warning");
        private final Label notes = TableColumns.elided(Styled.small(""));

        Named() {
            setAlignment(Pos.CENTER_LEFT);
            moved.setMinWidth(USE_PREF_SIZE);
            var line = new HBox(8, name, moved);
            line.setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(line, notes);
        }

        void show(TargetRow row) {
            name.setText(row.label());
            notes.setText(row.notes());
            var text = row.was().map(place -> "was " + place).orElse(row.changed() ? "changed" : "");
            moved.setText(text);
            moved.setVisible(!text.isEmpty());
            moved.setManaged(!text.isEmpty());
        }
    }

    private static final class Pacing extends VBox {
        private final ShareBar bar = new ShareBar(40);
        private final Label text = TableColumns.elided(Styled.text(""));
        private final HBox line = new HBox(6, bar, text);

        Pacing() {
            setAlignment(Pos.CENTER_LEFT);
            line.setAlignment(Pos.CENTER_LEFT);
            getChildren().add(line);
        }

        void show(TargetRow row) {
            boolean limited = !Double.isNaN(row.paced());
            bar.setVisible(limited);
            bar.setManaged(limited);
            if (limited) {
                bar.set(row.paced(), row.paced() > 0.8 ? 2 : 1);
            }
            text.setText(row.pacing());
            text.getStyleClass().remove("tg-muted");
            if (!limited) {
                text.getStyleClass().add("tg-muted");
            }
        }
    }

    private final class Buttoned extends HBox {
        private int place;

        Buttoned() {
            super(2);
            setAlignment(Pos.CENTER_RIGHT);
            getChildren().addAll(Buttons.icon(Icon.SETTINGS, "Edit this target (Enter)", () -> acts.edit(place),
                    "flat", "tg-row"),
                    Buttons.icon(Icon.CLOSE, "Take this target away (Delete)", () -> acts.remove(place), "flat",
                            "tg-row"));
        }

        void show(TargetRow row) {
            place = row.place() - 1;
        }
    }

    private static final class Row extends TableRow<TargetRow> {
        @Override
        protected void updateItem(@Nullable TargetRow row, boolean empty) {
            super.updateItem(row, empty);
            States.set(this, States.PENDING, !empty && row != null && (row.was().isPresent() || row.changed()));
        }
    }
}
