package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.testing.MachineTime;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A few connections are served on the system's own threads, many on virtual ones.
class ThreadsTest {
    private static final int MANY = 4 * Runtime.getRuntime().availableProcessors() + 1;

    private static void kind(Exchange exchange) throws IOException {
        var kind = Thread.currentThread().isVirtual() ? "virtual" : "system";
        exchange.answer(200, Served.JSON, kind.getBytes(StandardCharsets.UTF_8));
    }

    private static String asks(RawClient client) throws IOException {
        return client.get("/").answer().body();
    }

    private static void awaitSystem(RawClient client) {
        TestGateway.await(() -> {
            try {
                return asks(client).equals("system") ? true : null;
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
    }

    private static void close(List<RawClient> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void aConnectionGoesToTheKindThatFitsWhatRuns() throws Exception {
        var held = new CountDownLatch(MANY);
        var go = new CountDownLatch(1);
        var many = new ArrayList<RawClient>();
        try (var served = Served.with(exchange -> {
            if (exchange.path().equals("/held")) {
                held.countDown();
                go.await(20, TimeUnit.SECONDS);
            }
            kind(exchange);
        }); var kept = served.client()) {
            assertEquals("system", asks(kept));
            for (int i = 0; i < MANY; i++) {
                many.add(served.client().get("/held"));
            }
            held.await();
            try (var late = served.client()) {
                assertEquals("virtual", asks(late), "a new one");
            }
            assertEquals("system", asks(kept), "decided at the end of an exchange");
            assertEquals("virtual", asks(kept), "an old one");
            go.countDown();
            awaitSystem(kept);
        } finally {
            close(many);
        }
    }

    @Test
    void idleConnectionsTakeNoMoreThanTheirSeats() throws Exception {
        var idle = new ArrayList<RawClient>();
        try (var served = Served.with(ThreadsTest::kind)) {
            for (int i = 0; i < 64; i++) {
                idle.add(served.client());
                assertEquals("system", asks(idle.getLast()));
            }
            try (var next = served.client()) {
                assertEquals("virtual", asks(next));
                assertEquals("virtual", asks(next));
                idle.removeLast().close();
                TestGateway.await(() -> served.listener.connections() == 64 ? true : null);
                awaitSystem(next);
            }
        } finally {
            close(idle);
        }
    }

    @Test
    void aSystemWithoutThreadsIsNoReasonToServeNobody() throws Exception {
        try (var listener = Listener.start(Options.loopback(0), new Exhausted(), exchange -> {
            try {
                kind(exchange);
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }); var first = new RawClient(listener.port()); var second = new RawClient(listener.port())) {
            assertEquals("virtual", asks(first));
            assertEquals("virtual", asks(second));
        }
    }

    /// Gives no thread to a connection, as a system does at its limit.
    private static final class Exhausted extends MachineTime {
        @Override
        public Thread startPlatform(String name, Runnable work) {
            if (name.equals("tollgate-connection")) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return super.startPlatform(name, work);
        }
    }
}
