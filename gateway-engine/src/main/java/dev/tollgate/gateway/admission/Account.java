package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One counter of one budget, of one subject and window. Not thread-safe: guarded by [Admission]'s lock.
final class Account {
    private static final int STRETCHES = 12;
    private static final long[] NONE = {};
    private static final long STRETCH = Duration.ofMinutes(5).toSeconds();

    final String subject;
    final Window window;
    private final Instant since;
    long settled;
    long held;
    long holds;
    long refused;
    @Nullable
    Instant refusedSince;
    /// What the call asked for that was turned away last.
    long asked;
    int told;
    @Nullable
    Instant toldAt;
    /// What has to be used for the next step to be told.
    long tellAt = Long.MAX_VALUE;
    /// Settled by five minutes of the last hour; only where a window's end can be looked forward to.
    private final long[] recent;
    private long recentAt;

    Account(String subject, Window window, Instant since) {
        this.subject = subject;
        this.window = window;
        this.since = since;
        this.recent = window.end().isPresent() ? new long[STRETCHES] : NONE;
    }

    /// Settled and held; never past the largest `long`.
    long used() {
        return sum(settled, held);
    }

    /// What is left under this cap; negative where real costs went over it.
    long room(long cap) {
        return cap - used();
    }

    /// Whether the call that was turned away last would be turned away now too.
    boolean refuses(long cap) {
        return refused > 0 && asked > room(cap);
    }

    void settle(long spent, Instant now) {
        settled = sum(settled, spent);
        if (recent.length > 0) {
            advance(now);
            recent[place(recentAt)] = sum(recent[place(recentAt)], spent);
        }
    }

    static long sum(long one, long other) {
        long sum = one + other;
        return sum < one ? Long.MAX_VALUE : sum;
    }

    /// The next notify step that was not told yet.
    void next(Budget budget) {
        tellAt = Long.MAX_VALUE;
        for (var step : budget.steps()) {
            if (step.action() == Budget.Action.NOTIFY && step.share() > told) {
                tellAt = reach(budget, step.share());
                return;
            }
        }
    }

    /// The least amount that is this share of the limit or more.
    static long reach(Budget budget, int share) {
        long floor = budget.at(share);
        return budget.limit() % 100 * share % 100 == 0 ? floor : floor + 1;
    }

    /// A changed limit makes of what was told what it would be now.
    void relimited(Budget budget) {
        while (told > 0 && used() < reach(budget, told)) {
            told = below(budget, told);
        }
        next(budget);
    }

    private static int below(Budget budget, int share) {
        int below = 0;
        for (var step : budget.steps()) {
            if (step.action() == Budget.Action.NOTIFY && step.share() < share) {
                below = step.share();
            }
        }
        return below;
    }

    /// Used at the window's end if the last hour goes on; nothing before five minutes were seen.
    OptionalLong projected(Instant now) {
        long seen = Math.min(STRETCHES * STRETCH, Duration.between(since, now).toSeconds());
        if (window.end().isEmpty() || seen < STRETCH) {
            return OptionalLong.empty();
        }
        advance(now);
        double spent = 0;
        for (long each : recent) {
            spent += each;
        }
        double left = Math.max(0, Duration.between(now, window.end().get()).toMillis() / 1e3);
        return OptionalLong.of(Math.round(Math.min(9e18, used() + spent / seen * left)));
    }

    private void advance(Instant now) {
        long at = Math.floorDiv(now.getEpochSecond(), STRETCH);
        if (at > recentAt) {
            for (long slot = Math.max(recentAt + 1, at - STRETCHES + 1); slot <= at; slot++) {
                recent[place(slot)] = 0;
            }
            recentAt = at;
        }
    }

    private static int place(long slot) {
        return (int) Math.floorMod(slot, (long) STRETCHES);
    }
}
