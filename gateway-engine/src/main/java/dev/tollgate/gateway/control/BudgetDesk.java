package dev.tollgate.gateway.control;

import dev.tollgate.gateway.admission.Admission;
import dev.tollgate.gateway.admission.Hold;
import dev.tollgate.gateway.admission.Raise;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.time.Time;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Adds, changes and removes budgets, and shows what running calls hold in them. Thread-safe.
public final class BudgetDesk {
    private final Versions versions;
    private final Admission admission;
    private final Events events;
    private final Time time;

    public BudgetDesk(Versions versions, Admission admission, Events events, Time time) {
        this.versions = versions;
        this.admission = admission;
        this.events = events;
        this.time = time;
    }

    /// A new budget counts from its window's start: what was spent before it was made is read from the ledger.
    public Applied add(String author, Budget budget) {
        return acted(author, "add budget", budget.name(), Stale.apply(versions, author, config -> {
            var budgets = new ArrayList<>(config.budgets());
            budgets.add(budget);
            return config.withBudgets(budgets);
        }));
    }

    /// @param before as the editor found it: where it was changed since, nothing is lost and nothing is done
    public Applied change(String author, Budget before, Budget after) {
        return acted(author, "change budget", before.name(), Stale.apply(versions, author, config -> {
            if (!config.budgets().contains(before)) {
                throw new Stale("budgets." + before.name(), "Budget " + before.name()
                        + " was changed by somebody else meanwhile. Open it again and repeat the change.");
            }
            return config
                    .withBudgets(config.budgets().stream().map(each -> each.equals(before) ? after : each).toList());
        }));
    }

    /// Undone, it counts on where it was.
    public Undoable remove(String author, String name) {
        var gone = new ArrayList<Budget>(1);
        var applied = acted(author, "remove budget", name, Stale.apply(versions, author, config -> {
            gone.add(find(config, name));
            return config.withBudgets(config.budgets().stream().filter(each -> !each.name().equals(name)).toList());
        }));
        return new Undoable(applied, applied instanceof Applied.InForce
                ? Optional.of(by -> add(by, gone.getFirst()))
                : Optional.empty());
    }

    private static Budget find(GatewayConfig config, String name) {
        return config.budgets().stream().filter(each -> each.name().equals(name)).findFirst()
                .orElseThrow(() -> new Stale("budgets." + name, "There is no budget " + name + "."));
    }

    /// What running calls hold, the oldest first; one row for each budget a call is held in.
    public List<Hold> holds() {
        return admission.holds();
    }

    /// Gives back what a running call holds in all budgets. The call goes on, and what it comes to is charged.
    public Done release(String author, String request) {
        boolean held = admission.release(request);
        if (held) {
            events.publish(new Event.Acted(time.instant(), author, "release hold of", request));
        }
        return new Done("release", request, held ? 1 : 0);
    }

    /// Lets one counter use more until a moment, or ends that before its time. Calls that run keep the cap they began
    /// under.
    ///
    /// @param subject whose counter of the budget, as its state has it
    /// @param next beyond the configured limit, in the budget's unit; empty ends it
    /// @return what it was raised by before: the way back
    public Optional<Raise> raise(String author, String budget, String subject, Optional<Raise> next) {
        var before = admission.raises().set(budget, subject, next);
        var whose = subject.equals(budget) ? budget : budget + " of " + subject;
        events.publish(new Event.Acted(time.instant(), author,
                next.isPresent() ? "raise budget" : "end the raise of budget",
                whose + next.map(raise -> " until " + raise.until().truncatedTo(ChronoUnit.SECONDS)).orElse("")));
        return before;
    }

    private Applied acted(String author, String action, String subject, Applied applied) {
        if (applied instanceof Applied.InForce) {
            events.publish(new Event.Acted(time.instant(), author, action, subject));
        }
        return applied;
    }
}
