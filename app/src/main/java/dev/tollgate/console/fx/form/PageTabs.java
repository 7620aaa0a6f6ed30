package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Choice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Tabs of a page as segments, what belongs to the chosen one at their right, its content below. A tab's content is
/// built at its first visit and kept.
public final class PageTabs extends VBox {
    /// One tab.
    ///
    /// @param actions at the right of the row of tabs while it is chosen
    public record Tab(String name, Supplier<? extends Node> content, List<Node> actions) {
        public Tab {
            actions = List.copyOf(actions);
        }
    }

    private final Choice<Tab> choice;
    private final HBox bar = new HBox(8);
    private final StackPane body = new StackPane();
    private final Map<Tab, Node> built = new HashMap<>();
    private Runnable onSwitch = () -> {};

    /// @param tabs at least one; the first is shown
    public PageTabs(List<Tab> tabs) {
        super(8);
        choice = new Choice<>(tabs, Tab::name);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(28);
        body.setMinSize(0, 0);
        VBox.setVgrow(body, Priority.ALWAYS);
        setMinSize(0, 0);
        getChildren().addAll(bar, body);
        choice.valueProperty().addListener(_ -> {
            show();
            onSwitch.run();
        });
        show();
    }

    public Tab shown() {
        return choice.value();
    }

    /// Opens a tab by its name; an unknown one changes nothing.
    public void open(String name) {
        choice.options().stream().filter(tab -> tab.name().equals(name)).findFirst().ifPresent(choice::setValue);
    }

    /// Runs when another tab was chosen, after it is shown.
    public void setOnSwitch(Runnable action) {
        onSwitch = action;
    }

    private void show() {
        var tab = choice.value();
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        bar.getChildren().setAll(choice, gap);
        bar.getChildren().addAll(tab.actions());
        body.getChildren().setAll(built.computeIfAbsent(tab, at -> at.content().get()));
    }
}
