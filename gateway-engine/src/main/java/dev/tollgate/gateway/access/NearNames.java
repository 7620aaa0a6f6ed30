package dev.tollgate.gateway.access;

import dev.tollgate.gateway.config.Near;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Names spelled like one that is not known: few edits away, or holding it.
final class NearNames {
    private static final int MOST = 3;
    private static final int LONGEST = 100;

    private record Found(String name, int distance) {}

    private NearNames() {}

    static List<String> of(String asked, Stream<String> names) {
        if (asked.isEmpty() || asked.length() > LONGEST) {
            return List.of();
        }
        var wanted = asked.toLowerCase(Locale.ROOT);
        int most = Math.max(2, asked.length() / 3);
        return names.distinct().map(name -> new Found(name, distance(wanted, name.toLowerCase(Locale.ROOT), most)))
                .filter(found -> found.distance <= most)
                .sorted(Comparator.comparingInt(Found::distance).thenComparing(Found::name)).limit(MOST)
                .map(Found::name)
                .toList();
    }

    /// Edits apart, or how much is missing where one name begins or ends with the other.
    private static int distance(String wanted, String name, int most) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Integer.MAX_VALUE;
        }
        boolean part = wanted.length() >= MOST && (name.startsWith(wanted) || name.endsWith("/" + wanted));
        return part ? most : Near.distance(wanted, name, most);
    }
}
