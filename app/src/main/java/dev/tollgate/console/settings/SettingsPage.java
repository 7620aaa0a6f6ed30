package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.InTurn;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Settings: what is configured at the left, the home and its history at the right.
public final class SettingsPage implements Page {
    private static final double WIDEST = 1_560;

    private final SettingsModel model;
    private final ScrollPane node;
    private final InTurn below;
    private @Nullable DeskPanel desk;

    public SettingsPage(Feed feed, Places places, Host host) {
        model = new SettingsModel(feed);
        var left = new VBox(8, Parts.listener(model, places).panel());
        var right = new VBox(8, new HistoryPanel(model, places).panel());
        below = new InTurn(() -> left.getChildren().add(Parts.calendar(model, places).panel()),
                () -> left.getChildren().add(Parts.wayOut(model, places).panel()),
                () -> right.getChildren().add(new HomePanel(model, places).panel()),
                () -> left.getChildren().add(desk(host).panel()),
                () -> right.getChildren().add(new SecretsPanel(model, places).panel()),
                () -> left.getChildren().add(new ConfigPanel(model, places).panel()),
                () -> right.getChildren().add(new BackupPanel(model, places, host).panel()));
        var grid = new GridPane(8, 0);
        for (int i = 0; i < 2; i++) {
            var half = new ColumnConstraints();
            half.setPercentWidth(50);
            half.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(half);
        }
        grid.addRow(0, left, right);
        grid.setMaxWidth(WIDEST);
        var page = new VBox(grid);
        page.getStyleClass().add("tg-page");
        node = new ScrollPane(page);
        node.setFitToWidth(true);
        node.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        node.setFocusTraversable(false);
        node.getStyleClass().add("tg-plain-scroll");
        node.setStyle("-fx-background: -color-bg-inset; -fx-background-color: -color-bg-inset; -fx-padding: 0;");
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    @Override
    public void shown(View view) {
        model.shown();
        below.start();
        if (desk != null) {
            desk.shown();
        }
    }

    private DeskPanel desk(Host host) {
        var made = new DeskPanel(model, host);
        desk = made;
        made.shown();
        return made;
    }
}
