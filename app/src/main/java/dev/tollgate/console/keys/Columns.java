package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TableColumns.BiUpdate;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Columns and rows over slots: a cell follows its slot's figures by itself.
final class Columns {
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private Columns() {}

    /// A name or word, elided in the middle.
    static <R> TableColumn<Slot<R>, Slot<R>> text(String title, double width, Function<R, String> text) {
        return column(title, width, () -> new TextCell<>(text));
    }

    /// A formatted figure, right.
    static <R> TableColumn<Slot<R>, Slot<R>> figure(String title, double width, Function<R, String> text) {
        return figure(title, width, text, _ -> false);
    }

    /// A formatted figure, right, red where it alarms.
    static <R> TableColumn<Slot<R>, Slot<R>> figure(String title, double width, Function<R, String> text,
            Predicate<R> alarms) {
        TableColumn<Slot<R>, Slot<R>> column = column(title, width, () -> new MovingCell<>(text, alarms, true));
        column.getStyleClass().add("tg-right");
        return column;
    }

    /// A short text that changes with every tick, left.
    static <R> TableColumn<Slot<R>, Slot<R>> moving(String title, double width, Function<R, String> text) {
        return column(title, width, () -> new MovingCell<>(text, _ -> false, false));
    }

    /// Anything drawn: one node for each visible cell.
    static <R, N extends Node> TableColumn<Slot<R>, Slot<R>> node(String title, double width, Supplier<N> make,
            BiUpdate<N, R> update) {
        return column(title, width, () -> new NodeCell<>(make.get(), update));
    }

    /// The same with a node as wide as its cell.
    static <R, N extends Region> TableColumn<Slot<R>, Slot<R>> filling(String title, double width, Supplier<N> make,
            BiUpdate<N, R> update) {
        return column(title, width, () -> new FilledCell<>(make.get(), update));
    }

    private static <R> TableColumn<Slot<R>, Slot<R>> column(String title, double width, Supplier<SlotCell<R>> cell) {
        var column = new TableColumn<Slot<R>, Slot<R>>(title);
        TableColumns.width(column, width);
        column.setCellValueFactory(row -> row.getValue().itself());
        column.setCellFactory(_ -> cell.get());
        return column;
    }

    /// A label elided in the middle that says the whole on hover, where it is cut. The tip is made then: one for each
    /// cell of a table is a fifth of the time the page takes to open.
    static <L extends Labeled> L elided(L label) {
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        label.setMinWidth(0);
        label.setOnMouseEntered(
                _ -> label.setTooltip(label.isTextTruncated() ? new Tooltip(label.getText()) : null));
        return label;
    }

    /// Style classes behind the label's own, only where they differ: each change is a pass over the styles.
    static void dress(Labeled label, List<String> classes) {
        var mine = label.getStyleClass();
        if (!mine.subList(1, mine.size()).equals(classes)) {
            mine.remove(1, mine.size());
            mine.addAll(classes);
        }
    }

    /// A cell that follows its slot by itself. Were the row's figures the table's value of it, each change of one would
    /// have the cell, its row and so the table laid out again.
    ///
    /// @param <R> the row at one moment
    private abstract static class SlotCell<R> extends TableCell<Slot<R>, Slot<R>> {
        private final InvalidationListener changed = _ -> follow();
        private @Nullable Slot<R> heard;

        @Override
        protected final void updateItem(@Nullable Slot<R> slot, boolean empty) {
            super.updateItem(slot, empty);
            var next = empty ? null : slot;
            if (!Objects.equals(heard, next)) {
                if (heard != null) {
                    heard.shown().removeListener(changed);
                }
                heard = next;
                if (next != null) {
                    next.shown().addListener(changed);
                }
            }
            follow();
        }

        private void follow() {
            if (heard == null) {
                clear();
            } else {
                show(heard.row());
            }
        }

        /// Nothing stands here.
        abstract void clear();

        abstract void show(R row);
    }

    private static final class TextCell<R> extends SlotCell<R> {
        private final Function<R, String> text;

        TextCell(Function<R, String> text) {
            this.text = text;
            elided(this);
        }

        @Override
        void clear() {
            setText("");
        }

        @Override
        void show(R row) {
            var said = text.apply(row);
            if (!said.equals(getText())) {
                setText(said);
                pseudoClassStateChanged(NONE, Format.NONE.equals(said));
            }
        }
    }

    private static final class MovingCell<R> extends FilledCell<R, StillText> {
        MovingCell(Function<R, String> said, Predicate<R> alarms, boolean right) {
            super(new StillText(right), (text, row) -> {
                var now = said.apply(row);
                text.show(now, alarms.test(row) ? "danger" : Format.NONE.equals(now) ? "muted" : "");
            });
        }
    }

    private static class FilledCell<R, N extends Region> extends NodeCell<R, N> {
        FilledCell(N node, BiUpdate<N, R> update) {
            super(node, update);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            node().resizeRelocate(snappedLeftInset(), 0, Math.max(0, getWidth() - snappedLeftInset()
                    - snappedRightInset()), getHeight());
        }
    }

    private static class NodeCell<R, N extends Node> extends SlotCell<R> {
        private final N node;
        private final BiUpdate<N, R> update;

        NodeCell(N node, BiUpdate<N, R> update) {
            this.node = node;
            this.update = update;
        }

        final N node() {
            return node;
        }

        @Override
        void clear() {
            setGraphic(null);
        }

        @Override
        void show(R row) {
            update.show(node, row);
            if (!Objects.equals(getGraphic(), node)) {
                setGraphic(node);
            }
        }
    }

    /// A row that follows the figures of its slot.
    ///
    /// @param <R> the row at one moment
    static class Row<R> extends TableRow<Slot<R>> {
        private final InvalidationListener changed = _ -> look();
        private final BiConsumer<TableRow<?>, @Nullable R> look;
        private @Nullable Slot<R> heard;

        /// @param look sets states and accessible text; gets null for an empty row
        Row(BiConsumer<TableRow<?>, @Nullable R> look) {
            this.look = look;
        }

        @Override
        protected void updateItem(@Nullable Slot<R> slot, boolean empty) {
            super.updateItem(slot, empty);
            if (!Objects.equals(heard, slot)) {
                if (heard != null) {
                    heard.shown().removeListener(changed);
                }
                heard = slot;
                if (slot != null) {
                    slot.shown().addListener(changed);
                }
            }
            look();
        }

        private void look() {
            look.accept(this, isEmpty() || heard == null ? null : heard.row());
        }
    }
}
