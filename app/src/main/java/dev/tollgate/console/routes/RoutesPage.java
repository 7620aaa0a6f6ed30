package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.console.fx.form.PageTabs;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Which names apps may ask for and who answers them, and the providers behind.
public final class RoutesPage implements Page {
    private final RoutesModel model;
    private final RoutesTab routes;
    private final Places places;
    private final PageTabs tabs;
    private final VBox node = new VBox();
    private @Nullable ProvidersTab providers;

    public RoutesPage(Feed feed, Places places) {
        model = new RoutesModel(feed, new Desk(feed.gateway()));
        routes = new RoutesTab(model, places);
        this.places = places;
        tabs = new PageTabs(List.of(new PageTabs.Tab("Routes", routes::node, routes.actions()),
                new PageTabs.Tab("Providers", () -> providersTab().node(), actions())));
        tabs.setOnSwitch(() -> {
            if (tabs.shown().name().equals("Providers")) {
                providersTab().opened();
            }
        });
        var body = new VBox(tabs);
        body.getStyleClass().add("tg-page");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        VBox.setVgrow(body, Priority.ALWAYS);
        node.getStyleClass().addAll("tg-page", "tg-flush", "tg-routes");
        node.getStylesheets().add(TextSize.sheet(RoutesPage.class, "routes.css"));
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
        routes.opened();
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

    private List<Node> actions() {
        if (model.file().isPresent()) {
            return List.of();
        }
        var add = Buttons.button(Icon.PLUS, "Provider", () -> providersTab().add(), "accent");
        add.setId("add-provider");
        add.setMinWidth(Region.USE_PREF_SIZE);
        return List.of(add);
    }

    /// Made at its first visit.
    ProvidersTab providersTab() {
        var made = providers;
        if (made == null) {
            made = new ProvidersTab(new ProvidersModel(model), places);
            providers = made;
        }
        return made;
    }
}
