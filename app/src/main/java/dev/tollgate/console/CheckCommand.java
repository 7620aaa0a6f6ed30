package dev.tollgate.console;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.FileFault;
import dev.tollgate.gateway.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `tollgate check --config FILE`: every mistake on a line of its own; exit 0 or 2.
@Command(name = "check", mixinStandardHelpOptions = true, description = "Checks a configuration file.")
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The YAML file.")
    @Nullable
    Path config;

    @Override
    public Integer call() {
        var file = String.valueOf(config);
        try {
            return report(file, ConfigFile.parse(Files.readString(Path.of(file)), file, ZoneId.systemDefault()));
        } catch (IOException unreadable) {
            System.err.println(file + ": cannot be read: " + FileFault.of(unreadable).words());
            return Commands.BAD_CONFIG;
        }
    }

    private static int report(String file, ConfigFile.Parsed parsed) {
        return switch (parsed) {
            case ConfigFile.Parsed.Good(var _, var warnings) -> {
                print(file, warnings);
                System.out.println(file + " is fine");
                yield 0;
            }
            case ConfigFile.Parsed.Wrong(var problems) -> {
                print(file, problems);
                yield Commands.BAD_CONFIG;
            }
        };
    }

    private static void print(String file, List<Problem> problems) {
        problems.forEach(p -> System.err.println((p.warning() ? "warning: " : "") + ConfigFile.render(p, file)));
    }
}
