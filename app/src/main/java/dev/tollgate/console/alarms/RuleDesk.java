package dev.tollgate.console.alarms;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.control.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What is done to rules: a rule is changed as it stood when it was opened, or not at all. Blocks on disk, so never on
/// the JavaFX thread; throws nothing.
final class RuleDesk {
    private static final String AUTHOR = "console";

    private final Gateway gateway;

    RuleDesk(Gateway gateway) {
        this.gateway = gateway;
    }

    /// What a change came to.
    sealed interface Outcome {
        /// In force.
        ///
        /// @param back takes it back
        record Saved(RuleEdit back) implements Outcome {}

        /// Nothing was changed: somebody else changed the same meanwhile.
        record Clashed() implements Outcome {}

        /// Nothing was changed.
        record Refused(String why) implements Outcome {}
    }

    Outcome apply(RuleEdit edit) {
        var before = new AtomicReference<List<AlarmRule>>(List.of());
        try {
            var applied = gateway.control().apply(AUTHOR, config -> {
                var rules = config.alarming().rules();
                before.set(rules);
                return edit.clashes(rules) || edit.isTaken(rules)
                        ? config
                        : config.withAlarming(config.alarming().withRules(edit.into(rules)));
            });
            return edit.clashes(before.get()) ? new Outcome.Clashed() : outcome(applied, edit, before.get());
        } catch (RuntimeException fault) {
            return new Outcome.Refused("Nothing was changed: "
                    + Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName()));
        }
    }

    private static Outcome outcome(Applied applied, RuleEdit edit, List<AlarmRule> before) {
        return switch (applied) {
            case Applied.InForce _ when edit.isTaken(before) ->
                new Outcome.Refused("Another rule has this name by now; choose another one.");
            case Applied.InForce _ -> new Outcome.Saved(edit.back(before));
            case Applied.Wrong(var problems) -> new Outcome.Refused("Nothing was changed. "
                    + problems.getFirst().path() + ": " + problems.getFirst().message() + ".");
            case Applied.ReadOnly(var file) ->
                new Outcome.Refused("Rules come from " + file + ", which alone may change them.");
        };
    }

    /// The rule of that name as it stands now.
    Optional<AlarmRule> now(String name) {
        return gateway.config().alarming().rules().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /// What somebody else changed meanwhile, in words.
    static String difference(AlarmRule before, Optional<AlarmRule> now) {
        if (now.isEmpty()) {
            return before.name() + " was deleted elsewhere meanwhile. Nothing of yours is saved.";
        }
        var next = now.get();
        var parts = new ArrayList<String>();
        part(parts, "watches", AlarmWords.kind(before.kind()), AlarmWords.kind(next.kind()));
        part(parts, "for", AlarmWords.scope(before), AlarmWords.scope(next));
        part(parts, "fires", AlarmWords.when(before), AlarmWords.when(next));
        part(parts, "does", AlarmWords.does(before), AlarmWords.does(next));
        part(parts, "tells", String.join(", ", before.to()), String.join(", ", next.to()));
        part(parts, "not before", before.minRequests() + " requests", next.minRequests() + " requests");
        return before.name() + " was changed elsewhere meanwhile: " + String.join("; ", parts)
                + ". Nothing of yours is saved.";
    }

    private static void part(List<String> parts, String name, String was, String is) {
        if (!was.equals(is)) {
            parts.add(name + " " + (was.isEmpty() ? "all" : was) + " → " + (is.isEmpty() ? "all" : is));
        }
    }
}
