package dev.tollgate.gateway.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where forms with files wait while their calls run. Thread-safe.
public final class Spool {
    private static final System.Logger LOG = System.getLogger(Spool.class.getName());
    private static final Pattern BOUNDARY = Pattern.compile(
            "multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*",
            Pattern.CASE_INSENSITIVE);

    private final Path folder;

    /// What taking a body gave.
    public sealed interface Taken {
        /// Whoever has it closes it.
        record Whole(Upload upload) implements Taken {}

        record Refused(Bad bad) implements Taken {}
    }

    /// Files of calls that a crash cut short are deleted with the first new one.
    ///
    /// @param folder made when it is first needed
    public Spool(Path folder) {
        this.folder = folder;
        sweep();
    }

    private void sweep() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.list(folder)) {
            for (var file : left.toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stays) {
            LOG.log(System.Logger.Level.WARNING, "what is left of earlier uploads could not be deleted", stays);
        }
    }

    /// Whether the body is a form with files.
    public static boolean takes(Head head) {
        return head.first("content-type").filter(type -> type.toLowerCase(Locale.ROOT)
                .startsWith("multipart/")).isPresent();
    }

    /// Reads the body to disk. The upload it gives is to be closed by the caller.
    ///
    /// @param most bytes
    public Taken take(Exchange exchange, long most) {
        var boundary = boundary(exchange.requestHead());
        if (boundary.isEmpty()) {
            return new Taken.Refused(new Bad(415, "unsupported_media_type", Optional.of("content-type"),
                    "A body in parts must be multipart/form-data and name its boundary in Content-Type."));
        }
        try {
            Files.createDirectories(folder);
            return spooled(exchange, most, Files.createTempFile(folder, "upload", ".part"), boundary.get());
        } catch (IOException full) {
            LOG.log(System.Logger.Level.WARNING, "an upload could not be spooled", full);
            return new Taken.Refused(new Bad(507, "spool_failed", Optional.empty(),
                    "Tollgate could not write the upload to disk; is there room left?"));
        }
    }

    private static Taken spooled(Exchange exchange, long most, Path file, String boundary) throws IOException {
        boolean kept = false;
        try {
            final Optional<Bad> wrong;
            try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                wrong = exchange.pour(out, most);
            }
            if (wrong.isPresent()) {
                return new Taken.Refused(wrong.get());
            }
            var upload = new Upload(file, boundary);
            kept = true;
            return new Taken.Whole(upload);
        } finally {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Optional<String> boundary(Head head) {
        var matcher = BOUNDARY.matcher(head.first("content-type").orElse(""));
        return matcher.matches()
                ? Optional.of(matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                : Optional.empty();
    }
}
