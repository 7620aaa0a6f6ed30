package dev.tollgate.gateway.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What lies in the folder `shared` beside the repository. Tests that need it skip where it is absent.
public final class Shared {
    /// What to say where there are no recordings.
    public static final String NO_RECORDINGS = "no recordings: ../shared/fixtures is not there";

    private Shared() {}

    /// The folder of recorded replies, which has an `INDEX.tsv`.
    public static Optional<Path> fixtures() {
        return file("fixtures/INDEX.tsv").map(Path::getParent);
    }

    /// @param path inside the folder
    public static Optional<Path> file(String path) {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = at.resolve("shared").resolve(path);
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
