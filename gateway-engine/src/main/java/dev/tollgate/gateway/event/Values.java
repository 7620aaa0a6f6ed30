package dev.tollgate.gateway.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The live counters of one dimension, at most 200 values and one for all others: whoever invents values (a new
/// customer a call, say) must not eat the memory. Not thread-safe: [LiveCounts] guards it.
final class Values {
    static final int MOST = 200;
    static final String OTHERS = "others";

    private final Map<String, Counted> byName = new HashMap<>();
    private final Counted others;

    Values(long second) {
        others = new Counted(OTHERS, second);
    }

    /// The value's own counters, or those of the others where there is no room even after the idle have gone.
    Counted of(String name, long second) {
        var known = byName.get(name);
        if (known != null) {
            return known;
        }
        if (byName.size() >= MOST) {
            byName.values().removeIf(each -> each.isIdle(second));
        }
        if (byName.size() >= MOST) {
            return others;
        }
        var fresh = new Counted(name, second);
        byName.put(name, fresh);
        return fresh;
    }

    void nothingRuns() {
        byName.values().forEach(Counted::nothingRuns);
        others.nothingRuns();
    }

    /// The busiest first, without those that did nothing in the whole ring; the others last.
    List<LiveSeries> series(long second) {
        byName.values().removeIf(each -> each.isIdle(second));
        var sorted = byName.values().stream().map(each -> new Ranked(each, each.busy(second)))
                .sorted(Comparator.comparingLong(Ranked::busy).reversed().thenComparing(r -> r.counted.name()))
                .map(ranked -> ranked.counted.series(second)).toList();
        if (others.isIdle(second) || others.isUnused()) {
            return sorted;
        }
        var all = new ArrayList<>(sorted);
        all.add(others.series(second));
        return all;
    }

    private record Ranked(Counted counted, long busy) {}
}
