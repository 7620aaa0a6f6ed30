package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is wrong with keys as values.
public final class KeyCheck {
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_FORMER = 20;

    private final GatewayConfig config;
    private final Findings found;
    private final Set<String> names;
    /// Many keys may have the same slip.
    private final Map<String, Optional<String>> near = new HashMap<>();

    KeyCheck(GatewayConfig config, Findings found) {
        this.config = config;
        this.found = found;
        this.names = names(config);
    }

    void run() {
        var names = found.once("a key's name");
        var secrets = found.once("a key's secret");
        for (int i = 0; i < config.keys().size(); i++) {
            var path = "keys[" + i + "]";
            var key = config.keys().get(i);
            found.simpleName(path + ".name", key.name());
            found.check(!key.name().equals("everything"), path + ".name",
                    "'everything' stands for all keys, so that pausing this one would pause them all");
            names.see(key.name(), path + ".name");
            secrets.see(key.secret(), path + ".secret");
            for (int f = 0; f < key.former().size(); f++) {
                secrets.see(key.former().get(f).secret(), path + ".former[" + f + "].secret");
            }
            key(path, key);
        }
    }

    private void key(String path, KeyEntry key) {
        if (key.secret() instanceof Secret.Literal(String value) && looksLikeProviders(value)) {
            found.warning(path + ".secret", "looks like a provider's own key; apps should get one of Tollgate's");
        }
        found.check(key.former().size() <= MOST_FORMER, path + ".former",
                "has more than " + MOST_FORMER + " replaced secrets; take out those that have ended");
        attribution(path + ".defaults", key.defaults());
        attribution(path + ".fixed", key.fixed());
        limits(path + ".limits", key.limits());
        key.owner().ifPresent(owner -> owner(path + ".owner", owner));
        required(path + ".require", key);
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
            found.check(isValue(value), at,
                    "must have 1 to " + LONGEST_VALUE + " characters, none of them a control");
            found.check(dimension != Dimension.TRAFFIC || Word.parse(Traffic.class, value).isPresent(), at,
                    "must be critical, normal or background");
        });
    }

    private static boolean isValue(String value) {
        return !value.isBlank() && value.length() <= LONGEST_VALUE && value.chars().noneMatch(Character::isISOControl);
    }

    private void limits(String path, KeyLimits limits) {
        atLeastOne(path + ".rpm", limits.rpm().orElse(1));
        atLeastOne(path + ".tpm", limits.tpm().orElse(1));
        atLeastOne(path + ".parallel", limits.parallel().orElse(1));
        atLeastOne(path + ".max_input_tokens", limits.maxInputTokens().orElse(1));
        atLeastOne(path + ".max_output_tokens", limits.maxOutputTokens().orElse(1));
        found.check(limits.maxRequestPicos().orElse(1) > 0, path + ".max_request_usd",
                "must be more than 0; to stop a key, pause it");
        if (limits.tpm().isPresent() && limits.tpm().getAsLong() < limits.maxOutputTokens().orElse(0)) {
            found.warning(path + ".tpm", "is less than max_output_tokens: a call that does not name a smaller"
                    + " max_tokens cannot fit into it");
        }
    }

    private void atLeastOne(String path, long count) {
        found.check(count >= 1, path, "must be at least 1; to stop a key, pause it");
    }

    private void owner(String path, KeyEntry.Owner owner) {
        found.check(isValue(owner.name()), path + ".name",
                "must have 1 to " + LONGEST_VALUE + " characters, none of them a control");
        owner.email().ifPresent(email -> found.check(email.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+"),
                path + ".email", "must be an address such as dana@example.com"));
    }

    private void required(String path, KeyEntry key) {
        var seen = new HashSet<Dimension>();
        for (int i = 0; i < key.require().size(); i++) {
            var dimension = key.require().get(i);
            found.check(KeySection.ATTRIBUTION.contains(dimension), path + "[" + i + "]", "a call cannot name this");
            found.check(seen.add(dimension), path + "[" + i + "]", "is named twice");
        }
    }

    /// A key may name models that nobody lists; a name that is nearly a known one is a slip.
    private void allowed(String path, String name) {
        found.check(!name.isBlank(), path, "must not be empty");
        if (!names.contains(name) && name.indexOf('*') < 0 && !goesByAPattern(name)) {
            near.computeIfAbsent(name, slip -> Near.to(slip, names))
                    .ifPresent(meant -> found.warning(path, unknownName(name, List.of(meant))));
        }
    }

    private boolean goesByAPattern(String name) {
        return config.routes().stream().filter(Route::isPattern)
                .anyMatch(route -> name.startsWith(route.name().substring(0, route.name().indexOf('*'))));
    }

    /// Wherever a key's routes are looked at.
    ///
    /// @param near what may have been meant
    public static String unknownName(String name, List<String> near) {
        return "no route and no model of a provider has the name '" + name + "'" + (near.isEmpty()
                ? ""
                : near.stream().collect(Collectors.joining("' or '", " (did you mean '", "'?)")));
    }

    /// Routes, and the models of providers that are on, bare and behind their provider's name.
    private static Set<String> names(GatewayConfig config) {
        var names = new LinkedHashSet<String>();
        config.routes().forEach(route -> names.add(route.name()));
        config.providers().stream().filter(Provider::enabled).forEach(provider -> Stream
                .concat(provider.models().stream(), Catalogue.byBaseUrl(provider.baseUrl())
                        .map(CatalogueProvider::models).orElse(List.of()).stream())
                .forEach(model -> {
                    names.add(model);
                    names.add(provider.name() + "/" + model);
                }));
        return names;
    }
}
