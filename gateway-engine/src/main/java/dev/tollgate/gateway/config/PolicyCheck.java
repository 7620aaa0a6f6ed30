package dev.tollgate.gateway.config;

import dev.tollgate.gateway.config.Policy.Strategy;
import java.util.List;

/// The part of [ConfigCheck] that looks at how routes choose, and at the routes of customers.
final class PolicyCheck {
    private final Findings found;
    private final List<String> budgets;
    private final List<String> routes;
    private final List<Customer> customers;

    PolicyCheck(GatewayConfig config, Findings found) {
        this.found = found;
        this.budgets = config.budgets().stream().map(Budget::name).toList();
        this.routes = config.routes().stream().map(Route::name).toList();
        this.customers = config.customers();
    }

    void customers() {
        var names = found.once("a customer's name");
        for (int i = 0; i < customers.size(); i++) {
            var customer = customers.get(i);
            var path = "customers[" + i + "]";
            found.name(path + ".name", customer.name());
            names.see(customer.name(), path + ".name");
            customer.routeMap().forEach((asked, served) -> mapped(Fields.child(path + ".route_map", asked), asked,
                    served));
        }
    }

    private void mapped(String path, String asked, String served) {
        found.check(routes.contains(served), path,
                () -> "there is no route '" + served + "'" + Near.hint(served, routes));
        found.check(!asked.equals(served), path, "leads to itself");
    }

    void route(String path, Route route) {
        var policy = route.policy();
        found.check(!policy.queueWait().isNegative(), path + ".queue.wait", "must not be negative");
        found.check(policy.queueWait().compareTo(route.timeouts().total()) < 0, path + ".queue.wait",
                () -> "must be shorter than the total time (" + Durations.print(route.timeouts().total()) + ")");
        found.check(policy.queueMost() > 0, path + ".queue.most", "must be at least 1");
        found.check(policy.strategy() != Strategy.WEIGHTED || route.targets().isEmpty()
                || route.targets().stream().anyMatch(target -> target.weight() > 0), path + ".targets",
                "at least one weight must be above 0");
        if (policy.holdStreams() && policy.escalateOn().isEmpty()) {
            found.warning(path + ".escalate_stream", "holds streams back for nothing: escalate_on is empty");
        }
    }

    void target(String path, Target target) {
        found.check(target.weight() >= 0 && target.weight() <= Target.MOST_WEIGHT, path + ".weight",
                "must be between 0 and " + Target.MOST_WEIGHT);
        target.settlement().ifPresent(purse -> found.name(path + ".settlement", purse));
        limit(path + ".limits.rpm", target.quota().rpm().orElse(1));
        limit(path + ".limits.tpm", target.quota().tpm().orElse(1));
        limit(path + ".limits.parallel", target.quota().parallel().orElse(1));
        when(path + ".when", target.when());
    }

    private void limit(String path, long limit) {
        found.check(limit >= 1 && limit <= Credential.MOST, path, "must be between 1 and " + Credential.MOST);
    }

    private void when(String path, Condition when) {
        when.budgets().keySet().stream().filter(name -> !name.equals(Condition.ANY) && !budgets.contains(name))
                .forEach(name -> found.mistake(Fields.child(path + ".budget_above", name),
                        "there is no budget of this name" + Near.hint(name, budgets)));
        found.check(when.inputAbove().orElse(-1) + 1 < when.inputBelow().orElse(Long.MAX_VALUE), path + ".input_below",
                "no number of tokens is both above input_above and below it");
        found.check(when.scoreAbove().orElse(-1) + 1 < when.scoreBelow().orElse(Integer.MAX_VALUE),
                path + ".score_below", "no score is both above score_above and below it");
    }
}
