package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Every key there is, from the same list as the palette, and those of the lists.
final class KeySheet extends VBox {
    private static final double WIDTH = 560;
    private final Button close;

    KeySheet(List<Action> actions, Runnable cancel) {
        getStyleClass().add("tg-sheet");
        setMinWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        close = Buttons.icon(Icon.CLOSE, "Close", cancel, "flat");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(8, Styled.heading("Keys"), gap, close);
        head.getStyleClass().add("tg-sheet-head");
        head.setAlignment(Pos.CENTER_LEFT);
        var grid = new GridPane(12, 6);
        grid.getStyleClass().add("tg-sheet-left");
        fill(grid, actions.stream().filter(a -> !a.shortcut().isEmpty()).toList());
        getChildren().addAll(head, grid);
    }

    private static void fill(GridPane grid, List<Action> actions) {
        int row = 0;
        for (var action : actions) {
            var keys = action.keys().stream().map(Action::text).collect(Collectors.joining(", "));
            var letter = action.letter();
            var all = letter.isEmpty() ? keys : keys.isEmpty() ? letter : letter + ", " + keys;
            int half = (actions.size() + 1) / 2;
            int column = row < half ? 0 : 2;
            grid.add(Styled.key(all), column, row % half);
            var name = Styled.text(action.name());
            name.setMinWidth(150);
            grid.add(name, column + 1, row % half);
            row++;
        }
    }

    void focus() {
        close.requestFocus();
    }
}
