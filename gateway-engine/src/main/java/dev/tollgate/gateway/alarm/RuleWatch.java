package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One rule with its subjects, at most [#MOST]: whoever invents customers must not eat the memory. Not thread-safe but
/// for [#usual(Map)]: [Detector]'s owner guards it.
final class RuleWatch implements Counting {
    static final int MOST = 5_000;
    private static final long FORGOTTEN_AFTER = 3_600_000;
    private static final Set<Dimension> BY_ATTEMPT = Set.of(Dimension.MODEL, Dimension.PROVIDER, Dimension.TARGET);

    private final AlarmRule rule;
    private final Map<Subject, Gauge> gauges = new HashMap<>();
    /// The same by the value of `each`: found without making a subject.
    private final Map<String, Gauge> byValue = new HashMap<>();
    private final boolean byAttempt;
    private volatile Map<Subject, OptionalLong> usual = Map.of();
    private long refreshed = -1;

    RuleWatch(AlarmRule rule) {
        this.rule = rule;
        byAttempt = rule.scope().fixed().keySet().stream().anyMatch(BY_ATTEMPT::contains)
                || rule.scope().each().filter(BY_ATTEMPT::contains).isPresent();
    }

    AlarmRule rule() {
        return rule;
    }

    @Override
    public boolean byAttempt() {
        return byAttempt;
    }

    Collection<Gauge> gauges() {
        return gauges.values();
    }

    /// The gauge of the subject that a call belongs to; empty where the rule does not speak of it, or has no room.
    @Override
    public Optional<Gauge> at(Caller call, long millis) {
        for (var fixed : rule.scope().fixed().entrySet()) {
            if (call.value(fixed.getKey()).filter(fixed.getValue()::equals).isEmpty()) {
                return Optional.empty();
            }
        }
        var each = rule.scope().each();
        if (each.isEmpty()) {
            return of(new Subject(rule.scope().fixed()), millis);
        }
        var value = call.value(each.get());
        if (value.isEmpty()) {
            return Optional.empty();
        }
        var known = byValue.get(value.get());
        if (known != null) {
            return Optional.of(known);
        }
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(rule.scope().fixed());
        values.put(each.get(), value.get());
        var made = of(new Subject(values), millis);
        made.ifPresent(gauge -> byValue.put(value.get(), gauge));
        return made;
    }

    Optional<Gauge> of(Subject subject, long millis) {
        var known = gauges.get(subject);
        if (known != null) {
            return Optional.of(known);
        }
        if (gauges.size() >= MOST) {
            forget(millis, rule.window().toMillis());
        }
        if (gauges.size() >= MOST) {
            return Optional.empty();
        }
        var fresh = new Gauge(rule, subject, millis);
        gauges.put(subject, fresh);
        return Optional.of(fresh);
    }

    void forget(long millis) {
        forget(millis, FORGOTTEN_AFTER);
    }

    private void forget(long millis, long after) {
        if (gauges.values().removeIf(each -> each.isIdle(millis, after))) {
            byValue.values().removeIf(each -> !gauges.containsKey(each.subject()));
        }
    }

    /// What is usual for a subject at this time; its own last windows where no history is known.
    OptionalLong usual(Gauge gauge) {
        var known = usual.getOrDefault(gauge.subject(), OptionalLong.empty());
        return known.isPresent() ? known : gauge.usual();
    }

    /// Any thread.
    void usual(Map<Subject, OptionalLong> next) {
        usual = Map.copyOf(next);
    }

    /// Whether what is usual must be read anew; says so once an hour.
    boolean wantsHistory(long hour) {
        boolean due = hour != refreshed;
        refreshed = hour;
        return due;
    }
}
