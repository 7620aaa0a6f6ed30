package dev.tollgate.console.live;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.routing.TargetState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Reads the tiles' figures off a snapshot. Pure.
final class Reading {
    private Reading() {}

    static Figures of(LiveSnapshot now, Digest digest, Outlook outlook) {
        var counts = now.counts();
        var today = now.today();
        var billing = outlook.billingZone();
        boolean sameDay = billing.getRules().getOffset(now.at())
                .equals(ZoneId.systemDefault().getRules().getOffset(now.at()));
        var spend = new Figures.Spend(today.settledPicos(), today.reservedPicos(), today.unpriced(),
                sameDay ? "" : billing.getId().equals("Z") ? "UTC" : billing.getId());
        var money = digest.money();
        boolean unpriced = counts.picosPerMinute() <= 0 && counts.series().stream().anyMatch(LiveSeries::unpriced);
        var pace = unpriced || money.perMinute() <= 0 ? digest.tokens() : money;
        var burn = new Figures.Burn(Math.max(0, counts.picosPerMinute()) * Pace.MINUTE, pace.factor(),
                money.usual() * Pace.MINUTE, digest.hot(), unpriced);
        return new Figures(spend, burn,
                new Figures.Velocity(Math.max(0, counts.inputPerMinute()), Math.max(0, counts.outputPerMinute()),
                        digest.spark()),
                new Figures.Trouble(counts.requests5m(), counts.errors5m(), counts.fallbacks5m(),
                        counts.billedFailedTokens5m()),
                tightest(now, billing), providers(now, outlook));
    }

    private static Optional<Figures.Tight> tightest(LiveSnapshot now, ZoneId zone) {
        // of equals the same one at each tick
        return now.budgets().stream().map(budget -> tight(budget, zone))
                .max(Comparator.comparingDouble(Reading::share)
                        .thenComparing(Figures.Tight::unit, Comparator.reverseOrder())
                        .thenComparing(Figures.Tight::name).thenComparing(Figures.Tight::subject));
    }

    private static double share(Figures.Tight tight) {
        double most = Math.max((double) tight.projected(), tight.settled() + (double) tight.reserved());
        return tight.limit() > 0 ? most / tight.limit() : Double.MAX_VALUE;
    }

    private static Figures.Tight tight(BudgetState budget, ZoneId zone) {
        var ends = budget.windowEnd().map(end -> Format.clock(end, zone)).orElse("");
        return new Figures.Tight(budget.name(), budget.subject(), budget.unit(), budget.window(),
                budget.settled(), budget.reserved(), budget.projected().orElse(0), budget.limit(),
                budget.state().equals(BudgetState.BLOCKED), budget.refusing(), ends);
    }

    private static Figures.Providers providers(LiveSnapshot now, Outlook outlook) {
        var worst = new HashMap<String, TargetState>();
        now.targets().forEach(target -> worst.merge(target.id().provider(), target, Reading::worse));
        var all = List.copyOf(worst.values());
        int unused = (int) outlook.providers().stream().filter(name -> !worst.containsKey(name)).count();
        var first = all.stream().filter(one -> !one.state().equals("ok"))
                .min(Comparator.comparing((TargetState one) -> one.until().orElse(Instant.EPOCH))
                        .thenComparing(one -> one.id().label()));
        return new Figures.Providers(count(all, "ok"), count(all, "resting"), count(all, "probing"), unused,
                first.map(one -> one.id().provider()).orElse(""),
                first.flatMap(TargetState::until).map(until -> Duration.between(now.at(), until))
                        .orElse(Duration.ZERO));
    }

    private static TargetState worse(TargetState a, TargetState b) {
        return severity(a) >= severity(b) ? a : b;
    }

    private static int severity(TargetState one) {
        return switch (one.state()) {
            case "resting" -> 2;
            case "probing" -> 1;
            default -> 0;
        };
    }

    private static int count(List<TargetState> all, String state) {
        return (int) all.stream().filter(one -> one.state().equals(state)).count();
    }
}
