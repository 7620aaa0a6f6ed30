package dev.tollgate.console;

import dev.tollgate.gateway.admin.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command line. Headless paths touch no class that knows JavaFX.
@Command(name = "tollgate", mixinStandardHelpOptions = true, versionProvider = Commands.Versions.class, description = "A local OpenAI-compatible gateway with a window: routes, caps, prices and records every call.", subcommands = {
        BackupCommand.class, CheckCommand.class, ConfigExportCommand.class, ExplainCommand.class, ExportCommand.class,
        ImportCommand.class,
        RestoreCommand.class, ScreenshotsCommand.class, SmokeCommand.class})
final class Commands implements Callable<Integer> {
    static final int BAD_CONFIG = 2;
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--home", paramLabel = "DIR", description = "Data, log and lock under DIR.")
    @Nullable
    Path home;

    @Option(names = "--config", paramLabel = "FILE", description = "YAML file that is the source of truth.")
    @Nullable
    Path config;

    @Option(names = "--port", paramLabel = "N", description = "Listen on this port; 0 takes a free one.")
    @Nullable
    Integer port;

    @Option(names = "--headless", description = "Gateway only, no window.")
    boolean headless;

    @Option(names = "--demo", description = "Living traffic against a built-in simulated provider.")
    boolean demo;

    static int run(String[] args) {
        return new CommandLine(new Commands()).setCaseInsensitiveEnumValuesAllowed(true).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            System.err.println("--port takes a port from 0 to " + HIGHEST_PORT + ", not " + port + ".");
            return BAD_CONFIG;
        }
        var request = new Launch(Optional.ofNullable(home), Optional.ofNullable(config),
                port == null ? OptionalInt.empty() : OptionalInt.of(port), headless, demo);
        return headless ? new HeadlessRun(request).call() : WindowRun.of(request).call();
    }

    /// The version as `--version` prints it.
    static final class Versions implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tollgate " + Version.CURRENT};
        }
    }
}
