package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/// The answer to one request, byte by byte. Any thread may write; `lock` guards all but the flags that are volatile,
/// which are also read without it. A head waits for the first bytes behind it, so that both leave in one write.
final class Reply implements Sink {
    private enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE,
        NO_BODY
    }

    private static final byte[] NOTHING = {};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
    private static final int COPIED = 65_536;

    private final Connection connection;
    private final RequestHead request;
    private final String requestId;
    private final BodyReader body;
    private final OutputStream socket;
    private final OutBuffer out;
    private final ReentrantLock lock = new ReentrantLock();
    private Framing framing = Framing.NO_BODY;
    private long left;
    private boolean byKeepAlive;
    private boolean inBand;
    private boolean keepsConnection;
    private volatile boolean headWaits;
    private volatile boolean stream;
    private volatile boolean committed;
    private volatile boolean ended;
    private volatile boolean aborted;
    private volatile int writes;

    Reply(Connection connection, RequestHead request, String requestId, BodyReader body) {
        this.connection = connection;
        this.request = request;
        this.requestId = requestId;
        this.body = body;
        this.socket = connection.output();
        this.out = connection.buffer();
    }

    /// Whether nothing more can be written.
    boolean over() {
        return ended || aborted;
    }

    boolean ended() {
        return ended;
    }

    /// Whether the connection may be used again after this answer.
    boolean keepsConnection() {
        return ended && keepsConnection && !aborted;
    }

    /// Whether comments may be written: an event stream has begun.
    boolean streaming() {
        return committed && stream && !over();
    }

    /// Rises with each write.
    int writes() {
        return writes;
    }

    @Override
    public boolean committed() {
        return committed;
    }

    @Override
    public void head(int status, Head head) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (byKeepAlive) {
                byKeepAlive = false;
                inBand = status >= 400;
            } else if (committed) {
                throw new IllegalStateException("a head was sent already");
            } else {
                compose(status, head, -1);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void answer(int status, Head head, byte[] whole) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (byKeepAlive) {
                head(status, head);
            } else if (committed) {
                throw new IllegalStateException("a head was sent already");
            } else {
                compose(status, head, whole.length);
            }
            end(whole);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) throws IOException {
        lock.lock();
        try {
            requireCommitted();
            body(bytes, from, to, NOTHING);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end(byte[] tail) throws IOException {
        lock.lock();
        try {
            requireCommitted();
            if (inBand) {
                byte[] event = asEvent(tail);
                body(event, 0, event.length, NOTHING);
                abort();
                return;
            }
            body(tail, 0, tail.length, framing == Framing.CHUNKED ? LAST_CHUNK : NOTHING);
            if (framing == Framing.LENGTH && left > 0) {
                throw new IllegalStateException("the body is " + left + " bytes shorter than its Content-Length");
            }
            ended = true;
        } finally {
            lock.unlock();
        }
    }

    /// The end without an end: a chunked or counted body stays short; one that ends with the connection is reset, or it
    /// would look whole.
    @Override
    public void abort() {
        if (!over()) {
            aborted = true;
            if (committed && framing == Framing.UNTIL_CLOSE) {
                connection.reset();
            } else {
                connection.shutDownOutput();
            }
        }
    }

    /// An interim answer; does nothing once the head is out or the client speaks HTTP/1.0.
    void interim(int status) throws IOException {
        lock.lock();
        try {
            if (!committed && !over() && request.http11) {
                out.clear();
                out.status(status);
                out.endLine();
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes a comment into the event stream, beginning it with `streamHead` where it has not begun; does nothing
    /// while another thread is writing, since then the stream is not silent.
    void comment(byte[] comment, Head streamHead) throws IOException {
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (over()) {
                return;
            }
            if (!committed) {
                compose(200, streamHead, -1);
                byKeepAlive = true;
            }
            if (stream) {
                body(comment, 0, comment.length, NOTHING);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean headWaits() {
        return headWaits;
    }

    /// Sends a head that has waited long enough for its first bytes.
    void flushHead() throws IOException {
        lock.lock();
        try {
            if (headWaits && !over()) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (aborted) {
            throw new IOException("the client is gone or its answer was aborted");
        }
        if (ended) {
            throw new IllegalStateException("the answer has ended already");
        }
    }

    private void requireCommitted() throws IOException {
        requireOpen();
        if (!committed) {
            throw new IllegalStateException("a body needs a head first");
        }
    }

    private void body(byte[] bytes, int from, int to, byte[] behind) throws IOException {
        int size = to - from;
        if (framing == Framing.LENGTH) {
            left -= size;
            if (left < 0) {
                throw new IllegalStateException("the body is longer than its Content-Length");
            }
        }
        if (!headWaits) {
            out.clear();
        }
        if (framing == Framing.NO_BODY || size == 0) {
            out.append(behind, 0, framing == Framing.NO_BODY ? 0 : behind.length);
            flush();
        } else {
            framed(bytes, from, to, behind);
        }
    }

    private void framed(byte[] bytes, int from, int to, byte[] behind) throws IOException {
        boolean chunked = framing == Framing.CHUNKED;
        if (chunked) {
            out.chunkSize(to - from);
        }
        if (to - from <= COPIED) {
            out.append(bytes, from, to);
        } else {
            flush();
            send(bytes, from, to);
            out.clear();
        }
        if (chunked) {
            out.endLine();
            out.append(behind, 0, behind.length);
        }
        flush();
    }

    private void flush() throws IOException {
        headWaits = false;
        if (out.size() > 0) {
            send(out.bytes(), 0, out.size());
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock, read by the watchman
    private void send(byte[] bytes, int from, int to) throws IOException {
        writes++;
        try {
            socket.write(bytes, from, to - from);
        } catch (IOException gone) {
            aborted = true;
            throw gone;
        }
    }

    private void compose(int status, Head head, long length) {
        out.clear();
        out.status(status);
        long declared = length;
        for (Head.Field field : head.fields()) {
            switch (ReplyField.of(field.name())) {
                case OURS -> {
                }
                case LENGTH -> declared = length >= 0 ? length : Long.parseLong(field.value().trim());
                case TYPE -> {
                    stream = field.value().startsWith("text/event-stream");
                    out.field(field.name(), field.value());
                }
                case PLAIN -> out.field(field.name(), field.value());
            }
        }
        frame(status, declared);
        ownFields();
        committed = true;
        headWaits = true;
    }

    private void frame(int status, long declared) {
        boolean bare = status == 204 || status == 304;
        keepsConnection = request.keepsConnection() && body.leavesConnectionUsable() && !connection.closing();
        left = declared;
        if (declared >= 0 && !bare) {
            out.field("Content-Length", Long.toString(declared));
        }
        if (bare || request.method.equals("HEAD")) {
            framing = Framing.NO_BODY;
        } else if (declared >= 0) {
            framing = Framing.LENGTH;
        } else if (request.http11) {
            framing = Framing.CHUNKED;
            out.field("Transfer-Encoding", "chunked");
        } else {
            framing = Framing.UNTIL_CLOSE;
            keepsConnection = false;
        }
    }

    /// No `Connection: close` on event streams: under it some clients take a cut body for a whole one.
    private void ownFields() {
        if (!keepsConnection && !stream) {
            out.field("Connection", "close");
        } else if (keepsConnection && !request.http11) {
            out.field("Connection", "keep-alive");
        }
        if (request.origin != null) {
            out.field("Access-Control-Allow-Origin", request.origin);
            out.field("Access-Control-Expose-Headers", "*");
            out.field("Vary", "Origin");
        }
        out.field("x-request-id", requestId);
        byte[] date = connection.dateLine();
        out.append(date, 0, date.length);
        out.endLine();
    }

    private static byte[] asEvent(byte[] error) {
        var event = new ByteArrayOutputStream(error.length + 10);
        new String(error, StandardCharsets.UTF_8).lines()
                .forEach(line -> event.writeBytes(("data: " + line + "\n").getBytes(StandardCharsets.UTF_8)));
        event.write('\n');
        return event.toByteArray();
    }
}
