package dev.tollgate.gateway.wire;

import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Gathers a hash of each tool call in a conversation while its body is scanned: agents that go in circles send the same
/// name and arguments again and again. Nothing is copied; the last calls are kept where there are very many.
final class Steps {
    private static final int MOST = 512;
    private static final long[] NONE = new long[0];

    private final byte[] body;
    private final CRC32C sum = new CRC32C();
    private long[] found = NONE;
    private long count;
    private long name;
    private boolean watching;
    private int from = -1;
    private int depth;
    private boolean arguments;

    Steps(byte[] body) {
        this.body = body;
    }

    /// Whether what is scanned now can hold tool calls.
    void watch(boolean messages) {
        watching = messages;
        from = -1;
    }

    /// A text value begins, under this field's name, this deep inside.
    void begin(@Nullable String field, IntSupplier at, int level) {
        if (watching && from < 0 && field != null) {
            arguments = field.equals("arguments");
            if (arguments || field.equals("name")) {
                from = at.getAsInt();
                depth = level;
            }
        }
    }

    /// An object begins: where calls carry their arguments as such (Messages, Gemini), all of it is hashed.
    void beginObject(@Nullable String field, IntSupplier at, int level) {
        if (watching && from < 0 && field != null && (field.equals("input") || field.equals("args"))) {
            arguments = true;
            from = at.getAsInt();
            depth = level;
        }
    }

    /// Whether what began at this depth is over now that the next token is there.
    boolean isOpen(int level) {
        return from >= 0 && level == depth;
    }

    /// The value has ended: the next token begins here.
    void end(int to) {
        sum.reset();
        sum.update(body, from, Math.max(0, to - from));
        from = -1;
        if (arguments) {
            add(name << 32 ^ sum.getValue());
        } else {
            name = sum.getValue();
        }
    }

    private void add(long step) {
        if (count == found.length && count < MOST) {
            found = Arrays.copyOf(found, Math.max(16, found.length * 2));
        }
        found[(int) (count++ % MOST)] = step;
    }

    /// The hashes in order, the newest last.
    long[] all() {
        if (count <= MOST) {
            return count == 0 ? NONE : Arrays.copyOf(found, (int) count);
        }
        int oldest = (int) (count % MOST);
        var all = new long[MOST];
        System.arraycopy(found, oldest, all, 0, MOST - oldest);
        System.arraycopy(found, 0, all, MOST - oldest, oldest);
        return all;
    }
}
