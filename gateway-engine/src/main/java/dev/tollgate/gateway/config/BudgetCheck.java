package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong with budgets as values.
final class BudgetCheck {
    /// With too many values for roll-ups of several dimensions, or of less than a day.
    private static final Set<Dimension> MANY = Set.of(Dimension.USER, Dimension.TASK, Dimension.THREAD);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final Findings found;
    private final Set<String> keys;

    BudgetCheck(GatewayConfig config, Findings found) {
        this.config = config;
        this.found = found;
        this.keys = config.keys().stream().map(KeyEntry::name).collect(Collectors.toSet());
    }

    void run() {
        var names = found.once("a budget's name");
        for (int i = 0; i < config.budgets().size(); i++) {
            var path = "budgets[" + i + "]";
            var budget = config.budgets().get(i);
            found.name(path + ".name", budget.name());
            names.see(budget.name(), path + ".name");
            found.check(budget.limit() > 0, path + "." + budget.unit().word(),
                    "must be more than 0; to stop a key, pause it");
            if (budget.window() instanceof Budget.Every(Duration length)) {
                found.positive(path + ".window", length);
                found.check(length.compareTo(SHORTEST) >= 0, path + ".window", "must be at least a second");
            }
            steps(path + ".at", budget);
            scope(path + ".scope", budget);
            kept(path + ".window", budget);
        }
    }

    /// Roll-ups, which stay, tell users, tasks and threads each alone and by days; anything else about them is counted
    /// from the requests themselves when Tollgate starts.
    private void kept(String path, Budget budget) {
        var asked = EnumSet.noneOf(Dimension.class);
        asked.addAll(budget.scope().fixed().keySet());
        budget.scope().each().ifPresent(asked::add);
        boolean rolled = asked.size() == 1 && budget.window() != Budget.Calendar.HOUR
                && budget.window() instanceof Budget.Calendar;
        var keep = config.retention().requests();
        if (asked.stream().anyMatch(MANY::contains) && !rolled && length(budget.window()).compareTo(keep) > 0) {
            found.warning(path, "is counted from the requests when Tollgate starts, and retention.requests keeps "
                    + Durations.print(keep) + " of them: what is older counts no more after a restart");
        }
    }

    private static Duration length(Budget.Window window) {
        return switch (window) {
            case Budget.Calendar.HOUR -> Duration.ofHours(1);
            case Budget.Calendar.DAY -> Duration.ofDays(1);
            case Budget.Calendar.WEEK -> Duration.ofDays(7);
            case Budget.Calendar.MONTH -> Duration.ofDays(31);
            case Budget.Calendar.TOTAL -> Duration.ofSeconds(Long.MAX_VALUE);
            case Budget.Every(Duration length) -> length;
        };
    }

    private void steps(String path, Budget budget) {
        found.check(!budget.steps().isEmpty(), path, "needs a step such as 100: block");
        var shares = new HashSet<Integer>();
        boolean blocks = false;
        for (var step : budget.steps()) {
            var at = path + "." + step.share();
            found.check(step.share() >= 1 && step.share() <= 100, at, "a step stands at a share between 1 and 100"
                    + " percent");
            found.check(shares.add(step.share()), at, "one share has one step");
            if (blocks && step.action() == Budget.Action.NOTIFY) {
                found.warning(at, "comes after the step that blocks, so it will hardly be reached");
            }
            blocks |= step.action() == Budget.Action.BLOCK;
        }
    }

    private void scope(String path, Budget budget) {
        budget.scope().fixed().forEach((dimension, value) -> {
            var at = path + "." + dimension.word();
            found.check(BudgetSection.DIMENSIONS.contains(dimension), at,
                    "a budget of one " + dimension.word() + " is not supported yet");
            found.check(!value.isBlank(), at, "must not be empty");
            found.check(dimension != Dimension.KEY || keys.contains(value), at,
                    () -> "no key has the name '" + value + "'" + Near.hint(value, keys));
            found.check(dimension != Dimension.TRAFFIC || Word.parse(Traffic.class, value).isPresent(), at,
                    "must be critical, normal or background");
        });
        budget.scope().each().ifPresent(dimension -> {
            found.check(BudgetSection.DIMENSIONS.contains(dimension), path + ".each",
                    "a budget for each " + dimension.word() + " is not supported yet");
            found.check(!budget.scope().fixed().containsKey(dimension), path + ".each",
                    "one value is counted once anyway");
        });
    }
}
