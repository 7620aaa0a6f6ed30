package dev.tollgate.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a reading found wrong, and on which line each path stands, so that checks of values get a line too.
/// Not thread-safe: one for each reading.
final class Report {
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();

    void stands(String path, int line) {
        lines.putIfAbsent(path, line);
    }

    void mistake(String path, int line, String message) {
        problems.add(Problem.error(path, line, message));
    }

    void warning(String path, int line, String message) {
        problems.add(new Problem(path, line, message, true));
    }

    /// Takes over what a check of the values found, unless the place itself is already known to be wrong: values
    /// behind a mistake are stand-ins.
    void merge(List<Problem> checked) {
        var wrong = mistakes();
        for (var problem : checked) {
            if (wrong.stream().noneMatch(w -> touches(w.path(), problem.path()))) {
                problems.add(new Problem(problem.path(), line(problem.path()), problem.message(), problem.warning()));
            }
        }
    }

    private static boolean touches(String wrong, String path) {
        return wrong.isEmpty() || wrong.equals(path) || within(path, wrong) || within(wrong, path);
    }

    private static boolean within(String inner, String outer) {
        return inner.startsWith(outer) && inner.length() > outer.length()
                && (inner.charAt(outer.length()) == '.' || inner.charAt(outer.length()) == '[');
    }

    /// The line of a path, or of the nearest thing around it that is in the file; 1 where nothing is.
    private int line(String path) {
        for (var at = path; !at.isEmpty(); at = around(at)) {
            var line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    List<Problem> mistakes() {
        return sorted(false);
    }

    List<Problem> warnings() {
        return sorted(true);
    }

    private List<Problem> sorted(boolean warning) {
        return problems.stream().filter(p -> p.warning() == warning).sorted(Comparator.comparingInt(Problem::line))
                .toList();
    }
}
