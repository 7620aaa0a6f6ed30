package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.HashSet;
import java.util.Map;

/// What is wrong with keys as values.
final class KeyCheck {
    private static final int LONGEST_VALUE = 256;
    private static final int MOST_FORMER = 20;

    private final GatewayConfig config;
    private final Findings found;

    KeyCheck(GatewayConfig config, Findings found) {
        this.config = config;
        this.found = found;
    }

    void run() {
        var names = found.once("a key's name");
        var secrets = found.once("a key's secret");
        for (int i = 0; i < config.keys().size(); i++) {
            var path = "keys[" + i + "]";
            var key = config.keys().get(i);
            found.simpleName(path + ".name", key.name());
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

    /// A key may name models that no route has; a name that is nearly a route's is a slip.
    private void allowed(String path, String route) {
        found.check(!route.isBlank(), path, "must not be empty");
        var names = config.routes().stream().map(Route::name).toList();
        if (!names.contains(route) && route.indexOf('*') < 0 && route.indexOf('/') < 0) {
            Near.to(route, names).ifPresent(near -> found.warning(path,
                    "no route has the name '" + route + "' (did you mean '" + near + "'?)"));
        }
    }
}
