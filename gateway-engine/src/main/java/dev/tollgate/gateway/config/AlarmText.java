package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/// Writes `alarms` and `channels` as [AlarmSection] reads them back.
final class AlarmText {
    private AlarmText() {}

    static void write(YamlBlock top, Alarming alarming) {
        alarming.rules().forEach(rule -> rule(top.item("alarms"), rule));
        if (!alarming.channels().isEmpty()) {
            var channels = top.block("channels");
            alarming.channels().forEach(channel -> channel(channels.block(channel.name()), channel));
        }
    }

    private static void channel(YamlBlock block, Channel channel) {
        block.text("webhook", channel.webhook());
        channel.secret().ifPresent(secret -> block.text("secret", SecretText.print(secret)));
    }

    private static void rule(YamlBlock block, AlarmRule rule) {
        block.text("name", rule.name()).text("kind", rule.kind().word());
        var scope = block.block("scope");
        rule.scope().fixed().entrySet().stream().sorted(Map.Entry.<Dimension, String>comparingByKey())
                .forEach(fixed -> scope.text(fixed.getKey().word(), fixed.getValue()));
        rule.scope().each().ifPresent(each -> scope.text("each", each.word()));
        block.raw("window", Durations.print(rule.window()));
        rule.factor().ifPresent(factor -> block.raw("factor", plain(BigDecimal.valueOf(factor))));
        rule.floor().ifPresent(floor -> block.raw("floor", amount(rule, floor)));
        rule.ceiling().ifPresent(ceiling -> block.raw("ceiling", amount(rule, ceiling)));
        number(block, "min_requests", rule.minRequests(), AlarmRule.MIN_REQUESTS);
        number(block, "repeats", rule.repeats(), AlarmRule.REPEATS);
        number(block, "cycle", rule.cycle(), AlarmRule.CYCLE);
        if (!rule.actions().equals(Set.of(AlarmRule.Action.NOTIFY))) {
            block.list("actions", rule.actions().stream().sorted().map(Word::word).toList());
        }
        if (!rule.to().isEmpty()) {
            block.list("to", rule.to());
        }
    }

    private static void number(YamlBlock block, String name, int number, int otherwise) {
        if (number != otherwise) {
            block.raw(name, Integer.toString(number));
        }
    }

    private static String amount(AlarmRule rule, long amount) {
        return switch (rule.kind().measure()) {
            case TOKENS, REPEATS, REQUESTS -> Long.toString(amount);
            case PICOS -> Amounts.print(amount);
            case MILLIONTHS -> plain(BigDecimal.valueOf(amount, 6));
        };
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
