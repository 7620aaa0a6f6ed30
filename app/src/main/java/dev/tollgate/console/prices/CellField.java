package dev.tollgate.console.prices;

import dev.tollgate.console.fx.States;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// A cell that is typed into in its place: Enter takes over, Esc leaves, Tab goes on to the next. What is wrong is said
/// while it is typed, and is not taken over.
final class CellField extends TableCell<Line, Line> {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("danger");
    private static final PseudoClass UNPRICED = PseudoClass.getPseudoClass("unpriced");
    private static final PseudoClass NONE = PseudoClass.getPseudoClass("none");

    /// What a column's cells show and take.
    ///
    /// @param name for screen readers
    /// @param shown the cell's text
    /// @param typed what stands in the field at first
    /// @param changed whether an edit of it is pending
    /// @param wrong why a text is not taken
    /// @param doubts what is odd about a text that is taken; empty for nothing
    /// @param take takes over a text that is not wrong
    record Way(String name, Function<Line, String> shown, Function<Line, String> typed,
            Function<Line, Boolean> changed, Function<String, Optional<String>> wrong,
            BiFunction<Line, String, String> doubts, BiConsumer<Line, String> take) {}

    private final Way way;
    private final Consumer<String> words;
    private final Consumer<Boolean> hold;
    private final TextField field = new TextField();
    private boolean leaving;

    /// @param words where what is wrong or odd is said while typed
    /// @param hold told when somebody types here
    CellField(Way way, Consumer<String> words, Consumer<Boolean> hold) {
        this.way = way;
        this.words = words;
        this.hold = hold;
        field.getStyleClass().addAll("tg-row", "tg-cell-field");
        field.setAccessibleText(way.name());
        field.setAlignment(Pos.CENTER_RIGHT);
        field.textProperty().addListener((_, _, text) -> judge(text));
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused && isEditing() && !leaving) {
                finish(0);
            }
        });
    }

    private void judge(String text) {
        var line = getItem();
        if (isEditing() && line != null) {
            var wrong = way.wrong().apply(text);
            field.pseudoClassStateChanged(WRONG, wrong.isPresent());
            words.accept(wrong.orElseGet(() -> way.doubts().apply(line, text)));
        }
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            finish(0);
            event.consume();
        } else if (event.getCode() == KeyCode.TAB) {
            finish(event.isShiftDown() ? -1 : 1);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            cancelEdit();
            event.consume();
        }
    }

    /// Takes over what is typed, unless it is wrong: then the field stays, or its text is left where the focus has gone.
    private void finish(int step) {
        var line = getItem();
        var text = field.getText();
        if (line == null || way.wrong().apply(text).isPresent()) {
            if (line == null || !field.isFocused()) {
                cancelEdit();
            }
            return;
        }
        int row = getIndex();
        var table = getTableView();
        int column = table.getVisibleLeafIndex(getTableColumn());
        cancelEdit();
        way.take().accept(line, text);
        for (int next = column + step; step != 0 && next >= 0 && next < table.getVisibleLeafColumns().size(); next +=
                step) {
            if (table.getVisibleLeafColumn(next).isEditable()) {
                table.edit(row, table.getVisibleLeafColumn(next));
                return;
            }
        }
        table.requestFocus();
    }

    @Override
    public void startEdit() {
        var line = getItem();
        if (line == null || line.dropped() || !getTableView().isEditable()) {
            return;
        }
        super.startEdit();
        if (isEditing()) {
            hold.accept(true);
            field.setText(way.typed().apply(line));
            setGraphic(field);
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            field.requestFocus();
            field.selectAll();
        }
    }

    @Override
    public void cancelEdit() {
        leaving = true;
        super.cancelEdit();
        leaving = false;
        setGraphic(null);
        setContentDisplay(ContentDisplay.TEXT_ONLY);
        words.accept("");
        hold.accept(false);
    }

    @Override
    protected void updateItem(@Nullable Line line, boolean empty) {
        super.updateItem(line, empty);
        var text = empty || line == null ? "" : way.shown().apply(line);
        setText(text);
        pseudoClassStateChanged(UNPRICED, text.equals("unpriced"));
        pseudoClassStateChanged(NONE, text.equals("–"));
        States.set(this, States.PENDING, !empty && line != null && way.changed().apply(line));
    }
}
