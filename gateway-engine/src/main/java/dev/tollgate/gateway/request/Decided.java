package dev.tollgate.gateway.request;

import dev.tollgate.gateway.access.Grant;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.routing.Choice;
import dev.tollgate.gateway.routing.Plan;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Word;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// How a request's choice of target reads afterwards: a verdict with its reason for every target of the route.
final class Decided {
    private Decided() {}

    static List<Verdict> verdicts(Optional<Grant.Granted> granted, Optional<Plan> plan, List<Verdict> passed,
            List<Attempt> attempts) {
        if (plan.isEmpty()) {
            return List.of();
        }
        var verdicts = new ArrayList<Verdict>();
        var named = new HashSet<String>();
        for (Choice choice : plan.get().choices()) {
            var verdict = verdict(choice, granted, passed, attempts);
            if (named.add(verdict.target())) {
                verdicts.add(verdict);
            }
        }
        verdicts.addAll(plan.get().dropped());
        return verdicts;
    }

    private static Verdict verdict(Choice choice, Optional<Grant.Granted> granted, List<Verdict> passed,
            List<Attempt> attempts) {
        var label = choice.id().label();
        for (var attempt : attempts) {
            if (attempt.target().equals(choice.id())) {
                return new Verdict(label, Verdict.Kind.TRIED, because(choice, granted) + notes(attempt));
            }
        }
        for (var verdict : passed) {
            if (verdict.target().equals(label)) {
                return verdict;
            }
        }
        return new Verdict(label, Verdict.Kind.NOT_REACHED, unreached(attempts));
    }

    /// What was converted, left out or repaired; what went wrong stands with the attempt.
    private static String notes(Attempt attempt) {
        return attempt.outcome() == Outcome.SUCCESS ? attempt.detail().map(said -> "; " + said).orElse("") : "";
    }

    private static String because(Choice choice, Optional<Grant.Granted> granted) {
        var notes = granted.map(Grant.Granted::notes).orElse(List.of());
        return notes.isEmpty() ? choice.reason() : choice.reason() + "; " + String.join("; ", notes);
    }

    private static String unreached(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return "nothing was sent";
        }
        var last = attempts.getLast();
        if (answered(last)) {
            return attempts.size() == 1 ? "first target answered" : last.target().label() + " answered";
        }
        return "ended before: " + last.fault().map(Word::word).orElse(last.outcome().word());
    }

    private static boolean answered(Attempt attempt) {
        return attempt.outcome() != Outcome.FAILED && attempt.outcome() != Outcome.INTERRUPTED;
    }

    /// @param by the attempt whose answer went out, or the last one
    static Served served(Optional<Plan> plan, List<Attempt> attempts, Attempt by, int retries) {
        var first = attempts.getFirst().target().label();
        var fellBack = answered(by) && !first.equals(by.target().label());
        return new Served(Optional.of(by.target().label()), fellBack ? Optional.of(first) : Optional.empty(),
                plan.flatMap(p -> type(p, by.target())), Optional.of(by.target().provider()),
                Optional.of(by.target().model()), by.responseModel(), attempts.size(), retries);
    }

    /// With the purse that pays for what answered.
    static Attribution paid(Attribution who, Optional<Plan> plan, Optional<Attempt> by) {
        var settlement = by.flatMap(attempt -> plan.flatMap(known -> choice(known, attempt.target())))
                .flatMap(choice -> choice.target().settlement());
        if (settlement.isEmpty()) {
            return who;
        }
        var values = new EnumMap<Dimension, String>(Dimension.class);
        values.putAll(who.values());
        values.put(Dimension.SETTLEMENT, settlement.get());
        var sources = new EnumMap<Dimension, String>(Dimension.class);
        sources.putAll(who.sources());
        sources.put(Dimension.SETTLEMENT, "target");
        return new Attribution(values, who.tags(), sources);
    }

    private static Optional<Choice> choice(Plan plan, TargetId id) {
        return plan.choices().stream().filter(choice -> choice.id().equals(id)).findFirst();
    }

    private static Optional<RouteType> type(Plan plan, TargetId served) {
        for (var choice : plan.choices()) {
            if (choice.id().equals(served)) {
                return Optional.of(choice.target().type());
            }
        }
        return Optional.empty();
    }
}
