package dev.tollgate.gateway.http;

import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Handler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/// Accepts clients, one thread each, and gives their requests to a [Handler]; everything that is wrong with a
/// request itself is answered here. Thread-safe.
public final class Listener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.tollgate.http");
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration LEAVES = Duration.ofSeconds(2);

    private volatile Options options;
    private final Time time;
    private final Handler handler;
    private final SplittableGenerator random;
    private final ReentrantLock splitting = new ReentrantLock();
    private final Ids ids;
    private final Threads threads;
    private final List<ServerSocket> sockets;
    private final List<Thread> accepting = new CopyOnWriteArrayList<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile Door door;
    private volatile boolean draining;
    private volatile boolean retired;
    private volatile boolean closed;
    private volatile Time.@Nullable Signal drained;
    private volatile byte[] dateLine;
    private long dateFrom;

    private Listener(Options options, Time time, Handler handler, SplittableGenerator random,
            List<ServerSocket> sockets) {
        this.options = options;
        this.time = time;
        this.handler = handler;
        this.random = random;
        this.sockets = sockets;
        this.ids = new Ids(time);
        this.threads = new Threads(time, Runtime.getRuntime().availableProcessors());
        this.door = Door.of(options);
        this.dateLine = HttpDate.line(time.instant());
        this.dateFrom = time.nanos();
    }

    /// Binds all hosts and begins to accept.
    ///
    /// @throws PortBusy when another process has the port; its message says who, and what to do
    /// @throws IOException when an address cannot be bound for another reason, which the message names
    public static Listener start(Options options, Time time, Handler handler) throws IOException {
        return start(options, time, handler, new SplittableRandom());
    }

    /// The same with given chance, for ids that repeat.
    public static Listener start(Options options, Time time, Handler handler, SplittableGenerator random)
            throws IOException {
        var listener = new Listener(options, time, handler, random, Binding.all(options.hosts(), options.port()));
        for (ServerSocket socket : listener.sockets) {
            listener.accepting.add(time.startPlatform("tollgate-accept", () -> listener.accept(socket)));
        }
        return listener;
    }

    /// The port bound, also where 0 was asked for.
    public int port() {
        return sockets.getFirst().getLocalPort();
    }

    /// What is bound.
    public List<InetSocketAddress> addresses() {
        return sockets.stream().map(socket -> (InetSocketAddress) socket.getLocalSocketAddress()).toList();
    }

    /// Connections open now, idle ones included.
    public int connections() {
        return connections.size();
    }

    /// Changes who may come in, for connections that are open too.
    public void allow(List<String> hosts, List<String> origins) {
        door = new Door(new Hosts(hosts), new Origins(origins));
        connections.forEach(Connection::forgetHost);
    }

    /// Takes over what needs no other socket: who may come in, and how long a head may take on new connections.
    public void adopt(Options next) {
        options = next;
        allow(next.allowedHosts(), next.allowedOrigins());
    }

    /// Accepts no more, and serves what its connections still ask: each ends with its next answer.
    public void retire() {
        retired = true;
        unbind();
    }

    /// The watchman's tick, about each 20 ms: ends slow senders, watches and speaks for the running exchanges. Never
    /// blocks; one thread only.
    public void tick(long nanos) {
        if (nanos - dateFrom >= SECOND) {
            dateFrom = nanos;
            dateLine = HttpDate.line(time.instant());
        }
        for (Connection connection : connections) {
            connection.tick(nanos);
        }
    }

    /// Accepts no more, answers 503 to further requests on kept connections, and waits for the running ones.
    public void drain(Duration atMost) {
        var signal = time.signal();
        drained = signal;
        draining = true;
        unbind();
        finished();
        if (!signal.await(atMost)) {
            LOG.log(System.Logger.Level.INFO, "some requests were still running after the drain time and were ended");
        }
        close();
    }

    /// Ends everything at once.
    @Override
    public void close() {
        draining = true;
        closed = true;
        unbind();
        connections.forEach(Connection::stop);
    }

    /// Gives the port back. The system does so only when nobody waits at the socket any more, a moment after its closing.
    private void unbind() {
        sockets.forEach(Listener::closeQuietly);
        try {
            for (Thread each : accepting) {
                each.join(LEAVES);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException failed) {
                if (!server.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, "accepting a connection failed: " + failed.getMessage());
                    time.sleep(Duration.ofMillis(50));
                }
            }
        }
    }

    private void take(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            var connection = new Connection(this, socket, chance());
            connections.add(connection);
            if (closed) {
                connection.stop();
            }
            threads.start(connection);
        } catch (IOException gone) {
            closeQuietly(socket);
        }
    }

    private RandomGenerator chance() {
        splitting.lock();
        try {
            return random.split();
        } finally {
            splitting.unlock();
        }
    }

    Options options() {
        return options;
    }

    Time time() {
        return time;
    }

    Handler handler() {
        return handler;
    }

    Threads threads() {
        return threads;
    }

    Door door() {
        return door;
    }

    /// Whether connections end with their present answer.
    boolean closing() {
        return draining || retired;
    }

    boolean draining() {
        return draining;
    }

    byte[] dateLine() {
        return dateLine;
    }

    String nextId(RandomGenerator chance) {
        return ids.next(chance);
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    /// A connection has answered a request.
    void finished() {
        var signal = drained;
        if (signal != null && connections.stream().noneMatch(Connection::busy)) {
            signal.set();
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception gone) {
            LOG.log(System.Logger.Level.TRACE, "was closed already", gone);
        }
    }
}
