package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;

/// Says that a file alone may change what is shown.
final class ReadOnlyNote {
    private ReadOnlyNote() {}

    static Node of(String file) {
        var row = new HBox(8, Icon.LOCK.node(14), Styled.text("Read-only: routes and providers come from " + file
                + ", which is read again whenever it is saved."));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("tg-inset");
        return row;
    }
}
