package dev.tollgate.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells other commands on this machine where the process that holds the home listens: `HOME/port`, while it does.
final class PortFile {
    private static final System.Logger LOG = System.getLogger(PortFile.class.getName());

    private final Path file;

    PortFile(Path home) {
        file = home.resolve("port");
    }

    void write(int port) {
        try {
            Files.writeString(file, port + System.lineSeparator());
        } catch (IOException fault) {
            // calls are served all the same; only commands on a home in use miss it
            LOG.log(System.Logger.Level.WARNING, "the port could not be noted in " + file + ": " + fault.getMessage());
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            LOG.log(System.Logger.Level.DEBUG, "the note of the port stays behind", fault);
        }
    }
}
