package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.BlockInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// The client's bytes, with room for a second thread that waits for the next one while a request is answered: so a
/// leaving client is seen. What it reads ahead belongs to the next request and is handed out first. `lock` is held by
/// whoever reads.
final class ClientInput extends BlockInput {
    /// What the waiting for the next byte ended with.
    enum Ahead {
        BYTE,
        END,
        RESET,
        NOT_NEEDED
    }

    private static final int NONE = -2;

    private final InputStream socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] one = new byte[1];
    private int ahead = NONE;
    private volatile long received;

    ClientInput(InputStream socket) {
        this.socket = socket;
    }

    /// Rises with each read that brought something: how a slow sender is told from a stalled one.
    long received() {
        return received;
    }

    @Override
    public int read(byte[] bytes, int from, int size) throws IOException {
        if (size == 0) {
            return 0;
        }
        lock.lock();
        try {
            if (ahead == NONE) {
                return count(socket.read(bytes, from, size));
            }
            if (ahead < 0) {
                return -1;
            }
            bytes[from] = (byte) ahead;
            ahead = NONE;
            return 1;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next byte or the end, and keeps it.
    Ahead waitAhead(BooleanSupplier needed) {
        lock.lock();
        try {
            if (!needed.getAsBoolean()) {
                return Ahead.NOT_NEEDED;
            }
            if (ahead == NONE) {
                ahead = count(socket.read(one, 0, 1)) < 0 ? -1 : one[0] & 0xFF;
            }
            return ahead < 0 ? Ahead.END : Ahead.BYTE;
        } catch (IOException reset) {
            return Ahead.RESET;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock, read by the watchman
    private int count(int size) {
        if (size > 0) {
            received += size;
        }
        return size;
    }
}
