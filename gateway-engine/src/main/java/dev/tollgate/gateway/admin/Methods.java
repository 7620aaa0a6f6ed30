package dev.tollgate.gateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which methods a path has, so that a wrong one is told apart from a wrong path.
final class Methods {
    private static final String READ = "GET, HEAD";
    /// `*` stands for any one name.
    private static final Map<String, String> PATHS = Map.ofEntries(Map.entry("health", READ),
            Map.entry("requests", READ), Map.entry("requests/*", READ), Map.entry("requests/*/cut", "POST"),
            Map.entry("flights", READ), Map.entry("spend", READ), Map.entry("targets", READ),
            Map.entry("budgets", READ), Map.entry("holds", READ), Map.entry("holds/*/release", "POST"),
            Map.entry("audit", READ), Map.entry("alarms", READ), Map.entry("alarms/*/ack", "POST"),
            Map.entry("alarms/*/snooze", "POST"), Map.entry("alarms/*/undo", "POST"),
            Map.entry("keys", "GET, HEAD, POST"), Map.entry("keys/*", "DELETE"), Map.entry("keys/*/pause", "POST"),
            Map.entry("keys/*/resume", "POST"), Map.entry("keys/*/rotate", "POST"),
            Map.entry("config", "GET, HEAD, PUT"), Map.entry("config/check", "POST"),
            Map.entry("config/yaml", READ), Map.entry("config/versions", READ),
            Map.entry("config/versions/*/restore", "POST"), Map.entry("prices", "GET, HEAD, PUT"),
            Map.entry("prices/what-if", "POST"), Map.entry("smoke", "GET, HEAD, POST"), Map.entry("smoke/*", READ),
            Map.entry("smoke/*/cancel", "POST"), Map.entry("routes/*/explain", "POST"),
            Map.entry("outcomes", "POST"), Map.entry("events", "GET"),
            Map.entry("export", "GET"), Map.entry("backup", "POST"));

    private Methods() {}

    /// As the header `Allow` says it; empty where nothing is served.
    static Optional<String> of(String[] path) {
        var exact = PATHS.get(String.join("/", path));
        return exact != null
                ? Optional.of(exact)
                : PATHS.entrySet().stream()
                        .filter(each -> matches(List.of(each.getKey().split("/", -1)), path)).map(Map.Entry::getValue)
                        .findFirst();
    }

    private static boolean matches(List<String> pattern, String[] path) {
        if (pattern.size() != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            boolean any = pattern.get(i).equals("*") && !path[i].isEmpty();
            if (!any && !pattern.get(i).equals(path[i])) {
                return false;
            }
        }
        return true;
    }
}
