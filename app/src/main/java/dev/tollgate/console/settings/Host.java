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

    /// Notes on the desktop.
    Desktop desktop();

    /// What tells the desktop of alarms.
    interface Desktop {
        /// By this name the home remembers whether it is told: `on` or `off`.
        String REMEMBERED = "notifications";

        /// Whether it is told, from now on.
        void tell(boolean on);

        /// Why it shows no notes and what to do; empty where it should. Blocks.
        Optional<String> trouble();

        /// Shows one note now. Blocks.
        ///
        /// @return why it was not shown and what to do; empty where it was
        Optional<String> note(String title, String text);
    }
}
