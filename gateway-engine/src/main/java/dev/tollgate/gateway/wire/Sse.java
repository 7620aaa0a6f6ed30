package dev.tollgate.gateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Reads one server-sent event as an [EventSplitter] hands it out. Pure.
public final class Sse {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};
    private static final byte[] NOTHING = {};

    private Sse() {}

    /// The `data` of an event, several lines joined by LF; empty where it has none (comments, pings).
    public static byte[] data(byte[] bytes, int from, int to) {
        byte[] joined = NOTHING;
        boolean any = false;
        for (int line = first(bytes, from, to); line < to; line = next(bytes, line, to)) {
            int end = lineEnd(bytes, line, to);
            if (isField(bytes, line, end, DATA)) {
                int value = valueFrom(bytes, line + DATA.length, end);
                joined = any ? joined(joined, bytes, value, end) : Arrays.copyOfRange(bytes, value, end);
                any = true;
            }
        }
        return joined;
    }

    /// The `event` field, the last one where there are several.
    public static Optional<String> name(byte[] bytes, int from, int to) {
        Optional<String> name = Optional.empty();
        for (int line = first(bytes, from, to); line < to; line = next(bytes, line, to)) {
            int end = lineEnd(bytes, line, to);
            if (isField(bytes, line, end, EVENT)) {
                int value = valueFrom(bytes, line + EVENT.length, end);
                name = Optional.of(new String(bytes, value, end - value, StandardCharsets.UTF_8));
            }
        }
        return name;
    }

    /// Where `needle` begins in the range, or -1: the cheap look before anything is parsed.
    public static int find(byte[] bytes, int from, int to, byte[] needle) {
        int last = to - needle.length;
        byte head = needle[0];
        for (int i = from; i <= last; i++) {
            if (bytes[i] == head && Arrays.equals(bytes, i, i + needle.length, needle, 0, needle.length)) {
                return i;
            }
        }
        return -1;
    }

    /// Behind a byte order mark.
    private static int first(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    private static int next(byte[] bytes, int line, int to) {
        int end = lineEnd(bytes, line, to);
        boolean crlf = end + 1 < to && bytes[end] == '\r' && bytes[end + 1] == '\n';
        return end + (crlf ? 2 : 1);
    }

    private static int lineEnd(byte[] bytes, int line, int to) {
        int i = line;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private static boolean isField(byte[] bytes, int line, int end, byte[] name) {
        int behind = line + name.length;
        return behind <= end && Arrays.equals(bytes, line, behind, name, 0, name.length)
                && (behind == end || bytes[behind] == ':');
    }

    private static int valueFrom(byte[] bytes, int colon, int end) {
        int value = Math.min(colon + 1, end);
        return value < end && bytes[value] == ' ' ? value + 1 : value;
    }

    private static byte[] joined(byte[] before, byte[] bytes, int from, int to) {
        byte[] both = Arrays.copyOf(before, before.length + 1 + to - from);
        both[before.length] = '\n';
        System.arraycopy(bytes, from, both, before.length + 1, to - from);
        return both;
    }
}
