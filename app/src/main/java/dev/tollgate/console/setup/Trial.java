package dev.tollgate.console.setup;

import dev.tollgate.gateway.control.NewKey;
import java.util.Optional;

/// How far the test of the chosen provider has come.
sealed interface Trial {
    /// Not made yet.
    ///
    /// @param most the most it may cost, in words
    record Ready(String most) implements Trial {}

    record Running() implements Trial {}

    /// It answered and is in the configuration.
    ///
    /// @param result latency and cost, in words; empty where it was saved without an answer
    /// @param kept where its key was put, in words; empty where it has none
    record Passed(String result, Optional<String> kept) implements Trial {}

    /// The configuration comes from a file, which alone may change it.
    ///
    /// @param result latency and cost, in words; empty where nothing answered
    /// @param lines what to write into the file
    /// @param key made for the first client and named in the lines; empty where the file has keys already
    record ReadOnly(String result, String file, String lines, Optional<NewKey> key) implements Trial {}

    /// It did not answer, or could not be saved.
    ///
    /// @param detail the provider's own words
    /// @param passing the reason may pass by itself, so that it can be saved anyway
    /// @param askModel another model may help
    record Failed(String message, Optional<String> detail, boolean passing, boolean askModel) implements Trial {
        static Failed of(String message) {
            return new Failed(message, Optional.empty(), false, false);
        }
    }
}
