package dev.tollgate.console.live;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.config.Budget;
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
    private static final int PROJECTS_FROM = 300;

    private Reading() {}

    /// @param known seconds the live counters have watched
    static Figures of(LiveSnapshot now, Digest digest, Outlook outlook, int known) {
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
                tightest(now, digest, known >= PROJECTS_FROM, billing), providers(now, outlook));
    }

    private static Optional<Figures.Tight> tightest(LiveSnapshot now, Digest digest, boolean projects, ZoneId zone) {
        // of equals the same one at each tick
        return now.budgets().stream().map(budget -> tight(budget, now.at(), digest, projects, zone))
                .max(Comparator.comparingDouble(Reading::share)
                        .thenComparing(Figures.Tight::unit, Comparator.reverseOrder())
                        .thenComparing(Figures.Tight::name).thenComparing(Figures.Tight::subject));
    }

    private static double share(Figures.Tight tight) {
        double most = Math.max((double) tight.projected(), tight.settled() + (double) tight.reserved());
        return tight.limit() > 0 ? most / tight.limit() : Double.MAX_VALUE;
    }

    private static Figures.Tight tight(BudgetState budget, Instant now, Digest digest, boolean projects, ZoneId zone) {
        long projected = budget.unit() == Budget.Unit.USD
                ? projectedMoney(budget, now, digest, projects)
                : budget.projected().orElse(0);
        var ends = budget.windowEnd().map(end -> Format.clock(end, zone)).orElse("");
        return new Figures.Tight(budget.name(), budget.subject(), budget.unit(), budget.window(),
                budget.settled(), budget.reserved(), projected, budget.limit(), budget.state().equals("blocked"), ends);
    }

    /// By the pace seen here, which is by key; of a customer's or feature's budget the engine knows more.
    private static long projectedMoney(BudgetState budget, Instant now, Digest digest, boolean projects) {
        boolean everything = budget.subject().equals("everything");
        double hourly = everything ? digest.hourlyTotal() : digest.hourly().getOrDefault(budget.subject(), 0.0);
        double hours = budget.windowEnd().map(end -> Duration.between(now, end).toMillis() / 3.6e6).orElse(0.0);
        if (projects && hours > 0 && hourly > 0) {
            return Math.round(Math.min(9e18, budget.settled() + budget.reserved() + hourly * hours));
        }
        return everything || digest.hourly().containsKey(budget.subject()) ? 0 : budget.projected().orElse(0);
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
