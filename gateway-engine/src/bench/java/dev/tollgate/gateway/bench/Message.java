package dev.tollgate.gateway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/// One HTTP message as its bytes come: a head, and as many bytes behind it as its Content-Length says. Looks at each byte
/// of the head once, so that mock and generator take little of the machine. One thread.
final class Message {
    private static final int TO_LOWER = 0x20;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(16_384);
    private final byte[][] names;
    private final long[] numbers;
    private int scanned;
    private int line;
    private long whole = -1;

    /// @param more fields of the head that hold a number and are to be known, beside Content-Length; in lower case
    Message(String... more) {
        names = Stream.concat(Stream.of("content-length"), Stream.of(more))
                .map(name -> (name + ":").getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
        numbers = new long[names.length];
    }

    /// Reads what is there.
    ///
    /// @return whether the message is whole now
    /// @throws IOException also where the other side has ended
    boolean read(SocketChannel channel) throws IOException {
        if (channel.read(bytes) < 0) {
            throw new IOException("the other side has ended");
        }
        while (whole < 0 && scanned < bytes.position()) {
            if (bytes.get(scanned++) == '\n') {
                endOfLine();
            }
        }
        return whole >= 0 && bytes.position() >= whole;
    }

    /// The next byte begins another message.
    void clear() {
        bytes.clear();
        scanned = 0;
        line = 0;
        whole = -1;
        Arrays.fill(numbers, 0);
    }

    /// Of the fields asked for, the first is 1; 0 where it was not sent.
    long number(int field) {
        return numbers[field];
    }

    boolean startsWith(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (bytes.get(i) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private void endOfLine() {
        if (scanned - line <= 2) {
            whole = scanned + numbers[0];
        }
        for (int i = 0; i < names.length; i++) {
            if (isField(names[i])) {
                numbers[i] = number(line + names[i].length, scanned);
            }
        }
        line = scanned;
    }

    private boolean isField(byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if ((bytes.get(line + i) | TO_LOWER) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private long number(int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes.get(i) - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : number;
        }
        return number;
    }
}
