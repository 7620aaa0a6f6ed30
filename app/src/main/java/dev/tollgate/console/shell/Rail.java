package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The pages, one under the other; icons alone where the window is narrow.
final class Rail extends VBox {
    private static final PseudoClass NARROW = PseudoClass.getPseudoClass("narrow");

    private final Map<Places.Name, Item> items = new EnumMap<>(Places.Name.class);

    private final ToggleButton theme = new ToggleButton();
    private final ChangeListener<Palette> themed = (_, _, now) -> theme(now);

    /// @param theme changes between light and dark
    Rail(Consumer<Places.Name> open, Runnable theme) {
        getStyleClass().add("tg-rail");
        setAccessibleText("Pages");
        for (var name : Places.Name.values()) {
            var item = new Item(name, () -> open.accept(name));
            items.put(name, item);
            getChildren().add(item);
        }
        var gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        getChildren().addAll(gap, this.theme);
        this.theme.getStyleClass().add("tg-nav");
        this.theme.setId("theme");
        this.theme.setAccessibleRole(AccessibleRole.BUTTON);
        this.theme.setGraphic(Item.centred(Mark.RESTING.plain(14)));
        this.theme.setOnAction(_ -> {
            this.theme.setSelected(false);
            theme.run();
        });
        Palette.current().addListener(new WeakChangeListener<>(themed));
        theme(Palette.current().get());
    }

    /// The button names what it leads to.
    private void theme(Palette now) {
        var next = now.dark() ? "Light" : "Dark";
        theme.setText(next);
        theme.setTooltip(new Tooltip(next + " theme"));
        theme.setAccessibleText(next + " theme");
    }

    void select(Places.Name name) {
        items.forEach((each, item) -> item.select(each == name));
    }

    void narrow(boolean narrow) {
        pseudoClassStateChanged(NARROW, narrow);
        items.values().forEach(item -> item.narrow(narrow));
        theme.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
    }

    void focus(Places.Name name) {
        var item = items.get(name);
        if (item != null) {
            item.button.requestFocus();
        }
    }

    /// How many things of a page want to be looked at; none hides the badge.
    ///
    /// @param what in words, as `failing checks`
    void badge(Places.Name name, int count, String what) {
        var item = items.get(name);
        if (item != null) {
            item.badge(count, what);
        }
    }

    static String title(Places.Name name) {
        return switch (name) {
            case LIVE -> "Live";
            case REQUESTS -> "Requests";
            case SPEND -> "Spend";
            case KEYS -> "Keys";
            case ROUTES -> "Routes";
            case PRICES -> "Prices";
            case SMOKE -> "Smoke";
            case ALARMS -> "Alarms";
            case SETTINGS -> "Settings";
        };
    }

    /// The key that opens it.
    static String number(Places.Name name) {
        return switch (name) {
            case LIVE -> "1";
            case REQUESTS -> "2";
            case SPEND -> "3";
            case KEYS -> "5";
            case ROUTES -> "6";
            case PRICES -> "7";
            case SMOKE -> "8";
            case ALARMS -> "9";
            case SETTINGS -> ",";
        };
    }

    private static Icon icon(Places.Name name) {
        return switch (name) {
            case LIVE -> Icon.LIVE;
            case REQUESTS -> Icon.REQUESTS;
            case SPEND -> Icon.SPEND;
            case KEYS -> Icon.KEYS;
            case ROUTES -> Icon.ROUTES;
            case PRICES -> Icon.PRICES;
            case SMOKE -> Icon.SMOKE;
            case ALARMS -> Icon.ALARMS;
            case SETTINGS -> Icon.SETTINGS;
        };
    }

    /// One entry: the button, its number at the right, the blue edge when selected.
    private static final class Item extends StackPane {
        private final ToggleButton button = new ToggleButton();
        private final Label number;
        private final Region edge = new Region();
        private final Label badge = Styled.badge();
        private final String title;
        private int counted;
        private boolean cornered;

        Item(Places.Name name, Runnable open) {
            title = title(name);
            number = Styled.small(number(name));
            button.setText(title(name));
            button.setGraphic(centred(icon(name).node()));
            button.getStyleClass().add("tg-nav");
            button.setId("nav-" + title(name).toLowerCase(Locale.ROOT));
            button.setAccessibleText(title(name));
            button.setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
            button.setTooltip(new Tooltip(title(name) + "  " + number.getText()));
            button.setOnAction(_ -> {
                button.setSelected(true);
                open.run();
            });
            edge.getStyleClass().add("tg-nav-edge");
            edge.setMouseTransparent(true);
            edge.setTranslateX(-8);
            number.setMouseTransparent(true);
            number.setTranslateX(-8);
            setAlignment(edge, Pos.CENTER_LEFT);
            setAlignment(number, Pos.CENTER_RIGHT);
            badge.setMouseTransparent(true);
            badge.setVisible(false);
            setAlignment(badge, Pos.CENTER_RIGHT);
            badge.setTranslateX(-28);
            getChildren().addAll(button, number, edge, badge);
            select(false);
        }

        private static Node centred(Node icon) {
            var box = new StackPane(icon);
            box.setMinSize(16, 16);
            return box;
        }

        void select(boolean selected) {
            button.setSelected(selected);
            edge.setVisible(selected);
        }

        void badge(int count, String what) {
            counted = count;
            badge.setVisible(count > 0);
            numbered();
            button.setAccessibleText(count > 0 ? title + ", " + count + " " + what : title);
        }

        /// Beside the name there is room for two digits, at the corner of an icon for one.
        private void numbered() {
            int most = cornered ? 9 : 99;
            badge.setText(counted > most ? most + "+" : Integer.toString(counted));
        }

        void narrow(boolean narrow) {
            cornered = narrow;
            numbered();
            States.set(badge, NARROW, narrow);
            setAlignment(badge, narrow ? Pos.TOP_RIGHT : Pos.CENTER_RIGHT);
            badge.setTranslateX(narrow ? 7 : -28);
            badge.setTranslateY(narrow ? -5 : 0);
            button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            number.setVisible(!narrow);
        }
    }
}
