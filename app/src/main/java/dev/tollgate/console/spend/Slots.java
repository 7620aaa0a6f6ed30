package dev.tollgate.console.spend;

import dev.tollgate.gateway.term.Dimension;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Colour slots, which their owners keep: who was drawn in one before gets it again unless it is taken. Thread-safe.
final class Slots {
    static final int MOST = 6;
    private static final int REMEMBERED = 2_000;
    private final Map<Dimension, Map<String, Integer>> before = new EnumMap<>(Dimension.class);

    /// @param largest six names at most, the largest first
    /// @return a slot, 1 to 6, for each
    synchronized Map<String, Integer> assign(Dimension by, List<String> largest) {
        var known = before.computeIfAbsent(by, _ -> new HashMap<>());
        var slots = new HashMap<String, Integer>();
        var taken = new HashSet<Integer>();
        for (var name : largest) {
            var own = known.get(name);
            if (own != null && taken.add(own)) {
                slots.put(name, own);
            }
        }
        largest.forEach(name -> slots.computeIfAbsent(name, _ -> free(taken)));
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        known.putAll(slots);
        return slots;
    }

    private static int free(Set<Integer> taken) {
        int slot = 1;
        while (!taken.add(slot)) {
            slot++;
        }
        return slot;
    }
}
