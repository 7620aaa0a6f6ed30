package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.testing.KnownThreads;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real sockets: connections kept and lost, deadlines, and calls that are ended in the middle.
@Timeout(30)
class WireTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String TEXT = "{\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}";
    private static final String FINISH = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String WHOLE =
            "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}],"
                    + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration DRIP = Duration.ofMillis(10);

    private final KnownThreads time = new KnownThreads();
    private final ScriptedUpstream provider = ScriptedUpstream.start();
    private final Upstream upstream =
            new Upstream(HttpTransport.of(new Network("none", Optional.empty()), _ -> null), time,
                    "1.1 tollgate-test");

    @AfterEach
    void close() {
        upstream.close();
        provider.close();
    }

    @Test
    void connectionsAreKeptAfterWholeAnswersErrorsAndStreams() throws Exception {
        provider.next(CHAT, Script.json(200, WHOLE)).next(CHAT, Script.json(429, "{\"error\":{\"message\":\"slow\"}}"))
                .next(CHAT, Script.stream().event(TEXT).event(FINISH).event("[DONE]").end())
                .next(CHAT, Script.json(200, WHOLE));
        assertInstanceOf(Opening.Whole.class, upstream.open(call(false)));
        assertEquals(Fault.RATE_LIMITED, failed(upstream.open(call(false))).fault());
        try (var answer = streaming(upstream.open(call(true)))) {
            assertInstanceOf(Ending.Complete.class, answer.relay(new Collected(), Watch.NOBODY));
        }
        time.join("drain");
        assertInstanceOf(Opening.Whole.class, upstream.open(call(false)));
        assertEquals(1, provider.connections());
        var request = provider.requests().getFirst();
        assertEquals(Optional.of("Bearer " + Calls.SECRET), request.header("authorization"));
        assertEquals(Optional.of("identity"), request.header("accept-encoding"));
        assertEquals(Optional.of("1.1 tollgate-test"), request.header("via"));
        assertEquals(Optional.of("app/1"), request.header("user-agent"));
    }

    @Test
    void aStreamIsRelayedEventByEventAsItComes() throws Exception {
        var gate = new CountDownLatch(1);
        provider.next(CHAT, Script.stream().event(TEXT).gate(gate).event(TEXT).event(FINISH).event("[DONE]").end());
        var sink = new Collected();
        try (var answer = streaming(upstream.open(call(true)))) {
            var ending = answer.relay(sink, (in, out) -> {
                gate.countDown(); // the second event is sent only after the first has reached the client
                return true;
            });
            assertInstanceOf(Ending.Complete.class, ending);
        }
        assertEquals("data: " + TEXT + "\n\ndata: " + TEXT + "\n\ndata: " + FINISH + "\n\n", sink.text());
    }

    @Test
    void aKeptConnectionThatDiedIsReplacedOnce() {
        provider.next(CHAT, Script.json(200, WHOLE)).next(CHAT, Script.hangUp()).next(CHAT, Script.json(200, WHOLE));
        assertInstanceOf(Opening.Whole.class, upstream.open(call(false)));
        assertInstanceOf(Opening.Whole.class, upstream.open(call(false)));
        assertEquals(2, provider.connections());
    }

    @Test
    void aFreshConnectionThatDiesIsAFault() {
        provider.always(CHAT, Script.hangUp());
        var failure = failed(upstream.open(call(false)));
        assertEquals(Fault.CONNECT, failure.fault());
        assertEquals("reset", failure.code());
        assertTrue(failure.sameTargetAgain() && failure.nextTarget());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void aPackedReplyIsUnpackedAndItsLabelDropped() throws Exception {
        provider.next(CHAT, Script.reply(200).header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip").body(gzip(WHOLE)))
                .next(CHAT, Script.stream().header("Content-Encoding", "gzip")
                        .chunk(gzip("data: " + TEXT + "\n\ndata: " + FINISH + "\n\ndata: [DONE]\n\n")).end());
        var whole = assertInstanceOf(Opening.Whole.class, upstream.open(call(false)));
        assertEquals(WHOLE, new String(whole.body(), StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), whole.head().first("content-encoding"));
        var sink = new Collected();
        try (var answer = streaming(upstream.open(call(true)))) {
            assertInstanceOf(Ending.Complete.class, answer.relay(sink, Watch.NOBODY));
        }
        assertEquals("data: " + TEXT + "\n\ndata: " + FINISH + "\n\n", sink.text());
    }

    @Test
    void redirectsAreNotFollowed() {
        provider.next(CHAT, Script.reply(307).header("Location", provider.baseUrl() + "/other").body(""));
        var failure = failed(upstream.open(call(false)));
        assertEquals(Fault.NOT_FOUND, failure.fault());
        assertEquals(307, failure.upstreamStatus());
        assertEquals(1, provider.requests().size());
    }

    @Test
    void nobodyListensAndUnknownHostsAreToldApart() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertEquals("refused", failed(upstream.open(at("http://127.0.0.1:" + free + "/v1"))).code());
        assertEquals("dns", failed(upstream.open(at("http://no-such-host.invalid/v1"))).code());
        try (var plain = new Plain()) {
            var tls = failed(upstream.open(at("https://127.0.0.1:" + plain.port() + "/v1")));
            assertEquals(Fault.TLS, tls.fault());
            assertEquals("handshake", tls.code());
        }
    }

    @Test
    void whatIsNotHttpIsMalformed() {
        provider.next(CHAT, Script.bytes("SSH-2.0-OpenSSH_9\r\n\r\n").cut());
        assertTrue(failed(upstream.open(call(false))).nextTarget());
    }

    @Test
    void aWholeAnswerCutShortIsNoAnswer() {
        provider.next(CHAT, Script.reply(200).header("Content-Type", "application/json").header("Content-Length", "500")
                .raw(WHOLE.getBytes(StandardCharsets.UTF_8)).cut());
        var opening = assertInstanceOf(Opening.Failed.class, upstream.open(call(false)));
        assertEquals(Fault.STREAM_CUT, opening.failure().fault());
        assertEquals(UsageSource.AT_LEAST, opening.usage().source());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatDiesInTheMiddleIsBroken(boolean reset) {
        var read = new CountDownLatch(1); // a reset takes back what was not read yet
        var script = Script.stream().event(TEXT).gate(read);
        provider.next(CHAT, reset ? script.reset() : script.cut());
        try (var answer = streaming(upstream.open(call(true)))) {
            var broken = assertInstanceOf(Ending.Broken.class, answer.relay(new Collected(), (in, out) -> {
                read.countDown();
                return true;
            }));
            assertEquals(Fault.STREAM_CUT, broken.failure().fault());
            assertEquals(UsageSource.AT_LEAST, answer.usage().source());
        }
    }

    @Test
    void noConnectionInTime() throws Exception {
        // a full backlog: the third connection is neither accepted nor refused
        try (var deaf = new ServerSocket(0, 1)) {
            var fillers = new ArrayList<Socket>();
            for (int i = 0; i < 8; i++) {
                var filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(deaf.getLocalSocketAddress(), 50);
                } catch (IOException full) {
                    break;
                }
            }
            var call = call(Calls.chat(false), "http://127.0.0.1:" + deaf.getLocalPort() + "/v1",
                    new Limits(Duration.ofMillis(100), LONG, LONG, LONG, end()));
            assertLate(Fault.TIMEOUT_CONNECT, ticked(call));
            for (var filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void noHeadInTime() throws Exception {
        provider.next(CHAT, Script.never());
        var call = call(Calls.chat(false), provider.baseUrl(),
                new Limits(LONG, LONG, Duration.ofMillis(100), LONG, end()));
        var opening = ticked(call);
        assertLate(Fault.TIMEOUT_RESPONSE, opening);
        assertEquals(Usage.NONE, ((Opening.Failed) opening).usage());
        assertTrue(provider.take().awaitGone(1000));
    }

    @Test
    void noContentInTimeThoughStartUpEventsAndCommentsDrip() throws Exception {
        var script = Script.stream();
        for (int i = 0; i < 60; i++) {
            script.chunk(i % 2 == 0 ? ": wait\n\n" : "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n")
                    .silence(DRIP);
        }
        provider.next(CHAT, script.stall());
        var call =
                call(Calls.chat(true), provider.baseUrl(), new Limits(LONG, Duration.ofMillis(150), LONG, LONG, end()));
        var opening = ticked(call);
        assertLate(Fault.TIMEOUT_FIRST_TOKEN, opening);
        assertEquals(UsageSource.AT_LEAST, ((Opening.Failed) opening).usage().source());
    }

    @Test
    void silenceAfterContent() throws Exception {
        provider.next(CHAT, Script.stream().event(TEXT).stall());
        var call =
                call(Calls.chat(true), provider.baseUrl(), new Limits(LONG, LONG, LONG, Duration.ofMillis(100), end()));
        assertEquals(Fault.TIMEOUT_IDLE, relayed(call).fault());
        assertTrue(provider.take().awaitGone(1000));
    }

    @Test
    void aDripCannotHoldTheTotalOpen() throws Exception {
        var script = Script.stream();
        for (int i = 0; i < 200; i++) {
            script.event(TEXT).silence(DRIP);
        }
        provider.next(CHAT, script);
        var call = call(Calls.chat(true), provider.baseUrl(),
                new Limits(LONG, LONG, LONG, LONG, time.nanos() + Duration.ofMillis(200).toNanos()));
        var failure = relayed(call);
        assertEquals(Fault.TIMEOUT_TOTAL, failure.fault());
        assertFalse(failure.nextTarget());
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, names = {"CLIENT_GONE", "CUT"})
    void endingACallEndsItsConnectionWithin250Milliseconds(Fault why) throws Exception {
        var sent = new CountDownLatch[] {new CountDownLatch(0), new CountDownLatch(1), new CountDownLatch(1),
                new CountDownLatch(1)};
        provider.next(CHAT, Script.never()).next(CHAT, Script.stream().told(sent[1]).stall())
                .next(CHAT, Script.stream().event(TEXT).told(sent[2]).stall())
                .next(CHAT, Script.reply(200).header("Content-Type", "application/json").header("Content-Length", "9")
                        .told(sent[3]).stall());
        for (int i = 0; i < sent.length; i++) {
            var call = call(i == 1 || i == 2);
            var done = new CompletableFuture<Fault>();
            var caller = time.start("caller", () -> done.complete(outcome(upstream.open(call))));
            var request = provider.take();
            sent[i].await();
            TestGateway.await(() -> waits(caller) ? caller : null);
            long ended = System.nanoTime();
            call.end(why);
            call.end(Fault.TIMEOUT_TOTAL);
            assertEquals(why, done.get(250, TimeUnit.MILLISECONDS));
            assertTrue(request.awaitGone(250), "the provider still holds the connection");
            assertTrue(request.goneNanos() - ended < 250_000_000);
        }
    }

    @Test
    void aLargeBodyGoesOutWhole() throws Exception {
        provider.next(CHAT, Script.json(200, WHOLE));
        var text = "x".repeat(5_000_000);
        var ask = Calls.ask(Endpoint.CHAT,
                "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
        upstream.open(call(ask, provider.baseUrl(), Calls.limits(time)));
        assertEquals("{\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}",
                provider.take().text());
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private Fault outcome(Opening opening) {
        return switch (opening) {
            case Opening.Failed(var failure, var _) -> failure.fault();
            case Opening.Streaming(var answer) -> {
                try (answer) {
                    yield ((Ending.Broken) answer.relay(new Collected(), Watch.NOBODY)).failure().fault();
                }
            }
            case Opening.Whole _,Opening.Unsuited _ -> throw new AssertionError("it was ended");
        };
    }

    private Failure relayed(Call call) {
        try (var clock = new Clock(call); var answer = streaming(upstream.open(call))) {
            assertTrue(clock.runs());
            return assertInstanceOf(Ending.Broken.class, answer.relay(new Collected(), Watch.NOBODY)).failure();
        }
    }

    private Opening ticked(Call call) {
        try (var clock = new Clock(call)) {
            assertTrue(clock.runs());
            return upstream.open(call);
        }
    }

    private static void assertLate(Fault fault, Opening opening) {
        var failure = failed(opening);
        assertEquals(fault, failure.fault());
        assertEquals(504, failure.clientStatus());
        assertTrue(failure.nextTarget());
        assertFalse(failure.sameTargetAgain());
    }

    private long end() {
        return time.nanos() + Duration.ofMinutes(5).toNanos();
    }

    private Call call(boolean stream) {
        return Calls.call(Calls.chat(stream), provider.baseUrl());
    }

    private Call at(String baseUrl) {
        return Calls.call(Calls.chat(false), baseUrl);
    }

    private Call call(Ask ask, String baseUrl, Limits limits) {
        return Calls.call(ask, baseUrl, limits, time);
    }

    private static Answer streaming(Opening opening) {
        return assertInstanceOf(Opening.Streaming.class, opening).answer();
    }

    private static Failure failed(Opening opening) {
        return assertInstanceOf(Opening.Failed.class, opening).failure();
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packed = new GZIPOutputStream(bytes)) {
            packed.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /// A watchman for one call.
    private final class Clock implements AutoCloseable {
        private final Time.Signal over = time.signal();

        Clock(Call call) {
            time.start("watchman", () -> {
                while (!over.await(Duration.ofMillis(10))) {
                    call.tick(time.nanos());
                }
            });
        }

        boolean runs() {
            return true;
        }

        @Override
        public void close() {
            over.set();
        }
    }
}
