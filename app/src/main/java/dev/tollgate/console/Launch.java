package dev.tollgate.console;

import dev.tollgate.gateway.GatewayOptions;
import dev.tollgate.gateway.config.SystemKeychain;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What the command line asked for.
///
/// @param port overrides the configured one
record Launch(Optional<Path> home, Optional<Path> config, OptionalInt port, boolean headless, boolean demo) {
    /// The home to use: as asked, else the platform's usual place.
    Path homeFolder() {
        return home.map(Path::toAbsolutePath).orElseGet(() -> usual(System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", "."))));
    }

    static Path usual(String system, Path userHome) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return Optional.ofNullable(System.getenv("LOCALAPPDATA")).map(Path::of)
                    .orElse(userHome.resolve("AppData").resolve("Local")).resolve("Tollgate");
        }
        if (name.contains("mac")) {
            return userHome.resolve("Library").resolve("Application Support").resolve("Tollgate");
        }
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME")).map(Path::of)
                .orElse(userHome.resolve(".local").resolve("share")).resolve("tollgate");
    }

    GatewayOptions options() {
        var options = GatewayOptions.of(homeFolder()).withKeychain(new SystemKeychain());
        if (config.isPresent()) {
            options = options.withConfigFile(config.get().toAbsolutePath());
        }
        return port.isPresent() ? options.withPort(port.getAsInt()) : options;
    }
}
