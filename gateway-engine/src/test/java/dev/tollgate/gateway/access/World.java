package dev.tollgate.gateway.access;

import dev.tollgate.gateway.access.Pauses.PauseStore;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.wire.Ask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A small configuration with a clock that stands still, and a store that remembers.
final class World {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final SteppedTime time = new SteppedTime(NOON);
    final Map<String, String> stored = new HashMap<>();
    final Pauses pauses = pauses();
    final Uses uses = new Uses(time, store());
    final Access access = new Access(pauses, uses, time);
    private final List<Provider> providers = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();

    Pauses pauses() {
        return new Pauses(time, store());
    }

    private PauseStore store() {
        return new PauseStore() {
            @Override
            public Optional<String> load(String name) {
                return Optional.ofNullable(stored.get(name));
            }

            @Override
            public void save(String name, String text) {
                stored.put(name, text);
            }
        };
    }

    /// Keys `NAME` with the secrets `tg-NAME`.
    Keys keys(String... names) {
        try {
            var box = SecretBox.open(Files.createTempDirectory("tollgate-test"));
            var entries = new ArrayList<KeyEntry>();
            for (var name : names) {
                entries.add(KeyEntry.of(name, new Secret.Hashed(Keys.hash("tg-" + name))));
            }
            return Keys.of(entries, new Secrets(name -> null, box));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    World provider(String name, String... models) {
        return provider(name, true, models);
    }

    World provider(String name, boolean enabled, String... models) {
        providers.add(new Provider(name, Dialect.OPENAI, "http://" + name + ".example/v1", List.of(), false, enabled,
                List.of(models), Optional.empty(), Optional.empty()));
        return this;
    }

    World route(String name, String... targets) {
        var list = new ArrayList<Target>();
        for (var target : targets) {
            var parts = target.split("/", 2);
            list.add(new Target(parts[0], parts[1], RouteType.DIRECT, OptionalLong.empty(), OptionalLong.empty()));
        }
        routes.add(Route.of(name, list));
        return this;
    }

    GatewayConfig config() {
        return GatewayConfig.empty(ZoneId.of("Europe/Berlin")).withProviders(providers).withRoutes(routes);
    }

    GatewayConfig strict() {
        var c = config();
        return new GatewayConfig(c.listen(), c.billingZone(), c.network(), c.adminKey(), true, c.providers(),
                c.routes(), c.keys(), c.budgets(), c.prices(), c.retention(), c.alarming());
    }

    static KeyEntry key(String... routes) {
        return KeyEntry.of("app", new Secret.Hashed(Keys.hash("tg-app"))).withRoutes(List.of(routes));
    }

    static Ask ask(String model, String... metadata) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < metadata.length; i += 2) {
            map.put(metadata[i], metadata[i + 1]);
        }
        return new Ask(Endpoint.CHAT, model, false, false, OptionalLong.empty(), OptionalLong.empty(), false, 1, 10,
                false, false, false, map,
                new byte[0], new Ask.Spans(List.of(), 1, OptionalInt.empty(), List.of(), List.of()), new long[0]);
    }
}
