package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every provider: where it is, its keys, how it stands. Enter or a click edits, Alt+Up and Alt+Down change the order,
/// Delete removes.
final class ProviderList {
    private static final double ROW = 44;
    private static final double ROOM_FOR_REGION = 860;
    private static final double NARROW = 680;
    private static final double ROOM_FOR_KIND = 720;

    /// What a row asks for.
    interface Acts {
        /// Shows the provider beside the list, which keeps the keyboard.
        void look(ProviderRow row);

        /// Shows it and takes the keyboard there.
        void edit(ProviderRow row);

        void enable(ProviderRow row, boolean on);

        void remove(ProviderRow row);

        void move(ProviderRow row, int by);
    }

    private final Acts acts;
    private final boolean readOnly;
    private final TableView<ProviderRow> table = new TableView<>();

    ProviderList(ProvidersModel model, Acts acts, Runnable add) {
        this.acts = acts;
        this.readOnly = model.file().isPresent();
        table.setId("providers");
        table.setAccessibleText("Providers");
        columns();
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, ROW, readOnly
                ? new EmptyState("No provider yet: add one in the configuration file")
                : new EmptyState("No provider yet: nobody can be asked", Buttons.button(Icon.PLUS, "Provider", add,
                        "accent")));
        table.setItems(model.rows());
        table.setRowFactory(_ -> new Row());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
    }

    TableView<ProviderRow> table() {
        return table;
    }

    private void columns() {
        var place = TableColumns.<ProviderRow, Label>node("", 30, () -> Styled.strong(""),
                (label, row) -> label.setText(Integer.toString(row.place())));
        var name = TableColumns.<ProviderRow, Two>node("provider", 170, Two::new, (two, row) -> two.show(row.name(),
                row.kind() + (row.free() ? ", free" : ""), true));
        var url = TableColumns.<ProviderRow, Label>node("base URL", 220, () -> TableColumns.elided(Styled.mono("")),
                (label, row) -> label.setText(row.url()));
        var region = TableColumns.<ProviderRow>text("region", 84, ProviderRow::region);
        var keys = TableColumns.<ProviderRow, Keys>node("keys", 180, Keys::new, Keys::show);
        var standing = TableColumns.<ProviderRow, StandingCell>node("state", 150, () -> new StandingCell(true),
                (cell, row) -> cell.show(row.standing()));
        var answered = TableColumns.<ProviderRow>figure("answered, 24 h", 96, ProviderRow::answered);
        table.getColumns().add(place);
        table.getColumns().add(name);
        table.getColumns().add(url);
        table.getColumns().add(region);
        table.getColumns().add(keys);
        table.getColumns().add(standing);
        table.getColumns().add(answered);
        if (!readOnly) {
            table.getColumns().add(TableColumns.<ProviderRow, Buttoned>node("", 92, Buttoned::new, Buttoned::show));
        }
        var grow = List.of(name, url, keys, standing);
        table.widthProperty().addListener((_, _, _) -> {
            double wide = TableColumns.room(table);
            region.setVisible(wide >= ROOM_FOR_REGION);
            answered.setVisible(wide >= ROOM_FOR_KIND);
            double others = table.getColumns().stream().filter(c -> c.isVisible() && !grow.contains(c))
                    .mapToDouble(TableColumns::wide).sum();
            double left = Math.max(420, wide - others - 2);
            // where it is narrow an address and a key's end tell more than why a target rests
            boolean narrow = left < NARROW;
            TableColumns.setWide(name, left * 0.17);
            TableColumns.setWide(url, left * (narrow ? 0.38 : 0.31));
            TableColumns.setWide(keys, left * (narrow ? 0.26 : 0.21));
            TableColumns.setWide(standing, left * (narrow ? 0.19 : 0.31));
        });
    }

    private void key(KeyEvent event) {
        var row = table.getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER) {
            acts.edit(row);
        } else if (!readOnly && event.isAltDown() && event.getCode() == KeyCode.UP) {
            acts.move(row, -1);
        } else if (!readOnly && event.isAltDown() && event.getCode() == KeyCode.DOWN) {
            acts.move(row, 1);
        } else if (!readOnly && event.getCode() == KeyCode.DELETE) {
            acts.remove(row);
        } else {
            return;
        }
        event.consume();
    }

    private static final class Two extends VBox {
        private final Label first = TableColumns.elided(Styled.strong(""));
        private final Label second = TableColumns.elided(Styled.small(""));

        Two() {
            setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(first, second);
        }

        void show(String name, String more, boolean both) {
            first.setText(name);
            second.setText(both ? more : "");
        }
    }

    private static final class Keys extends HBox {
        private final Label text = TableColumns.elided(Styled.text(""));

        Keys() {
            super(6);
            setAlignment(Pos.CENTER_LEFT);
        }

        void show(ProviderRow row) {
            text.setText(row.credentials());
            getChildren().setAll(text);
            if (row.troubled()) {
                getChildren().addFirst(Mark.WARNING.node());
            }
        }
    }

    private final class Buttoned extends HBox {
        private @Nullable ProviderRow shown;
        private final CheckBox on = new CheckBox();

        Buttoned() {
            super(4);
            setAlignment(Pos.CENTER_RIGHT);
            on.setOnAction(_ -> {
                if (shown != null) {
                    acts.enable(shown, on.isSelected());
                }
            });
            getChildren().addAll(on, Buttons.icon(Icon.SETTINGS, "Edit (Enter)", () -> {
                if (shown != null) {
                    acts.edit(shown);
                }
            }, "flat", "tg-row"), Buttons.icon(Icon.CLOSE, "Remove (Delete)", () -> {
                if (shown != null) {
                    acts.remove(shown);
                }
            }, "flat", "tg-row"));
        }

        void show(ProviderRow row) {
            shown = row;
            on.setSelected(row.enabled());
            on.setAccessibleText((row.enabled() ? "Switch off " : "Switch on ") + row.name());
            on.setTooltip(new Tooltip(row.enabled()
                    ? "On: calls may go there"
                    : "Off: no call goes there"));
        }
    }

    private final class Row extends TableRow<ProviderRow> {
        Row() {
            addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
                var row = getItem();
                if (row != null && event.getClickCount() == 1) {
                    acts.look(row);
                }
            });
        }
    }
}
