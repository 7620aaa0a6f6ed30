package dev.tollgate.console.shots;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Does in a drawn window what a user's hand would: presses, chooses, types. What it does not find it names, so that a
/// picture never shows another thing than it is called after. On the JavaFX thread.
final class Hand {
    private final Parent root;

    Hand(Parent root) {
        this.root = root;
    }

    /// A button by its id (`#stop`), its whole text or accessible name, else the beginning of its text.
    void press(String name) {
        var buttons = all(ButtonBase.class).filter(Hand::isSeen).toList();
        one(buttons, button -> name.equals("#" + button.getId()))
                .or(() -> one(buttons, button -> name.equals(button.getText())))
                .or(() -> one(buttons, button -> name.equals(button.getAccessibleText())))
                .or(() -> one(buttons, button -> String.valueOf(button.getText()).startsWith(name)))
                .orElseThrow(() -> missing("button", name)).fire();
    }

    private static Optional<ButtonBase> one(List<ButtonBase> buttons, Predicate<ButtonBase> which) {
        return buttons.stream().filter(which).findFirst();
    }

    /// A tab by its title.
    void tab(String title) {
        Tab tab = all(TabPane.class).filter(Hand::isSeen).flatMap(pane -> pane.getTabs().stream())
                .filter(each -> title.equals(each.getText())).findFirst().orElseThrow(() -> missing("tab", title));
        tab.getTabPane().getSelectionModel().select(tab);
    }

    /// Selects a row of the table with this id or accessible name.
    void choose(String table, int row) {
        table(table).getSelectionModel().clearAndSelect(row);
    }

    /// Selects a row of a list.
    void pick(String list, int row) {
        all(ListView.class).filter(each -> list.equals("#" + each.getId())).findFirst()
                .orElseThrow(() -> missing("list", list)).getSelectionModel().clearAndSelect(row);
    }

    /// Presses Enter in a table.
    void enter(String table) {
        key(table(table), KeyCode.ENTER);
    }

    private TableView<?> table(String name) {
        return all(TableView.class).filter(Hand::isSeen)
                .filter(each -> name.equals("#" + each.getId()) || name.equals(each.getAccessibleText()))
                .findFirst().orElseThrow(() -> missing("table", name));
    }

    /// Presses a key in the window.
    void key(KeyCode code) {
        key(root, code);
    }

    private static void key(Node node, KeyCode code) {
        Event.fireEvent(node, new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
    }

    /// Writes into the field with this id or accessible name.
    void type(String field, String text) {
        all(TextInputControl.class).filter(Hand::isSeen)
                .filter(each -> field.equals("#" + each.getId()) || field.equals(each.getAccessibleText())).findFirst()
                .orElseThrow(() -> missing("field", field)).setText(text);
    }

    /// Scrolls what scrolls to its end.
    void end() {
        all(ScrollPane.class).filter(Hand::isSeen).forEach(pane -> pane.setVvalue(pane.getVmax()));
    }

    /// Says something else where a text depends on the machine.
    void reword(Pattern text, String by) {
        all(Labeled.class).filter(label -> label.getText() != null && !label.textProperty().isBound())
                .forEach(label -> label.setText(text.matcher(label.getText()).replaceAll(by)));
    }

    private <T> Stream<T> all(Class<T> type) {
        return under(root).filter(type::isInstance).map(type::cast);
    }

    private static Stream<Node> under(Node node) {
        return node instanceof Parent parent
                ? Stream.concat(Stream.of(node),
                        parent.getChildrenUnmodifiable().stream().flatMap(Hand::under))
                : Stream.of(node);
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static IllegalStateException missing(String what, String name) {
        return new IllegalStateException("there is no " + what + " " + name + " to draw");
    }
}
