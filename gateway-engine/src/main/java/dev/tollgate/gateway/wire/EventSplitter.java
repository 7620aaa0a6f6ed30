package dev.tollgate.gateway.wire;

import java.util.Arrays;

/// Cuts a byte stream into server-sent events at their empty lines, whatever pieces it comes in: line ends may be LF,
/// CR or CRLF, and a piece may end anywhere. Keeps the bytes: what it hands out, put together, is what came in. Pure;
/// not thread-safe.
public final class EventSplitter {
    /// Takes events.
    @FunctionalInterface
    public interface Receiver {
        /// One event with its closing empty line; the array is only lent for the call.
        void event(byte[] bytes, int from, int to);
    }

    private enum At {
        LINE_START,
        IN_LINE,
        AFTER_CR,
        AFTER_BLANK_CR
    }

    private final int maxEvent;
    private byte[] held = new byte[512];
    private int heldLength;
    private At at = At.LINE_START;
    private boolean lastWasCrLf;

    /// For events of up to `maxEvent` bytes.
    public EventSplitter(int maxEvent) {
        this.maxEvent = maxEvent;
    }

    /// Hands each event that is complete by now to `out`.
    ///
    /// @return false when an event has grown over the limit; the splitter is of no use then
    public boolean feed(byte[] bytes, int from, int to, Receiver out) {
        int start = from;
        for (int i = skipLine(bytes, from, to); i < to; i = skipLine(bytes, i + 1, to)) {
            int end = step(bytes[i], i);
            if (end >= 0) {
                deliver(bytes, start, end, out);
                start = end;
            }
        }
        return hold(bytes, start, to);
    }

    /// The stream is over: what is left, without its empty line, is handed out as it is.
    public void end(Receiver out) {
        if (heldLength > 0) {
            int length = heldLength;
            heldLength = 0;
            out.event(held, 0, length);
        }
        at = At.LINE_START;
    }

    /// Whether bytes of an unfinished event are held.
    public boolean holds() {
        return heldLength > 0;
    }

    private int skipLine(byte[] bytes, int from, int to) {
        int i = from;
        if (at == At.IN_LINE) {
            while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
                i++;
            }
        }
        return i;
    }

    /// Moves on by one byte.
    ///
    /// @return where an event ends (exclusive), or -1
    private int step(byte b, int i) {
        return switch (at) {
            case LINE_START -> atLineStart(b, i);
            case IN_LINE -> {
                at = b == '\r' ? At.AFTER_CR : At.LINE_START;
                lastWasCrLf = false;
                yield -1;
            }
            case AFTER_CR -> {
                at = At.LINE_START;
                lastWasCrLf = b == '\n';
                yield lastWasCrLf ? -1 : atLineStart(b, i);
            }
            case AFTER_BLANK_CR -> {
                at = At.LINE_START;
                yield b == '\n' ? i + 1 : endBefore(b, i);
            }
        };
    }

    /// After a CRLF line the LF of an empty line's CR is waited for: it is about to come. After a lone CR the empty
    /// line ends at once, so that such a stream is not held back.
    private int atLineStart(byte b, int i) {
        if (b == '\n') {
            lastWasCrLf = false;
            return i + 1;
        }
        if (b == '\r') {
            at = lastWasCrLf ? At.AFTER_BLANK_CR : At.LINE_START;
            return lastWasCrLf ? -1 : i + 1;
        }
        at = At.IN_LINE;
        return -1;
    }

    private int endBefore(byte b, int i) {
        lastWasCrLf = false;
        if (b == '\r') {
            // Only one event can end per byte: this CR is the empty line of the next one, one byte late.
            at = At.AFTER_CR;
        } else {
            at = At.IN_LINE;
        }
        return i;
    }

    private void deliver(byte[] bytes, int start, int end, Receiver out) {
        if (heldLength == 0) {
            out.event(bytes, start, end);
            return;
        }
        append(bytes, start, end);
        int length = heldLength;
        heldLength = 0;
        out.event(held, 0, length);
    }

    private boolean hold(byte[] bytes, int start, int to) {
        if (start < to) {
            if (heldLength + (long) (to - start) > maxEvent) {
                return false;
            }
            append(bytes, start, to);
        }
        return true;
    }

    private void append(byte[] bytes, int start, int end) {
        int size = end - start;
        if (heldLength + size > held.length) {
            held = Arrays.copyOf(held, Math.max(held.length * 2, heldLength + size));
        }
        System.arraycopy(bytes, start, held, heldLength, size);
        heldLength += size;
    }
}
