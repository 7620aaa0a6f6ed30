package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.RouteType;
import java.util.List;
import java.util.OptionalLong;

/// Reads `routes` with their targets.
final class RouteSection {
    private RouteSection() {}

    static List<Route> read(Fields top) {
        return top.get("routes").map(Value::fields).map(Fields::all).map(all -> all.entrySet().stream()
                .map(entry -> route(entry.getKey(), entry.getValue().fields())).toList()).orElse(List.of());
    }

    private static Route route(String name, Fields fields) {
        var targets = fields.items("targets").stream().map(RouteSection::target).toList();
        if (targets.isEmpty() && !fields.isBroken()) {
            fields.at().report().mistake(Fields.child(fields.at().path(), "targets"), fields.at().line(),
                    "a route needs at least one target");
        }
        var route = new Route(name, targets,
                fields.get("timeouts").map(RouteSection::timeouts).orElse(Timeouts.DEFAULTS),
                fields.get("retries").map(RouteSection::retries).orElse(Retries.DEFAULTS),
                fields.get("health").map(RouteSection::health).orElse(HealthRule.DEFAULTS),
                fields.read("unpriced", v -> v.oneOf("allow", "refuse"), "allow").equals("refuse"),
                fields.read("stand_in_usd", Value::usd, Route.STAND_IN),
                fields.read("strict", Value::flag, false), PolicySection.read(fields));
        fields.later("on_cut", v -> v.oneOf("error", "length"), "error");
        fields.close();
        return route;
    }

    private static Target target(Value at) {
        var fields = at.fields();
        var target = new Target(fields.need("provider", Value::text, ""), fields.need("model", Value::text, ""),
                fields.read("type", v -> v.word(RouteType.class), RouteType.DIRECT), tokens(fields, "context"),
                tokens(fields, "max_output"), fields.read("weight", v -> v.whole(0, Target.MOST_WEIGHT), 1L).intValue(),
                fields.read("when", ConditionSection::read, Condition.ALWAYS), fields.read("prefill", Value::flag),
                fields.read("settlement", Value::text),
                fields.get("limits").map(PolicySection::quota).orElse(Quota.NONE));
        fields.close();
        return target;
    }

    private static OptionalLong tokens(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(1, Integer.MAX_VALUE));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }

    private static Timeouts timeouts(Value at) {
        var fields = at.fields();
        var defaults = Timeouts.DEFAULTS;
        var timeouts = new Timeouts(fields.read("connect", Value::duration, defaults.connect()),
                fields.read("first_token", Value::duration), fields.read("response", Value::duration),
                fields.read("idle", Value::duration, defaults.idle()),
                fields.read("total", Value::duration, defaults.total()));
        fields.close();
        return timeouts;
    }

    private static Retries retries(Value at) {
        var fields = at.fields();
        var defaults = Retries.DEFAULTS;
        var retries = new Retries(fields.read("attempts", v -> v.whole(0, 100), (long) defaults.attempts()).intValue(),
                fields.read("backoff", Value::duration, defaults.backoff()),
                fields.read("max_backoff", Value::duration, defaults.maxBackoff()));
        fields.close();
        return retries;
    }

    static HealthRule health(Value at) {
        var fields = at.fields();
        var defaults = HealthRule.DEFAULTS;
        var health = new HealthRule(
                fields.read("failures", v -> v.whole(1, 1_000_000), (long) defaults.failures()).intValue(),
                fields.read("window", Value::duration, defaults.window()),
                fields.read("cooldown", Value::duration, defaults.cooldown()),
                fields.read("max_cooldown", Value::duration, defaults.maxCooldown()));
        fields.close();
        return health;
    }
}
