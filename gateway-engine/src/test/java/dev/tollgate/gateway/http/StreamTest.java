package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.ErrorBody;
import dev.tollgate.gateway.wire.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Answers that come in pieces: what the client sees of each, of their ends, and of silence.
class StreamTest {
    private static final byte[] NOTHING = {};

    @Test
    void eachWriteIsAChunkAtOnceAndTheConnectionIsKept() throws Exception {
        var gate = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            write(e, "data: a\n\n");
            gate.await(10, TimeUnit.SECONDS);
            write(e, "data: b\n\n");
            e.end(bytes("data: [DONE]\n\n"));
        }); var client = served.client()) {
            client.get("/");
            String head = client.head();
            assertTrue(head.contains("Transfer-Encoding: chunked\r\n") && !head.contains("Connection"), head);
            assertEquals("data: a\n\n", client.chunk());
            gate.countDown();
            assertEquals("data: b\n\n", client.chunk());
            assertEquals("data: [DONE]\n\n", client.chunk());
            assertEquals("", client.chunk());
            client.get("/");
            assertEquals("data: a\n\ndata: b\n\ndata: [DONE]\n\n", client.answer().body());
        }
    }

    @Test
    void anAbortedStreamNeverLooksWhole() throws Exception {
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            e.write(ErrorBody.event(Protocol.CHAT, new ErrorBody.Said(500, "broken", null, "x")), 0, 20);
            e.abort();
            assertThrows(IOException.class, () -> write(e, "more"));
        })) {
            try (var client = served.client()) {
                client.get("/");
                var answer = client.answer();
                assertFalse(answer.whole());
                assertEquals(20, answer.body().length());
                assertTrue(client.closed());
            }
            try (var client = served.client()) {
                client.send("GET / HTTP/1.0\r\n\r\n");
                assertThrows(IOException.class, client::answer);
            }
        }
    }

    @Test
    void http10StreamsEndWithTheConnection() throws Exception {
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            write(e, "data: a\n\n");
            e.end(NOTHING);
        }); var client = served.client()) {
            var answer = client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").answer();
            assertEquals("data: a\n\n", answer.body());
            assertFalse(answer.head().contains("chunked") || answer.head().contains("onnection: "), answer.head());
        }
    }

    @Test
    void aHandlerThatLeavesItsStreamOpenHasCutIt() throws Exception {
        try (var served = Served.with(e -> e.head(200, Served.EVENTS)); var client = served.client()) {
            client.get("/");
            assertTrue(client.closed());
        }
    }

    @Test
    void bodiesLongerOrShorterThanPromisedAreTheHandlersFault() throws Exception {
        var thrown = new LinkedBlockingQueue<String>();
        try (var served = Served.with(e -> {
            e.head(200, Served.JSON.with("Content-Length", "3"));
            try {
                e.end(bytes(e.path().equals("/long") ? "abcd" : "ab"));
            } catch (IllegalStateException wrong) {
                thrown.add(String.valueOf(wrong.getMessage()));
            }
        })) {
            for (String path : new String[] {"/long", "/short"}) {
                try (var client = served.client()) {
                    client.get(path);
                    assertTrue(thrown.poll(10, TimeUnit.SECONDS) != null);
                    assertThrows(IOException.class, () -> {
                        if (!client.answer().whole()) {
                            throw new IOException("cut");
                        }
                    });
                }
            }
        }
    }

    @Test
    void megabytesPassInOneWrite() throws Exception {
        String large = "x".repeat(3_000_000);
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            write(e, large);
            e.end(bytes(large));
        }); var client = served.client()) {
            client.get("/");
            assertEquals(6_000_000, client.answer().body().length());
        }
    }

    @Test
    void aHeadWithoutBodyIsSentAfterAMoment() throws Exception {
        var headSet = new CountDownLatch(1);
        var gate = new CountDownLatch(1);
        try (var served = Served.with(e -> {
            e.head(200, Served.EVENTS);
            headSet.countDown();
            gate.await(10, TimeUnit.SECONDS);
            e.end(NOTHING);
        }); var client = served.client()) {
            client.get("/");
            headSet.await();
            served.passSlowly(Duration.ofMillis(60));
            assertTrue(client.head().contains("text/event-stream"));
            gate.countDown();
            assertEquals("", client.chunk());
        }
    }

    @Test
    void silenceIsFilledWithCommentsAndTheFirstOneCommits() throws Exception {
        var gates = new LinkedBlockingQueue<String>();
        var exchange = new AtomicReference<Exchange>();
        try (var served = Served.with(e -> {
            e.keepAlive(Served.EVENTS);
            exchange.set(e);
            gates.poll(10, TimeUnit.SECONDS);
            e.head(200, Served.EVENTS.with("x-late", "1"));
            write(e, "data: a\n\n");
            gates.poll(10, TimeUnit.SECONDS);
            e.end(NOTHING);
        }); var client = served.client()) {
            client.get("/");
            awaitSet(exchange);
            served.pass(Duration.ofMillis(20));
            served.pass(Duration.ofSeconds(14));
            assertFalse(exchange.get().committed());
            served.pass(Duration.ofSeconds(1));
            String head = client.head();
            assertTrue(head.startsWith("HTTP/1.1 200") && !head.contains("x-late"), head);
            assertEquals(": keep-alive\n\n", client.chunk());
            gates.add("go");
            assertEquals("data: a\n\n", client.chunk());
            for (int i = 0; i < 2; i++) {
                passUntilHeard(served, client);
                assertEquals(": keep-alive\n\n", client.chunk());
            }
            gates.add("go");
            assertEquals("", client.chunk());
        }
    }

    @Test
    void aFailureAfterAKeepAliveGoesInBand() throws Exception {
        var gate = new CountDownLatch(1);
        var exchange = new AtomicReference<Exchange>();
        try (var served = Served.with(e -> {
            e.keepAlive(Served.EVENTS);
            exchange.set(e);
            gate.await(10, TimeUnit.SECONDS);
            e.answer(502, Served.JSON, ErrorBody.openai("down", "api_error", null, "upstream_error"));
        }); var client = served.client()) {
            client.get("/");
            awaitSet(exchange);
            served.pass(Duration.ofMillis(20));
            served.pass(Duration.ofSeconds(15));
            client.head();
            assertEquals(": keep-alive\n\n", client.chunk());
            gate.countDown();
            assertTrue(client.chunk().startsWith("data: {\"error\":{\"message\":\"down\""));
            assertThrows(Exception.class, client::chunk);
        }
    }

    /// A comment is left out while another thread still writes, so one silence may not be enough.
    private static void passUntilHeard(Served served, RawClient client) throws Exception {
        do {
            served.pass(Duration.ofMillis(20));
            served.pass(Duration.ofSeconds(15));
        } while (!client.hears(Duration.ofMillis(20)));
    }

    private static void awaitSet(AtomicReference<Exchange> exchange) {
        while (exchange.get() == null) {
            Thread.onSpinWait();
        }
    }

    private static void write(Exchange exchange, String text) throws IOException {
        exchange.write(bytes(text), 0, bytes(text).length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
