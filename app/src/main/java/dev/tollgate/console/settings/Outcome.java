package dev.tollgate.console.settings;

import dev.tollgate.gateway.config.Problem;
import java.util.List;

/// What became of a change made on the page.
sealed interface Outcome {
    /// In force; the words say what was done, for a toast.
    record Done(String words) implements Outcome {}

    /// Refused with every mistake; nothing was changed.
    record Wrong(List<Problem> problems) implements Outcome {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /// Somebody else changed the same meanwhile; nothing was changed.
    record Stale() implements Outcome {}

    /// It failed; nothing was changed, and the words say why.
    record Failed(String words) implements Outcome {}
}
