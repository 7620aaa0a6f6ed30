package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Every key there is, from the same list as the palette, and those of the lists.
final class KeySheet extends VBox {
    private static final double WIDTH = 560;
    private static final List<PageKey> PAGES = List.of(new PageKey("J, K, ↑, ↓", "Next and previous row"),
            new PageKey("Home, End", "First and last row"), new PageKey("Enter", "Open what is selected"),
            new PageKey("U", "Hold the view: Live, Requests"), new PageKey("S", "Only from now on: Requests"),
            new PageKey(Action.text(new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN)),
                    "Copy the row: Requests"),
            new PageKey("←, →", "Cursor of a chart"), new PageKey("Shift+←, Shift+→", "Window of a chart"),
            new PageKey("Esc", "One step back"));
    private final Button close;

    KeySheet(List<Action> actions, Runnable cancel) {
        getStyleClass().add("tg-sheet");
        setMinWidth(WIDTH);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        close = Buttons.icon(Icon.CLOSE, "Close", cancel, "flat");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, Styled.heading("Keyboard"), gap, close);
        head.getStyleClass().add("tg-sheet-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var frame = grid();
        actions.stream().filter(a -> !a.shortcut().isEmpty()).forEach(a -> line(frame, keys(a), a.name()));
        var pages = grid();
        PAGES.forEach(each -> line(pages, each.keys(), each.does()));
        var body = new HBox(32, new VBox(8, Styled.small("Everywhere"), frame),
                new VBox(8, Styled.small("In lists and charts"), pages));
        body.getStyleClass().add("tg-sheet-left");
        getChildren().addAll(head, body);
    }

    private static GridPane grid() {
        return new GridPane(12, 5);
    }

    private static String keys(Action action) {
        var keys = action.keys().stream().map(Action::text);
        return (action.letter().isEmpty() ? keys : Stream.concat(Stream.of(action.letter()), keys))
                .collect(Collectors.joining(", "));
    }

    private static void line(GridPane grid, String keys, String does) {
        var key = Styled.key(keys);
        key.setMinWidth(USE_PREF_SIZE);
        var name = Styled.text(does);
        name.setMinWidth(USE_PREF_SIZE);
        grid.addRow(grid.getRowCount(), key, name);
    }

    /// A key that a page handles itself, where the keyboard is in it.
    private record PageKey(String keys, String does) {}

    void focus() {
        close.requestFocus();
    }
}
