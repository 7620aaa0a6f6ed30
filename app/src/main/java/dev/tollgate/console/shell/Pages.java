package dev.tollgate.console.shell;

import dev.tollgate.console.alarms.AlarmsPage;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.keys.KeysPage;
import dev.tollgate.console.live.LivePage;
import dev.tollgate.console.prices.PricesPage;
import dev.tollgate.console.requests.RequestsPage;
import dev.tollgate.console.routes.RoutesPage;
import dev.tollgate.console.settings.Host;
import dev.tollgate.console.settings.SettingsPage;
import dev.tollgate.console.setup.SetupPage;
import dev.tollgate.console.smoke.SmokePage;
import dev.tollgate.console.spend.SpendPage;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The pages, each made at its first visit and kept. A page that cannot be made says so in its place: the gateway
/// serves on, and the other pages work.
final class Pages {
    private static final System.Logger LOG = System.getLogger(Pages.class.getName());

    private final Map<Places.Name, Page> made = new EnumMap<>(Places.Name.class);
    private final Feed feed;
    private final Places places;
    private final Host host;
    private final Runnable setUp;
    private @Nullable Page setup;

    /// @param host what the window does for a page
    /// @param setUp the setup card was left for the dashboard
    Pages(Feed feed, Places places, Host host, Runnable setUp) {
        this.feed = feed;
        this.places = places;
        this.host = host;
        this.setUp = setUp;
    }

    Page of(Places.Name name) {
        return made.computeIfAbsent(name, each -> guarded(Rail.title(each), () -> make(each)));
    }

    /// Whether it was opened, or made ahead.
    boolean isMade(Places.Name name) {
        return made.containsKey(name);
    }

    Page setup() {
        var page = setup;
        if (page == null) {
            page = guarded("First run", this::makeSetup);
            setup = page;
        }
        return page;
    }

    void openRequest(String id) {
        if (of(Places.Name.REQUESTS) instanceof RequestsPage requests) {
            requests.open(id);
        }
    }

    /// Opens one cell of the Smoke page.
    void openSmoke(TargetId target, Check check) {
        if (of(Places.Name.SMOKE) instanceof SmokePage smoke) {
            smoke.open(target, check);
        }
    }

    void openTab(Places.Name name, String tab) {
        if (of(name) instanceof RoutesPage routes) {
            routes.open(tab);
        }
    }

    void openBudgets() {
        if (of(Places.Name.KEYS) instanceof KeysPage keys) {
            keys.openBudgets();
        }
    }

    private Page make(Places.Name name) {
        return switch (name) {
            case LIVE -> new LivePage(feed, places);
            case REQUESTS -> new RequestsPage(feed, places);
            case SPEND -> new SpendPage(feed, places);
            case KEYS -> new KeysPage(feed, places);
            case ROUTES -> new RoutesPage(feed, places);
            case PRICES -> new PricesPage(feed, places);
            case SMOKE -> new SmokePage(feed, places);
            case ALARMS -> new AlarmsPage(feed, places);
            case SETTINGS -> new SettingsPage(feed, places, host);
        };
    }

    private Page makeSetup() {
        var card = new SetupPage(feed, places);
        card.onDone(setUp);
        return card;
    }

    private static Page guarded(String title, Supplier<Page> make) {
        try {
            return make.get();
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "page " + title, fault);
            return new Failed(title + " cannot be shown: " + fault.getMessage()
                    + ". Calls are served; the other pages work. The log has the details.");
        }
    }

    /// Stands where a page could not be made.
    private record Failed(Node node) implements Page {
        Failed(String text) {
            this(new EmptyState(text));
        }

        @Override
        public LiveModel model() {
            return _ -> {};
        }

        @Override
        public void shown(View view) {}
    }
}
