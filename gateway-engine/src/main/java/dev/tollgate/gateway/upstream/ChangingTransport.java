package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

/// A transport that is exchanged while calls run: new calls take the new one, the old one is closed after its last
/// reply. Thread-safe.
public final class ChangingTransport implements Transport {
    private volatile Held current;

    public ChangingTransport(Transport first) {
        current = new Held(first);
    }

    /// From now on calls go out through this one.
    public void use(Transport next) {
        var before = current;
        current = new Held(next);
        before.release();
    }

    @Override
    public Reply send(Outgoing request, Progress progress) throws IOException {
        var held = take();
        try {
            return new Counted(held.transport.send(request, progress), held);
        } catch (IOException | RuntimeException failed) {
            held.release();
            throw failed;
        }
    }

    private Held take() {
        while (true) {
            var held = current;
            if (held.enter()) {
                return held;
            }
        }
    }

    @Override
    public void close() {
        current.transport.close();
    }

    /// A transport and who uses it: its owner and each reply.
    private static final class Held {
        private final Transport transport;
        private final AtomicInteger users = new AtomicInteger(1);

        Held(Transport transport) {
            this.transport = transport;
        }

        /// Not possible once it was given up and its last reply has ended.
        boolean enter() {
            return users.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                transport.close();
            }
        }
    }

    /// A reply that keeps its transport open.
    private static final class Counted implements Reply {
        private final Reply reply;
        private final Held held;
        private boolean closed;

        Counted(Reply reply, Held held) {
            this.reply = reply;
            this.held = held;
        }

        @Override
        public int status() {
            return reply.status();
        }

        @Override
        public Head head() {
            return reply.head();
        }

        @Override
        public InputStream body() {
            return reply.body();
        }

        @Override
        public synchronized void close() {
            reply.close();
            if (!closed) {
                closed = true;
                held.release();
            }
        }
    }
}
