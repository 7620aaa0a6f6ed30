package dev.tollgate.gateway.pricing;

import java.util.Locale;

/// A model name with `*` for any run of characters; case does not count, as providers' own names differ in it.
final class Glob {
    private final String[] parts;
    private final int literal;

    Glob(String pattern) {
        parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
        literal = pattern.length() - (parts.length - 1);
    }

    static boolean isPattern(String model) {
        return model.indexOf('*') >= 0;
    }

    /// How much of the name the pattern spells out: the longer, the closer.
    int literal() {
        return literal;
    }

    /// @param name in lower case
    boolean matches(String name) {
        String first = parts[0];
        String last = parts[parts.length - 1];
        if (name.length() < literal || !name.startsWith(first) || !name.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at <= name.length() - last.length();
    }
}
