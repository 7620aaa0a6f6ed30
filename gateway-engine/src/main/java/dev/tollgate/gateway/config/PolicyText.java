package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Word;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes what [PolicySection] and [ConditionSection] read; what has its default is left out.
final class PolicyText {
    private PolicyText() {}

    static void policy(YamlBlock block, Policy policy) {
        var defaults = Policy.DEFAULTS;
        word(block, "strategy", policy.strategy(), defaults.strategy());
        word(block, "sticky", policy.sticky(), defaults.sticky());
        word(block, "rescue", policy.rescue(), defaults.rescue());
        if (!policy.escalateOn().isEmpty()) {
            block.list("escalate_on", policy.escalateOn().stream().sorted().map(Word::word).toList());
        }
        if (policy.holdStreams()) {
            block.text("escalate_stream", "hold");
        }
        if (!policy.queueWait().isZero()) {
            block.block("queue").raw("wait", Durations.print(policy.queueWait()))
                    .raw("most", Integer.toString(policy.queueMost()));
        }
    }

    private static void word(YamlBlock block, String name, Word value, Word otherwise) {
        if (!value.equals(otherwise)) {
            block.text(name, value.word());
        }
    }

    static void target(YamlBlock block, Target target) {
        if (target.weight() != 1) {
            block.raw("weight", Integer.toString(target.weight()));
        }
        if (!target.when().isAlways()) {
            when(block.block("when"), target.when());
        }
        target.prefill().ifPresent(prefill -> block.raw("prefill", Boolean.toString(prefill)));
        target.settlement().ifPresent(purse -> block.text("settlement", purse));
        if (target.quota().isLimited()) {
            var limits = block.block("limits");
            target.quota().rpm().ifPresent(rpm -> limits.raw("rpm", Long.toString(rpm)));
            target.quota().tpm().ifPresent(tpm -> limits.raw("tpm", Long.toString(tpm)));
            target.quota().parallel().ifPresent(parallel -> limits.raw("parallel", Long.toString(parallel)));
        }
    }

    private static void when(YamlBlock block, Condition when) {
        new TreeMap<>(when.values()).forEach(
                (dimension, values) -> block.list(dimension.word(), new TreeSet<>(values).stream().toList()));
        when.inputAbove().ifPresent(tokens -> block.raw("input_above", Long.toString(tokens)));
        when.inputBelow().ifPresent(tokens -> block.raw("input_below", Long.toString(tokens)));
        when.tools().ifPresent(flag -> block.raw("tools", Boolean.toString(flag)));
        when.images().ifPresent(flag -> block.raw("images", Boolean.toString(flag)));
        when.json().ifPresent(flag -> block.raw("json", Boolean.toString(flag)));
        when.reasoning().ifPresent(flag -> block.raw("reasoning", Boolean.toString(flag)));
        if (!when.hours().isEmpty()) {
            block.list("hours", when.hours().stream().map(Hours::toString).toList());
        }
        budgets(block, when.budgets());
        when.scoreAbove().ifPresent(score -> block.raw("score_above", Integer.toString(score)));
        when.scoreBelow().ifPresent(score -> block.raw("score_below", Integer.toString(score)));
    }

    private static void budgets(YamlBlock block, Map<String, Integer> budgets) {
        var any = budgets.get(Condition.ANY);
        if (any != null && budgets.size() == 1) {
            block.raw("budget_above", Integer.toString(any));
        } else if (!budgets.isEmpty()) {
            var inner = block.block("budget_above");
            new TreeMap<>(budgets).forEach((name, share) -> inner.raw(name, Integer.toString(share)));
        }
    }

    static void customers(YamlBlock top, GatewayConfig config) {
        for (var customer : config.customers()) {
            var item = top.item("customers").text("name", customer.name());
            if (!customer.routeMap().isEmpty()) {
                var map = item.block("route_map");
                new TreeMap<>(customer.routeMap()).forEach(map::text);
            }
        }
    }
}
