package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.console.fx.Toasts;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Where everything stands: brand and header above, rail and page between, the status line below.
final class Frame extends VBox {
    private static final double RAIL_FROM = 1120;
    private static final String OUTLINED = "button-outlined";
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final HBox brand = new HBox(8, Icon.brand());
    private final HBox header = new HBox();
    private final StackPane page = new StackPane();
    private final StackPane body = new StackPane();
    private final Rail rail;
    private final StatusLine status;
    private final Toasts toasts;
    private final Sheets sheets;

    Frame(Rail rail, StatusLine status) {
        this.rail = rail;
        this.status = status;
        getStyleClass().add("tg-frame");
        getStylesheets().add(TextSize.sheet(Frame.class, "shell.css"));
        brand.getStyleClass().add("tg-brand-box");
        header.getStyleClass().add("tg-header");
        HBox.setHgrow(header, Priority.ALWAYS);
        page.getStyleClass().add("tg-page-host");
        page.setMinSize(0, 0);
        // what has no room for all it shows, as with very large text, loses its end and never its beginning
        page.setAlignment(Pos.TOP_LEFT);
        toasts = new Toasts();
        sheets = new Sheets(body);
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        getChildren().addAll(new HBox(brand, header), body, toasts, status);
        widthProperty().addListener((_, _, width) -> narrow(width.doubleValue() < RAIL_FROM));
    }

    private void narrow(boolean narrow) {
        rail.narrow(narrow);
        brand.pseudoClassStateChanged(NARROW, narrow);
    }

    void header(Node... nodes) {
        header.getChildren().setAll(nodes);
    }

    void banners(Banners banners) {
        var column = new VBox(banners, page);
        VBox.setVgrow(page, Priority.ALWAYS);
        HBox.setHgrow(column, Priority.ALWAYS);
        column.setMinWidth(0);
        body.getChildren().addFirst(new HBox(rail, column));
    }

    void show(Node node) {
        page.getChildren().setAll(node);
    }

    /// STOP is filled while a critical alarm wants an eye.
    void hot(boolean critical) {
        header.getChildren().stream().filter(each -> each.getStyleClass().contains("tg-stop")).forEach(each -> {
            States.set(each, States.HOT, critical);
            if (critical == each.getStyleClass().contains(OUTLINED)) {
                if (critical) {
                    each.getStyleClass().remove(OUTLINED);
                } else {
                    each.getStyleClass().add(OUTLINED);
                }
            }
        });
    }

    /// What a page has.
    Bounds room() {
        return page.getLayoutBounds();
    }

    /// Whether somebody has the window before their eyes.
    boolean isWatched() {
        return getScene() != null && getScene().getWindow() != null && getScene().getWindow().isShowing()
                && getScene().getWindow().isFocused();
    }

    Toasts toasts() {
        return toasts;
    }

    Sheets sheets() {
        return sheets;
    }

    /// In the order F6 goes through them.
    List<Parent> panes() {
        return List.of(header, rail, page, toasts, status);
    }

    void focusPage() {
        if (!Focus.first(page)) {
            Focus.first(rail);
        }
    }

    static Button paletteButton(Runnable open) {
        var button = Buttons.button(Icon.PALETTE, "", open, "tg-palette-button");
        var key = Styled.muted("Ctrl+K");
        key.getStyleClass().add("tg-dense-text");
        var face = new HBox(6, Icon.PALETTE.node(14), key);
        face.setAlignment(Pos.CENTER);
        button.setGraphic(face);
        button.setId("palette-button");
        button.setMinWidth(USE_PREF_SIZE);
        return Buttons.named(button, "Command palette, Ctrl+K");
    }

    /// Never disabled, never covered. The menu acts on everything at once.
    static SplitMenuButton stopButton(Runnable sheet, MenuItem... items) {
        var stop = new SplitMenuButton(items);
        stop.setText("STOP");
        stop.setGraphic(Icon.STOP.node());
        stop.getStyleClass().addAll("danger", OUTLINED, "tg-stop");
        stop.setId("stop");
        stop.setAccessibleText("Stop, opens the stop sheet");
        stop.setTooltip(new Tooltip("Stop sheet, Ctrl+Shift+S"));
        stop.setOnAction(_ -> sheet.run());
        return stop;
    }
}
