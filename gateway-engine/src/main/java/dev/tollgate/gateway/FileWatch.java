package dev.tollgate.gateway;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.control.Versions;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Takes over a changed configuration file; a wrong one is logged and the old configuration stays.
final class FileWatch implements Runnable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private final Path file;
    private final GatewayOptions options;
    private final Versions versions;
    private long seen;

    FileWatch(Path file, GatewayOptions options, Versions versions) {
        this.file = file;
        this.options = options;
        this.versions = versions;
        this.seen = ConfigSource.changed(file);
    }

    @Override
    public void run() {
        long changed = ConfigSource.changed(file);
        if (changed == 0 || changed == seen) {
            return;
        }
        seen = changed;
        switch (ConfigSource.file(file, options.zone())) {
            case ConfigSource.Read.Wrong(var message) -> LOG.log(System.Logger.Level.ERROR,
                    "The changed configuration is not used, the old one stays in force:" + System.lineSeparator()
                            + message);
            case ConfigSource.Read.Good(var config, var _) -> {
                if (versions.replaced(config, List.of()) instanceof Applied.Wrong(var problems)) {
                    LOG.log(System.Logger.Level.ERROR, "The changed configuration is not used, the old one stays in"
                            + " force:" + System.lineSeparator() + problems.stream()
                                    .map(problem -> ConfigFile.render(problem, file.toString()))
                                    .collect(Collectors.joining(System.lineSeparator())));
                } else {
                    LOG.log(System.Logger.Level.INFO, file + " was taken over");
                }
            }
        }
    }
}
