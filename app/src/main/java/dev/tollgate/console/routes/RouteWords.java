package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Durations;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.config.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Changes of routes in words.
final class RouteWords {
    private RouteWords() {}

    static String of(List<RouteEdit> edits) {
        return edits.stream().map(RouteWords::of).collect(Collectors.joining("; "));
    }

    private static String of(RouteEdit edit) {
        if (edit.before().isEmpty()) {
            return edit.name() + ": new, " + list(edit.after());
        }
        return edit.after().isEmpty()
                ? edit.name() + ": removed"
                : edit.name() + ": " + difference(edit.before().get(), edit.after().get());
    }

    private static String list(Optional<Route> route) {
        return route.map(r -> r.targets().stream().map(RouteWords::label).collect(Collectors.joining(", then ")))
                .orElse("");
    }

    static String label(Target target) {
        return target.provider() + "/" + target.model();
    }

    /// What makes the second differ from the first.
    static String difference(Route before, Route after) {
        var words = new ArrayList<String>();
        if (!before.name().equals(after.name())) {
            words.add("was named " + before.name());
        }
        targets(before.targets(), after.targets(), words);
        timeouts(before.timeouts(), after.timeouts(), words);
        if (!before.retries().equals(after.retries())) {
            words.add("retries " + before.retries().attempts() + " → " + after.retries().attempts() + ", back-off "
                    + Durations.print(after.retries().backoff()) + " to "
                    + Durations.print(after.retries().maxBackoff()));
        }
        if (!before.health().equals(after.health())) {
            words.add("rests after " + after.health().failures() + " failures in "
                    + Durations.print(after.health().window()) + " for " + Durations.print(after.health().cooldown()));
        }
        policy(before, after, words);
        if (before.refuseUnpriced() != after.refuseUnpriced()) {
            words.add(after.refuseUnpriced() ? "unpriced models are refused" : "unpriced models are allowed");
        }
        if (before.standInPicos() != after.standInPicos()) {
            words.add("another stand-in price");
        }
        return words.isEmpty() ? "no difference" : String.join(", ", words);
    }

    private static void policy(Route before, Route after, List<String> words) {
        if (before.policy().strategy() != after.policy().strategy()) {
            words.add("order " + before.policy().strategy().said() + " → " + after.policy().strategy().said());
        }
        if (before.policy().sticky() != after.policy().sticky()) {
            words.add("stays together by " + after.policy().sticky().said());
        }
        if (before.strict() != after.strict()) {
            words.add(after.strict() ? "what cannot be carried is refused" : "what cannot be carried is left out");
        }
    }

    private static void targets(List<Target> before, List<Target> after, List<String> words) {
        before.stream().filter(t -> place(after, t) == 0).forEach(t -> words.add(label(t) + " goes"));
        for (int i = 0; i < after.size(); i++) {
            var target = after.get(i);
            int was = place(before, target);
            if (was == 0) {
                words.add(label(target) + " comes as " + (i + 1));
            } else if (!before.get(was - 1).equals(target)) {
                words.add(label(target) + " is now " + notes(target));
            }
        }
        var kept = before.stream().filter(t -> place(after, t) > 0).map(RouteWords::label).toList();
        var now = after.stream().filter(t -> place(before, t) > 0).map(RouteWords::label).toList();
        if (!kept.equals(now)) {
            words.add("in the order " + String.join(", ", now));
        }
    }

    /// Type and limits, as in a target's second line.
    static String notes(Target target) {
        var notes = new StringBuilder(target.type().word());
        target.context().ifPresent(tokens -> notes.append(", reads ").append(tokens));
        target.maxOutput().ifPresent(tokens -> notes.append(", writes ").append(tokens));
        if (target.weight() != 1) {
            notes.append(", weight ").append(target.weight());
        }
        if (!target.when().isAlways()) {
            notes.append(", for ").append(target.when().words());
        }
        if (target.quota().isLimited()) {
            notes.append(", at most ").append(target.quota().words());
        }
        target.settlement().ifPresent(purse -> notes.append(", paid by ").append(purse));
        return notes.toString();
    }

    /// From 1; 0 where it is not there. The same model at the same provider is the same target.
    static int place(List<Target> targets, Target target) {
        for (int i = 0; i < targets.size(); i++) {
            if (label(targets.get(i)).equals(label(target))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static void timeouts(Timeouts before, Timeouts after, List<String> words) {
        one("connect", Optional.of(before.connect()), Optional.of(after.connect()), words);
        one("first token", before.firstToken(), after.firstToken(), words);
        one("response", before.response(), after.response(), words);
        one("idle", Optional.of(before.idle()), Optional.of(after.idle()), words);
        one("total", Optional.of(before.total()), Optional.of(after.total()), words);
    }

    private static void one(String name, Optional<Duration> before, Optional<Duration> after, List<String> words) {
        if (!before.equals(after)) {
            words.add(name + " " + print(before) + " → " + print(after));
        }
    }

    private static String print(Optional<Duration> time) {
        return time.map(Durations::print).orElse("by itself");
    }
}
