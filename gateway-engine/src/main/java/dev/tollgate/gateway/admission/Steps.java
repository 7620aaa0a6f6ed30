package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Notices that a step was reached and tells of it, once in each window. Noticing is guarded by [Admission]'s lock,
/// telling happens outside of it: who listens must not hold up every call.
final class Steps {
    private final Events events;
    private final Queue<Event.BudgetStep> untold = new ConcurrentLinkedQueue<>();
    private final Runnable changed;

    Steps(Events events, Runnable changed) {
        this.events = events;
        this.changed = changed;
    }

    /// One comparison as long as nothing is reached.
    void check(Book book, Account account, Instant now) {
        while (account.tellAt != Long.MAX_VALUE && account.used() >= account.tellAt) {
            var budget = book.budget();
            var step = step(budget, account.told);
            account.told = step.share();
            account.toldAt = now;
            account.next(budget);
            changed.run();
            untold.add(event(budget, account, step, now));
        }
    }

    private static Budget.Step step(Budget budget, int told) {
        for (var step : budget.steps()) {
            if (step.action() == Budget.Action.NOTIFY && step.share() > told) {
                return step;
            }
        }
        throw new IllegalStateException("a step is reached that " + budget.name() + " does not have");
    }

    /// A block step is told when it turns the first call away.
    ///
    /// @param amount what it asked for, in the budget's unit
    void refused(Reservation.Part part, long amount, Instant now) {
        var account = part.account;
        account.asked = amount;
        if (account.refused++ == 0) {
            account.refusedSince = now;
            for (var step : part.budget().steps()) {
                if (step.action() == Budget.Action.BLOCK) {
                    untold.add(event(part.budget(), account, step, now));
                    return;
                }
            }
        }
    }

    private static Event.BudgetStep event(Budget budget, Account account, Budget.Step step, Instant now) {
        return new Event.BudgetStep(now, budget.name(), account.subject, account.window.start(), account.window.end(),
                step,
                budget.unit(), account.used(), budget.limit());
    }

    void publish() {
        if (!untold.isEmpty()) {
            for (var step = untold.poll(); step != null; step = untold.poll()) {
                events.publish(step);
            }
        }
    }
}
