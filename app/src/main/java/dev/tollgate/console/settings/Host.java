package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Theme;
import java.nio.file.Path;
import java.util.Optional;

/// What only the window around the page can do.
public interface Host {
    Theme theme();

    void theme(Theme theme);

    /// Ends what runs, puts the backup into the home and opens it again; where that fails, the home as it was.
    ///
    /// @param passphrase opens the provider keys in it; empty leaves them out
    void restore(Path backup, Optional<char[]> passphrase);
}
