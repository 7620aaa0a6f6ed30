package dev.tollgate.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.wire.Head;
import dev.tollgate.gateway.wire.MemoryExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What goes wrong on purpose, asked for by header, by the model's name, or scripted by the operator.
class SimFaultTest {
    private static final String CHAT = "/v1/chat/completions";

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T10:00:00Z"));
    private final Sim sim = new Sim(time, RandomGeneratorFactory.of("L64X128MixRandom").create(7));

    SimFaultTest() {
        sim.control().speed(0);
    }

    private MemoryExchange call(String model, boolean stream) {
        return call(model, stream, Head.EMPTY);
    }

    private MemoryExchange call(String model, boolean stream, Head head) {
        var exchange = exchange(model, stream, head);
        sim.handle(exchange);
        return exchange;
    }

    private static MemoryExchange exchange(String model, boolean stream, Head head) {
        var body = "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        return new MemoryExchange("r", "POST", CHAT, head, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "rate_limited, 429", "500, 500", "server_error, 500", "503, 503", "401, 401"})
    void aRefusalComesWithItsStatusAndAnOpenAiError(String fault, int status) {
        var exchange = call("sim-small", true, Head.of("x-sim-fault", fault));
        assertEquals(status, exchange.status());
        var error = JsonMapper.shared().readTree(exchange.body()).get("error");
        assertTrue(error.get("message").asString().contains("simulated"));
        assertEquals(status == 429 ? Optional.of("2") : Optional.empty(), exchange.head().first("Retry-After"));
    }

    @Test
    void retryAfterCanBeChosen() {
        assertEquals("17", call("sim-small+429;delay=17", false).head().first("Retry-After").orElseThrow());
    }

    @Test
    void aCutStreamDiesBeforeItsEnd() {
        var exchange = call("sim-small+cut;after=5", true);
        assertTrue(exchange.aborted());
        assertEquals(6, exchange.writes().size());
        assertFalse(exchange.text().contains("finish_reason\":\"stop"));
        assertEquals(5, sim.control().log().getLast().output());
        assertEquals(SimCall.Ending.BROKEN_OFF, sim.control().log().getLast().ending());
    }

    @Test
    void aStreamCutAtOnceHasSentItsStartUpChunkOnly() {
        assertEquals(1, call("sim-small+cut;after=0", true).writes().size());
    }

    @Test
    void aCutLaterThanTheAnswerIsLongStillLacksTheEnd() {
        var exchange = call("sim-small+cut;after=99999", true);
        assertTrue(exchange.aborted());
        assertFalse(exchange.text().contains("[DONE]"));
    }

    @Test
    void aCutBodyIsShorterThanItsContentLength() {
        var exchange = call("sim-small+cut", false);
        assertTrue(exchange.aborted());
        assertTrue(exchange.body().length < Integer.parseInt(exchange.head().first("Content-Length").orElseThrow()));
    }

    @Test
    void anErrorInAStreamIsAnEventWithoutACleanEnd() {
        var exchange = call("sim-small+stream_error", true);
        assertTrue(exchange.ended());
        assertTrue(exchange.text().contains("data: {\"error\":"));
        assertFalse(exchange.text().contains("[DONE]"));
        var whole = call("sim-small+stream_error", false);
        assertEquals(200, whole.status());
        assertTrue(JsonMapper.shared().readTree(whole.body()).has("error"));
    }

    @Test
    void malformedIsNoJson() {
        var whole = call("sim-small+malformed", false);
        assertTrue(whole.ended());
        assertEquals(whole.body().length, Integer.parseInt(whole.head().first("Content-Length").orElseThrow()));
        assertThrows(JacksonException.class, () -> JsonMapper.shared().readTree(whole.body()));
        assertTrue(call("sim-small+malformed", true).text().endsWith("\"delta\":\n\n"));
    }

    @Test
    void aSlowFirstTokenIsSlowAtAnySpeed() {
        var exchange = exchange("sim-small+slow;delay=3", true, Head.EMPTY);
        var thread = time.start("sim", () -> sim.handle(exchange));
        int millis = 0;
        while (thread.isAlive()) {
            time.advance(Duration.ofMillis(10));
            millis += 10;
            Thread.onSpinWait();
        }
        assertTrue(millis >= 3_000);
        assertTrue(exchange.ended());
    }

    @Test
    void aStalledStreamStaysSilentUntilTheClientLeaves() throws InterruptedException {
        var exchange = exchange("sim-small+stall;after=3", true, Head.EMPTY);
        var thread = time.start("sim", () -> sim.handle(exchange));
        while (exchange.writes().size() < 4) {
            Thread.onSpinWait();
        }
        time.advance(Duration.ofMinutes(5));
        assertEquals(4, exchange.writes().size());
        assertTrue(thread.isAlive());
        exchange.leave();
        thread.join();
        assertEquals(SimCall.Ending.CLIENT_LEFT, sim.control().log().getLast().ending());
    }

    @Test
    void downItAnswersNothingUntilItIsBroughtBack() {
        sim.control().down(true);
        var exchange = call("sim-small", false);
        assertTrue(exchange.aborted());
        assertEquals(0, exchange.status());
        sim.control().clear();
        assertEquals(200, call("sim-small", false).status());
        assertEquals(SimFault.Kind.DOWN, sim.control().log().getFirst().fault().orElseThrow());
    }

    @Test
    void anOperatorScriptsTheNextCallsOfOneModel() {
        sim.control().script("sim-small", SimFault.of(SimFault.Kind.SERVER_ERROR), 2);
        assertEquals(200, call("sim-large", false).status());
        assertEquals(500, call("sim-small", false).status());
        assertEquals(500, call("sim-small", false).status());
        assertEquals(200, call("sim-small", false).status());
    }

    @Test
    void orEverythingForSomeTime() {
        sim.control().script(SimControl.EVERY_MODEL, SimFault.of(SimFault.Kind.OVERLOADED), Duration.ofSeconds(10));
        assertEquals(503, call("sim-large", false).status());
        time.advance(Duration.ofSeconds(10));
        assertEquals(200, call("sim-large", false).status());
    }

    @Test
    void anUnknownFaultIsNone() {
        assertEquals(Optional.empty(), SimFault.parse("gremlins"));
        assertEquals(SimFault.of(SimFault.Kind.CUT), SimFault.parse("cut;after=x;nonsense").orElseThrow());
        assertEquals(200, call("sim-small+gremlins", false).status());
    }
}
