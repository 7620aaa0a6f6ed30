package dev.tollgate.gateway.ledger;

import java.util.ArrayList;
import java.util.List;

/// The combinations seen last, found by the texts themselves: nearly all are the very objects of before, and those need
/// not be fetched from memory to be compared. The writer's.
final class Lately {
    static final int KEPT = 16;

    private final List<List<String>> values = new ArrayList<>(KEPT);
    private final int[] ids = new int[KEPT];
    private int next;

    /// The number given for these values; 0 where they are not among the last.
    int id(List<String> wanted) {
        for (int i = 0; i < values.size(); i++) {
            if (same(values.get(i), wanted)) {
                return ids[i];
            }
        }
        return 0;
    }

    private static boolean same(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    void keep(List<String> seen, int id) {
        if (values.size() < KEPT) {
            values.add(seen);
        } else {
            values.set(next, seen);
        }
        ids[next] = id;
        next = (next + 1) % KEPT;
    }

    void clear() {
        values.clear();
        next = 0;
    }
}
