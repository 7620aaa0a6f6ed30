package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.util.Map;
import java.util.OptionalLong;

/// Writes what holds calls back: a key's limits and demands, and budgets.
final class GuardText {
    private GuardText() {}

    static void key(YamlBlock block, KeyEntry key) {
        if (!key.limits().isNone()) {
            limits(block.block("limits"), key.limits());
        }
        key.owner().ifPresent(owner -> {
            var inner = block.block("owner").text("name", owner.name());
            owner.email().ifPresent(email -> inner.text("email", email));
        });
        if (!key.require().isEmpty()) {
            block.list("require", key.require().stream().map(Word::word).toList());
        }
        if (key.onMissing() != KeyEntry.OnMissing.FLAG) {
            block.text("on_missing", key.onMissing().word());
        }
    }

    private static void limits(YamlBlock block, KeyLimits limits) {
        count(block, "rpm", limits.rpm());
        count(block, "tpm", limits.tpm());
        count(block, "parallel", limits.parallel());
        count(block, "max_input_tokens", limits.maxInputTokens());
        count(block, "max_output_tokens", limits.maxOutputTokens());
        limits.maxRequestPicos().ifPresent(picos -> block.raw("max_request_usd", Amounts.print(picos)));
    }

    private static void count(YamlBlock block, String name, OptionalLong count) {
        count.ifPresent(value -> block.raw(name, Long.toString(value)));
    }

    static void budget(YamlBlock block, Budget budget) {
        block.text("name", budget.name());
        var scope = block.block("scope");
        values(scope, budget.scope().fixed());
        budget.scope().each().ifPresent(dimension -> scope.text("each", dimension.word()));
        block.raw("window", budget.window().text());
        block.raw(budget.unit().word(), budget.unit() == Budget.Unit.USD
                ? Amounts.print(budget.limit())
                : Long.toString(budget.limit()));
        if (!budget.steps().equals(Budget.BLOCK_AT_FULL)) {
            var at = block.block("at");
            budget.steps().forEach(step -> at.text(Integer.toString(step.share()), step.action().word()));
        }
        if (!budget.exempt().isEmpty()) {
            block.list("exempt", budget.exempt().stream().sorted().map(Traffic::word).toList());
        }
        block.flag("strict", budget.strict(), false);
    }

    private static void values(YamlBlock block, Map<Dimension, String> values) {
        values.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(entry -> block.text(entry.getKey().word(), entry.getValue()));
    }
}
