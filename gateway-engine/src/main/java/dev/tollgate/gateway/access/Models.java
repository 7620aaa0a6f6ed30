package dev.tollgate.gateway.access;

import dev.tollgate.gateway.access.Resolution.Found;
import dev.tollgate.gateway.access.Resolution.Missing;
import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueProvider;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.term.RouteType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a model's name stands for: exact route, pattern route, `PROVIDER/MODEL`, a provider's bare name. Pure.
public final class Models {
    private static final String OURS = "tollgate";

    private Models() {}

    /// The first of the four that fits, or names spelled alike.
    public static Resolution resolve(GatewayConfig config, String model) {
        if (route(config, model) instanceof Found exact) {
            return exact;
        }
        var pattern = pattern(config, model);
        if (pattern != null) {
            return new Found(pattern, List.of());
        }
        return named(config, model).or(() -> bare(config, model))
                .orElseGet(() -> new Missing(NearNames.of(model, names(config, false))));
    }

    /// What this key may ask for by name: routes, then the models of enabled providers. Patterns are not names, but
    /// what they let through of the providers' lists is.
    public static List<ListedModel> visible(GatewayConfig config, KeyEntry key) {
        var seen = new LinkedHashMap<String, ListedModel>();
        for (Route route : config.routes()) {
            if (!route.isPattern() && Allowed.allows(key, route.name(), route.name())) {
                seen.putIfAbsent(route.name(), new ListedModel(route.name(), OURS));
            }
        }
        for (Provider provider : config.providers()) {
            if (provider.enabled()) {
                modelsOf(provider).filter(model -> mayAsk(config, key, model))
                        .forEach(model -> seen.putIfAbsent(model, new ListedModel(model, provider.name())));
            }
        }
        return List.copyOf(seen.values());
    }

    /// A configured route by its own name; a pattern too, written as it is.
    static Resolution route(GatewayConfig config, String name) {
        for (Route route : config.routes()) {
            if (route.name().equals(name)) {
                return new Found(route, List.of());
            }
        }
        return new Missing(List.of());
    }

    /// Every name that could be meant.
    static Stream<String> names(GatewayConfig config, boolean routesOnly) {
        var routes = config.routes().stream().filter(r -> routesOnly || !r.isPattern()).map(Route::name);
        if (routesOnly) {
            return routes;
        }
        var providers = config.providers().stream().filter(Provider::enabled).toList();
        var qualified = providers.stream().flatMap(p -> modelsOf(p).map(m -> p.name() + "/" + m));
        var bare = config.strictModels() ? Stream.<String>of() : providers.stream().flatMap(Models::modelsOf);
        return Stream.concat(routes, Stream.concat(bare, qualified));
    }

    private static boolean mayAsk(GatewayConfig config, KeyEntry key, String model) {
        return resolve(config, model) instanceof Found(Route route, var _) && Allowed.allows(key, route.name(), model);
    }

    /// The pattern with the most literal characters; of equals the first.
    private static @Nullable Route pattern(GatewayConfig config, String model) {
        Route best = null;
        int most = -1;
        for (Route route : config.routes()) {
            if (route.isPattern() && Allowed.matches(route.name(), model)) {
                int literal = (int) route.name().chars().filter(c -> c != '*').count();
                if (literal > most) {
                    best = route;
                    most = literal;
                }
            }
        }
        return best;
    }

    private static Optional<Resolution> named(GatewayConfig config, String model) {
        int slash = model.indexOf('/');
        if (slash <= 0 || slash == model.length() - 1) {
            return Optional.empty();
        }
        var name = model.substring(0, slash);
        return config.providers().stream().filter(p -> p.name().equals(name)).findFirst()
                .map(p -> new Found(direct(p, model.substring(slash + 1)), List.of()));
    }

    private static Optional<Resolution> bare(GatewayConfig config, String model) {
        if (config.strictModels()) {
            return Optional.empty();
        }
        var having = new ArrayList<Provider>();
        for (Provider provider : config.providers()) {
            if (provider.enabled() && has(provider, model)) {
                having.add(provider);
            }
        }
        if (having.isEmpty()) {
            return Optional.empty();
        }
        var notes = having.size() == 1 ? List.<String>of() : List.of(severalHave(model, having));
        return Optional.of(new Found(direct(having.getFirst(), model), notes));
    }

    private static String severalHave(String model, List<Provider> having) {
        var others = having.stream().skip(1).map(Provider::name).toList();
        return having.getFirst().name() + " was taken for " + model + " as the first in order; "
                + String.join(", ", others) + (others.size() == 1 ? " has" : " have") + " it too";
    }

    private static Route direct(Provider provider, String model) {
        var target = new Target(provider.name(), model, RouteType.DIRECT, OptionalLong.empty(), OptionalLong.empty());
        var route = Route.of(provider.name() + "/" + model, List.of(target));
        return provider.health().map(route::withHealth).orElse(route);
    }

    private static boolean has(Provider provider, String model) {
        return provider.models().contains(model) || Catalogue.model(provider, model).isPresent();
    }

    private static Stream<String> modelsOf(Provider provider) {
        var known = Catalogue.byBaseUrl(provider.baseUrl()).map(CatalogueProvider::models).orElse(List.of());
        return Stream.concat(provider.models().stream(), known.stream()).distinct();
    }
}
