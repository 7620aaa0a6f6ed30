package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Shape and word; where there is room, more in a second line.
final class StandingCell extends VBox {
    private final StackPane mark = new StackPane();
    private final Label word = TableColumns.elided(Styled.text(""));
    private final Label detail = TableColumns.elided(Styled.small(""));
    private final boolean twoLines;
    private @Nullable Mark drawn;

    StandingCell(boolean twoLines) {
        this.twoLines = twoLines;
        setAlignment(Pos.CENTER_LEFT);
        var line = new HBox(6, mark, word);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(line);
        if (twoLines) {
            getChildren().add(detail);
        }
    }

    void show(Standing standing) {
        if (drawn != standing.mark()) {
            drawn = standing.mark();
            mark.getChildren().setAll(standing.mark().node());
        }
        word.setText(standing.word());
        detail.setText(standing.detail());
        if (!twoLines && word.getTooltip() != null) {
            word.getTooltip().textProperty().unbind();
            word.getTooltip().setText(standing.more().map(more -> standing.word() + ": " + more)
                    .orElse(standing.word()));
        }
    }
}
