package dev.tollgate.console.routes;

import dev.tollgate.console.feed.ProviderTrial;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.Simulated;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The providers as in force, and what is done to them. JavaFX thread.
final class ProvidersModel {
    private final RoutesModel routes;
    private final ProviderTrial trial;
    private final ObservableList<ProviderRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Map<Secret, KeyPlace>> places = new ReadOnlyObjectWrapper<>(Map.of());

    ProvidersModel(RoutesModel routes) {
        this.routes = routes;
        trial = new ProviderTrial(routes.feed().gateway());
        routes.onConfig(_ -> look());
        routes.onRates(this::redraw);
        look();
    }

    /// Reads where the keys are and what they end with.
    private void look() {
        redraw();
        var secrets = routes.feed().gateway().secrets();
        var all = routes.config().providers().stream().flatMap(p -> p.credentials().stream()).map(Credential::secret)
                .distinct().toList();
        routes.feed().query("routes-keys", () -> {
            var found = new HashMap<Secret, KeyPlace>();
            all.forEach(secret -> found.put(secret, KeyPlace.of(secret, secrets)));
            return Map.copyOf(found);
        }, found -> {
            places.set(found);
            redraw();
        });
    }

    private void redraw() {
        var next = new ArrayList<ProviderRow>();
        for (var provider : config().providers()) {
            next.add(row(next.size() + 1, provider));
        }
        if (!next.equals(rows)) {
            for (int i = 0; i < Math.min(next.size(), rows.size()); i++) {
                if (!next.get(i).equals(rows.get(i))) {
                    rows.set(i, next.get(i));
                }
            }
            if (rows.size() > next.size()) {
                rows.remove(next.size(), rows.size());
            } else {
                rows.addAll(next.subList(rows.size(), next.size()));
            }
        }
    }

    private ProviderRow row(int place, Provider p) {
        var answered = routes.rates().answered().get(p.name());
        boolean troubled = p.credentials().stream().anyMatch(c -> !place(c.secret()).problem().isEmpty());
        return new ProviderRow(place, p.name(), kind(p.baseUrl()), p.baseUrl(), p.region().orElse(Format.NONE),
                credentials(p), troubled, Standing.of(p, routes.states(), routes.now()),
                answered == null ? Format.NONE : Format.share(answered), p.enabled(), p.free());
    }

    private String credentials(Provider provider) {
        if (provider.credentials().isEmpty()) {
            return "none";
        }
        var first = place(provider.credentials().getFirst().secret()).words();
        int more = provider.credentials().size() - 1;
        return more == 0 ? first : first + ", +" + more;
    }

    static String kind(String url) {
        if (url.equals(Simulated.BASE_URL) || url.equals(Simulated.SECOND_URL)) {
            return "built-in";
        }
        return Catalogue.byBaseUrl(url).map(CatalogueProvider::name).orElse("OpenAI-compatible");
    }

    KeyPlace place(Secret secret) {
        var known = places.get().get(secret);
        return known == null ? KeyPlace.of(secret) : known;
    }

    GatewayConfig config() {
        return routes.config();
    }

    RoutesModel routes() {
        return routes;
    }

    ObservableList<ProviderRow> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<Map<Secret, KeyPlace>> places() {
        return places.getReadOnlyProperty();
    }

    Optional<String> file() {
        return routes.file();
    }

    /// Where the next pasted key will be kept, in words.
    String keepingPlace() {
        return routes.feed().gateway().control().keepingPlace();
    }

    /// Names of routes that ask this provider.
    List<String> users(String provider) {
        return config().routes().stream().filter(route -> route.targets().stream()
                .anyMatch(t -> t.provider().equals(provider))).map(Route::name).toList();
    }

    /// Saves an editor's provider.
    void save(ProviderDraft draft, Consumer<Outcome> then) {
        routes.feed().act(() -> routes.desk().save(draft), outcome -> {
            refreshed();
            then.accept(outcome);
        });
    }

    /// Saves one change that needs no editor.
    void save(ProviderEdit edit, Consumer<Outcome> then) {
        routes.feed().act(() -> routes.desk().save(edit), outcome -> {
            refreshed();
            then.accept(outcome);
        });
    }

    private void refreshed() {
        routes.refreshed();
    }

    /// The most a test of this draft may cost, in words.
    void most(ProviderDraft draft, String model, Consumer<String> then) {
        var provider = draft.provider(List.of());
        boolean keyed = !draft.keys().isEmpty();
        routes.feed().query("routes-most", () -> trial.most(provider, keyed, model), then);
    }

    /// Tests this draft with one real call and its first key.
    void test(ProviderDraft draft, String model, Consumer<ProviderTrial.Result> then) {
        var provider = draft.provider(List.of());
        var secrets = routes.feed().gateway().secrets();
        routes.feed().act(() -> {
            var first = draft.keys().stream().findFirst();
            var key = first.flatMap(k -> k.kept().isPresent()
                    ? secrets.read(k.kept().get())
                    : Optional.of(k.pasted()));
            return first.isPresent() && key.isEmpty()
                    ? new ProviderTrial.Result.Fails("Its first key cannot be read: " + first.flatMap(k -> k.kept())
                            .flatMap(secrets::problem).orElse("it is gone") + ".", Optional.empty(), true, false)
                    : trial.run(provider, key, model);
        }, then);
    }

    /// What differs between two versions of a provider, in words; no secret.
    String difference(Provider before, Provider after) {
        var words = new ArrayList<String>();
        if (!before.baseUrl().equals(after.baseUrl())) {
            words.add("URL " + after.baseUrl());
        }
        if (!before.credentials().equals(after.credentials())) {
            words.add("keys " + (after.credentials().isEmpty()
                    ? "none"
                    : after.credentials().stream().map(c -> place(c.secret()).words())
                            .collect(Collectors.joining(", "))));
        }
        if (!before.region().equals(after.region())) {
            words.add("region " + after.region().orElse("none"));
        }
        if (!before.apiVersion().equals(after.apiVersion())) {
            words.add("API version " + after.apiVersion().orElse("none"));
        }
        if (!before.project().equals(after.project())) {
            words.add("project " + after.project().orElse("none"));
        }
        if (!before.models().equals(after.models())) {
            words.add("models " + String.join(", ", after.models()));
        }
        if (before.free() != after.free()) {
            words.add(after.free() ? "free" : "not free");
        }
        if (before.enabled() != after.enabled()) {
            words.add(after.enabled() ? "on" : "off");
        }
        return words.isEmpty() ? "something else" : String.join("; ", words);
    }
}
