package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.term.Subject;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What one rule counts for one subject, and the alarm that came of it. Not thread-safe: [Detector]'s owner guards it.
final class Gauge implements Counter {
    private static final int KEPT = 30;
    private static final long MILLION = 1_000_000;

    private final AlarmRule rule;
    private final Subject subject;
    private final Sliding counted;
    /// Of rates: the calls that could have been counted.
    private final Sliding calls;
    private final long[] recent = new long[KEPT];
    private int kept;
    private long last;
    private boolean happened;
    private long closed;
    private long window;
    private long lastUsed;
    private long underSince = -1;
    private @Nullable Raised raised;
    private long quietUntil;

    Gauge(AlarmRule rule, Subject subject, long millis) {
        this.rule = rule;
        this.subject = subject;
        counted = new Sliding(rule.window().toMillis());
        calls = rule.kind().isRate() ? new Sliding(rule.window().toMillis()) : counted;
        window = millis / rule.window().toMillis();
        lastUsed = millis;
    }

    AlarmRule rule() {
        return rule;
    }

    Subject subject() {
        return subject;
    }

    @Override
    public void add(long millis, long tokens, long picos) {
        counted.add(millis, rule.kind() == Kind.SPEND_VELOCITY ? picos : tokens);
        lastUsed = millis;
    }

    /// One call that could have gone wrong.
    void call(long millis, boolean wrong) {
        calls.add(millis, 1);
        counted.add(millis, wrong ? 1 : 0);
        lastUsed = millis;
    }

    void repeats(long millis, long more) {
        counted.add(millis, more);
        lastUsed = millis;
    }

    void loop(long millis, long times) {
        counted.highest(millis, times);
        lastUsed = millis;
    }

    long value(long millis) {
        return switch (rule.kind()) {
            case TOKEN_VELOCITY, SPEND_VELOCITY, RETRY_STORM -> counted.sum(millis);
            case ERROR_RATE, FALLBACK_RATE -> {
                long all = calls.sum(millis);
                yield all >= rule.minRequests() ? counted.sum(millis) * MILLION / all : 0;
            }
            case LOOP -> counted.max(millis);
            case BUDGET -> 0;
        };
    }

    /// Notes the windows that have closed since; those of an alarm are not usual.
    void close(long millis, long value) {
        long now = millis / rule.window().toMillis();
        if (now > window) {
            closed += now - window;
            window = now;
            if (happened && raised == null) {
                recent[kept++ % KEPT] = last;
            }
        }
        // the last look within a window saw all of it: one after its end has lost what came first
        last = value;
        happened = rule.kind().isRate() ? calls.sum(millis) >= rule.minRequests() : value > 0;
    }

    /// What its own last windows were like, from five windows on; for subjects without a history.
    OptionalLong usual() {
        if (closed < Past.LEAST || kept == 0) {
            return OptionalLong.empty();
        }
        var quartile = new Quartile();
        for (int i = 0; i < Math.min(kept, KEPT); i++) {
            quartile.add(recent[i]);
        }
        return quartile.get();
    }

    @Nullable
    Raised raised() {
        return raised;
    }

    void raised(@Nullable Raised next) {
        raised = next;
        underSince = -1;
    }

    /// Against what is usual, or was when its alarm was raised: windows of an alarm are not usual. Empty where nothing is
    /// used or too little is known.
    Optional<Tempo> tempo(long millis, OptionalLong known) {
        var open = raised;
        long value = open == null ? value(millis) : open.value();
        var usual = open == null ? known : open.usual();
        return value > 0 && usual.orElse(0) > 0
                ? Optional.of(Tempo.of(value, usual.getAsLong(), rule.window().toMillis()))
                : Optional.empty();
    }

    /// Whether the value has been under half the limit for two windows.
    boolean isOver(long millis, long value, long limit) {
        if (value >= limit - limit / 2) {
            underSince = -1;
        } else if (underSince < 0) {
            underSince = millis;
        }
        return underSince >= 0 && millis - underSince >= 2 * rule.window().toMillis();
    }

    /// Snoozed until then, whatever is raised meanwhile.
    void quiet(long untilMillis) {
        quietUntil = untilMillis;
    }

    long quietUntil() {
        return quietUntil;
    }

    boolean isIdle(long millis, long after) {
        return raised == null && millis - lastUsed > after;
    }
}
