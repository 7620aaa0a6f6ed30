package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Condition;
import dev.tollgate.gateway.config.Hours;
import dev.tollgate.gateway.term.Dimension;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whether a call is one that a target is for. For one plan.
final class Fit {
    private final Question question;
    private final Outlook outlook;
    private final long tokens;

    /// @param tokens of input, by estimate
    Fit(Question question, Outlook outlook, long tokens) {
        this.question = question;
        this.outlook = outlook;
        this.tokens = tokens;
    }

    /// Why it is not, in words; empty where it is.
    Optional<String> misfit(Condition when) {
        return when.isAlways()
                ? Optional.empty()
                : who(when.values()).or(() -> size(when)).or(() -> kind(when)).or(() -> moment(when))
                        .or(() -> score(when));
    }

    private Optional<String> who(Map<Dimension, Set<String>> wanted) {
        for (var each : wanted.entrySet()) {
            var has = values(each.getKey());
            if (has.stream().noneMatch(each.getValue()::contains)) {
                return Optional.of("it is for " + each.getKey().word() + " " + String.join(" or ",
                        new TreeSet<>(each.getValue())) + ", this is "
                        + (has.isEmpty() ? "none" : String.join(", ", has)));
            }
        }
        return Optional.empty();
    }

    private Set<String> values(Dimension dimension) {
        var who = question.who();
        return switch (dimension) {
            case TAG -> Set.copyOf(who.tags());
            case TRAFFIC -> Set.of(who.traffic().word());
            case ROUTE -> Set.of(question.route().name());
            case REQUESTED_MODEL -> Set.of(question.ask().model());
            case ENDPOINT -> Set.of(question.ask().endpoint().word());
            case KEY, OWNER, MODEL, RESPONSE_MODEL, PROVIDER, TARGET, ROUTE_TYPE, CUSTOMER, PLAN, WORKSPACE, USER,
                    AGENT,
                    FEATURE, TASK, THREAD, ENVIRONMENT, SETTLEMENT, CALLER, OUTCOME ->
                who.get(dimension).map(Set::of).orElse(Set.of());
        };
    }

    private Optional<String> size(Condition when) {
        if (when.inputAbove().isPresent() && tokens <= when.inputAbove().getAsLong()) {
            return Optional
                    .of("it is for more than " + when.inputAbove().getAsLong() + " tokens of input, this has about "
                            + tokens);
        }
        return when.inputBelow().isPresent() && tokens >= when.inputBelow().getAsLong()
                ? Optional.of(
                        "it is for fewer than " + when.inputBelow().getAsLong() + " tokens of input, this has about "
                                + tokens)
                : Optional.empty();
    }

    private Optional<String> kind(Condition when) {
        var ask = question.ask();
        return is(when.tools(), ask.tools(), "tools").or(() -> is(when.images(), ask.images(), "pictures"))
                .or(() -> is(when.json(), ask.json(), "JSON as the answer"))
                .or(() -> when.reasoning().isEmpty()
                        ? Optional.empty()
                        : is(when.reasoning(), outlook.complexity().reasoning(), "reasoning asked for"));
    }

    private static Optional<String> is(Optional<Boolean> wanted, boolean has, String what) {
        return wanted.filter(want -> want != has)
                .map(want -> "it is for calls " + (want ? "with " : "without ") + what);
    }

    private Optional<String> moment(Condition when) {
        if (!when.hours().isEmpty() && when.hours().stream().noneMatch(hours -> hours.contains(outlook.now()))) {
            return Optional.of("it is for " + when.hours().stream().map(Hours::toString)
                    .collect(Collectors.joining(" or ")));
        }
        for (var each : when.budgets().entrySet()) {
            int used = used(each.getKey());
            if (used <= each.getValue()) {
                var name = each.getKey().equals(Condition.ANY) ? "any budget" : "budget " + each.getKey();
                return Optional.of("it is for when more than " + each.getValue() + " % of " + name + " are used, now "
                        + used + " %");
            }
        }
        return Optional.empty();
    }

    private int used(String budget) {
        var all = outlook.budgets();
        return budget.equals(Condition.ANY)
                ? all.values().stream().mapToInt(Integer::intValue).max().orElse(0)
                : all.getOrDefault(budget, 0);
    }

    private Optional<String> score(Condition when) {
        if (!when.asksScore()) {
            return Optional.empty();
        }
        var found = outlook.complexity();
        if (when.scoreAbove().isPresent() && found.score() <= when.scoreAbove().getAsInt()) {
            return Optional.of("it is for a complexity above " + when.scoreAbove().getAsInt() + ", this has "
                    + found.words());
        }
        return when.scoreBelow().isPresent() && found.score() >= when.scoreBelow().getAsInt()
                ? Optional.of("it is for a complexity below " + when.scoreBelow().getAsInt() + ", this has "
                        + found.words())
                : Optional.empty();
    }
}
