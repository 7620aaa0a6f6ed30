package dev.tollgate.gateway.alarm;

import java.util.Arrays;
import java.util.OptionalLong;

/// What is usual of some windows: the upper quartile of those in which anything happened. A quarter of them may be
/// strange, as after a runaway, without a change.
final class Quartile {
    private long[] values = new long[64];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    OptionalLong get() {
        if (count == 0) {
            return OptionalLong.empty();
        }
        var sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return OptionalLong.of(sorted[(count - 1) * 3 / 4]);
    }
}
