package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Map;

/// What is wrong with a configuration as a value: references, duplicates, ranges. Shared by files and by edits, so that
/// neither can bring in what the other refuses.
public final class ConfigCheck {
    private static final long MOST_BODY = 2_000_000_000;
    private static final int LONGEST_VALUE = 256;

    private final GatewayConfig config;
    private final Findings found = new Findings();

    private ConfigCheck(GatewayConfig config) {
        this.config = config;
    }

    /// Mistakes and warnings, without lines; no mistake means that the configuration may be used.
    public static List<Problem> of(GatewayConfig config) {
        var check = new ConfigCheck(config);
        check.listen();
        check.retention();
        Urls.proxy(config.network().proxy()).ifPresent(why -> check.found.mistake("network.proxy", why));
        check.providers();
        new RouteCheck(config, check.found).run();
        check.keys();
        check.budgets();
        new PriceCheck(config, check.found).run();
        return check.found.all();
    }

    private void listen() {
        var listen = config.listen();
        found.check(!listen.hosts().isEmpty(), "listen.host", "needs at least one address");
        listen.hosts().forEach(host -> found.check(isHost(host), "listen.host",
                "must be an address or a name such as 127.0.0.1 or localhost, without a port"));
        found.check(listen.port() >= 0 && listen.port() <= 65_535, "listen.port", "must be between 0 and 65535");
        listen.allowedHosts().forEach(host -> found.check(!host.isBlank() && !host.contains("/"),
                "listen.allowed_hosts", "takes names such as gateway.example.com, without http:// and path"));
        listen.allowedOrigins().forEach(origin -> found.check(origin.contains("://"), "listen.allowed_origins",
                "takes origins such as https://app.example.com or app://"));
        found.check(listen.maxBody() > 0 && listen.maxBody() <= MOST_BODY, "listen.max_body",
                "must be between 1B and 2GB");
        found.positive("listen.head_timeout", listen.headTimeout());
    }

    private static boolean isHost(String host) {
        return host.matches("[A-Za-z0-9._-]+|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?]?");
    }

    private void retention() {
        found.positive("retention.requests", config.retention().requests());
        found.positive("retention.rollup_minute", config.retention().rollupMinute());
        found.positive("retention.rollup_hour", config.retention().rollupHour());
    }

    private void providers() {
        var names = found.once("a provider's name");
        for (var provider : config.providers()) {
            var path = Fields.child("providers", provider.name());
            found.simpleName(path, provider.name());
            names.see(provider.name(), path);
            provider(path, provider);
        }
    }

    private void provider(String path, Provider provider) {
        found.check(provider.dialect().equals("openai"), path + ".dialect",
                "the dialect " + provider.dialect() + " is not supported yet");
        Urls.base(provider.baseUrl()).ifPresent(why -> found.mistake(path + ".base_url", why));
        found.check(provider.credentials().size() <= 1, path + ".credentials",
                "more than one credential is not supported yet");
        found.check(provider.credentials().stream().noneMatch(Secret.Hashed.class::isInstance),
                path + ".credentials[0]", "a hash is enough for keys of apps only; here the secret itself is needed");
        found.check(provider.models().stream().noneMatch(String::isBlank), path + ".models", "a model needs a name");
        provider.health().ifPresent(rule -> health(found, path + ".health", rule));
        if (provider.credentials().isEmpty() && Catalogue.byBaseUrl(provider.baseUrl())
                .filter(CatalogueProvider::keyNeeded).isPresent()) {
            found.warning(path + ".credentials", "this provider answers no call without a key");
        }
    }

    static void health(Findings found, String path, HealthRule rule) {
        found.check(rule.failures() > 0, path + ".failures", "must be at least 1");
        found.positive(path + ".window", rule.window());
        found.positive(path + ".cooldown", rule.cooldown());
        found.positive(path + ".max_cooldown", rule.maxCooldown());
        found.check(rule.cooldown().compareTo(rule.maxCooldown()) <= 0, path + ".cooldown",
                "must not be longer than max_cooldown (" + Durations.print(rule.maxCooldown()) + ")");
    }

    private void keys() {
        var names = found.once("a key's name");
        var secrets = found.once("a key's secret");
        for (int i = 0; i < config.keys().size(); i++) {
            var path = "keys[" + i + "]";
            var key = config.keys().get(i);
            found.simpleName(path + ".name", key.name());
            names.see(key.name(), path + ".name");
            secrets.see(key.secret(), path + ".secret");
            key(path, key);
        }
    }

    private void key(String path, KeyEntry key) {
        if (key.secret() instanceof Secret.Literal(String value) && looksLikeProviders(value)) {
            found.warning(path + ".secret", "looks like a provider's own key; apps should get one of Tollgate's");
        }
        attribution(path + ".defaults", key.defaults());
        attribution(path + ".fixed", key.fixed());
        for (int i = 0; i < key.routes().size(); i++) {
            allowed(path + ".routes[" + i + "]", key.routes().get(i));
        }
    }

    private static boolean looksLikeProviders(String secret) {
        return secret.startsWith("sk-") || secret.startsWith("AIza") || secret.startsWith("gsk_");
    }

    private void attribution(String path, Map<Dimension, String> values) {
        values.forEach((dimension, value) -> {
            var at = path + "." + dimension.word();
            found.check(KeySection.ATTRIBUTION.contains(dimension), at, "a key cannot set this");
            found.check(!value.isBlank() && value.length() <= LONGEST_VALUE
                    && value.chars().noneMatch(Character::isISOControl), at,
                    "must have 1 to " + LONGEST_VALUE + " characters, none of them a control");
            found.check(dimension != Dimension.TRAFFIC || Word.parse(Traffic.class, value).isPresent(), at,
                    "must be critical, normal or background");
        });
    }

    /// A key may name models that no route has; a name that is nearly a route's is a slip.
    private void allowed(String path, String route) {
        found.check(!route.isBlank(), path, "must not be empty");
        var names = config.routes().stream().map(Route::name).toList();
        if (!names.contains(route) && route.indexOf('*') < 0 && route.indexOf('/') < 0) {
            Near.to(route, names).ifPresent(near -> found.warning(path,
                    "no route has the name '" + route + "' (did you mean '" + near + "'?)"));
        }
    }

    private void budgets() {
        var names = found.once("a budget's name");
        for (int i = 0; i < config.budgets().size(); i++) {
            var path = "budgets[" + i + "]";
            var budget = config.budgets().get(i);
            found.name(path + ".name", budget.name());
            names.see(budget.name(), path + ".name");
            found.check(budget.picos() > 0, path + ".usd", "must be more than 0; to stop a key, pause it");
            scope(path + ".scope", budget);
        }
    }

    private void scope(String path, Budget budget) {
        var keys = config.keys().stream().map(KeyEntry::name).toList();
        budget.scope().fixed().forEach((dimension, value) -> {
            var at = path + "." + dimension.word();
            if (dimension != Dimension.KEY) {
                found.mistake(at, "a budget of one " + dimension.word() + " is not supported yet");
            } else {
                found.check(keys.contains(value), at, "no key has the name '" + value + "'" + Near.hint(value, keys));
            }
        });
        budget.scope().each().filter(dimension -> dimension != Dimension.KEY).ifPresent(dimension -> found
                .mistake(path + ".each", "a budget for each " + dimension.word() + " is not supported yet"));
    }
}
