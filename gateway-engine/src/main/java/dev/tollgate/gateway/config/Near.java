package dev.tollgate.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which names somebody may have meant: a message that names them saves a look into the manual.
public final class Near {
    private static final int MOST = 4;

    private record Found(String name, int distance) {}

    private Near() {}

    /// The nearest name, where one is near enough to be a slip.
    public static Optional<String> to(String word, Collection<String> names) {
        return of(word, names, 1).stream().findFirst();
    }

    /// Up to `most` near names, the nearest first.
    public static List<String> of(String word, Collection<String> names, int most) {
        var lower = word.toLowerCase(Locale.ROOT);
        return names.stream().distinct().map(name -> new Found(name, score(lower, name.toLowerCase(Locale.ROOT))))
                .filter(found -> found.distance <= Math.max(1, Math.min(MOST, lower.length() / 3)))
                .sorted(Comparator.comparingInt(Found::distance).thenComparing(Found::name)).limit(most)
                .map(Found::name).toList();
    }

    /// ` (did you mean 'x'?)`, or nothing.
    static String hint(String word, Collection<String> names) {
        return to(word, names).map(name -> " (did you mean '" + name + "'?)").orElse("");
    }

    private static int score(String a, String b) {
        return a.length() >= 3 && b.length() >= 3 && (a.startsWith(b) || b.startsWith(a)) ? 1 : distance(a, b, MOST);
    }

    /// Optimal string alignment: insertions, deletions, changes and swaps of neighbours. The largest `int` where the
    /// lengths alone are more than `most` apart.
    public static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return Integer.MAX_VALUE;
        }
        var cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
