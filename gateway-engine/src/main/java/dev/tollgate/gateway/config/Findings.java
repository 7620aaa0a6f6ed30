package dev.tollgate.gateway.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a check of values found, in order. Not thread-safe: one for each check.
final class Findings {
    private static final int LONGEST_NAME = 128;
    private static final int ZWNJ = 0x200c;
    private static final int ZWJ = 0x200d;
    private static final Duration LONGEST = Duration.ofDays(3650);

    private final List<Problem> problems = new ArrayList<>();

    List<Problem> all() {
        return List.copyOf(problems);
    }

    void mistake(String path, String message) {
        problems.add(Problem.error(path, 0, message));
    }

    void warning(String path, String message) {
        problems.add(new Problem(path, 0, message, true));
    }

    void check(boolean holds, String path, String message) {
        if (!holds) {
            mistake(path, message);
        }
    }

    /// The same for a message that takes work: most of what is checked is right.
    void check(boolean holds, String path, Supplier<String> message) {
        if (!holds) {
            mistake(path, message.get());
        }
    }

    /// A name people type, see in lists and use in addresses.
    void name(String path, String name) {
        check(!name.isBlank() && name.equals(name.strip()), path,
                "a name must not be empty or begin or end in a space");
        check(name.length() <= LONGEST_NAME, path, "a name has at most " + LONGEST_NAME + " characters");
        check(name.codePoints().noneMatch(Findings::isUnseen), path,
                "a name has no line breaks, controls or characters that nobody sees");
    }

    /// What turns the text around it or shows as nothing, so that two names look alike; joiners are part of scripts.
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
                    Character.UNASSIGNED ->
                true;
            case Character.FORMAT -> c != ZWNJ && c != ZWJ;
            default -> false;
        };
    }

    /// A name that must not be mistaken for `PROVIDER/MODEL` or a pattern.
    void simpleName(String path, String name) {
        name(path, name);
        check(name.indexOf('/') < 0 && name.indexOf('*') < 0, path, "a name has no / and no *");
        check(!name.equals(".") && !name.equals(".."), path, "a name is more than dots: no address could hold it");
    }

    void positive(String path, Duration duration) {
        check(duration.isPositive() && duration.compareTo(LONGEST) <= 0, path,
                "must be more than nothing and at most ten years");
        check(duration.toNanosPart() % 1_000_000 == 0, path, "must be whole milliseconds");
    }

    /// Remembers where each name stood first, so that the second one is a mistake.
    Once once(String what) {
        return new Once(what, new HashMap<>());
    }

    /// Finds what is given twice.
    final class Once {
        private final String what;
        private final Map<Object, String> seen;

        private Once(String what, Map<Object, String> seen) {
            this.what = what;
            this.seen = seen;
        }

        void see(Object value, String path) {
            var first = seen.putIfAbsent(value, path);
            check(first == null, path, what + " is given twice; first at " + first);
        }
    }
}
