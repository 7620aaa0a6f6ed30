package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.upstream.dialect.BatchFigures;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Reads along while a file passes that may be a batch's output, a line of JSON for each call. What is no such file is let
/// go at its first byte. For one thread.
final class BatchLines {
    private static final int LONGEST = 16 << 20;

    private final Map<String, Usage> used = new TreeMap<>();
    private byte[] line = new byte[8192];
    private int size;
    private boolean other;

    void feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !other) {
            int end = at;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            append(bytes, at, end);
            if (end < to) {
                end();
            }
            at = end + 1;
        }
    }

    private void append(byte[] bytes, int from, int to) {
        int next = size + to - from;
        if (next > LONGEST || (size == 0 && from < to && bytes[from] != '{' && bytes[from] != '\r')) {
            other = true;
            line = new byte[0];
            return;
        }
        if (next > line.length) {
            line = Arrays.copyOf(line, Math.max(next, 2 * line.length));
        }
        System.arraycopy(bytes, from, line, size, to - from);
        size = next;
    }

    /// The last line may end without a line's end.
    void end() {
        if (!other && size > 0) {
            BatchFigures.line(line, 0, size).ifPresent(each -> BatchFigures.add(used, each));
        }
        size = 0;
    }

    /// By model.
    Map<String, Usage> used() {
        return other ? Map.of() : Map.copyOf(used);
    }
}
