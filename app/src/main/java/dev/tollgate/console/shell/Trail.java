package dev.tollgate.console.shell;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the user has been, for Alt+Left and Alt+Right.
final class Trail {
    private static final int MOST = 50;

    /// A page as it was shown.
    record Step(Places.Name page, View view) {}

    private final List<Step> steps = new ArrayList<>();
    private int at = -1;

    /// A new step; what lay ahead is forgotten.
    void visit(Step step) {
        if (at >= 0 && steps.get(at).equals(step)) {
            return;
        }
        steps.subList(at + 1, steps.size()).clear();
        steps.add(step);
        if (steps.size() > MOST) {
            steps.removeFirst();
        }
        at = steps.size() - 1;
    }

    Optional<Step> back() {
        return at > 0 ? Optional.of(steps.get(--at)) : Optional.empty();
    }

    Optional<Step> forward() {
        return at < steps.size() - 1 ? Optional.of(steps.get(++at)) : Optional.empty();
    }
}
