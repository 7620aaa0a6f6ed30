package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.TableColumns;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The cells of the list. Each can be shown its row again, so that a running call ticks without the list being told that
/// it changed.
final class Cells {
    private static final PseudoClass UNPRICED = PseudoClass.getPseudoClass("unpriced");
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    private Cells() {}

    /// What a cell needs to know of the page.
    record Setting(Supplier<Instant> now, ZoneId zone) {}

    static Cell of(Column column, Setting setting) {
        return switch (column) {
            case STATE -> new State(column, setting);
            case TRIES -> new Tries(column, setting);
            case THREAD -> new AgentThread(column, setting);
            case SERVED -> new Served(column, setting);
            default -> new Text(column, setting);
        };
    }

    /// One cell; its tooltip is made when it is first hovered.
    abstract static class Cell extends TableCell<Row, Row> {
        final Column column;
        final Setting setting;

        Cell(Column column, Setting setting) {
            this.column = column;
            this.setting = setting;
            setOnMouseEntered(_ -> tip());
        }

        abstract void show(Row row);

        private void tip() {
            var row = getItem();
            if (row != null && !isEmpty()) {
                var text = column.hover(row, setting.zone());
                var tip = getTooltip() == null ? new Tooltip() : getTooltip();
                tip.setText(text);
                setTooltip(text.length() < 2 ? null : tip);
            }
        }

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
                pseudoClassStateChanged(UNPRICED, false);
                pseudoClassStateChanged(NONE, false);
            } else {
                show(row);
            }
        }
    }

    private static final class Text extends Cell {
        Text(Column column, Setting setting) {
            super(column, setting);
            boolean figure = column.kind == Column.Kind.FIGURE || column.kind == Column.Kind.MONEY;
            setTextOverrun(figure ? OverrunStyle.CLIP : OverrunStyle.CENTER_ELLIPSIS);
        }

        @Override
        void show(Row row) {
            var text = column.text(row, setting.now().get(), setting.zone());
            setText(text);
            pseudoClassStateChanged(UNPRICED, text.equals(Money.UNPRICED));
            pseudoClassStateChanged(NONE, text.equals(Format.NONE));
        }
    }

    /// Up to two marks: the state, and what else happened.
    private static final class State extends Cell {
        private final Map<Mark, Node> marks = new EnumMap<>(Mark.class);
        private final HBox box = new HBox(2);

        State(Column column, Setting setting) {
            super(column, setting);
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        void show(Row row) {
            var first = mark(Look.mark(row));
            var next = Look.also(row).map(this::mark).map(also -> List.of(first, also)).orElse(List.of(first));
            if (!box.getChildren().equals(next)) {
                box.getChildren().setAll(next);
            }
            setGraphic(box);
            setAccessibleText(Look.story(row));
        }

        private Node mark(Mark mark) {
            return marks.computeIfAbsent(mark, Mark::node);
        }
    }

    /// A dot for each attempt; beyond three, how many more.
    private static final class Tries extends Cell {
        private static final int MOST = 3;
        private final HBox box = new HBox(2);
        private List<Mark> shown = List.of();

        Tries(Column column, Setting setting) {
            super(column, setting);
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        void show(Row row) {
            var marks = Look.tries(row);
            setText(marks.isEmpty() ? Format.NONE : null);
            pseudoClassStateChanged(NONE, marks.isEmpty());
            setGraphic(marks.isEmpty() ? null : box);
            if (!marks.equals(shown)) {
                shown = marks;
                int first = Math.max(0, marks.size() - MOST);
                box.getChildren().setAll(marks.subList(first, marks.size()).stream().map(m -> m.node(8)).toList());
                if (first > 0) {
                    var more = new Label("+" + first);
                    more.getStyleClass().addAll("tg-small", "tg-muted");
                    box.getChildren().addFirst(more);
                }
            }
            setAccessibleText(marks.size() == 1 ? "1 attempt" : marks.size() + " attempts");
        }
    }

    /// Two texts of which the second gives way.
    private abstract static class Pair extends Cell {
        final Label first = new Label();
        final Label second = TableColumns.elided(new Label());
        private final HBox box = new HBox(first, second);

        Pair(Column column, Setting setting) {
            super(column, setting);
            first.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            second.setTooltip(null);
            box.setAlignment(Pos.CENTER_LEFT);
            box.setMinWidth(0);
            box.getStyleClass().add("tg-pair");
        }

        /// The first keeps its width unless it would take more than its share.
        void set(String left, String right) {
            first.setText(left);
            second.setText(right);
            first.setMinWidth(left.length() <= 14 && !right.isEmpty() ? Region.USE_PREF_SIZE : 24);
            setGraphic(box);
        }

        static void only(Label label, Optional<String> styleClass) {
            var classes = List.of("tg-muted", "tg-text-danger", "tg-text-warning");
            label.getStyleClass().removeAll(classes);
            styleClass.ifPresent(label.getStyleClass()::add);
        }
    }

    private static final class AgentThread extends Pair {
        AgentThread(Column column, Setting setting) {
            super(column, setting);
            only(second, Optional.of("tg-muted"));
        }

        @Override
        void show(Row row) {
            var agent = Look.agent(row);
            var thread = Look.thread(row);
            boolean none = agent.isEmpty() && thread.isEmpty();
            only(first, none ? Optional.of("tg-muted") : Optional.empty());
            set(none ? Format.NONE : agent, thread.isEmpty() ? "" : "/" + thread);
        }
    }

    private static final class Served extends Pair {
        private final Label arrow = new Label(" › ");

        Served(Column column, Setting setting) {
            super(column, setting);
            arrow.getStyleClass().add("tg-muted");
            arrow.setMinWidth(Region.USE_PREF_SIZE);
            ((HBox) first.getParent()).getChildren().add(1, arrow);
        }

        @Override
        void show(Row row) {
            only(second, switch (Look.tone(row)) {
                case PLAIN -> Optional.empty();
                case FAILED -> Optional.of("tg-text-danger");
                case REFUSED -> Optional.of("tg-text-warning");
            });
            set(Look.route(row), Look.served(row));
        }
    }
}
