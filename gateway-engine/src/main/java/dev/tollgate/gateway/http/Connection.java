package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Bad;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

/// One client's connection, on a thread of its own: requests are read, answered and only then the next one is read.
/// The watchman may tick it and anyone may reset it; all else belongs to its thread.
final class Connection implements Runnable {
    private static final System.Logger LOG = System.getLogger("dev.tollgate.http");
    private static final int BUFFER = 8192;
    /// Kept, and twice, as long as the connection: a usual head fits, larger ones and bodies take several reads.
    private static final int HEAD_BUFFER = 2048;
    private static final String NO_HOST = "\n";
    private static final Duration LAST_WORDS = Duration.ofMillis(100);

    private final Listener listener;
    private final Socket socket;
    private final RandomGenerator random;
    private final ClientInput in;
    private final OutputStream output;
    private final SessionInputBufferImpl buffer;
    private final HeadReader heads;
    private final OutBuffer out = new OutBuffer();
    private final Deadlines deadlines;
    private volatile @Nullable HttpExchange current;
    private @Nullable InetSocketAddress client;
    private volatile String lastHost = NO_HOST;
    private String lastTarget = "";
    private String lastPath = "";
    private String lastQuery = "";
    private String lastKey = "";

    Connection(Listener listener, Socket socket, RandomGenerator random) throws IOException {
        this.listener = listener;
        this.socket = socket;
        this.random = random;
        this.in = new ClientInput(socket.getInputStream());
        this.output = socket.getOutputStream();
        this.buffer = new SessionInputBufferImpl(HEAD_BUFFER, listener.options().maxHeadBytes());
        this.heads = new HeadReader(buffer, in, listener.options().maxHeadBytes());
        this.deadlines = new Deadlines(listener.options(), in, socket);
    }

    ClientInput input() {
        return in;
    }

    OutputStream output() {
        return output;
    }

    OutBuffer buffer() {
        return out;
    }

    InetSocketAddress client() {
        if (client == null) {
            client = new InetSocketAddress(socket.getInetAddress(), socket.getPort());
        }
        return client;
    }

    byte[] dateLine() {
        return listener.dateLine();
    }

    boolean closing() {
        return listener.closing();
    }

    boolean timedOut() {
        return deadlines.passed();
    }

    void enter(Phase phase) {
        deadlines.enter(phase);
    }

    boolean busy() {
        return current != null;
    }

    void start(String name, Runnable work) {
        listener.time().start(name, work);
    }

    void pause(Duration duration) {
        listener.time().sleep(duration);
    }

    @Override
    public void run() {
        boolean goesOn = false;
        try {
            goesOn = serve();
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.TRACE, "a client's connection ended", gone);
        } finally {
            if (!goesOn) {
                close();
            }
        }
        if (goesOn) {
            listener.threads().start(this);
        }
    }

    /// @return whether the connection is to go on, on a thread of the other kind
    private boolean serve() throws IOException {
        boolean more = true;
        while (more) {
            more = serveOne();
            if (more && listener.threads().changes()) {
                return true;
            }
        }
        if (!socket.isClosed()) {
            linger();
        }
        return false;
    }

    private void close() {
        closeSocket();
        listener.closed(this);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.TRACE, "the client left first", gone);
        }
    }

    private boolean serveOne() throws IOException {
        enter(Phase.IDLE);
        if (!buffer.hasBufferedData() && buffer.fillBuffer(in) < 0) {
            return false;
        }
        enter(Phase.HEAD);
        RequestHead request;
        try {
            request = heads.read();
        } catch (Malformed malformed) {
            reject(malformed.bad());
            return false;
        }
        if (request == null) {
            return false;
        }
        enter(Phase.HANDLING);
        return answer(request);
    }

    private void reject(Bad bad) throws IOException {
        var request = new RequestHead();
        request.close = true;
        var why = deadlines.passed()
                ? new Bad(408, "request_timeout", Optional.empty(),
                        "The request's head did not arrive within " + listener.options().headTimeout().toSeconds()
                                + " s.")
                : bad;
        exchange(request, "/").refuse(why);
    }

    private HttpExchange exchange(RequestHead request, String target) {
        if (!target.equals(lastTarget)) {
            int mark = target.indexOf('?');
            lastPath = Paths.normal(mark < 0 ? target : target.substring(0, mark));
            lastQuery = mark < 0 ? "" : Paths.query(lastPath, target.substring(mark + 1));
            lastKey = mark < 0 ? "" : Paths.key(lastPath, target.substring(mark + 1));
            lastTarget = target;
        }
        if (!lastKey.isEmpty()) { // as the header that says the same
            request.head = request.head.with("x-goog-api-key", lastKey);
        }
        return new HttpExchange(this, request, listener.nextId(random), lastPath, lastQuery,
                new BodyReader(request, buffer, in));
    }

    /// @return whether the connection stays open for another request
    private boolean answer(RequestHead request) throws IOException {
        var exchange = exchange(request, request.target);
        current = exchange;
        listener.threads().began();
        try {
            exchange.finish(handle(exchange, request));
            return exchange.keepsConnection() && !socket.isClosed();
        } finally {
            current = null;
            listener.threads().ended();
            listener.finished();
        }
    }

    /// @return whether the handler crashed
    private boolean handle(HttpExchange exchange, RequestHead request) throws IOException {
        Optional<Bad> refusal = refusal(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else if (request.origin != null && request.method.equals("OPTIONS")) {
            exchange.answer(204, listener.door().origins().preflight(request), new byte[0]);
        } else {
            return crashes(exchange);
        }
        return false;
    }

    private boolean crashes(HttpExchange exchange) {
        try {
            listener.handler().handle(exchange);
            return false;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError crash) {
            var level = exchange.clientGone() ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR;
            LOG.log(level, "answering " + exchange.id() + " failed", crash);
            return true;
        }
    }

    private Optional<Bad> refusal(RequestHead request) {
        var door = listener.door();
        String host = request.host;
        if (host != null && !host.equals(lastHost)) {
            if (!door.hosts().allows(host, socket.getLocalAddress())) {
                request.origin = null;
                return bad(403, "forbidden_host",
                        "The Host '" + Text.quotable(host) + "' is not a name of this gateway."
                                + " If it is one of yours, add it to listen.allowed_hosts in the configuration.");
            }
            lastHost = host;
        }
        String origin = request.origin;
        if (origin != null && !door.origins().admits(origin)) {
            request.origin = null;
            return bad(403, "forbidden_host", "Web pages of the origin '" + Text.quotable(origin)
                    + "' may not call this"
                    + " gateway. If it is one of yours, add it to listen.allowed_origins in the configuration.");
        }
        if (request.expectsContinue() && !"100-continue".equalsIgnoreCase(request.expect)) {
            return bad(417, "expectation_failed", "The only expectation understood here is 100-continue.");
        }
        return listener.draining()
                ? bad(503, "shutting_down", "Tollgate is stopping and takes no new requests.")
                : Optional.empty();
    }

    private static Optional<Bad> bad(int status, String code, String message) {
        return Optional.of(new Bad(status, code, Optional.empty(), message));
    }

    /// The settings have changed: the last Host that passed may not pass any more.
    void forgetHost() {
        lastHost = NO_HOST;
    }

    /// Lets the client read our last bytes: closing with bytes of its own unread would make a reset of them.
    private void linger() throws IOException {
        enter(Phase.CLOSING);
        shutDownOutput();
        if (deadlines.passed()) {
            pause(LAST_WORDS); // reading has ended already
        }
        byte[] scratch = new byte[BUFFER];
        InputStream rest = in;
        while (rest.read(scratch, 0, scratch.length) >= 0) {
            // Nobody wants these bytes; the deadline bounds how long they may come.
        }
    }

    void shutDownOutput() {
        try {
            if (!socket.isClosed() && !socket.isOutputShutdown()) {
                socket.shutdownOutput();
            }
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.TRACE, "the client left first", gone);
        }
    }

    /// Ends the connection so that the client cannot take it for a good end.
    void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            LOG.log(System.Logger.Level.TRACE, "the client left first", gone);
        }
    }

    /// Ends whatever runs here.
    void stop() {
        var exchange = current;
        if (exchange != null) {
            exchange.abort();
        }
        closeSocket();
    }

    /// By the watchman.
    void tick(long nanos) {
        var exchange = current;
        if (exchange != null) {
            exchange.tick(nanos);
        }
        deadlines.tick(nanos);
    }
}
