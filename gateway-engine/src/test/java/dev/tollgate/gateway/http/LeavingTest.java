package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A client that leaves is noticed in time, once; one that only stops sending is served on.
class LeavingTest {
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger told = new AtomicInteger();

    private void waiting(Exchange e) throws IOException, InterruptedException {
        e.onLeave(() -> {
            told.incrementAndGet();
            left.countDown();
        });
        if (e.path().equals("/stream")) {
            e.head(200, Served.EVENTS);
            write(e, "data: a\n\n");
        }
        running.countDown();
        await(e.path().equals("/answers") ? goOn : left);
        e.answer(200, Served.JSON, "late".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void aResetInSilenceIsSeen() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/");
            client.reset();
            leftWithin250Millis();
        }
    }

    @Test
    void aCloseInSilenceIsSeen() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/");
            client.leave();
            leftWithin250Millis();
        }
    }

    @Test
    void aCloseBeforeTheWatchBeginsIsSeen() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            client.get("/");
            running.await();
            client.leave();
            served.pass(Duration.ofMillis(20));
            served.pass(Duration.ofMillis(100));
            leftWithin250Millis();
        }
    }

    @Test
    void aCloseInASilentStreamIsSeen() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/stream");
            client.head();
            client.leave();
            leftWithin250Millis();
        }
    }

    @Test
    void aCloseUnderAFlowingStreamIsSeenByItsWrites() throws Exception {
        try (var served = Served.with(e -> {
            e.onLeave(() -> {
                told.incrementAndGet();
                left.countDown();
            });
            e.head(200, Served.EVENTS);
            running.countDown();
            while (left.getCount() > 0) {
                write(e, "data: a\n\n");
            }
        }); var client = served.client()) {
            client.get("/");
            running.await();
            client.leave();
            leftWithin250Millis();
        }
    }

    @Test
    void anEndFromAnHttp10ClientIsItsLeaving() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            running.await();
            watched(served);
            client.halfClose();
            leftWithin250Millis();
        }
    }

    @Test
    void aHalfClosedClientIsServedOn() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/answers");
            client.halfClose();
            for (int i = 0; i < 3; i++) {
                assertEquals(102, client.answer().status());
            }
            goOn.countDown();
            assertEquals("late", client.answer().body());
            assertEquals(0, told.get());
        }
    }

    @Test
    void pipelinedBytesThatTheWatchReadAreNotLost() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/answers");
            client.get("/answers").get("/answers");
            goOn.countDown();
            for (int i = 0; i < 3; i++) {
                assertEquals("late", client.answer().body());
            }
            assertEquals(0, told.get());
        }
    }

    @Test
    void aClientThatStaysIsKept() throws Exception {
        try (var served = Served.with(this::waiting); var client = served.client()) {
            begin(served, client, "/answers");
            goOn.countDown();
            assertEquals("late", client.answer().body());
            client.get("/answers");
            assertEquals("late", client.answer().body());
            assertEquals(0, told.get());
        }
    }

    @Test
    void whoAsksLateIsToldAtOnce() throws Exception {
        var asked = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            running.countDown();
            try {
                while (left.getCount() > 0) {
                    write(e, "data: a\n\n");
                }
            } catch (IOException gone) {
                e.onLeave(asked::countDown);
            }
        }); var client = served.client()) {
            client.get("/");
            running.await();
            client.reset();
            assertTrue(asked.await(10, TimeUnit.SECONDS));
        } finally {
            left.countDown();
        }
    }

    private void begin(Served served, RawClient client, String path) throws IOException {
        client.get(path);
        await(running);
        watched(served);
    }

    private static void watched(Served served) {
        served.pass(Duration.ofMillis(20));
        served.pass(Duration.ofMillis(100));
    }

    private void leftWithin250Millis() throws InterruptedException {
        long start = System.nanoTime();
        assertTrue(left.await(10, TimeUnit.SECONDS), "nobody noticed");
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertTrue(millis < 250, () -> "noticed after " + millis + " ms");
        assertEquals(1, told.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            assertFalse(true);
        }
    }

    private static void write(Exchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        exchange.write(bytes, 0, bytes.length);
    }
}
