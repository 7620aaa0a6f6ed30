package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.control.PriceHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Each change of prices, the newest first, with the way back to it.
final class HistoryPanel {
    private final LongConsumer restore;
    private final ZoneId zone;
    private final Panel panel = new Panel("History");
    private final VBox rows = new VBox();

    /// @param restore puts the prices of a version in force again
    HistoryPanel(ZoneId zone, LongConsumer restore, Runnable close) {
        this.zone = zone;
        this.restore = restore;
        panel.withActions(Buttons.icon(Icon.CLOSE, "Close history", close, "flat", "tg-row"));
        panel.setNote("of prices");
        var scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().addAll("tg-plain-scroll", "tg-editor-scroll");
        panel.setContent(scroll);
        panel.setMinWidth(320);
        panel.setPrefWidth(320);
        panel.setMaxWidth(320);
    }

    Panel node() {
        return panel;
    }

    /// @param readOnly a file alone changes prices, so nothing leads back here
    void show(List<PriceHistory.Step> steps, Instant now, boolean readOnly) {
        rows.getChildren().setAll(steps.stream().map(step -> row(step, now, readOnly)).toList());
        if (steps.isEmpty()) {
            rows.getChildren().add(new EmptyState(
                    "Prices have not been changed here yet. Each change will stand here, with the way back."));
        }
    }

    private Node row(PriceHistory.Step step, Instant now, boolean readOnly) {
        var change = TableColumns.elided(Styled.strong(words(step)));
        var when = TableColumns.elided(Styled.small("version " + step.version() + ", "
                + Format.time(step.at(), now, zone).replaceFirst("\\.\\d+$", "") + ", " + step.author()));
        var text = new VBox(change, when);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        var row = new HBox(8, text);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("tg-price-step");
        if (step.newest()) {
            row.getChildren().add(Styled.pill("in force", "success"));
        } else if (!readOnly) {
            var back = Buttons.button("Restore", () -> restore.accept(step.version()), "tg-row");
            back.setAccessibleText("Restore prices of version " + step.version());
            back.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(back);
        }
        return row;
    }

    private static String words(PriceHistory.Step step) {
        var put = step.added() == 0 ? "" : Format.count(step.added()) + (step.added() == 1 ? " row put" : " rows put");
        var gone = step.removed() == 0
                ? ""
                : Format.count(step.removed()) + (step.removed() == 1 ? " row gone" : " rows gone");
        return put.isEmpty() || gone.isEmpty() ? put + gone : put + ", " + gone;
    }
}
