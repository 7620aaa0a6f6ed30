package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Sums of minutes by key and by target, as the ledger's roll-ups keep them, for weeks that pass in seconds.
final class KeptInMemory implements History {
    private static final long MINUTE = 60_000;

    /// Tokens, pico-dollars, requests and errors of one minute.
    private static final class Minute {
        private long tokens;
        private long picos;
        private long requests;
        private long errors;
    }

    private final Map<Subject, TreeMap<Long, Minute>> minutes = new HashMap<>();

    void add(Entry entry) {
        add(Subject.key(entry.asked().key()), entry);
        add(Subject.of(Dimension.TARGET, entry.attempts().getLast().target().label()), entry);
    }

    private void add(Subject subject, Entry entry) {
        long start = entry.started().toEpochMilli() / MINUTE * MINUTE;
        var minute = minutes.computeIfAbsent(subject, _ -> new TreeMap<>()).computeIfAbsent(start, _ -> new Minute());
        minute.tokens += Facts.tokens(entry.usage());
        minute.picos += Facts.picos(entry.cost());
        minute.requests++;
        minute.errors += Facts.failed(entry) ? 1 : 0;
    }

    @Override
    public boolean keeps(AlarmRule rule) {
        return rule.kind().isVelocity() || rule.kind() == Kind.ERROR_RATE;
    }

    @Override
    public void read(Map<AlarmRule, Map<Subject, Past>> into, Instant from, Instant to) {
        into.forEach((rule, past) -> read(rule, from, to, past));
    }

    private void read(AlarmRule rule, Instant from, Instant to, Map<Subject, Past> into) {
        long window = rule.window().toMillis();
        var each = rule.scope().each().orElse(Dimension.KEY);
        minutes.forEach((subject, known) -> {
            if (subject.values().containsKey(each)) {
                var buckets = new TreeMap<Long, Minute>();
                known.subMap(from.toEpochMilli(), to.toEpochMilli()).forEach((start, minute) -> {
                    var bucket = buckets.computeIfAbsent(start / window * window, _ -> new Minute());
                    bucket.tokens += minute.tokens;
                    bucket.picos += minute.picos;
                    bucket.requests += minute.requests;
                    bucket.errors += minute.errors;
                });
                buckets.forEach((start, sum) -> add(rule, subject, start, sum, into));
            }
        });
    }

    private static void add(AlarmRule rule, Subject subject, long start, Minute sum, Map<Subject, Past> into) {
        if (!rule.kind().isRate() || sum.requests >= rule.minRequests()) {
            into.computeIfAbsent(subject, _ -> new Past(rule.window().toMillis())).add(start, switch (rule.kind()) {
                case TOKEN_VELOCITY -> sum.tokens;
                case SPEND_VELOCITY -> sum.picos;
                default -> sum.errors * 1_000_000 / sum.requests;
            });
        }
    }
}
