package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Bad;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One request of a connection: reads for its own thread, writes for any, and notices when the client leaves.
///
/// The end of the client's bytes alone is not its leaving, for half-closed connections are legal: then a few bytes that
/// mean nothing are written, and only when they fail is the client gone. The fields that [#tick] keeps belong to the
/// watchman's thread.
final class HttpExchange implements Exchange {
    private static final Head JSON = Head.of("Content-Type", "application/json");
    private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROBE = ": \n\n".getBytes(StandardCharsets.US_ASCII);
    private static final long WATCHED_AFTER = Duration.ofMillis(100).toNanos();
    private static final long KEEP_ALIVE_AFTER = Duration.ofSeconds(15).toNanos();
    private static final long HEAD_WAITS = Duration.ofMillis(20).toNanos();
    private static final int PROBES = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(10);

    private final Connection connection;
    private final RequestHead request;
    private final String id;
    private final String path;
    private final String query;
    private final BodyReader body;
    private final Reply reply;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> left = new AtomicReference<>();
    private volatile boolean finished;
    private volatile boolean reading;
    private volatile @Nullable Head streamHead;

    private boolean seen;
    private boolean watched;
    private long firstSeen;
    private int writesSeen;
    private long silentSince;

    HttpExchange(Connection connection, RequestHead request, String id, String path, String query, BodyReader body) {
        this.connection = connection;
        this.request = request;
        this.id = id;
        this.path = path;
        this.query = query;
        this.body = body;
        String asked = request.requestId;
        this.reply = new Reply(connection, request, asked != null && Text.isSaneId(asked) ? asked : id, body);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String method() {
        return request.method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String query() {
        return query;
    }

    @Override
    public Head requestHead() {
        return request.head;
    }

    @Override
    public InetSocketAddress client() {
        return connection.client();
    }

    @Override
    public Payload read(long maxBody) {
        return taken(maxBody, () -> body.read(maxBody));
    }

    @Override
    public Optional<Bad> pour(OutputStream into, long maxBody) {
        return taken(maxBody, () -> body.pour(into, maxBody)) instanceof Payload.Refused(var bad)
                ? Optional.of(bad)
                : Optional.empty();
    }

    private interface Taking {
        Payload take() throws IOException;
    }

    private Payload taken(long maxBody, Taking how) {
        Optional<Bad> refusal = body.refusal(maxBody);
        if (refusal.isPresent()) {
            return new Payload.Refused(refusal.get());
        }
        reading = true;
        connection.enter(Phase.BODY);
        try {
            if (request.expectsContinue() && !body.complete()) {
                reply.interim(100);
            }
            return inTime(how.take());
        } catch (IOException cut) {
            return inTime(refused(400, "invalid_request", "The connection ended inside the request body."));
        } finally {
            connection.enter(Phase.HANDLING);
            reading = false;
        }
    }

    private Payload inTime(Payload payload) {
        return payload instanceof Payload.Refused && connection.timedOut()
                ? refused(408, "request_timeout", "The request body came too slowly and was given up.")
                : payload;
    }

    private static Payload refused(int status, String code, String message) {
        return new Payload.Refused(new Bad(status, code, Optional.empty(), message));
    }

    @Override
    public void onLeave(Runnable callback) {
        left.set(callback);
        if (gone.get()) {
            tell();
        }
    }

    /// The client cannot be reached any more.
    private void leave() {
        if (!finished && gone.compareAndSet(false, true)) {
            tell();
        }
    }

    boolean clientGone() {
        return gone.get();
    }

    private void tell() {
        Runnable callback = left.getAndSet(null);
        if (callback != null) {
            callback.run();
        }
    }

    @Override
    public void keepAlive(Head head) {
        streamHead = head;
    }

    @Override
    public void head(int status, Head head) throws IOException {
        reply.head(status, head);
    }

    @Override
    public void answer(int status, Head head, byte[] whole) throws IOException {
        try {
            reply.answer(status, head, status >= 400 ? ErrorBody.named(protocol(), whole, id) : whole);
        } catch (IOException unreachable) {
            leave();
            throw unreachable;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int to) throws IOException {
        try {
            reply.write(bytes, from, to);
        } catch (IOException unreachable) {
            leave();
            throw unreachable;
        }
    }

    @Override
    public void end(byte[] tail) throws IOException {
        try {
            reply.end(tail);
        } catch (IOException unreachable) {
            leave();
            throw unreachable;
        }
    }

    @Override
    public void abort() {
        reply.abort();
    }

    @Override
    public boolean committed() {
        return reply.committed();
    }

    /// Answers in the error shape of the path's protocol.
    void refuse(Bad bad) throws IOException {
        answer(bad.status(), JSON, ErrorBody.of(protocol(), bad));
    }

    /// Called when the handler is done: what it left open is closed so that nobody waits, nor takes it for whole.
    void finish(boolean crashed) throws IOException {
        if (!reply.over()) {
            if (reply.committed()) {
                reply.abort();
            } else {
                refuse(new Bad(500, "internal_error", Optional.empty(),
                        "Tollgate " + (crashed
                                ? "failed while answering"
                                : "gave no answer") + ". Its log says more under " + id + "."));
            }
        }
        finished = true;
        if (reply.keepsConnection()) {
            body.discard();
        }
    }

    boolean keepsConnection() {
        return reply.keepsConnection() && body.complete();
    }

    @Override
    public void tick(long nanos) {
        if (reply.over()) {
            return;
        }
        if (!seen) {
            seen = true;
            firstSeen = nanos;
            silentSince = nanos;
        }
        if (!watched && !reading && nanos - firstSeen >= WATCHED_AFTER) {
            watched = true;
            connection.start("tollgate-watch", this::watch);
        }
        int writes = reply.writes();
        if (writes != writesSeen) {
            writesSeen = writes;
            silentSince = nanos;
        }
        speak(nanos - silentSince);
    }

    private void speak(long silent) {
        Head head = streamHead;
        if (reply.headWaits() && silent >= HEAD_WAITS) {
            connection.start("tollgate-head", () -> quietly(reply::flushHead));
        } else if (head != null && silent >= KEEP_ALIVE_AFTER) {
            silentSince += KEEP_ALIVE_AFTER;
            connection.start("tollgate-keep-alive", () -> quietly(() -> reply.comment(KEEP_ALIVE, head)));
        }
    }

    private void watch() {
        switch (connection.input().waitAhead(() -> !finished)) {
            case BYTE, NOT_NEEDED -> {
            }
            case RESET -> leave();
            case END -> {
                if (request.http11) {
                    probe();
                } else {
                    leave();
                }
            }
        }
    }

    /// The first write to a closed socket succeeds and brings the reset, the next one fails.
    private void probe() {
        for (int i = 0; i < PROBES && !reply.over() && !gone.get(); i++) {
            if (reply.streaming()) {
                quietly(() -> reply.comment(PROBE, Head.EMPTY));
            } else {
                quietly(() -> reply.interim(102));
            }
            connection.pause(BETWEEN_PROBES);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void quietly(Writing writing) {
        try {
            writing.run();
        } catch (IOException unreachable) {
            leave();
        }
    }
}
