package dev.tollgate.gateway.config;

/// One mistake in a configuration.
///
/// @param path where in the configuration: `routes.fast.targets[0].model`
/// @param line from 1; 0 where the configuration came from no file
/// @param warning worth saying, but no reason to refuse
public record Problem(String path, int line, String message, boolean warning) {
    public static Problem error(String path, int line, String message) {
        return new Problem(path, line, message, false);
    }
}
