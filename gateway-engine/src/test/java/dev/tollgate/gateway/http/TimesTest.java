package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Listen;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Slow clients, the end of the listener, and ports that are taken.
class TimesTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    @Test
    void aSlowHeadIsToldAndCut() throws Exception {
        try (var served = Served.echo(); var client = served.client()) {
            client.get("/first");
            client.answer();
            client.send("GET / HTTP/1.1\r\nX: ");
            int ticks = 0;
            for (; !client.hears(MOMENT) && ticks < 2000; ticks++) {
                served.pass(Duration.ofMillis(100));
                client.send("x");
            }
            assertTrue(ticks >= 100, "cut too early, after " + ticks);
            assertEquals(408, client.answer().status());
            assertTrue(client.closed());
        }
    }

    @Test
    void aSilentBodyIsToldAndCut() throws Exception {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n");
            assertEquals(100, client.answer().status());
            client.send("abc");
            int seconds = passUntilHeard(served, client);
            assertTrue(seconds >= 30, "cut too early, after " + seconds);
            assertEquals(408, client.answer().status());
            assertTrue(client.closed());
        }
    }

    @Test
    void aDrippingBodyIsCutToo() throws Exception {
        var bodies = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            bodies.countDown();
            Served.echo(e);
        }); var client = served.client()) {
            client.send("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\n");
            bodies.await();
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            boolean cut = false;
            while (!cut && System.nanoTime() < until) {
                served.pass(Duration.ofSeconds(1));
                try {
                    client.send("x");
                } catch (IOException closed) {
                    cut = true;
                }
            }
            assertTrue(cut);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws Exception {
        try (var served = Served.echo(); var client = served.client()) {
            client.get("/");
            client.answer();
            int seconds = passUntilHeard(served, client);
            assertTrue(seconds >= 300, "closed too early, after " + seconds);
            assertTrue(client.closed());
            TestGateway.await(() -> served.listener.connections() == 0 ? true : null);
        }
    }

    @Test
    void aLongAnswerIsNotTimed() throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            running.countDown();
            go.await(10, TimeUnit.SECONDS);
            Served.echo(e);
        }); var client = served.client()) {
            client.get("/");
            running.await();
            served.pass(Duration.ofMillis(20));
            served.pass(Duration.ofHours(2));
            go.countDown();
            assertEquals(200, client.answer().status());
        }
    }

    @Test
    void drainingWaitsForWhatRunsAndRefusesWhatComes() throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            if (e.path().equals("/slow")) {
                running.countDown();
                go.await(10, TimeUnit.SECONDS);
            }
            Served.echo(e);
        }); var client = served.client(); var kept = served.client()) {
            kept.get("/");
            assertEquals(200, kept.answer().status());
            client.get("/slow");
            running.await();
            var drained = new CountDownLatch(1);
            Thread.ofVirtual().start(() -> {
                served.listener.drain(Duration.ofSeconds(10));
                drained.countDown();
            });
            TestGateway.await(() -> refuses(served) ? true : null);
            kept.get("/");
            var refused = kept.answer();
            assertEquals(503, refused.status());
            assertTrue(refused.has("Connection: close"));
            go.countDown();
            assertEquals(200, client.answer().status());
            assertTrue(drained.await(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whatOutlivesTheDrainTimeIsCut() throws Exception {
        var running = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            e.write("data: a\n\n".getBytes(StandardCharsets.US_ASCII), 0, 9);
            running.countDown();
            go.await(10, TimeUnit.SECONDS);
        }); var client = served.client()) {
            client.get("/");
            running.await();
            served.listener.drain(Duration.ofMillis(50));
            assertEquals(false, client.answer().whole());
            go.countDown();
        }
    }

    @Test
    void aTakenPortNamesItsOwner() throws Exception {
        try (var first = Served.echo()) {
            int port = first.listener.port();
            var busy = assertThrows(PortBusy.class,
                    () -> Listener.start(Options.loopback(port), Time.system(), e -> {}).close());
            assertInstanceOf(BindException.class, busy);
            assertEquals(port, busy.port());
            String message = String.valueOf(busy.getMessage());
            assertTrue(message.contains("Port " + port) && message.contains("--port"), message);
            if (System.getProperty("os.name").equals("Linux")) {
                assertTrue(message.contains("(process " + ProcessHandle.current().pid() + ")"), message);
            }
        }
    }

    /// A socket that somebody still waits at keeps its port for a moment after its closing.
    @Test
    void aPortIsFreeAgainAtOnce() throws Exception {
        int port = port();
        for (int turn = 0; turn < 300; turn++) {
            Listener.start(Options.loopback(port), Time.system(), e -> {}).retire();
            Listener.start(Options.loopback(port), Time.system(), e -> {}).close();
        }
    }

    private static int port() throws IOException {
        try (var listener = Listener.start(Options.loopback(0), Time.system(), e -> {})) {
            return listener.port();
        }
    }

    @Test
    void severalHostsShareOneFreePort() throws Exception {
        var base = Listen.DEFAULTS;
        var listen = new Listen(List.of("127.0.0.1", "127.0.0.2", "::1"), 0, List.of(), List.of(), base.maxBody(),
                base.maxMultipart(),
                base.headTimeout());
        try (var served = Served.with(Options.of(listen), Served::echo)) {
            assertTrue(served.listener.addresses().size() >= 2);
            served.listener.addresses().forEach(a -> assertEquals(served.listener.port(), a.getPort()));
        }
    }

    @Test
    void anAddressThatIsNotOursIsNamed() {
        var listen = new Listen(List.of("192.0.2.1"), 0, List.of(), List.of(), 1, 1, Duration.ofSeconds(1));
        var refused = assertThrows(IOException.class,
                () -> Listener.start(Options.of(listen), Time.system(), e -> {}).close());
        assertTrue(String.valueOf(refused.getMessage()).contains("192.0.2.1"), refused::getMessage);
    }

    /// Passes seconds of the watchman's clock until the client hears something.
    private static int passUntilHeard(Served served, RawClient client) throws IOException {
        int seconds = 0;
        while (!client.hears(MOMENT) && seconds < 2000) {
            served.pass(Duration.ofSeconds(1));
            seconds++;
        }
        return seconds;
    }

    private static boolean refuses(Served served) {
        try (var late = served.client()) {
            late.get("/");
            return false;
        } catch (IOException refused) {
            return true;
        }
    }
}
