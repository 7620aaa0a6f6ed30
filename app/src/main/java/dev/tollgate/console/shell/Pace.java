package dev.tollgate.console.shell;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How fast somebody burned when it was paused, and what that comes to since. All of it is an estimate: what would have
/// been is never known.
///
/// @param tokens of the last seconds before the pause, as a minute
/// @param picos pico-dollars of the last seconds before the pause, as an hour
record Pace(Pauses.Pause pause, long tokens, long picos) {
    /// Short enough for a burn that has only begun, long enough for calls that settle in steps.
    private static final int SECONDS = 15;
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;
    private static final Duration NIGHT = Duration.ofHours(8);
    private static final Dimension[] SEEN = {Dimension.KEY, Dimension.AGENT, Dimension.THREAD, Dimension.ROUTE};

    /// Copies counters, any thread; empty where nothing burned.
    static Optional<Pace> of(Gateway gateway, Pauses.Pause pause) {
        long tokens = 0;
        long picos = 0;
        for (var series : gateway.counts().view(dimension(pause.who())).series()) {
            if (covers(pause, series)) {
                tokens += series.tokensOver(SECONDS);
                picos += series.picosOver(SECONDS);
            }
        }
        return tokens == 0
                ? Optional.empty()
                : Optional.of(new Pace(pause, tokens * MINUTE / SECONDS, picos * (HOUR / SECONDS)));
    }

    private static Dimension dimension(Subject who) {
        for (var one : SEEN) {
            if (who.get(one).isPresent()) {
                return one;
            }
        }
        return Dimension.KEY;
    }

    private static boolean covers(Pauses.Pause pause, LiveSeries series) {
        return pause.isEverything()
                || pause.who().get(dimension(pause.who())).filter(series.name()::equals).isPresent();
    }

    /// What it saved up to then, and what it would have come to.
    String words(LiveSnapshot now, Instant until) {
        var since = Duration.between(pause.since(), until);
        if (since.isNegative()) {
            since = Duration.ZERO;
        }
        return Stops.who(pause.subject()) + " burned ≈" + Money.perHour(picos) + ", "
                + Format.tokens((double) tokens) + " tokens/min in its last " + SECONDS + " s. Paused for "
                + Format.age(since) + ": ≈"
                + Money.sum(after(since)) + " saved. " + otherwise(now);
    }

    private long after(Duration time) {
        return (long) (picos * (time.toMillis() / 3_600_000.0));
    }

    /// A cap of its own would have stopped it, later.
    private String otherwise(LiveSnapshot now) {
        long night = after(NIGHT);
        return now.budgets().stream().filter(this::isOwn).map(cap -> cap.limit() - cap.settled() - cap.reserved())
                .filter(left -> left > 0 && left < night).min(Long::compare)
                .map(left -> "Unattended, its cap would have stopped it after ≈" + Money.sum(left) + " more.")
                .orElse("Unattended it would have been ≈" + Money.sum(night) + " by the morning.");
    }

    private boolean isOwn(BudgetState state) {
        return state.unit() == Budget.Unit.USD && state.subject().equals(Stops.who(pause.subject()));
    }
}
