package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Stands in the table's place while it is empty: why it is, and what would fill it.
final class EmptyHint extends VBox {
    private final Label sentence = Styled.text("Reading …");
    private final Label address = Styled.mono("");
    private final Button clear;
    private final Button widen;
    private final HBox snippet;
    private final Supplier<String> baseUrl;

    EmptyHint(Places places, Supplier<String> baseUrl) {
        super(10);
        this.baseUrl = baseUrl;
        setAlignment(Pos.CENTER);
        getStyleClass().add("tg-empty");
        clear = Buttons.button("Clear the filter", () -> places.filter(Filter.NONE));
        var widest = SpendModel.RANGES.getLast();
        widen = Buttons.button("Look at " + Words.of(widest), () -> places.range(TimeRange.live(widest)));
        snippet = new HBox(8, address, Buttons.copy("Copy base URL", baseUrl, "tg-row"));
        snippet.setAlignment(Pos.CENTER);
        var actions = new HBox(8, clear, widen);
        actions.setAlignment(Pos.CENTER);
        getChildren().addAll(sentence, snippet, actions);
        for (var node : getChildren()) {
            node.managedProperty().bind(node.visibleProperty());
        }
        clear.managedProperty().bind(clear.visibleProperty());
        widen.managedProperty().bind(widen.visibleProperty());
        snippet.setVisible(false);
        clear.setVisible(false);
        widen.setVisible(false);
    }

    void show(Found found) {
        var asked = found.asked();
        boolean filtered = !asked.isOpen();
        sentence.setText(filtered
                ? "Nothing matches " + asked.filter().text() + " " + Words.range(asked.range())
                : "No call " + Words.range(asked.range()) + ". What goes through this address shows here:");
        address.setText("base_url = \"" + baseUrl.get() + "\"");
        snippet.setVisible(!filtered);
        clear.setVisible(filtered);
        widen.setVisible(asked.range().isLive() && asked.range().length().compareTo(SpendModel.RANGES.getLast()) < 0);
    }
}
