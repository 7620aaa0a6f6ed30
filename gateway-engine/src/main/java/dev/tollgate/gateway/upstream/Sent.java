package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sink;
import dev.tollgate.gateway.wire.neutral.EventOut;
import java.io.IOException;

/// What a client has got of a stream, as long as somebody may have to go on from it. For one thread.
public final class Sent {
    /// Kept of one answer at most, in bytes: what is longer cannot be gone on from.
    static final int MOST = 8 << 20;

    private final EventOut bytes = new EventOut();
    private boolean tooMuch;

    /// Writes to `plain` and remembers what was written.
    public Sink to(Sink plain) {
        return new Remembering(plain);
    }

    /// Whether all of it is here.
    boolean isWhole() {
        return !tooMuch;
    }

    byte[] bytes() {
        return bytes.bytes();
    }

    int length() {
        return bytes.length();
    }

    private void add(byte[] some, int from, int to) {
        tooMuch |= bytes.length() + (to - from) > MOST;
        if (tooMuch) {
            bytes.clear();
        } else {
            bytes.append(some, from, to);
        }
    }

    private final class Remembering implements Sink {
        private final Sink plain;

        Remembering(Sink plain) {
            this.plain = plain;
        }

        @Override
        public void head(int status, Head head) throws IOException {
            plain.head(status, head);
        }

        @Override
        public void write(byte[] some, int from, int to) throws IOException {
            plain.write(some, from, to);
            add(some, from, to);
        }

        @Override
        public void end(byte[] tail) throws IOException {
            plain.end(tail);
        }

        @Override
        public void abort() {
            plain.abort();
        }

        @Override
        public boolean committed() {
            return plain.committed();
        }
    }
}
