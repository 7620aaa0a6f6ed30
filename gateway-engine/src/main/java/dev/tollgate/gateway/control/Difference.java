package dev.tollgate.gateway.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What two configurations differ in, once in words and once in lines; no secret is in either.
///
/// @param words one change each: `route code: targets 1 model gpt-5 → gpt-5-mini`
public record Difference(List<String> words, List<Line> lines) {
    /// Sections whose children are things with names of their own.
    private static final Map<String, String> THINGS = Map.of("providers", "provider", "routes", "route", "keys", "key",
            "budgets", "budget", "prices", "price", "alarms", "alarm", "customers", "customer", "plans", "plan",
            "balances", "balance", "channels", "channel");
    private static final Pattern LITERAL = Pattern.compile("literal:.*");
    private static final Pattern HASH = Pattern.compile("(hash:sha256:[0-9a-f]{6})[0-9a-f]+");

    public Difference {
        words = List.copyOf(words);
        lines = List.copyOf(lines);
    }

    /// What became of a line.
    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /// A line of the one text, the other, or both.
    public record Line(Kind kind, String text) {}

    /// From one text to another, both as the configuration is written.
    static Difference of(String before, String after) {
        return new Difference(words(before, after), Lines.between(shown(before), shown(after)));
    }

    /// What became of the one text in the other.
    static List<String> words(String before, String after) {
        if (before.equals(after)) {
            return List.of();
        }
        var differing = Uncommon.of(before, after, THINGS.keySet());
        var words = words(things(differing.before()), things(differing.after()));
        return words.isEmpty() ? List.of("the order") : words;
    }

    public boolean isEmpty() {
        return words.isEmpty() && lines.stream().allMatch(line -> line.kind == Kind.SAME);
    }

    /// The changes in one line, shortened where there are many.
    ///
    /// @param most how many are named
    public String summary(int most) {
        var named = words.stream().limit(most).toList();
        int more = words.size() - named.size();
        return String.join("; ", named) + (more > 0 ? "; " + more + " more" : "");
    }

    /// Only lines that changed, with so many around them; a line `⋯` stands for what is left out.
    public List<Line> around(int context) {
        var near = new boolean[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).kind != Kind.SAME) {
                for (int j = Math.max(0, i - context); j <= Math.min(lines.size() - 1, i + context); j++) {
                    near[j] = true;
                }
            }
        }
        var out = new ArrayList<Line>();
        for (int i = 0; i < lines.size(); i++) {
            if (near[i]) {
                out.add(lines.get(i));
            } else if (i == 0 || near[i - 1]) {
                out.add(new Line(Kind.SAME, "⋯"));
            }
        }
        return List.copyOf(out);
    }

    /// A configuration's lines as they may be seen: no secret, and hashes short.
    public static List<String> shown(String text) {
        return text.lines().map(line -> line.contains("literal:") || line.contains("hash:") ? masked(line) : line)
                .toList();
    }

    private static String masked(String line) {
        return HASH.matcher(LITERAL.matcher(line).replaceAll("literal:…")).replaceAll("$1…");
    }

    private static List<String> words(Map<String, Map<String, String>> was, Map<String, Map<String, String>> is) {
        var names = new LinkedHashSet<String>(was.keySet());
        names.addAll(is.keySet());
        var words = new ArrayList<String>();
        for (var name : names) {
            var old = was.getOrDefault(name, Map.of());
            var now = is.getOrDefault(name, Map.of());
            boolean thing = THINGS.containsValue(name.split(" ", 2)[0]) && name.indexOf(' ') > 0;
            if (thing && old.isEmpty()) {
                words.add(name + " added");
            } else if (thing && now.isEmpty()) {
                words.add(name + " removed");
            } else {
                fields(name, old, now, words);
            }
        }
        return words;
    }

    private static void fields(String name, Map<String, String> old, Map<String, String> now, List<String> words) {
        Set<String> fields = new LinkedHashSet<>(old.keySet());
        fields.addAll(now.keySet());
        for (var field : fields) {
            var before = old.getOrDefault(field, "not set");
            var after = now.getOrDefault(field, "not set");
            if (!before.equals(after)) {
                words.add(name + (field.isEmpty() ? " " : ": " + field + " ") + seen(before) + " → " + seen(after));
            }
        }
    }

    private static String seen(String value) {
        return value.isEmpty() ? "empty" : String.join("", shown(value));
    }

    /// By `route code` or `listen`, then by field.
    private static Map<String, Map<String, String>> things(String text) {
        var things = new LinkedHashMap<String, Map<String, String>>();
        for (var scalar : Scalars.of(text)) {
            var path = scalar.path();
            boolean thing = path.size() > 1 && THINGS.containsKey(path.getFirst());
            var name = thing ? THINGS.get(path.getFirst()) + " " + path.get(1) : path.getFirst();
            var field = String.join(" ", path.subList(thing ? 2 : 1, path.size()));
            things.computeIfAbsent(name, _ -> new LinkedHashMap<>()).merge(field, scalar.value(),
                    (one, more) -> one + ", " + more);
        }
        return things;
    }
}
