package dev.tollgate.gateway.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An exchange without a socket, for tests and for calls the console makes itself: keeps what was answered.
/// Thread-safe; `lock` guards the answer.
public final class MemoryExchange implements Exchange {
    private final String id;
    private final String method;
    private final String path;
    private final Head requestHead;
    private final byte[] requestBody;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<byte[]> writes = new ArrayList<>();
    private int status;
    private Head head = Head.EMPTY;
    private boolean ended;
    private boolean aborted;
    private boolean gone;
    private int leaveAfter = Integer.MAX_VALUE;
    private @Nullable Runnable left;
    private @Nullable Head streamHead;

    public MemoryExchange(String id, String method, String path, Head requestHead, byte[] requestBody) {
        this.id = id;
        this.method = method;
        this.path = path;
        this.requestHead = requestHead;
        this.requestBody = requestBody.clone();
    }

    /// A POST with this key and JSON.
    public static MemoryExchange post(String path, String key, String json) {
        return new MemoryExchange("req_memory", "POST", path,
                Head.of("Authorization", "Bearer " + key, "Content-Type", "application/json"),
                json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        int mark = path.indexOf('?');
        return mark < 0 ? path : path.substring(0, mark);
    }

    @Override
    public String query() {
        int mark = path.indexOf('?');
        return mark < 0 ? "" : path.substring(mark + 1);
    }

    @Override
    public Head requestHead() {
        return requestHead;
    }

    @Override
    public InetSocketAddress client() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public Optional<Bad> pour(OutputStream into, long maxBody) throws IOException {
        return switch (read(maxBody)) {
            case Payload.Refused(var bad) -> Optional.of(bad);
            case Payload.Whole(var bytes) -> {
                into.write(bytes);
                yield Optional.empty();
            }
        };
    }

    @Override
    public Payload read(long maxBody) {
        if (requestBody.length > maxBody) {
            return new Payload.Refused(new Bad(413, "request_too_large", Optional.empty(),
                    "The request body is larger than " + maxBody + " bytes."));
        }
        return new Payload.Whole(requestBody.clone());
    }

    @Override
    public void onLeave(Runnable callback) {
        lock.lock();
        try {
            left = callback;
            if (!gone) {
                return;
            }
        } finally {
            lock.unlock();
        }
        callback.run();
    }

    /// Leaves by itself once this many writes of the body have come.
    public void leaveAfter(int count) {
        lock.lock();
        try {
            leaveAfter = count;
        } finally {
            lock.unlock();
        }
    }

    /// Plays the client's leaving: each later write fails.
    public void leave() {
        Runnable callback;
        lock.lock();
        try {
            callback = gone ? null : left;
            gone = true;
        } finally {
            lock.unlock();
        }
        if (callback != null) {
            callback.run();
        }
    }

    @Override
    public void tick(long nanos) {
        // Nothing is watched here.
    }

    @Override
    public void keepAlive(Head head) {
        lock.lock();
        try {
            streamHead = head;
        } finally {
            lock.unlock();
        }
    }

    /// The head given to [#keepAlive], where that was called.
    public Optional<Head> streamHead() {
        return locked(() -> Optional.ofNullable(streamHead));
    }

    @Override
    public void head(int newStatus, Head newHead) throws IOException {
        lock.lock();
        try {
            check();
            if (status != 0) {
                throw new IllegalStateException("a head was sent already");
            }
            status = newStatus;
            head = newHead;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) throws IOException {
        lock.lock();
        try {
            check();
            body.write(bytes, from, to - from);
            writes.add(Arrays.copyOfRange(bytes, from, to));
            if (writes.size() < leaveAfter) {
                return;
            }
        } finally {
            lock.unlock();
        }
        leave();
    }

    @Override
    public void end(byte[] tail) throws IOException {
        lock.lock();
        try {
            if (tail.length > 0) {
                write(tail, 0, tail.length);
            }
            check();
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void abort() {
        lock.lock();
        try {
            aborted = !ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean committed() {
        return locked(() -> status != 0);
    }

    /// 0 while no head was sent.
    public int status() {
        return locked(() -> status);
    }

    public Head head() {
        return locked(() -> head);
    }

    public byte[] body() {
        return locked(body::toByteArray);
    }

    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /// Each write's bytes, in order.
    public List<byte[]> writes() {
        return locked(() -> List.copyOf(writes));
    }

    public boolean ended() {
        return locked(() -> ended);
    }

    public boolean aborted() {
        return locked(() -> aborted);
    }

    private void check() throws IOException {
        if (gone || aborted) {
            throw new IOException("the client is gone");
        }
        if (ended) {
            throw new IllegalStateException("the answer has ended already");
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
