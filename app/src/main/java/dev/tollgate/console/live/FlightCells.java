package dev.tollgate.console.live;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Cells of the flights: each listens to its slot.
final class FlightCells {
    private FlightCells() {}

    /// Shows a flight, or nothing.
    abstract static class Cell extends ShownCell<Slot, FlightRow> {}

    /// A figure.
    static final class Text extends Cell {
        private final Function<FlightRow, String> text;

        Text(Function<FlightRow, String> text) {
            this.text = text;
        }

        @Override
        void show(FlightRow row) {
            setText(text.apply(row));
            RowCells.classed(this, "tg-text-warning", Money.UNPRICED.equals(getText()));
            RowCells.classed(this, "tg-muted", Format.NONE.equals(getText()));
        }
    }

    /// Shape and word of the state.
    static final class State extends Cell {
        private final Map<Standing, Node> marks = new EnumMap<>(Standing.class);

        State() {
            setGraphicTextGap(4);
        }

        @Override
        void show(FlightRow row) {
            setText(row.stage().word());
            setGraphic(marks.computeIfAbsent(row.stage(), stage -> stage.mark().node()));
        }
    }

    /// Key, and thread or route.
    static final class Who extends Cell {
        private static final int SHORT = 10;
        private static final int WIDE = 0x1100;
        private static final double LEAST = 48;
        static final double ROOM = 100;
        private final Label key = TableColumns.elided(new Label());
        private final Label where = TableColumns.elided(Styled.muted(""));
        private final HBox box = new HBox(4, key, where);

        Who() {
            box.setAlignment(Pos.CENTER_LEFT);
            box.setMinWidth(0);
            widthProperty().addListener((_, _, _) -> {
                var row = getItem();
                if (row != null && !isEmpty()) {
                    show(row);
                }
            });
        }

        @Override
        void show(FlightRow row) {
            key.setText(row.key());
            key.setMinWidth(isShort(row.key()) ? Region.USE_PREF_SIZE : LEAST);
            where.setText(row.where());
            setGraphic(box);
            // the name comes first: no part of the thread is worth cutting it further
            double room = getWidth() - snappedLeftInset() - snappedRightInset();
            boolean both = TextSize.points(getWidth()) >= ROOM
                    && key.prefWidth(-1) + box.getSpacing() + where.prefWidth(-1) <= room;
            where.setVisible(both);
            where.setManaged(both);
        }

        /// Chinese, Japanese and Korean letters are twice as wide.
        private static boolean isShort(String name) {
            return name.chars().map(letter -> letter < WIDE ? 1 : 2).sum() <= SHORT;
        }
    }

    /// Cut, while there is something to cut.
    static final class Stop extends Cell {
        private final Button cut;

        Stop(Acts acts) {
            cut = Buttons.button("Cut", () -> {
                var row = getItem();
                if (row != null) {
                    acts.cutOne(row);
                }
            }, "tg-row", "tg-quiet");
        }

        @Override
        void show(FlightRow row) {
            var name = "Cut this call of " + row.key() + "; tokens so far are billed";
            if (!name.equals(cut.getAccessibleText())) {
                Buttons.named(cut, name);
            }
            setGraphic(row.stage().isOver() || row.stage() == Standing.CUTTING ? null : cut);
            RowCells.room(getTableColumn(), cut);
        }
    }

    /// Grey once it has ended.
    static final class Row extends ShownRow<Slot> {
        Row() {
            super(Slot::shown);
        }

        @Override
        void look(@Nullable Slot slot) {
            States.set(this, States.GONE, slot != null && slot.row().stage().isOver());
        }
    }
}
