package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.AlarmRule.Measure;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A budget's step as an alarm: one for each window and step.
final class BudgetAlarm {
    private static final int MOSTLY = 75;

    private BudgetAlarm() {}

    static Raised of(Event.BudgetStep step, List<Budget> budgets, long number) {
        var raised = new Raised(number, step.budget(), Kind.BUDGET, measure(step.unit()),
                subject(step.budget(), step.subject(), budgets),
                window(step), step.at(), severity(step.step()), step.used(),
                new Limit(step.limit(), OptionalLong.empty()));
        raised.note(note(step));
        return raised;
    }

    /// A month is as long as it is; empty where it never ends.
    private static Optional<Duration> window(Event.BudgetStep step) {
        return step.windowEnd().map(end -> Duration.between(step.windowStart(), end));
    }

    /// A block may come long before its share is used: the first refused call could have passed it.
    private static String note(Event.BudgetStep step) {
        int share = step.step().share();
        long at = step.limit() / 100 * share + step.limit() % 100 * share / 100;
        return switch (step.step().action()) {
            case NOTIFY -> share + " % reached";
            case BLOCK -> step.used() >= at
                    ? share + " % reached: calls that would pass it are refused"
                    : "a call was refused that could have passed " + share + " %";
        };
    }

    private static Measure measure(Budget.Unit unit) {
        return switch (unit) {
            case USD -> Measure.PICOS;
            case TOKENS -> Measure.TOKENS;
            case REQUESTS -> Measure.REQUESTS;
        };
    }

    private static Severity severity(Budget.Step step) {
        return switch (step.action()) {
            case BLOCK -> Severity.CRITICAL;
            case NOTIFY -> step.share() >= MOSTLY ? Severity.WARNING : Severity.INFO;
        };
    }

    private static Subject subject(String name, String who, List<Budget> budgets) {
        Optional<Budget> budget = budgets.stream().filter(each -> each.name().equals(name)).findFirst();
        if (budget.isEmpty()) {
            return Subject.EVERYTHING;
        }
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(budget.get().scope().fixed());
        budget.get().scope().each().ifPresent(each -> values.put(each, who));
        return new Subject(values);
    }

    /// What its budget has used by now; empty where the alarm is of a counter that is gone.
    static OptionalLong used(Raised raised, List<BudgetState> states, List<Budget> budgets) {
        var each = budgets.stream().filter(budget -> budget.name().equals(raised.rule())).findFirst()
                .flatMap(budget -> budget.scope().each());
        var who = each.flatMap(raised.subject()::get);
        return states.stream().filter(state -> state.name().equals(raised.rule())
                && (each.isEmpty() || who.filter(state.subject()::equals).isPresent()))
                .mapToLong(state -> state.settled() + state.reserved()).findFirst();
    }

    /// Whether the budget has begun a new window since, or is gone.
    static boolean isOver(Raised raised, List<BudgetState> states) {
        return states.stream().noneMatch(state -> state.name().equals(raised.rule())
                && !state.windowStart().isAfter(raised.started()));
    }
}
