package dev.tollgate.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A raw-socket HTTP/1.1 server that answers from scripts, queued per path, and records what it was asked: a provider
/// as bad as a test needs. Thread-safe.
public final class ScriptedUpstream implements AutoCloseable {
    /// What one request was, and when its peer left.
    public static final class Request {
        private final String head;
        private final byte[] body;
        private final int connection;
        private final CountDownLatch gone = new CountDownLatch(1);
        private volatile boolean reset;
        private volatile boolean endedByScript;
        private volatile long goneNanos;

        Request(String head, byte[] body, int connection) {
            this.head = head;
            this.body = body.clone();
            this.connection = connection;
        }

        /// Request line and header lines as they came, without the empty line.
        public String head() {
            return head;
        }

        public String method() {
            return head.substring(0, head.indexOf(' '));
        }

        /// Path and query as sent.
        public String target() {
            return head.split(" ", 3)[1];
        }

        /// The first header of this name, any case.
        public Optional<String> header(String name) {
            return head.lines().skip(1).filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).trim()).findFirst();
        }

        public byte[] body() {
            return body.clone();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /// Which connection it came on, counted from 1.
        public int connection() {
            return connection;
        }

        /// Waits for the peer to close or reset its connection.
        public boolean awaitGone(long millis) throws InterruptedException {
            return gone.await(millis, TimeUnit.MILLISECONDS);
        }

        /// Whether the peer ended it by a reset.
        public boolean wasReset() {
            return reset;
        }

        /// `System.nanoTime()` of the peer's leaving; 0 while it is there.
        public long goneNanos() {
            return goneNanos;
        }

        private void left(boolean byReset) {
            reset = byReset;
            goneNanos = System.nanoTime();
            gone.countDown();
        }
    }

    private static final Script NOT_SCRIPTED = Script.json(404,
            "{\"error\":{\"message\":\"no script for this path\",\"type\":\"invalid_request_error\",\"param\":null,"
                    + "\"code\":\"not_found\"}}");

    private final ServerSocket server;
    private final Map<String, Queue<Script>> queued = new ConcurrentHashMap<>();
    private final Map<String, Script> standing = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Request> arrivals = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicInteger connections = new AtomicInteger();

    private ScriptedUpstream(ServerSocket server) {
        this.server = server;
    }

    /// Listens on a free port of 127.0.0.1.
    public static ScriptedUpstream start() {
        try {
            var upstream = new ScriptedUpstream(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(upstream::accept);
            return upstream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /// As a provider's `base_url`: ends in `/v1`.
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /// Answers the next request to this path (without query), after what is queued already.
    public ScriptedUpstream next(String path, Script script) {
        queued.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).add(script);
        return this;
    }

    /// Answers each request to this path for which nothing is queued.
    public ScriptedUpstream always(String path, Script script) {
        standing.put(path, script);
        return this;
    }

    /// All requests so far, in the order in which their bodies were complete.
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /// The next request not yet taken by this method; fails after 10 s.
    public Request take() throws InterruptedException {
        var request = arrivals.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request within 10 s; so far " + requests.size());
        }
        return request;
    }

    /// Connections accepted so far.
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        closing.countDown();
        quietly(server);
        open.forEach(ScriptedUpstream::quietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                int number = connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket, number));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /// Reads on while scripts run, so that the peer's leaving is seen at once.
    private void serve(Socket socket, int number) {
        Request last = null;
        Thread answering = Thread.ofVirtual().start(() -> {});
        try (socket) {
            var in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                var request = read(in, number);
                var script = scriptFor(request); // in the order of arrival, also where the peer leaves at once
                last = request;
                requests.add(request);
                arrivals.add(request);
                answering.join();
                answering = Thread.ofVirtual().start(() -> answer(script, request, socket));
            }
        } catch (EOFException closed) {
            gone(last, false);
            join(answering);
        } catch (IOException reset) {
            gone(last, true);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private void gone(Request last, boolean byReset) {
        if (last != null && closing.getCount() > 0 && !last.endedByScript) {
            last.left(byReset);
        }
    }

    private static void join(Thread answering) {
        try {
            answering.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Script script, Request request, Socket socket) {
        try {
            for (Script.Step step : script.steps()) {
                run(step, request, socket);
            }
        } catch (IOException peerLeft) {
            // The reading side records it.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Script scriptFor(Request request) {
        String path = request.target().split("\\?", 2)[0];
        var queue = queued.get(path);
        Script script = queue == null ? null : queue.poll();
        return script == null ? standing.getOrDefault(path, NOT_SCRIPTED) : script;
    }

    private void run(Script.Step step, Request request, Socket socket) throws IOException, InterruptedException {
        switch (step) {
            case Script.Step.Raw raw -> {
                socket.getOutputStream().write(raw.bytes());
                socket.getOutputStream().flush();
            }
            case Script.Step.Gate gate -> waitFor(gate.gate(), request);
            case Script.Step.Told told -> told.sent().countDown();
            case Script.Step.Silence silence -> request.awaitGone(silence.length().toMillis());
            case Script.Step.Stall ignored -> waitFor(new CountDownLatch(1), request);
            case Script.Step.Cut ignored -> {
                request.endedByScript = true;
                socket.shutdownOutput();
                socket.close();
            }
            case Script.Step.Reset ignored -> {
                request.endedByScript = true;
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    private void waitFor(CountDownLatch latch, Request request) throws InterruptedException {
        boolean over = false;
        while (!over) {
            over = latch.await(2, TimeUnit.MILLISECONDS) || closing.getCount() == 0 || request.gone.getCount() == 0;
        }
    }

    private static Request read(InputStream in, int connection) throws IOException {
        String head = readHead(in);
        String lower = head.toLowerCase(Locale.ROOT);
        byte[] body;
        if (lower.contains("\r\ntransfer-encoding:")) {
            body = readChunked(in);
        } else {
            int at = lower.indexOf("\r\ncontent-length:");
            int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 17).lines().findFirst().orElse("0").trim());
            body = in.readNBytes(length);
            if (body.length < length) {
                throw new EOFException("body cut");
            }
        }
        return new Request(head, body, connection);
    }

    private static String readHead(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        int state = 0;
        while (state < 4) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("closed between requests");
            }
            head.write(b);
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return text.substring(0, text.length() - 4);
    }

    private static byte[] readChunked(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(readLine(in).split(";", 2)[0].trim(), 16);
            if (size == 0) {
                while (!readLine(in).isEmpty()) {
                    // Trailers are of no interest.
                }
                return body.toByteArray();
            }
            body.write(in.readNBytes(size));
            readLine(in);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("closed inside a body");
            }
            line.append((char) b);
        }
        return line.toString().trim();
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyClosed) {
            // Nothing is left to do.
        }
    }
}
