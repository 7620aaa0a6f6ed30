package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.KeyEntry;

/// What a key's list of routes lets through.
final class Allowed {
    private Allowed() {}

    /// By the route's own name, or the name that was asked for; each entry may hold `*`. An empty list allows all.
    static boolean allows(KeyEntry key, String route, String asked) {
        if (key.routes().isEmpty()) {
            return true;
        }
        for (String entry : key.routes()) {
            if (entry.equals(route) || matches(entry, route) || matches(entry, asked)) {
                return true;
            }
        }
        return false;
    }

    /// Whether `*` in the pattern can stand for what is missing: one walk, going back to the last star where it fails.
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int from = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                from = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++from;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
