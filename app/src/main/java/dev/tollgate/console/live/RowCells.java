package dev.tollgate.console.live;

import dev.tollgate.console.chart.Sparkline;
import dev.tollgate.console.feed.Signs;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.term.Dimension;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Cells of the top burners: each listens to its row's figures, so that a new figure repaints one cell.
final class RowCells {
    private static final double EDGE = 12;

    private RowCells() {}

    static TableColumn<Ranking.Burner, BurnerRow> column(String title, double width, Supplier<? extends Cell> cell,
            String... styleClasses) {
        var column = new TableColumn<Ranking.Burner, BurnerRow>(title);
        TableColumns.width(column, width);
        column.setResizable(true);
        column.setCellValueFactory(row -> row.getValue().shown());
        column.setCellFactory(_ -> cell.get());
        column.getStyleClass().addAll(styleClasses);
        return column;
    }

    static TableColumn<Ranking.Burner, BurnerRow> right(String title, double width, Function<BurnerRow, String> text,
            Function<Function<BurnerRow, String>, ? extends Cell> cell) {
        return column(title, width, () -> cell.apply(text), "tg-right");
    }

    /// Lets the column of a stop control grow with larger text: its word must be whole.
    static <S> void room(TableColumn<S, ?> column, Region control) {
        double need = Math.ceil(control.prefWidth(-1)) + EDGE;
        if (need > column.getPrefWidth()) {
            OneTakesTheRest.widen(column.getTableView(), column, need);
        }
    }

    /// The pointer is over it, or the keyboard is in it. Not `focusWithin`: it stays true once a cell had the focus, and
    /// a click leaves the focus behind when the pointer goes.
    static boolean isAimedAt(Node table) {
        var scene = table.getScene();
        var owner = scene == null ? null : scene.getFocusOwner();
        boolean keys = false;
        if (owner != null && owner.isFocusVisible()) {
            for (Node node = owner; node != null && !keys; node = node.getParent()) {
                keys = node.equals(table);
            }
        }
        return keys || table.isHover();
    }

    static String tokens(BurnerRow row) {
        return row.pace().perMinute() > 0 ? Format.tokens((double) row.pace().perMinute()) : Format.NONE;
    }

    static String money(BurnerRow row) {
        if (row.picosPerHour() > 0) {
            return Money.aligned(Money.sum(row.picosPerHour()), 3);
        }
        if (row.pace().perMinute() <= 0) {
            return Format.NONE;
        }
        return row.unpriced() ? Money.UNPRICED : Money.FREE;
    }

    static void draw(Sparkline spark, BurnerRow row) {
        spark.set(row.spark(), row.slot());
    }

    /// Shows a row, or nothing.
    abstract static class Cell extends ShownCell<Ranking.Burner, BurnerRow> {}

    /// A figure, right.
    static final class Figure extends Cell {
        private final Function<BurnerRow, String> text;

        Figure(Function<BurnerRow, String> text) {
            this.text = text;
        }

        @Override
        void show(BurnerRow row) {
            setText(text.apply(row));
            boolean unpriced = Money.UNPRICED.equals(getText());
            classed(this, "tg-text-warning", unpriced);
            classed(this, "tg-strong", row.burning());
            classed(this, "tg-muted", Format.NONE.equals(getText()));
        }
    }

    /// How many times its usual; red where it burns.
    static final class Factor extends Cell {
        private final Function<BurnerRow, String> text;

        Factor(Function<BurnerRow, String> text) {
            this.text = text;
        }

        @Override
        void show(BurnerRow row) {
            setText(text.apply(row));
            classed(this, "tg-text-danger", row.burning());
            classed(this, "tg-strong", row.burning());
            classed(this, "tg-muted", Format.NONE.equals(getText()));
        }
    }

    /// Something drawn.
    static final class Drawn<N extends Node> extends Cell {
        private final N node;
        private final BiConsumer<N, BurnerRow> update;

        Drawn(N node, BiConsumer<N, BurnerRow> update) {
            this.node = node;
            this.update = update;
        }

        @Override
        void show(BurnerRow row) {
            update.accept(node, row);
            setGraphic(node);
        }
    }

    /// Before the row that burns: how bad it is.
    static final class Alarm extends Cell {
        private final Map<Severity, Node> marks = new EnumMap<>(Severity.class);

        @Override
        void show(BurnerRow row) {
            setGraphic(row.burning()
                    ? marks.computeIfAbsent(row.severity(), severity -> Signs.mark(severity).node())
                    : null);
        }
    }

    /// Where it goes: ▲, ▼ or –.
    static final class Trend extends Cell {
        private final Node up = Mark.UP.node(10);
        private final Node down = Mark.FALLING.node(10);
        private final Node flat = Mark.FLAT.node(10);

        @Override
        void show(BurnerRow row) {
            setGraphic(switch (row.pace().trend()) {
                case RISING -> up;
                case FALLING -> down;
                case LEVEL -> flat;
                case NONE -> null;
            });
        }
    }

    /// Swatch, name, and what it mostly does; a click on the name opens its requests.
    static final class Name extends Cell {
        private final Region swatch = new Region();
        private final Label name = TableColumns.elided(Styled.strong(""));
        private final Label second = TableColumns.elided(Styled.small(""));
        private final HBox box;
        private int slot = -1;

        Name(Consumer<BurnerRow> open) {
            swatch.getStyleClass().add("tg-swatch");
            name.setCursor(Cursor.HAND);
            name.setOnMouseClicked(event -> {
                var row = getItem();
                if (row != null) {
                    open.accept(row);
                    event.consume();
                }
            });
            var lines = new VBox(name, second);
            lines.setAlignment(Pos.CENTER_LEFT);
            lines.setMinWidth(0);
            box = new HBox(8, swatch, lines);
            box.setAlignment(Pos.CENTER_LEFT);
            box.setMinWidth(0);
        }

        @Override
        void show(BurnerRow row) {
            if (slot != row.slot()) {
                swatch.getStyleClass().removeIf(one -> one.startsWith("slot"));
                slot = row.slot();
                swatch.getStyleClass().add("slot" + slot);
            }
            name.setText(row.name());
            second.setText(row.paused().map(p -> "rejected " + Format.count(p.refused())).orElse(row.second()));
            boolean one = second.getText().isEmpty();
            second.setVisible(!one);
            second.setManaged(!one);
            setGraphic(box);
        }
    }

    /// Pause or Resume, and Cut.
    static final class Stops extends Cell {
        private final Button pause;
        private final Button resume;
        private final Button cut;
        private final HBox box;
        private final BooleanSupplier keys;

        Stops(Acts acts, LivePageModel model) {
            pause = Buttons.button(Icon.PAUSE, "Pause",
                    () -> on(row -> acts.pause(row.name(), row.running())), "tg-row");
            resume = Buttons.button(Icon.PLAY, "Resume", () -> on(row -> acts.resume(row.name())), "tg-row");
            cut = Buttons.button("Cut", () -> on(row -> acts.cut(model.rowsBy().get(), row.name())), "tg-row");
            for (var button : new Button[] {pause, resume, cut}) {
                button.setMinWidth(Region.USE_PREF_SIZE);
            }
            box = new HBox(4);
            box.setAlignment(Pos.CENTER_RIGHT);
            this.keys = () -> model.rowsBy().get() == Dimension.KEY;
        }

        private void on(Consumer<BurnerRow> act) {
            var row = getItem();
            if (row != null) {
                act.accept(row);
            }
        }

        @Override
        void show(BurnerRow row) {
            boolean paused = row.paused().isPresent();
            boolean stops = keys.getAsBoolean() && !paused && !row.isIdle();
            dress(pause, row.burning() ? "danger" : "tg-quiet");
            dress(cut, row.burning() ? "danger button-outlined" : "tg-quiet");
            name(pause, "Pause " + row.name() + ": new calls are refused");
            name(resume, "Resume " + row.name());
            name(cut, "Cut all calls of " + row.name() + "; tokens so far are billed");
            boolean real = !row.isFolded(); // what is folded has no name to stop
            arrange(stops && real, paused && keys.getAsBoolean(), !row.isIdle() && real);
            setGraphic(box);
            room(getTableColumn(), box);
        }

        private void arrange(boolean pauses, boolean resumes, boolean cuts) {
            set(pause, pauses);
            set(resume, resumes);
            set(cut, cuts);
            var wanted = Stream.of(pause, resume, cut).filter(Node::isVisible).toList();
            if (!box.getChildren().equals(wanted)) {
                box.getChildren().setAll(wanted);
            }
        }

        private static void set(Button button, boolean shown) {
            button.setVisible(shown);
        }

        private static void dress(Button button, String classes) {
            for (var one : new String[] {"danger", "button-outlined", "tg-quiet"}) {
                classed(button, one, classes.contains(one));
            }
        }

        private static void name(Button button, String name) {
            if (!name.equals(button.getAccessibleText())) {
                Buttons.named(button, name);
            }
        }
    }

    /// Striped while paused, red where it burns.
    static final class Row extends ShownRow<Ranking.Burner> {
        Row() {
            super(Ranking.Burner::shown);
        }

        @Override
        void look(Ranking.@Nullable Burner burner) {
            var row = burner == null ? null : burner.row();
            States.set(this, States.BURNING, row != null && row.burning());
            States.set(this, States.PAUSED, row != null && row.paused().isPresent());
            if (row != null) {
                setAccessibleText(row.name() + ", " + tokens(row) + " tokens a minute");
            }
        }
    }

    static void classed(Node node, String styleClass, boolean on) {
        var classes = node.getStyleClass();
        if (on && !classes.contains(styleClass)) {
            classes.add(styleClass);
        } else if (!on) {
            classes.remove(styleClass);
        }
    }
}
