package dev.tollgate.gateway.config;

import java.util.List;

/// The part of [ConfigCheck] that looks at routes and their targets.
final class RouteCheck {
    private final GatewayConfig config;
    private final Findings found;
    private final List<String> providers;
    private final PolicyCheck policies;

    RouteCheck(GatewayConfig config, Findings found) {
        this.config = config;
        this.found = found;
        this.providers = config.providers().stream().map(Provider::name).toList();
        this.policies = new PolicyCheck(config, found);
    }

    void run() {
        var names = found.once("a route's name");
        for (var route : config.routes()) {
            var path = Fields.child("routes", route.name());
            found.name(path, route.name());
            found.check(route.name().chars().noneMatch(Character::isWhitespace), path, "a model's name has no spaces");
            names.see(route.name(), path);
            route(path, route);
        }
        policies.customers();
    }

    private void route(String path, Route route) {
        found.check(!route.targets().isEmpty(), path + ".targets", "a route needs at least one target");
        for (int i = 0; i < route.targets().size(); i++) {
            target(path + ".targets[" + i + "]", route.targets().get(i));
        }
        if (!route.targets().isEmpty() && route.targets().stream().noneMatch(this::enabled)) {
            found.warning(path, "every provider of this route is off");
        }
        found.check(route.standInPicos() >= 0, path + ".stand_in_usd", "must not be negative");
        timeouts(path + ".timeouts", route.timeouts());
        retries(path + ".retries", route.retries());
        ConfigCheck.health(found, path + ".health", route.health());
        policies.route(path, route);
    }

    private boolean enabled(Target target) {
        return config.provider(target.provider()).map(Provider::enabled).orElse(true);
    }

    private void target(String path, Target target) {
        found.check(providers.contains(target.provider()), path + ".provider", () -> "no provider has the name '"
                + target.provider() + "'" + Near.hint(target.provider(), providers)
                + (providers.isEmpty() ? "; providers is empty" : ""));
        var model = target.model();
        found.check(!model.isBlank(), path + ".model", "must not be empty");
        found.check(model.equals(Target.SAME_NAME) || model.indexOf('*') < 0, path + ".model",
                "a target has one model; \"*\" alone sends the client's name on");
        found.check(target.context().orElse(1) > 0, path + ".context", "must be at least 1");
        found.check(target.maxOutput().orElse(1) > 0, path + ".max_output", "must be at least 1");
        policies.target(path, target);
    }

    private void timeouts(String path, Timeouts timeouts) {
        found.positive(path + ".connect", timeouts.connect());
        timeouts.firstToken().ifPresent(limit -> found.positive(path + ".first_token", limit));
        timeouts.response().ifPresent(limit -> found.positive(path + ".response", limit));
        found.positive(path + ".idle", timeouts.idle());
        found.positive(path + ".total", timeouts.total());
    }

    private void retries(String path, Retries retries) {
        found.check(retries.attempts() >= 0 && retries.attempts() <= 100, path + ".attempts",
                "must be between 0 and 100");
        found.positive(path + ".backoff", retries.backoff());
        found.positive(path + ".max_backoff", retries.maxBackoff());
        found.check(retries.backoff().compareTo(retries.maxBackoff()) <= 0, path + ".backoff",
                "must not be longer than max_backoff (" + Durations.print(retries.maxBackoff()) + ")");
    }
}
