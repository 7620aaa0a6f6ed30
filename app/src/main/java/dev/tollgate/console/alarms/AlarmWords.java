package dev.tollgate.console.alarms;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.AlarmRule.Measure;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Alarms and rules in the console's words and figures.
final class AlarmWords {
    private static final double MILLION = 1_000_000;

    private AlarmWords() {}

    static String kind(Kind kind) {
        return switch (kind) {
            case TOKEN_VELOCITY -> "Token velocity";
            case SPEND_VELOCITY -> "Spend velocity";
            case ERROR_RATE -> "Error rate";
            case FALLBACK_RATE -> "Fallback rate";
            case RETRY_STORM -> "Retry storm";
            case LOOP -> "Loop";
            case BUDGET -> "Budget";
        };
    }

    static String title(AlarmView alarm) {
        var what = alarm.kind() == Kind.BUDGET ? "Budget " + alarm.name() : kind(alarm.kind());
        return what + ": " + alarm.subject().name();
    }

    /// The value and what it is against: `290k tokens/min, 9.2× usual`.
    static String summary(AlarmView alarm) {
        var value = value(alarm.kind(), alarm.measure(), alarm.value(), alarm.window());
        var usual = alarm.timesUsual().map(times -> ", " + Format.factor(times) + " usual").orElse("");
        return switch (alarm.kind()) {
            case BUDGET -> value + " of " + value(Kind.BUDGET, alarm.measure(), alarm.limit(), alarm.window());
            case LOOP -> "the same steps ×" + alarm.value();
            case TOKEN_VELOCITY, SPEND_VELOCITY, ERROR_RATE, FALLBACK_RATE, RETRY_STORM -> value + usual;
        };
    }

    /// Usual and limit: `usual 31k/min, limit 248k/min`.
    static String against(AlarmView alarm) {
        var parts = new ArrayList<String>();
        alarm.usual().ifPresent(usual -> parts.add("usual "
                + value(alarm.kind(), alarm.measure(), usual, alarm.window())));
        if (alarm.kind() != Kind.BUDGET) {
            parts.add("limit " + value(alarm.kind(), alarm.measure(), alarm.limit(), alarm.window()));
        }
        parts.add("highest " + value(alarm.kind(), alarm.measure(), alarm.worst(), alarm.window()));
        return String.join(" · ", parts);
    }

    /// An amount over a window, as a rate where that is how people speak of it.
    static String value(Kind kind, Measure measure, long amount, Optional<Duration> window) {
        if (kind == Kind.TOKEN_VELOCITY && window.isPresent()) {
            return Format.tokens(perMinute(amount, window.get())) + " tokens/min";
        }
        if (kind == Kind.SPEND_VELOCITY && window.isPresent()) {
            return Money.perHour(Math.round(perMinute(amount, window.get()) * 60));
        }
        return switch (measure) {
            case TOKENS -> Format.tokens((double) amount) + " tokens";
            case PICOS -> Money.sum(amount);
            case MILLIONTHS -> Format.share(amount / MILLION);
            case REPEATS -> amount + (amount == 1 ? " repeat" : " repeats");
            case REQUESTS -> Format.count(amount) + (amount == 1 ? " request" : " requests");
        };
    }

    static double perMinute(long amount, Duration window) {
        return amount * 60_000.0 / window.toMillis();
    }

    static String since(AlarmView alarm, Instant now) {
        var zone = ZoneId.systemDefault();
        var start = alarm.started();
        boolean today = start.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return "since " + (today ? Format.clockSeconds(start, zone) : Format.time(start, now, zone)) + ", "
                + Format.age(Duration.between(start, alarm.ended().orElse(now)));
    }

    /// What the alarm did by itself, in words; empty where it only told.
    static String acted(AlarmView alarm) {
        var acts = alarm.acts().stream().filter(act -> !act.equals("notify")).map(act -> switch (act) {
            case "pause" -> "paused";
            case "undone" -> "taken back";
            default -> act;
        }).collect(Collectors.joining(", "));
        return acts.isEmpty() ? "" : "acted by itself: " + acts;
    }

    /// Of whom a rule speaks: `each key`, `customer acme`.
    static String scope(AlarmRule rule) {
        var parts = new ArrayList<String>();
        rule.scope().each().ifPresent(each -> parts.add("each " + each.word()));
        rule.scope().fixed().forEach((dimension, value) -> parts.add(dimension.word() + " " + value));
        return parts.isEmpty() ? "everything" : String.join(" of ", parts);
    }

    /// When a rule fires: `8× usual, over 20k, always over 400k in 1m`.
    static String when(AlarmRule rule) {
        if (rule.kind() == Kind.LOOP) {
            return "the same " + (rule.cycle() == 1 ? "step" : "1 to " + rule.cycle() + " steps") + " ×"
                    + rule.repeats();
        }
        if (rule.kind() == Kind.BUDGET) {
            return "each notify and block step";
        }
        var parts = new ArrayList<String>();
        factor(rule).ifPresent(factor -> parts.add(factor.toPlainString() + "× usual"));
        rule.floor().ifPresent(floor -> parts.add((rule.factor().isPresent() ? "not under " : "from ")
                + amount(rule, floor)));
        rule.ceiling().ifPresent(ceiling -> parts.add((rule.factor().isPresent() ? "always from " : "from ")
                + amount(rule, ceiling)));
        return String.join(", ", parts) + " in " + Durations.print(rule.window());
    }

    /// As it was typed: 8, 2.5.
    static Optional<BigDecimal> factor(AlarmRule rule) {
        return rule.factor().isPresent()
                ? Optional.of(BigDecimal.valueOf(rule.factor().getAsDouble()).stripTrailingZeros())
                : Optional.empty();
    }

    private static String amount(AlarmRule rule, long amount) {
        return switch (rule.kind().measure()) {
            case TOKENS -> Format.tokens((double) amount);
            case PICOS -> Money.sum(amount);
            case MILLIONTHS -> Format.share(amount / MILLION);
            case REPEATS, REQUESTS -> Long.toString(amount);
        };
    }

    static String does(AlarmRule rule) {
        return rule.actions().stream().sorted().map(Word::word).collect(Collectors.joining(", "));
    }

    static Optional<String> tells(AlarmRule rule, List<String> channels) {
        var to = rule.to().isEmpty() ? channels : rule.to();
        return to.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", to));
    }

    /// What stands where no alarm asks for an eye: what is acknowledged and still burns is not called quiet.
    ///
    /// @param seen how many open alarms are acknowledged or snoozed
    static String quiet(int rules, int seen) {
        if (seen > 0) {
            return seen == 1
                    ? "Nothing new; one alarm that is acknowledged or snoozed is still open"
                    : "Nothing new; " + seen + " alarms that are acknowledged or snoozed are still open";
        }
        return rules == 0 ? "No rule watches anything: alarms cannot be raised" : "All quiet";
    }
}
