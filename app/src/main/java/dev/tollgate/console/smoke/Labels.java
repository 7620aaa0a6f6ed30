package dev.tollgate.console.smoke;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.ledger.SmokeCell;
import dev.tollgate.gateway.ledger.SmokeRun;
import dev.tollgate.gateway.smoke.Change;
import dev.tollgate.gateway.smoke.SmokePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// What the page says in words. Pure.
final class Labels {
    private Labels() {}

    static String word(SmokeCell.State state) {
        return switch (state) {
            case OK -> "ok";
            case DEGRADED -> "degraded";
            case FAILED -> "FAIL";
            case SKIPPED -> "not offered";
            case NOT_RUN -> "not run";
        };
    }

    /// `9 calls, about $0.00031`, and what no price is known of.
    static String plan(SmokePlan plan) {
        var calls = plan.calls() + (plan.calls() == 1 ? " call" : " calls");
        if (plan.unpriced().size() == plan.ask().targets().size()) {
            return calls + ", price unknown";
        }
        return calls + ", about " + Money.sum(plan.expectedPicos())
                + (plan.unpriced().isEmpty() ? "" : " + " + plan.unpriced().size() + " unpriced");
    }

    /// The whole of it.
    static String planInFull(SmokePlan plan) {
        var most = "At most " + Money.sum(plan.mostPicos()) + "; a run never passes its ceiling.";
        return plan.unpriced().isEmpty()
                ? most
                : "The price of " + String.join(", ", plan.unpriced())
                        + " is not known, so the ceiling cannot count it."
                        + " All calls together bring at most " + Format.count(plan.mostTokens()) + " tokens of output.";
    }

    static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        return age.toSeconds() < 60
                ? "just now"
                : age.toMinutes() < 60
                        ? age.toMinutes() + " min ago"
                        : age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " d ago";
    }

    static String when(Instant at, Instant now, ZoneId zone) {
        return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? Format.clockSeconds(at, zone)
                : Format.time(at, now, zone);
    }

    /// Short, for a cell of a table; [SmokeRun#note] says it in full.
    static String state(SmokeRun run) {
        return switch (run.state()) {
            case RUNNING -> "running";
            case DONE -> "";
            case CANCELLED -> "cancelled";
            case CEILING -> "ended at its ceiling";
            case INTERRUPTED -> "interrupted";
        };
    }

    /// `tools ok → FAIL, sim-small + 2 more`; the worst first.
    static String changes(List<Change> changes) {
        if (changes.isEmpty()) {
            return Format.NONE;
        }
        var first = changes.stream().filter(c -> c.to() == SmokeCell.State.FAILED).findFirst()
                .orElse(changes.getFirst());
        return first.check() + " " + word(first.from()) + " → " + word(first.to()) + ", "
                + first.target().substring(first.target().indexOf('/') + 1)
                + (changes.size() == 1 ? "" : " + " + (changes.size() - 1) + " more");
    }

    /// A sum: nothing came together where calls were free, and also where none was answered.
    static String cost(long picos, int unpriced) {
        var priced = picos == 0 ? Money.sum(0) : Money.cell(picos);
        return unpriced == 0 ? priced : picos == 0 ? Money.UNPRICED : priced + " + " + unpriced;
    }
}
