package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.time.ZoneId;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/// What stands over and under the list: hold, since now, how many, columns, export; and what has come meanwhile. The foot
/// is always there, so that no row moves when something comes.
final class ListBar {
    private static final Duration SOON = Duration.millis(200);
    private final RequestsModel model;
    private final HBox head = new HBox();
    private final HBox foot = new HBox();
    private final ProgressBar line = new ProgressBar();
    private final ToggleButton since = new ToggleButton("Since now", Styled.key("S"));
    private final ToggleButton hold = new ToggleButton("Hold", Styled.key("U"));
    private final Label count = Styled.muted("");
    private final Label standing = Styled.muted("");
    private final Button fresh;
    private final Button earlier;
    private final PauseTransition slow = new PauseTransition(SOON);
    private boolean atEnd = true;
    private boolean atStart;

    ListBar(RequestsModel model, ColumnSet columns, Runnable toEnd, Runnable export) {
        this.model = model;
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        count.setMinWidth(0);
        since.setMinWidth(Region.USE_PREF_SIZE);
        hold.setMinWidth(Region.USE_PREF_SIZE);
        head.getStyleClass().add("tg-requests-bar");
        head.getChildren().setAll(since, hold, gap, count, columns(columns),
                Buttons.icon(Icon.DOWNLOAD, "Export these requests as CSV or JSON", export));
        fresh = Buttons.button("", toEnd, "tg-new");
        earlier = Buttons.button("Earlier", model::loadEarlier, "tg-row");
        standing.getStyleClass().add("tg-dense-text");
        foot.getStyleClass().add("tg-requests-foot");
        line.getStyleClass().add("tg-loading");
        line.setMaxWidth(Double.MAX_VALUE);
        line.setProgress(0);
        line.setVisible(false);
        line.setAccessibleText("Reading the ledger");
        bind();
        place(true, false);
    }

    private void bind() {
        since.setAccessibleText("Only what starts from now on, S");
        since.setOnAction(_ -> model.sinceNow());
        hold.setAccessibleText("Hold the list, U");
        hold.selectedProperty().bindBidirectional(model.held());
        model.since().addListener((_, _, at) -> {
            since.setSelected(at.isPresent());
            counted();
        });
        model.count().addListener((_, _, _) -> counted());
        model.waiting().addListener((_, _, _) -> foot());
        model.earlier().addListener((_, _, _) -> foot());
        model.held().addListener((_, _, _) -> foot());
        slow.setOnFinished(_ -> {
            line.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
            line.setVisible(true);
        });
        model.loading().addListener((_, _, loading) -> {
            if (loading) {
                slow.playFromStart();
            } else {
                slow.stop();
                line.setVisible(false);
                line.setProgress(0);
            }
            foot();
        });
    }

    private static Button columns(ColumnSet columns) {
        var menu = new ContextMenu();
        menu.getStyleClass().add("tg-columns");
        menu.getItems().setAll(columns.menu());
        var button = Buttons.icon(Icon.COLUMNS, "Columns", () -> {});
        button.setOnAction(_ -> menu.show(button, Side.BOTTOM, 0, 4));
        return button;
    }

    private void counted() {
        long n = model.count().get();
        var range = model.since().get().map(at -> " since " + Format.clockSeconds(at, ZoneId.systemDefault()))
                .orElse(" in range");
        count.setText(n < 0 ? "" : (n >= RequestsModel.COUNTED ? "more than 10,000" : Format.count(n)) + range);
    }

    /// Where the reader is.
    void place(boolean end, boolean start) {
        if (atEnd != end || atStart != start || foot.getChildren().isEmpty()) {
            atEnd = end;
            atStart = start;
            foot();
        }
    }

    private void foot() {
        long waiting = model.waiting().get();
        boolean behind = waiting > 0 || (model.isLive() && !atEnd);
        var word = waiting > 0 ? Format.count(waiting) + " new" : "To the end";
        var face = new HBox(6, Icon.ARROW_DOWN.node(14), new Label(word), Styled.key("End"));
        face.setAlignment(Pos.CENTER);
        fresh.setGraphic(face);
        fresh.setAccessibleText(word + ", End");
        standing.setText(model.held().get()
                ? "Held"
                : model.isLive()
                        ? "Newest at the bottom, following"
                        : model.earlier().get() ? "The newest of this window" : "All of this window");
        foot.getChildren().clear();
        if (model.earlier().get() && (atStart || !model.isLive())) {
            foot.getChildren().add(earlier);
        }
        if (behind) {
            foot.getChildren().add(fresh);
        } else {
            foot.getChildren().add(standing);
        }
    }

    Node head() {
        return head;
    }

    Node line() {
        return line;
    }

    Node footer() {
        return foot;
    }
}
