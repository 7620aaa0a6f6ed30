package dev.tollgate.gateway.http;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/// Ends a connection whose client is too slow. The connection's thread only says what it waits for; when that began is
/// noticed by the watchman, so that a quick request asks no clock at all.
final class Deadlines {
    private static final long GRACE = Duration.ofSeconds(2).toNanos();
    private static final long NANOS_PER_BYTE = 1_000_000;

    private final Options options;
    private final ClientInput in;
    private final Socket socket;
    private volatile Phase phase = Phase.IDLE;
    private volatile int entered;
    private volatile boolean passed;

    // The watchman's own.
    private int enteredSeen = -1;
    private long since;
    private long receivedAtStart;
    private long receivedSeen;
    private long movedAt;

    Deadlines(Options options, ClientInput in, Socket socket) {
        this.options = options;
        this.in = in;
        this.socket = socket;
    }

    /// Whether time ran out; the client's bytes have ended then.
    boolean passed() {
        return passed;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the connection's thread only
    void enter(Phase next) {
        phase = next;
        entered++;
    }

    void tick(long nanos) {
        int now = entered;
        long received = in.received();
        if (now != enteredSeen) {
            enteredSeen = now;
            since = nanos;
            movedAt = nanos;
            receivedAtStart = received;
            receivedSeen = received;
        } else if (received != receivedSeen) {
            receivedSeen = received;
            movedAt = nanos;
        }
        if (isOver(nanos)) {
            end(nanos);
        }
    }

    private boolean isOver(long nanos) {
        return switch (phase) {
            case IDLE -> nanos - since >= options.idle().toNanos();
            case HEAD -> nanos - since >= options.headTimeout().toNanos();
            case BODY -> nanos - movedAt >= options.bodyIdle().toNanos()
                    || nanos - since - (receivedSeen - receivedAtStart) * NANOS_PER_BYTE >= options.bodyIdle()
                            .toNanos();
            case CLOSING -> nanos - since >= GRACE;
            case HANDLING -> false;
        };
    }

    /// First only the reading ends, so that the client can be told; if that does not help, all.
    private void end(long nanos) {
        try {
            boolean tells = phase == Phase.HEAD || phase == Phase.BODY;
            if (tells && !passed) {
                passed = true;
                since = nanos;
                movedAt = nanos;
                socket.shutdownInput();
            } else {
                socket.close();
            }
        } catch (IOException gone) {
            passed = true;
        }
    }
}
