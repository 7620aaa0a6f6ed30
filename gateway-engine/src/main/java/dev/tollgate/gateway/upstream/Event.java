package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Sse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where the data of one server-sent event stands; a single `data` line, as nearly all have, is not copied.
///
/// @param kind what the lines make it
record Event(Kind kind, byte[] json, int from, int to) {
    /// What an event is, as far as its lines tell.
    enum Kind {
        /// Comments, pings, empty lines.
        QUIET,
        DATA,
        DONE,
        /// Named `error`, or a bare `error:` line that is no field at all (GPUStack).
        ERROR
    }

    private static final byte[] NOTHING = {};
    private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    static Event of(byte[] bytes, int start, int to) {
        int from = start;
        if (to - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB) {
            from += 3;
        }
        boolean error = false;
        int dataFrom = -1;
        int dataTo = -1;
        for (int line = from; line < to;) {
            int end = lineEnd(bytes, line, to);
            if (begins(bytes, line, end, "data")) {
                if (dataFrom >= 0) {
                    return joined(bytes, start, to);
                }
                dataFrom = value(bytes, line + 4, end);
                dataTo = end;
            } else if (begins(bytes, line, end, "event")) {
                error = named(bytes, value(bytes, line + 5, end), end);
            } else if (begins(bytes, line, end, "error")) {
                return new Event(Kind.ERROR, bytes, value(bytes, line + 5, end), end);
            }
            line = end + 1;
        }
        return dataFrom < 0 ? new Event(Kind.QUIET, NOTHING, 0, 0) : of(bytes, dataFrom, dataTo, error);
    }

    private static Event joined(byte[] bytes, int from, int to) {
        var data = Sse.data(bytes, from, to);
        return of(data, 0, data.length, Sse.name(bytes, from, to).filter("error"::equals).isPresent());
    }

    private static Event of(byte[] bytes, int from, int end, boolean error) {
        int to = end;
        while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
            to--;
        }
        if (to == from) {
            return new Event(Kind.QUIET, NOTHING, 0, 0);
        }
        boolean done = to - from == DONE.length && Arrays.equals(bytes, from, to, DONE, 0, DONE.length);
        return new Event(done ? Kind.DONE : error ? Kind.ERROR : Kind.DATA, bytes, from, to);
    }

    private static int lineEnd(byte[] bytes, int line, int to) {
        int i = line;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private static boolean begins(byte[] bytes, int from, int to, String field) {
        int length = field.length();
        if (to - from < length || (to - from > length && bytes[from + length] != ':')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != field.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int value(byte[] bytes, int colon, int end) {
        int at = Math.min(colon + 1, end);
        return at < end && bytes[at] == ' ' ? at + 1 : at;
    }

    private static boolean named(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII).strip().equals("error");
    }
}
