package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The filter line: good tokens become chips, a bad one stays in the text, underlined, with the reason beside it.
/// Enter or a blank takes a token, Backspace at the start takes the last one back, Esc clears.
final class FilterField extends HBox {
    /// Those that can be filtered.
    static final Set<Places.Name> PAGES = Set.of(Places.Name.LIVE, Places.Name.REQUESTS, Places.Name.SPEND);

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final PseudoClass FOCUSED = PseudoClass.getPseudoClass("inside");

    private final HBox chips = new HBox(4);
    private final TextField text = new TextField();
    private final Label reason = Styled.small("");
    private final Label key = Styled.key("/");
    private final Consumer<Filter> changed;
    private final Runnable leave;
    private final List<String> tokens = new ArrayList<>();

    /// @param leave gives the focus back to the page
    FilterField(Consumer<Filter> changed, Runnable leave) {
        this.changed = changed;
        this.leave = leave;
        getStyleClass().add("tg-filter");
        setAlignment(Pos.CENTER_LEFT);
        setSpacing(6);
        setMinWidth(160);
        HBox.setHgrow(this, Priority.ALWAYS);
        chips.setAlignment(Pos.CENTER_LEFT);
        chips.setMinWidth(Region.USE_PREF_SIZE);
        chips.managedProperty().bind(Bindings.isNotEmpty(chips.getChildren()));
        reason.getStyleClass().add("tg-text-danger");
        reason.managedProperty().bind(reason.visibleProperty());
        reason.visibleProperty().bind(reason.textProperty().isNotEmpty());
        key.setMinWidth(Region.USE_PREF_SIZE);
        key.managedProperty().bind(key.visibleProperty());
        key.visibleProperty().bind(
                reason.visibleProperty().not().and(text.focusedProperty().not()).and(disabledProperty().not()));
        field();
        getChildren().addAll(Icon.SEARCH.node(), chips, text, reason, key);
        setOnMouseClicked(_ -> text.requestFocus());
    }

    private void field() {
        text.setId("filter");
        text.setPromptText("Filter: key: model: outcome: cost>");
        text.setAccessibleText("Filter");
        text.setMinWidth(60);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setOnAction(_ -> take());
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        ChangeListener<Object> calm = (_, _, _) -> calm();
        text.textProperty().addListener(calm);
        text.focusedProperty().addListener((_, _, focused) -> {
            pseudoClassStateChanged(FOCUSED, focused);
            if (!focused && !text.getText().isBlank()) {
                take();
            }
        });
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            clear();
            leave.run();
            event.consume();
        } else if (event.getCode() == KeyCode.BACK_SPACE && text.getCaretPosition() == 0
                && text.getSelection().getLength() == 0 && !tokens.isEmpty()) {
            var last = tokens.removeLast();
            draw();
            text.setText(last + text.getText());
            text.positionCaret(last.length());
            changed.accept(filter());
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE && event.getText().equals(" ") && !quoted(text.getText())
                && !text.getText().isBlank() && text.getCaretPosition() == text.getLength()) {
            take();
            event.consume();
        }
    }

    /// Whether the page can be filtered; where not, the field stays in its place and keeps its tokens.
    void usable(boolean usable) {
        setDisable(!usable);
        prompt();
    }

    boolean isUsable() {
        return !isDisabled();
    }

    void focus() {
        text.requestFocus();
        text.selectAll();
    }

    /// Whether there is nothing to clear here.
    boolean isClear() {
        return isDisabled() || (tokens.isEmpty() && text.getText().isBlank());
    }

    void clear() {
        boolean filtered = !tokens.isEmpty();
        tokens.clear();
        text.clear();
        draw();
        if (filtered) {
            changed.accept(Filter.NONE);
        }
    }

    /// Shows a filter that was set elsewhere.
    void show(Filter filter) {
        if (!filter.equals(filter())) {
            tokens.clear();
            tokens.addAll(split(filter.text()));
            text.clear();
            draw();
        }
    }

    private Filter filter() {
        return Filter.parse(String.join(" ", tokens)) instanceof Filter.Parsed.Good(var filter) ? filter : Filter.NONE;
    }

    private void take() {
        var left = new ArrayList<String>();
        var why = "";
        int before = tokens.size();
        for (var token : split(text.getText())) {
            switch (Filter.parse(token)) {
                case Filter.Parsed.Good(var _) -> tokens.add(token);
                case Filter.Parsed.Wrong(var _, var reasonOfToken) -> {
                    left.add(token);
                    why = why.isEmpty() ? reasonOfToken : why;
                }
            }
        }
        text.setText(String.join(" ", left));
        text.positionCaret(text.getLength());
        wrong(why);
        if (tokens.size() > before) {
            draw();
            changed.accept(filter());
        }
    }

    private void wrong(String why) {
        reason.setText(why);
        reason.setTooltip(why.isEmpty() ? null : new Tooltip(why));
        text.pseudoClassStateChanged(WRONG, !why.isEmpty());
        text.setAccessibleText(why.isEmpty() ? "Filter" : "Filter, " + why);
    }

    private void calm() {
        if (!reason.getText().isEmpty()) {
            wrong("");
        }
    }

    private void draw() {
        chips.getChildren().setAll(tokens.stream().map(this::chip).toList());
        prompt();
    }

    private void prompt() {
        text.setPromptText(isDisabled()
                ? "This page has no filter"
                : tokens.isEmpty() ? "Filter: key: model: outcome: cost>" : "");
    }

    private Node chip(String token) {
        var name = new Label(token);
        var close = Buttons.icon(Icon.CLOSE, "Remove " + token, () -> {
            tokens.remove(token);
            draw();
            changed.accept(filter());
        }, "flat", "tg-chip-close");
        var chip = new HBox(2, name, close);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().addAll("tg-token", "tg-chip");
        chip.setMinWidth(Region.USE_PREF_SIZE);
        return chip;
    }

    private static boolean quoted(String text) {
        return text.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    /// At blanks outside quotes; quotes stay where they are.
    static List<String> split(String text) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (Character.isWhitespace(c) && !quoted) {
                if (!part.isEmpty()) {
                    parts.add(part.toString());
                    part.setLength(0);
                }
            } else {
                part.append(c);
            }
        }
        if (!part.isEmpty()) {
            parts.add(part.toString());
        }
        return parts;
    }
}
