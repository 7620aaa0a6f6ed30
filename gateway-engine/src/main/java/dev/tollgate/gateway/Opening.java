package dev.tollgate.gateway;

/// What opening a home gave.
public sealed interface Opening {
    record Ready(Gateway gateway) implements Opening {}

    /// Not opened, nothing changed.
    ///
    /// @param exitCode what a command line should end with: 2 for a bad configuration, 3 for a home in use, else 1
    record Refused(String message, int exitCode) implements Opening {}
}
