package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.gateway.term.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Who to stop at the left, how at the right. The order of the rows stays as it was when the sheet opened; their
/// figures go on.
final class StopSheet extends VBox {
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final double WIDTH = 560;
    private static final double HEIGHT = 420;
    /// A small window has so much, however large its text is.
    private static final double HIGHEST = 560;
    private static final double RIGHT = 241;
    private static final double FACE = 190;
    private static final double KIND = 60;

    private final ToggleGroup who = new ToggleGroup();
    private final Map<String, Row> rows = new HashMap<>();
    private final List<String> order = new ArrayList<>();
    private final Label burning = Styled.muted("");
    private final VBox list = new VBox(8);
    private final ScrollPane scroll = new ScrollPane(list);
    private final BiConsumer<Stops.Kind, String> stop;
    private final Map<Stops.Kind, Button> kinds = new HashMap<>();
    private final Map<Stops.Kind, Label> says = new HashMap<>();

    /// @param stop what was chosen, and for whom
    StopSheet(List<Burning> burners, String preselected, BiConsumer<Stops.Kind, String> stop, Runnable cancel) {
        this.stop = stop;
        setId("stop-sheet");
        getStyleClass().add("tg-sheet");
        double wide = TextSize.pixels(WIDTH);
        double high = Math.min(TextSize.pixels(HEIGHT), HIGHEST);
        setMinSize(wide, high);
        setPrefSize(wide, high);
        setMaxSize(wide, high);
        setAccessibleText("Stop what burns");
        burners.forEach(this::add);
        var body = new HBox(left(), right());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(head(cancel), body, foot(cancel));
        show(burners);
        select(preselected);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
            int next = order.indexOf(subject()) + (event.getCode() == KeyCode.UP ? -1 : 1);
            select(order.get(Math.clamp(next, 0, order.size() - 1)));
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !(event.getTarget() instanceof Button)) {
            stop.accept(Stops.Kind.PAUSE, subject());
            event.consume();
        }
    }

    private Node head(Runnable cancel) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, Mark.CRITICAL.node(14), Styled.heading("Stop what burns"), burning, gap,
                Buttons.icon(Icon.CLOSE, "Close", cancel, "flat"));
        head.getStyleClass().add("tg-sheet-head");
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private Node left() {
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("tg-plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var note = Styled.text("Who: the narrowest with 80% of the excess is chosen");
        note.getStyleClass().add("tg-dense-text");
        var left = new VBox(8, note, scroll);
        left.getStyleClass().add("tg-sheet-left");
        HBox.setHgrow(left, Priority.ALWAYS);
        return left;
    }

    private Node right() {
        var right = new VBox(8, Styled.muted("What"),
                kind(Stops.Kind.PAUSE, Icon.PAUSE, "Pause", "callers get an error that SDKs do not retry"),
                kind(Stops.Kind.PAUSE_AND_CUT, Icon.CUT, "Pause and cut", ""),
                kind(Stops.Kind.CUT, Icon.CLOSE, "Cut only", ""));
        right.getStyleClass().add("tg-sheet-right");
        right.setMinWidth(TextSize.pixels(RIGHT));
        right.setMaxWidth(TextSize.pixels(RIGHT));
        return right;
    }

    private Node foot(Runnable cancel) {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var close = Buttons.button("Cancel", cancel);
        close.setGraphic(Styled.key("Esc"));
        close.setContentDisplay(ContentDisplay.RIGHT);
        var note = Styled.muted("A pause can be undone. A cut cannot.");
        note.getStyleClass().add("tg-dense-text");
        var foot = new HBox(8, note, gap, close);
        foot.getStyleClass().add("tg-sheet-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private Button kind(Stops.Kind kind, Icon icon, String title, String text) {
        var name = Styled.strong(title);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var line = new HBox(4, name, gap);
        line.setAlignment(Pos.CENTER_LEFT);
        var says = new Label(text);
        says.getStyleClass().add("tg-small");
        says.setWrapText(true);
        this.says.put(kind, says);
        var texts = new VBox(1, line, says);
        texts.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(texts, Priority.ALWAYS);
        var face = new HBox(10, icon.node(), texts);
        face.setAlignment(Pos.CENTER_LEFT);
        double wide = TextSize.pixels(FACE);
        face.setMinWidth(wide);
        face.setPrefWidth(wide);
        face.setMaxWidth(wide);
        var button = Buttons.button("", () -> stop.accept(kind, subject()), "tg-stop-kind");
        button.setGraphic(face);
        // by style, since the stylesheet's own height would win over a setter
        // and in em, so that two lines of larger text have their room
        button.setStyle(String.format(Locale.ROOT,
                "-fx-min-height: %1$.3fem; -fx-pref-height: %1$.3fem; -fx-max-height: %1$.3fem;", KIND / 13));
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAccessibleText(title);
        button.setId("stop-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (kind == Stops.Kind.PAUSE) {
            button.getStyleClass().add("danger");
            line.getChildren().add(Styled.key("Enter"));
        }
        kinds.put(kind, button);
        return button;
    }

    private void add(Burning burner) {
        var row = new Row(burner.subject());
        row.choice.setToggleGroup(who);
        row.choice.setOnAction(_ -> select(burner.subject()));
        row.setOnMouseClicked(_ -> select(burner.subject()));
        rows.put(burner.subject(), row);
        order.add(burner.subject());
        list.getChildren().add(row);
    }

    /// New figures in the rows that are there.
    void show(List<Burning> burners) {
        for (var burner : burners) {
            var row = rows.get(burner.subject());
            if (row != null) {
                row.show(burner);
            }
            if (burner.everything()) {
                burning.setText(burner.tokensPerMinute() == 0
                        ? "nothing burns now"
                        : "≈" + Money.sum(burner.picosPerHour()) + "/h, "
                                + Format.tokens((double) burner.tokensPerMinute()) + " tokens/min");
            }
        }
        describe();
    }

    private void select(String subject) {
        rows.forEach((name, row) -> row.select(name.equals(subject)));
        var row = rows.get(subject);
        if (row != null) {
            double hidden = list.getHeight() - scroll.getViewportBounds().getHeight();
            if (hidden > 0) {
                scroll.setVvalue(Math.clamp((row.getBoundsInParent().getMinY() - 40) / hidden, 0, 1));
            }
        }
        describe();
    }

    private String subject() {
        return rows.entrySet().stream().filter(each -> each.getValue().choice.isSelected()).map(Map.Entry::getKey)
                .findFirst().orElse(order.getFirst());
    }

    private void describe() {
        var row = rows.get(subject());
        long running = row == null ? 0 : row.running;
        var ends = running == 0 ? "no call runs" : running == 1 ? "1 call" : running + " calls";
        say(Stops.Kind.PAUSE_AND_CUT, running == 0 ? ends + " now" : "also ends " + ends + ", billed so far");
        say(Stops.Kind.CUT, running == 0 ? ends + " now" : "ends " + ends + ", billed so far");
    }

    private void say(Stops.Kind kind, String text) {
        var label = says.get(kind);
        if (label != null) {
            label.setText(text);
        }
    }

    /// Where the focus goes first, so that Enter does it.
    void focus(Stops.Kind kind) {
        var button = kinds.get(kind);
        if (button != null) {
            button.requestFocus();
        }
    }

    /// One who could be stopped, on two lines.
    private static final class Row extends HBox {
        private final RadioButton choice = new RadioButton();
        private final Label cost = Styled.strong("");
        private final Label rate = Styled.muted("");
        private final Label calls = Styled.muted("");
        private final Label hits = TableColumns.elided(Styled.muted(""));
        private long running;

        Row(String subject) {
            super(8);
            boolean all = subject.equals(Burning.EVERYTHING);
            getStyleClass().addAll("tg-card", "tg-stop-row");
            setAlignment(Pos.CENTER_LEFT);
            setMinHeight(54);
            choice.setAccessibleText("Stop " + Stops.who(subject));
            for (var label : new Label[] {rate, calls, hits}) {
                label.getStyleClass().add("tg-dense-text");
            }
            var who = Subject.parse(subject);
            var kind = who.values().size() == 1 ? who.values().keySet().iterator().next().word() : "all";
            var name = TableColumns.elided(Styled.strong(all ? "everything" : who.name()));
            cost.setMinWidth(Region.USE_PREF_SIZE);
            var upper = new HBox(8, Styled.muted(kind), name, gap(), cost);
            var lower = new HBox(8, rate, calls, gap(), hits);
            var texts = new VBox(2, upper, lower);
            texts.setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(texts, Priority.ALWAYS);
            getChildren().addAll(choice, texts);
        }

        private static Region gap() {
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            return gap;
        }

        void show(Burning burner) {
            running = burner.inFlight();
            cost.setText(burner.unpriced() && burner.picosPerHour() == 0
                    ? Money.UNPRICED
                    : burner.tokensPerMinute() == 0 ? Money.NONE : "≈" + Money.perHour(burner.picosPerHour()));
            rate.setMinWidth(USE_PREF_SIZE);
            calls.setMinWidth(USE_PREF_SIZE);
            rate.setText(Format.tokens((double) burner.tokensPerMinute()) + "/min");
            calls.setText(burner.inFlight() + " running");
            hits.setText(burner.paused() ? "already paused" : burner.hits());
        }

        void select(boolean selected) {
            choice.setSelected(selected);
            pseudoClassStateChanged(ACTIVE, selected);
        }
    }
}
