package dev.tollgate.console.feed;

import dev.tollgate.gateway.term.Dimension;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Colour slots of one window: a name is drawn in the same colour on every page, and keeps it while others come and go.
/// Only where two of the largest have the same does the smaller take another. Thread-safe.
public final class Colours {
    /// So many are told apart; the rest are the others.
    public static final int MOST = 6;
    private static final int REMEMBERED = 2_000;
    private final Map<Dimension, Map<String, Integer>> before = new EnumMap<>(Dimension.class);

    /// @param largest six names at most, the largest first
    /// @return a slot, 1 to 6, for each
    public synchronized Map<String, Integer> assign(Dimension by, List<String> largest) {
        var known = before.computeIfAbsent(by, _ -> new HashMap<>());
        var slots = new HashMap<String, Integer>();
        var taken = new HashSet<Integer>();
        for (var name : largest) {
            var own = known.get(name);
            if (own != null && taken.add(own)) {
                slots.put(name, own);
            }
        }
        // who is not drawn here may be drawn on another page: its colour is the last to be given away
        largest.forEach(name -> slots.computeIfAbsent(name, _ -> free(taken, known.values())));
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        known.putAll(slots);
        return slots;
    }

    private static int free(Set<Integer> taken, Collection<Integer> owned) {
        int free = 0;
        for (int slot = MOST; slot >= 1; slot--) {
            if (!taken.contains(slot) && (free == 0 || !owned.contains(slot) || owned.contains(free))) {
                free = slot;
            }
        }
        taken.add(free);
        return free;
    }
}
