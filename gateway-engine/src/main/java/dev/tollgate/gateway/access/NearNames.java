package dev.tollgate.gateway.access;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Names spelled like one that is not known: few edits away, or holding it.
final class NearNames {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private record Near(String name, int distance) {}

    private NearNames() {}

    static List<String> of(String asked, Stream<String> names) {
        if (asked.isEmpty() || asked.length() > LONGEST) {
            return List.of();
        }
        var wanted = asked.toLowerCase(Locale.ROOT);
        int most = Math.max(2, asked.length() / 3);
        return names.distinct().map(name -> new Near(name, distance(wanted, name.toLowerCase(Locale.ROOT), most)))
                .filter(near -> near.distance <= most)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name)).limit(MOST).map(Near::name)
                .toList();
    }

    /// Edits apart, or how much is missing where one name begins or ends with the other.
    private static int distance(String wanted, String name, int most) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        boolean part = wanted.length() >= MOST && (name.startsWith(wanted) || name.endsWith("/" + wanted));
        return part ? most : edits(wanted, name);
    }

    /// Levenshtein, row by row.
    static int edits(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
