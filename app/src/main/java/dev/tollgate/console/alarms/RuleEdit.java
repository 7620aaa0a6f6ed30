package dev.tollgate.console.alarms;

import dev.tollgate.gateway.config.AlarmRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One rule put in the place of another, added or taken away; the others stay whatever they are by then.
///
/// @param before the rule as it was when editing began; empty for a new one
/// @param after as it shall be; empty to remove it
/// @param place where one that is added goes; below 0: to the end
record RuleEdit(Optional<AlarmRule> before, Optional<AlarmRule> after, int place) {
    static RuleEdit of(Optional<AlarmRule> before, Optional<AlarmRule> after) {
        return new RuleEdit(before, after, -1);
    }

    /// Whether somebody else has changed or deleted what is edited here.
    boolean clashes(List<AlarmRule> now) {
        return before.isPresent() && !now.contains(before.get());
    }

    /// Whether another one has the name that this one wants.
    boolean isTaken(List<AlarmRule> now) {
        return after.filter(next -> now.stream().anyMatch(each -> each.name().equals(next.name())
                && !before.equals(Optional.of(each)))).isPresent();
    }

    List<AlarmRule> into(List<AlarmRule> now) {
        var rules = new ArrayList<>(now);
        int was = before.map(rules::indexOf).orElse(-1);
        if (was >= 0) {
            rules.remove(was);
        }
        int at = was >= 0 ? was : place;
        after.ifPresent(next -> rules.add(at < 0 ? rules.size() : Math.min(at, rules.size()), next));
        return rules;
    }

    /// What takes this one back.
    ///
    /// @param old what this one went into
    RuleEdit back(List<AlarmRule> old) {
        return new RuleEdit(/* before= */ after, /* after= */ before, before.map(old::indexOf).orElse(-1));
    }
}
