package dev.tollgate.gateway.config;

import dev.tollgate.gateway.config.Policy.Escalation;
import dev.tollgate.gateway.config.Policy.Rescue;
import dev.tollgate.gateway.config.Policy.Sticky;
import dev.tollgate.gateway.config.Policy.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Reads how a route chooses, what a target takes at most, and the routes of customers.
final class PolicySection {
    private PolicySection() {}

    static Policy read(Fields fields) {
        var defaults = Policy.DEFAULTS;
        var policy = new Policy(fields.read("strategy", v -> v.word(Strategy.class), defaults.strategy()),
                fields.read("sticky", v -> v.word(Sticky.class), defaults.sticky()),
                fields.read("rescue", v -> v.word(Rescue.class), defaults.rescue()),
                fields.get("escalate_on").map(PolicySection::escalations).orElse(Set.of()),
                fields.read("escalate_stream", v -> v.oneOf("hold", "early"), "early").equals("hold"), Duration.ZERO,
                Policy.QUEUE);
        return fields.get("queue").map(at -> queue(at, policy)).orElse(policy);
    }

    private static Set<Escalation> escalations(Value at) {
        return at.items().stream().flatMap(item -> item.word(Escalation.class).stream()).collect(Collectors.toSet());
    }

    private static Policy queue(Value at, Policy policy) {
        var fields = at.fields();
        var queue = policy.queueing(fields.need("wait", Value::duration, Duration.ZERO),
                fields.read("most", v -> v.whole(1, 100_000), (long) Policy.QUEUE).intValue());
        fields.close();
        return queue;
    }

    static Quota quota(Value at) {
        var fields = at.fields();
        var quota = new Quota(limit(fields, "rpm"), limit(fields, "tpm"), limit(fields, "parallel"));
        fields.close();
        return quota;
    }

    private static OptionalLong limit(Fields fields, String name) {
        var found = fields.read(name, v -> v.whole(1, Credential.MOST));
        return found.isPresent() ? OptionalLong.of(found.get()) : OptionalLong.empty();
    }

    static List<Customer> customers(Fields top) {
        return top.items("customers").stream().map(PolicySection::customer).toList();
    }

    private static Customer customer(Value at) {
        var fields = at.fields();
        fields.later("plan", Value::text);
        var customer = new Customer(fields.need("name", Value::text, ""),
                fields.get("route_map").map(PolicySection::routes).orElse(Map.of()));
        fields.close();
        return customer;
    }

    private static Map<String, String> routes(Value at) {
        var routes = new TreeMap<String, String>();
        at.fields().all().forEach((asked, value) -> value.text().ifPresent(served -> routes.put(asked, served)));
        return routes;
    }
}
