package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.Locale;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Type a few letters, Enter does it: every action that makes sense now.
final class CommandPalette extends VBox {
    private static final double WIDTH = 520;
    private static final double ROW = 32;
    private static final int ROWS = 11;

    private final TextField text = new TextField();
    private final ObservableList<Action> found = FXCollections.observableArrayList();
    private final ListView<Action> list = new ListView<>(found);
    private final List<Action> offered;
    private final Runnable close;

    CommandPalette(List<Action> actions, Runnable close) {
        this.close = close;
        offered = actions.stream().filter(action -> action.offered().getAsBoolean()).toList();
        setId("palette");
        getStyleClass().addAll("tg-sheet", "tg-palette");
        setMinWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        setAccessibleText("Command palette");
        text.setPromptText("What do you want to do?");
        text.setAccessibleText("Command");
        text.textProperty().addListener((_, _, typed) -> find(typed));
        text.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        HBox.setHgrow(text, Priority.ALWAYS);
        var line = new HBox(8, Icon.PALETTE.node(), text);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("tg-palette-line");
        list.setFixedCellSize(ROW);
        list.setFocusTraversable(false);
        list.setCellFactory(_ -> new Cell());
        list.setPlaceholder(Styled.muted("Nothing is called that"));
        list.setAccessibleText("Actions");
        list.setOnMouseClicked(_ -> run());
        getChildren().addAll(line, list);
        find("");
    }

    void focus() {
        text.requestFocus();
    }

    private void find(String typed) {
        var lower = typed.strip();
        found.setAll(offered.stream().filter(action -> action.matches(lower))
                .sorted((a, b) -> Boolean.compare(direct(b, lower), direct(a, lower))).toList());
        list.setPrefHeight(ROW * Math.clamp(found.size(), 1, ROWS) + 6);
        list.getSelectionModel().selectFirst();
        list.scrollTo(0);
    }

    /// Names that contain the letters in one piece come first.
    private static boolean direct(Action action, String typed) {
        return action.name().regionMatches(true, 0, typed, 0, typed.length())
                || action.name().toLowerCase(Locale.ROOT).contains(typed.toLowerCase(Locale.ROOT));
    }

    private void pressed(KeyEvent event) {
        var selection = list.getSelectionModel();
        switch (event.getCode()) {
            case DOWN -> selection.selectNext();
            case UP -> selection.selectPrevious();
            case ENTER -> run();
            case ESCAPE -> close.run();
            default -> {
                return;
            }
        }
        list.scrollTo(Math.max(0, selection.getSelectedIndex() - ROWS + 1));
        event.consume();
    }

    private void run() {
        var action = list.getSelectionModel().getSelectedItem();
        if (action != null) {
            close.run();
            action.run().run();
        }
    }

    /// Group, name, key.
    private static final class Cell extends ListCell<Action> {
        private final Label name = new Label();
        private final Label group = Styled.small("");
        private final Label key = Styled.key("");
        private final HBox row;

        Cell() {
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            row = new HBox(8, name, group, gap, key);
            row.setAlignment(Pos.CENTER_LEFT);
            key.visibleProperty().bind(key.textProperty().isNotEmpty());
        }

        @Override
        protected void updateItem(@Nullable Action action, boolean empty) {
            super.updateItem(action, empty);
            if (action == null || empty) {
                setGraphic(null);
                return;
            }
            name.setText(action.name());
            group.setText(action.group());
            key.setText(action.shortcut());
            setGraphic(row);
        }
    }
}
