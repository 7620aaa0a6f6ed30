package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.Problem;
import java.time.Instant;
import java.util.List;

/// A configuration file that was changed and cannot be used: what was in force before stays so until the file is right
/// again.
///
/// @param file as it was given
/// @param since when the change was seen
/// @param problems at least one
public record RefusedFile(String file, Instant since, List<Problem> problems) {
    public RefusedFile {
        problems = List.copyOf(problems);
    }

    /// Each mistake with file, line and path, as `tollgate check` prints it.
    public List<String> lines() {
        return problems.stream().map(problem -> ConfigFile.render(problem, file)).toList();
    }
}
