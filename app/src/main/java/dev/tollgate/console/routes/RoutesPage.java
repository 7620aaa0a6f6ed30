package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.form.PageTabs;
import java.util.List;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Which names apps may ask for and who answers them, and the providers behind.
public final class RoutesPage implements Page {
    private final RoutesModel model;
    private final RoutesTab routes;
    private final ProvidersTab providers;
    private final PageTabs tabs;
    private final VBox node = new VBox();

    public RoutesPage(Feed feed, Places places) {
        model = new RoutesModel(feed, new Desk(feed.gateway()));
        routes = new RoutesTab(model, places);
        providers = new ProvidersTab(new ProvidersModel(model), places);
        tabs = new PageTabs(List.of(new PageTabs.Tab("Routes", routes::node, routes.actions()),
                new PageTabs.Tab("Providers", providers::node, providers.actions())));
        tabs.setOnSwitch(() -> {
            if (tabs.shown().name().equals("Providers")) {
                providers.opened();
            }
        });
        var body = new VBox(tabs);
        body.getStyleClass().add("tg-page");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        node.getStyleClass().addAll("tg-page", "tg-flush", "tg-routes");
        node.getStylesheets().add(Objects.requireNonNull(RoutesPage.class.getResource("routes.css")).toExternalForm());
        node.getChildren().addAll(body, routes.pendingBar());
        model.file().ifPresent(file -> body.getChildren().addFirst(ReadOnlyNote.of(file)));
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
        model.refreshed();
        model.refresh();
    }

    /// Opens one of its tabs: `Routes` or `Providers`.
    public void open(String tab) {
        tabs.open(tab);
    }

    RoutesModel routes() {
        return model;
    }

    RoutesTab routesTab() {
        return routes;
    }

    ProvidersTab providersTab() {
        return providers;
    }
}
