package dev.tollgate.console.live;

import dev.tollgate.console.fx.Styled;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// A line over the chart that says why it is not what the reader may take it for; gone while there is no reason.
final class Notice extends HBox {
    private static final double GAP = 8;
    private final Label text = Styled.strong("");

    Notice() {
        super(GAP);
        getStyleClass().add("tg-demo");
        setAlignment(Pos.CENTER_LEFT);
        text.setMinWidth(0);
        say("");
    }

    /// @param sentence empty to go away
    /// @param ways what can be done about it
    void say(String sentence, Node... ways) {
        text.setText(sentence);
        var wanted = new ArrayList<Node>();
        wanted.add(text);
        wanted.addAll(List.of(ways));
        if (!getChildren().equals(wanted)) {
            getChildren().setAll(wanted);
        }
        setVisible(!sentence.isEmpty());
        setManaged(!sentence.isEmpty());
    }
}
