package dev.tollgate.gateway;

import dev.tollgate.gateway.control.RefusedFile;
import dev.tollgate.gateway.control.Versions;
import java.nio.file.Path;
import java.util.Optional;

/// Takes over a changed configuration file; of a wrong one [Versions] tells what is wrong, and the old configuration
/// stays.
final class FileWatch implements Runnable {
    private static final System.Logger LOG = System.getLogger(Gateway.class.getName());

    private final Path file;
    private final GatewayOptions options;
    private final Versions versions;
    private long seen;
    private long last;

    FileWatch(Path file, GatewayOptions options, Versions versions) {
        this.file = file;
        this.options = options;
        this.versions = versions;
        this.seen = ConfigSource.changed(file);
        this.last = seen;
    }

    @Override
    public void run() {
        long changed = ConfigSource.changed(file);
        boolean settled = changed == last;
        last = changed;
        // who writes it leaves it empty or torn for a moment, and an empty file is no mistake
        if (changed == seen || !settled) {
            return;
        }
        seen = changed;
        take().ifPresentOrElse(
                refused -> LOG.log(System.Logger.Level.ERROR, "The changed configuration is not used, the old one"
                        + " stays in force:" + System.lineSeparator()
                        + String.join(System.lineSeparator(), refused.lines())),
                () -> LOG.log(System.Logger.Level.INFO, file + " was taken over"));
    }

    private Optional<RefusedFile> take() {
        switch (ConfigSource.file(file, options.zone())) {
            case ConfigSource.Read.Wrong wrong -> versions.refuse(wrong.problems());
            case ConfigSource.Read.Good(var config, var _) -> versions.replaced(config);
        }
        return versions.refused();
    }
}
