package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.Problem;
import java.util.List;

/// What became of a change of the configuration.
public sealed interface Applied {
    /// In force for every request from now on.
    record InForce(long version) implements Applied {}

    /// Nothing was changed; every mistake is listed.
    record Wrong(List<Problem> problems) implements Applied {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /// The configuration comes from a file, which alone may change it.
    record ReadOnly(String file) implements Applied {}
}
