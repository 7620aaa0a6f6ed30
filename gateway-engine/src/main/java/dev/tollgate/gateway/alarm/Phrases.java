package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.term.Picos;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Alarms in words, for events, webhooks and notifications.
final class Phrases {
    private Phrases() {}

    /// What raised it as long as that holds, then its highest: an alarm that waits for its end does not say 0.
    static String of(AlarmView alarm) {
        var who = alarm.subject().isEverything() ? "Everything" : capital(alarm.subject().label());
        // a budget that the next call does not fit into is at its end below its limit too
        boolean over = alarm.kind() == AlarmRule.Kind.BUDGET || alarm.value() >= alarm.limit()
                || alarm.worst() <= alarm.value();
        var what = who + ": " + amount(alarm, over ? alarm.value() : alarm.worst())
                + (over ? times(alarm) : "") + limit(alarm) + (over ? "" : ", less now");
        return alarm.note().isEmpty() ? what : what + "; " + alarm.note();
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String times(AlarmView alarm) {
        return alarm.timesUsual().filter(times -> times > 1)
                .map(times -> String.format(Locale.ROOT, ", %.1f× usual", times)).orElse("");
    }

    /// What it crossed; a budget's amount says that itself.
    private static String limit(AlarmView alarm) {
        long limit = alarm.limit();
        return switch (alarm.kind()) {
            case TOKEN_VELOCITY -> String.format(Locale.ROOT, ", limit %,d", limit);
            case SPEND_VELOCITY -> ", limit $" + rounded(limit);
            case ERROR_RATE, FALLBACK_RATE -> ", limit " + percent(limit);
            case RETRY_STORM, LOOP -> ", limit " + limit;
            case BUDGET -> "";
        };
    }

    private static String amount(AlarmView alarm, long value) {
        var in = alarm.window().map(window -> " in " + Durations.print(window)).orElse("");
        return switch (alarm.kind()) {
            case TOKEN_VELOCITY -> String.format(Locale.ROOT, "%,d tokens", value) + in;
            case SPEND_VELOCITY -> "$" + rounded(value) + in;
            case ERROR_RATE -> percent(value) + " of calls failed" + in;
            case FALLBACK_RATE -> percent(value) + " of calls fell back" + in;
            case RETRY_STORM -> value + " repeated requests" + in;
            case LOOP -> "the same step ×" + value;
            case BUDGET -> budget(alarm);
        };
    }

    private static String budget(AlarmView alarm) {
        return alarm.measure() == AlarmRule.Measure.PICOS
                ? "$" + rounded(alarm.value()) + " of $" + rounded(alarm.limit())
                : String.format(Locale.ROOT, "%,d of %,d ", alarm.value(), alarm.limit()) + alarm.measure().word();
    }

    private static String percent(long millionths) {
        return BigDecimal.valueOf(millionths, 4).setScale(1, RoundingMode.HALF_UP).toPlainString() + "%";
    }

    /// Dollars with cents, or with what it takes to show the first two digits of less.
    private static String rounded(long picos) {
        return picos >= Picos.PER_USD / 10
                ? BigDecimal.valueOf(picos, 12).setScale(2, RoundingMode.HALF_UP).toPlainString()
                : Picos.usd(picos / 1_000_000 * 1_000_000);
    }
}
