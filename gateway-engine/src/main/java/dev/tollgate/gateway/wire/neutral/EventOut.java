package dev.tollgate.gateway.wire.neutral;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// Bytes on their way to a client, event by event; grows as needed and is emptied between writes. For one thread.
public final class EventOut {
    private static final int USUAL = 1024;
    private static final int LARGE = 1 << 18;
    private static final byte[] EVENT = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = {'\n'};
    private static final byte[] END = {'\n', '\n'};

    private byte[] bytes = new byte[USUAL];
    private int length;

    /// `data: {…}` and an empty line.
    public void data(JsonNode json) {
        append(DATA);
        append(Json.bytes(json));
        append(END);
    }

    /// The same with an `event:` line before it.
    public void event(String name, JsonNode json) {
        append(EVENT);
        append(name.getBytes(StandardCharsets.US_ASCII));
        append(LINE);
        data(json);
    }

    public void append(byte[] all) {
        append(all, 0, all.length);
    }

    public void append(byte[] source, int from, int to) {
        int size = to - from;
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
        }
        System.arraycopy(source, from, bytes, length, size);
        length += size;
    }

    /// What stands there, from 0 to [#length]; valid until the next change.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /// Empty again; a large array is given back.
    public void clear() {
        length = 0;
        if (bytes.length > LARGE) {
            bytes = new byte[USUAL];
        }
    }

    /// All of it as an array of its own.
    public byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}
