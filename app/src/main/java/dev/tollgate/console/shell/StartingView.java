package dev.tollgate.console.shell;

import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The frame's outline while the home is being opened, so that nothing jumps when the pages come.
final class StartingView extends VBox {
    StartingView() {
        var brand = new HBox(Icon.brand());
        brand.getStyleClass().add("tg-brand-box");
        brand.setAlignment(Pos.CENTER_LEFT);
        var header = new HBox();
        header.getStyleClass().add("tg-header");
        HBox.setHgrow(header, Priority.ALWAYS);
        var rail = new VBox();
        rail.getStyleClass().add("tg-rail");
        var page = new Region();
        page.getStyleClass().add("tg-page");
        HBox.setHgrow(page, Priority.ALWAYS);
        var body = new HBox(rail, page);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(new HBox(brand, header), body, status());
    }

    private static Node status() {
        var state = new HBox(6, Mark.RUNNING.node(), Styled.text("starting"));
        state.setAlignment(Pos.CENTER_LEFT);
        var line = new HBox(state);
        line.getStyleClass().add("tg-status");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
