package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Tries a rule on what the roll-ups keep, window by window, with what was usual at that time.
final class Replay {
    private static final long HOUR = 3_600_000;
    private static final Duration BEFORE = Duration.ofDays(14);
    private static final Duration CHUNK = Duration.ofDays(1);
    private static final int SHOWN = 100;

    private final History history;

    Replay(History history) {
        this.history = history;
    }

    /// How often the rule would have fired in the time before `now`.
    Replayed fired(AlarmRule rule, Instant now, Duration back) {
        if (!history.keeps(rule)) {
            return new Replayed.Unknown(switch (rule.kind()) {
                case LOOP -> "The ledger keeps no tool calls, so that a loop cannot be looked for in the past.";
                case RETRY_STORM -> "The ledger keeps no request bodies, so that repeats cannot be counted afterwards.";
                case BUDGET -> "A budget's steps are those of the budget; see its own history.";
                case TOKEN_VELOCITY, SPEND_VELOCITY, ERROR_RATE, FALLBACK_RATE ->
                    "By " + rule.scope().each().map(each -> each.word()).orElse("this scope")
                            + " the ledger keeps totals of days only, too coarse for this window.";
            });
        }
        var past = new HashMap<Subject, Past>();
        var first = now.minus(back).minus(BEFORE);
        for (var from = first; from.isBefore(now); from = from.plus(CHUNK)) {
            var to = from.plus(CHUNK);
            history.read(Map.of(rule, past), from, to.isBefore(now) ? to : now);
        }
        var when = new ArrayList<Instant>();
        past.values().forEach(each -> fired(rule, each, now.minus(back).toEpochMilli(), when));
        when.sort(Comparator.reverseOrder());
        return new Replayed.Fired(when.size(), back, when.subList(0, Math.min(SHOWN, when.size())));
    }

    private static void fired(AlarmRule rule, Past past, long from, List<Instant> when) {
        long window = rule.window().toMillis();
        var usual = new HashMap<Long, OptionalLong>();
        long limit = -1;
        long loudUntil = 0;
        for (int i = 0; i < past.size(); i++) {
            long start = past.start(i);
            long value = past.value(i);
            if (limit >= 0 && start - loudUntil >= 2 * window) {
                limit = -1;
            }
            if (start >= from && limit < 0) {
                var now = Limit.of(rule, known(usual, past, start));
                if (now.isPassed(value)) {
                    limit = now.value();
                    when.add(Instant.ofEpochMilli(start));
                }
            }
            if (limit >= 0 && value >= limit - limit / 2) {
                loudUntil = start + window;
            }
        }
    }

    /// What was usual is looked up once an hour, as it is while it happens.
    private static OptionalLong known(Map<Long, OptionalLong> byHour, Past past, long start) {
        var known = byHour.getOrDefault(start / HOUR, OptionalLong.empty());
        if (known.isEmpty()) {
            known = past.usual(start);
            byHour.put(start / HOUR, known);
        }
        return known;
    }
}
