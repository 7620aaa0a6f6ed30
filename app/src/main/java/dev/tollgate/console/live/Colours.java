package dev.tollgate.console.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives the six largest a colour slot each; whoever stays among them keeps its own. Used by one thread at a time.
final class Colours {
    static final int MOST = 6;
    private final Map<String, Integer> slots = new HashMap<>();

    /// @param largest six names at most, the largest first
    void assign(List<String> largest) {
        slots.keySet().retainAll(List.copyOf(largest));
        for (var name : largest) {
            slots.computeIfAbsent(name, _ -> free());
        }
    }

    /// 1 to 6, or 0 for one of the others.
    int slot(String name) {
        return slots.getOrDefault(name, 0);
    }

    private int free() {
        for (int slot = 1; slot <= MOST; slot++) {
            if (!slots.containsValue(slot)) {
                return slot;
            }
        }
        return 0;
    }
}
