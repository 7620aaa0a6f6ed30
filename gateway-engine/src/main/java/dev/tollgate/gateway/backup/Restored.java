package dev.tollgate.gateway.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What came of putting a backup into a home.
public sealed interface Restored {
    /// The home is as it was when the backup was made.
    ///
    /// @param entries requests in its ledger
    /// @param keys provider keys that came back with it and where they are now, in words
    /// @param missing what this machine lacks, each in words: keys to paste again, variables, files
    /// @param aside where the files of before are; empty where there were none
    /// @param configFile the configuration, where it came from a file and so is in force nowhere yet
    record Done(Instant made, long entries, List<String> keys, List<String> missing, Optional<Path> aside,
            Optional<Path> configFile)
            implements
                Restored {
        public Done {
            keys = List.copyOf(keys);
            missing = List.copyOf(missing);
        }
    }

    /// Nothing was changed.
    ///
    /// @param exitCode what a command should end with: 2 for a file that cannot be used, 3 for a home in use, else 1
    record Refused(String message, int exitCode) implements Restored {}
}
