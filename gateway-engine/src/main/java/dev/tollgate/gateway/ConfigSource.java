package dev.tollgate.gateway;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the first configuration comes from: the given file, the database's newest version, or a guarded new home.
final class ConfigSource {
    /// What a new home starts with: a hard cap of $25 a day over everything, and alarms that only notify.
    private static final String GUARDED =
            """
                    budgets:
                      - { name: everything, scope: {}, window: day, usd: 25, at: { 50: notify, 80: notify, 100: block } }
                    alarms:
                      - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8, floor: 20000, ceiling: 400000 }
                      - { name: spend, kind: spend_velocity, scope: { each: key }, window: 1m, ceiling: 2 }
                      - { name: errors, kind: error_rate, scope: { each: target }, window: 5m, factor: 5, floor: 0.2, ceiling: 0.5 }
                      - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 30 }
                      - { name: loop, kind: loop, scope: { each: key } }
                    """;

    private ConfigSource() {}

    /// A configuration, or why there is none.
    sealed interface Read {
        record Good(GatewayConfig config, List<Problem> warnings) implements Read {}

        /// @param name what was read
        record Wrong(String name, List<Problem> problems) implements Read {
            String message() {
                return problems.stream().map(problem -> ConfigFile.render(problem, name))
                        .collect(Collectors.joining(System.lineSeparator()));
            }
        }
    }

    static Read file(Path file, ZoneId zone) {
        try {
            return parse(Files.readString(file), file.toString(), zone);
        } catch (IOException unreadable) {
            return wrong(file, "cannot be read: " + FileFault.of(unreadable).words() + ". Check the path"
                    + (unreadable instanceof NoSuchFileException ? "." : " and its permissions."));
        }
    }

    private static Read wrong(Path file, String message) {
        return new Read.Wrong(file.toString(), List.of(Problem.error("", 0, message)));
    }

    static Read stored(Optional<String> newest, Optional<String> starter, ZoneId zone) {
        return parse(newest.or(() -> starter).orElse(GUARDED), "configuration in the database", zone);
    }

    private static Read parse(String text, String name, ZoneId zone) {
        return switch (ConfigFile.parse(text, name, zone)) {
            case ConfigFile.Parsed.Good(var config, var warnings) -> new Read.Good(config, warnings);
            case ConfigFile.Parsed.Wrong(var problems) -> new Read.Wrong(name, problems);
        };
    }

    /// When the file was last changed, for whoever watches it; 0 where there is none.
    static long changed(Path file) {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        } catch (NoSuchFileException gone) {
            return 0;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
