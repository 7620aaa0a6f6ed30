package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Counts by rules and says which alarms begin, go on or end; knows neither clock nor database. Not thread-safe:
/// [Alarms] guards it, the test of four weeks runs it alone.
final class Detector {
    private static final long HOUR = 3_600_000;
    private static final Duration BACK = Duration.ofDays(14);

    private final History history;
    private final Executor aside;
    private final Sampler sampler = new Sampler();
    private final Fingerprints bodies = new Fingerprints();
    private final Burns burns = new Burns();
    private List<RuleWatch> watches = List.of();
    private List<Counting> velocities = List.of(burns);
    private long swept;

    /// @param aside where history is read, since that takes a while
    Detector(History history, Executor aside) {
        this.history = history;
        this.aside = aside;
    }

    /// Takes over new rules; a rule that counts as before keeps what it has counted.
    void configure(List<AlarmRule> rules) {
        var next = new ArrayList<RuleWatch>();
        for (var rule : rules) {
            next.add(watches.stream().filter(each -> each.rule().equals(rule)).findFirst()
                    .orElseGet(() -> new RuleWatch(rule)));
        }
        watches = List.copyOf(next);
        var counting = new ArrayList<Counting>();
        watches.stream().filter(each -> each.rule().kind().isVelocity()).forEach(counting::add);
        counting.add(burns);
        velocities = List.copyOf(counting);
    }

    List<RuleWatch> watches() {
        return watches;
    }

    Burns burns() {
        return burns;
    }

    void sample(FlightView view, long millis) {
        sampler.sample(view, millis, velocities);
    }

    /// A call was read: whether its body came before, and whether its conversation goes in circles.
    void asked(Caller call, Flight.Asked asked, long millis) {
        if (asked.fingerprint() == 0) {
            return;
        }
        long since = bodies.again(call.value(Dimension.KEY).orElse(""), asked.fingerprint(), millis);
        for (var watch : watches) {
            var rule = watch.rule();
            if (rule.kind() == Kind.RETRY_STORM && since >= 0 && since <= rule.window().toMillis()) {
                watch.at(call, millis).ifPresent(gauge -> gauge.repeats(millis, 1));
            } else if (rule.kind() == Kind.LOOP && asked.steps().length > 1) {
                int times = Loops.repeats(asked.steps(), rule.cycle());
                if (times > 1) {
                    watch.at(call, millis).ifPresent(gauge -> gauge.loop(millis, times));
                }
            }
        }
    }

    void settled(Entry entry, long millis) {
        sampler.settle(entry, millis, velocities);
        for (var watch : watches) {
            switch (watch.rule().kind()) {
                case ERROR_RATE -> errors(watch, entry, millis);
                case FALLBACK_RATE -> {
                    if (Facts.counts(entry)) {
                        boolean fell = entry.served().fellBackFrom().isPresent();
                        watch.at(Facts.of(entry), millis).ifPresent(gauge -> gauge.call(millis, fell));
                    }
                }
                case RETRY_STORM -> {
                    if (entry.served().retries() > 0) {
                        watch.at(Facts.of(entry), millis)
                                .ifPresent(gauge -> gauge.repeats(millis, entry.served().retries()));
                    }
                }
                case TOKEN_VELOCITY, SPEND_VELOCITY, LOOP, BUDGET -> {
                }
            }
        }
    }

    private static void errors(RuleWatch watch, Entry entry, long millis) {
        if (watch.byAttempt()) {
            entry.attempts().stream().filter(Facts::counts).forEach(attempt -> watch.at(Facts.of(entry, attempt),
                    millis).ifPresent(gauge -> gauge.call(millis, Facts.failed(attempt))));
        } else if (Facts.counts(entry)) {
            watch.at(Facts.of(entry), millis).ifPresent(gauge -> gauge.call(millis, Facts.failed(entry)));
        }
    }

    /// What begins, goes on or ends now.
    List<Change> evaluate(long millis) {
        var changes = new ArrayList<Change>(0);
        var due = new ArrayList<RuleWatch>(0);
        for (var watch : watches) {
            for (var gauge : watch.gauges()) {
                evaluate(watch, gauge, millis, changes);
            }
            if (watch.wantsHistory(millis / HOUR) && history.keeps(watch.rule())) {
                due.add(watch);
            }
        }
        var burning = burns.wantsHistory(millis / HOUR) ? burns.rules() : List.<AlarmRule>of();
        if (!due.isEmpty() || !burning.isEmpty()) {
            aside.execute(() -> usual(due, burning, millis));
        }
        sweep(millis);
        return changes;
    }

    private static void evaluate(RuleWatch watch, Gauge gauge, long millis, List<Change> changes) {
        long value = gauge.value(millis);
        var raised = gauge.raised();
        if (raised == null) {
            // nothing counted passes no limit, and finding out what is usual is not free
            if (value > 0) {
                var limit = Limit.of(watch.rule(), watch.usual(gauge));
                if (limit.isPassed(value)) {
                    changes.add(new Change.Begins(gauge, value, limit));
                }
            }
        } else if (gauge.isOver(millis, value, raised.limit())) {
            changes.add(new Change.Ends(gauge, value));
        } else {
            changes.add(new Change.GoesOn(gauge, value, new Limit(raised.limit(), OptionalLong.empty())));
        }
        gauge.close(millis, value);
    }

    /// How fast each value of a dimension goes, by the rule on tokens that watches them one by one; by the one with an open
    /// alarm where there are several. Without such a rule, and of whom nothing is usual yet, it says nothing.
    Map<String, Tempo> tempos(Dimension by, long millis) {
        var tempos = new HashMap<String, Tempo>();
        var each = new Scope(Map.of(), Optional.of(by));
        for (var watch : watches) {
            if (watch.rule().kind() == Kind.TOKEN_VELOCITY && watch.rule().scope().equals(each)) {
                for (var gauge : watch.gauges()) {
                    var name = gauge.subject().get(by).orElse("");
                    if (gauge.raised() != null || !tempos.containsKey(name)) {
                        gauge.tempo(millis, watch.usual(gauge)).ifPresent(tempo -> tempos.put(name, tempo));
                    }
                }
            }
        }
        return tempos;
    }

    private void sweep(long millis) {
        if (millis - swept >= 1_000) {
            swept = millis;
            sampler.forget(millis);
            burns.forget(millis);
            watches.forEach(watch -> watch.forget(millis));
        }
    }

    private void usual(List<RuleWatch> due, List<AlarmRule> burning, long millis) {
        var past = new HashMap<AlarmRule, Map<Subject, Past>>();
        Stream.concat(due.stream().map(RuleWatch::rule), burning.stream())
                .collect(Collectors.groupingBy(AlarmRule::window))
                .forEach((window, rules) -> past.putAll(past(rules, window.toMillis(), millis)));
        due.forEach(watch -> watch.usual(usual(past.getOrDefault(watch.rule(), Map.of()), millis)));
        burning.forEach(rule -> burns.usual(rule, usual(past.getOrDefault(rule, Map.of()), millis)));
    }

    /// The hours around this one of each day, and the last day whole.
    private Map<AlarmRule, Map<Subject, Past>> past(List<AlarmRule> rules, long window, long millis) {
        var into = new HashMap<AlarmRule, Map<Subject, Past>>();
        rules.forEach(rule -> into.put(rule, new HashMap<>()));
        long hour = millis / HOUR * HOUR;
        for (int day = (int) BACK.toDays(); day > 1; day--) {
            long at = hour - day * 24L * HOUR;
            history.read(into, Instant.ofEpochMilli(at - HOUR), Instant.ofEpochMilli(at + 2 * HOUR));
        }
        // what has only begun would lower what is usual
        history.read(into, Instant.ofEpochMilli(hour - 25 * HOUR), Instant.ofEpochMilli(millis / window * window));
        return into;
    }

    private static Map<Subject, OptionalLong> usual(Map<Subject, Past> past, long millis) {
        var usual = new HashMap<Subject, OptionalLong>();
        past.forEach((subject, each) -> usual.put(subject, each.usual(millis)));
        return usual;
    }
}
