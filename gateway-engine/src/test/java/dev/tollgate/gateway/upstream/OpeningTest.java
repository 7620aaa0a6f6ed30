package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What opening a call leads to, up to the point where another target could still take over.
class OpeningTest {
    private static final String ROLE =
            "data: {\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                    + "\"content\":\"\"},\"finish_reason\":null}]}\n\n";
    private static final String TEXT = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String FINISH =
            "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

    @Test
    void theBodyGoesOutAsItCameButForModelAndUsage() {
        var wire = stream(ROLE + TEXT + FINISH + "data: [DONE]\n\n");
        open(wire, Calls.chat(true));
        assertEquals(
                "{\"stream_options\":{\"include_usage\":true},\"model\":\"gpt-x\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"Hello there\"}],\"stream\":true}",
                wire.sent(0));
        assertEquals("https://api.example/v1/chat/completions", wire.asked.getFirst().url().toString());
    }

    @Test
    void aWholeAnswerCarriesUsageModelAndTheHeadThatMayPass() {
        var body = "{\"object\":\"chat.completion\",\"model\":\"m-2\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}";
        var whole = assertInstanceOf(Opening.Whole.class, open(Canned.json(200, body), Calls.chat(false)));
        assertEquals(body, new String(whole.body(), StandardCharsets.UTF_8));
        assertEquals(Usage.of(5, 2, UsageSource.REPORTED), whole.usage());
        assertEquals(Optional.of("m-2"), whole.responseModel());
        assertEquals(Head.of("Content-Type", "application/json", "x-upstream-request-id", "up-1"), whole.head());
    }

    @Test
    void missingUsageIsCountedAndSaidToBeAnEstimate() {
        var body = "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"12345678\"}}]}";
        var whole = assertInstanceOf(Opening.Whole.class, open(Canned.json(200, body), Calls.chat(false)));
        assertEquals(UsageSource.ESTIMATED, whole.usage().source());
        assertEquals(2, whole.usage().get(Unit.OUTPUT));
        assertTrue(whole.usage().get(Unit.INPUT) > 0);
    }

    @Test
    void startUpEventsAreHeldBackUntilContent() {
        var answer = streaming(open(stream(": hello\n\n" + ROLE + TEXT + FINISH + "data: [DONE]\n\n"),
                Calls.chat(true)));
        assertEquals(Optional.of("m-1"), answer.responseModel());
        var sink = new Collected();
        assertInstanceOf(Ending.Complete.class, answer.relay(sink, Watch.NOBODY));
        assertTrue(sink.text().startsWith(": hello\n\n" + ROLE + TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"reasoning_content\":\"hm\"", "\"reasoning\":\"hm\"", "\"refusal\":\"no\"",
            "\"tool_calls\":[{\"index\":0}]", "\"audio\":{\"data\":\"AAA\"}", "\"function_call\":{\"name\":\"f\"}",
            "\"reasoning_details\":[{\"type\":\"x\"}]", "\"images\":[{\"type\":\"image_url\"}]"})
    void contentIsMoreThanText(String delta) {
        streaming(open(stream(ROLE + "data: {\"choices\":[{\"delta\":{" + delta + "}}]}\n\n"), Calls.chat(true)));
    }

    @Test
    void anEmptyAnswerWithAFinishReasonIsAnAnswer() {
        streaming(open(stream(ROLE + FINISH + "data: [DONE]\n\n"), Calls.chat(true)));
    }

    @Test
    void sixtyFourStartUpEventsAreEnough() {
        streaming(open(stream(": wait\n\n".repeat(64)), Calls.chat(true)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\"}} | OVERLOADED | 503 | true",
            "{\"error\":{\"message\":\"slow down\",\"code\":429}} | RATE_LIMITED | 429 | true",
            "{\"error\":{\"message\":\"oops\",\"code\":502}} | SERVER_ERROR | 502 | true",
            "{\"error\":{\"message\":\"oops\",\"type\":\"server_error\"}} | SERVER_ERROR | 500 | true",
            "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}} | CONTEXT_LENGTH | 400 | true",
            "{\"error\":{\"message\":\"bad tool\",\"type\":\"invalid_request_error\",\"status_code\":400}} | BAD_REQUEST | 400 "
                    + "| false",
            "{\"error\":\"it broke\"} | SERVER_ERROR | 500 | true"})
    void anErrorBeforeContentHasItsRealStatus(String error, Fault fault, int status, boolean next) {
        for (var start : new String[] {"", ROLE, ": wait\n\n" + ROLE}) {
            var failure = failed(open(stream(start + "data: " + error + "\n\n"), Calls.chat(true)));
            assertEquals(fault, failure.fault());
            assertEquals(status, failure.clientStatus());
            assertEquals(next, failure.nextTarget());
        }
    }

    @Test
    void anErrorEventByNameAndTheBareErrorLineAreErrorsToo() {
        assertEquals(Fault.OVERLOADED,
                failed(open(stream("event: error\ndata: {\"message\":\"x\",\"code\":\"overloaded\"}"
                        + "\n\n"), Calls.chat(true))).fault());
        assertEquals(Fault.SERVER_ERROR, failed(open(stream(ROLE + "error: {\"error\":{\"message\":\"decode\"}}\n\n"),
                Calls.chat(true))).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ": only a comment\n\n", "data: [DONE]\n\n",
            "data: {\"choices\":[{\"delta\":{\"role\":\"a\""})
    void aStreamThatEndsBeforeContentIsCut(String body) {
        var opening = assertInstanceOf(Opening.Failed.class, open(stream(body), Calls.chat(true)));
        assertEquals(Fault.STREAM_CUT, opening.failure().fault());
        assertTrue(opening.failure().nextTarget());
        assertEquals(UsageSource.AT_LEAST, opening.usage().source());
    }

    @Test
    void aBrokenEventBeforeContentIsAFailedAttempt() {
        var failure = failed(open(stream("data: {\"choices\":[{\"delta\" oops}]}\n\n"), Calls.chat(true)));
        assertEquals(Fault.MALFORMED, failure.fault());
        assertTrue(failure.nextTarget());
        assertEquals(502, failure.clientStatus());
    }

    @Test
    void aStreamAnsweredAsJsonIsAnAnswerOrAnError() {
        var ok = "{\"object\":\"chat.completion\",\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}";
        assertInstanceOf(Opening.Whole.class, open(Canned.json(200, ok), Calls.chat(true)));
        assertEquals(Fault.SERVER_ERROR, failed(open(Canned.json(200, "{\"error\":{\"message\":\"x\",\"code\":502}}"),
                Calls.chat(true))).fault());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"<html>hello</html> | MALFORMED", "'' | MALFORMED",
            "{\"choices\":[{\"message\":{\"content\":\"Hel | STREAM_CUT", "not json | MALFORMED",
            "{\"a\" 1} | MALFORMED"})
    void aTwoHundredThatIsNoAnswer(String body, Fault fault) {
        assertEquals(fault, failed(open(Canned.json(200, body), Calls.chat(false))).fault());
    }

    @Test
    void aProviderThatRefusesStreamOptionsIsAskedWithoutAndRemembered() {
        var refusal =
                new Canned.Answer(400, "application/json", ("{\"error\":{\"message\":\"Unrecognized request argument:"
                        + " stream_options\",\"type\":\"invalid_request_error\"}}").getBytes(StandardCharsets.UTF_8));
        var answer = new Canned.Answer(200, "text/event-stream",
                (ROLE + TEXT + FINISH + "data: [DONE]\n\n").getBytes(StandardCharsets.UTF_8));
        var wire = new Canned(4096, refusal, answer);
        var upstream = new Upstream(wire, Time.system(), "via");
        var first = streaming(upstream.open(Calls.call(Calls.chat(true), "https://api.example/v1")));
        first.relay(new Collected(), Watch.NOBODY);
        assertEquals(UsageSource.ESTIMATED, first.usage().source());
        streaming(upstream.open(Calls.call(Calls.chat(true), "https://api.example/v1")));
        assertEquals(3, wire.asked.size());
        assertTrue(wire.sent(0).contains("stream_options"));
        assertFalse(wire.sent(1).contains("stream_options"));
        assertFalse(wire.sent(2).contains("stream_options"));
    }

    @Test
    void anErrorBodyPassesAsItCameButForKeys() {
        var body = "{\"error\": {\"message\": \"Bad key " + Calls.SECRET
                + " or sk-proj-abcdef123456\", \"param\": \"x\"}}";
        var failure = failed(open(Canned.json(400, body), Calls.chat(false)));
        var passed = new String(failure.original().orElseThrow(), StandardCharsets.UTF_8);
        assertEquals("{\"error\": {\"message\": \"Bad key … or sk-…\", \"param\": \"x\"}}", passed);
        assertFalse(failure.message().contains("canary"), failure.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Bad key (simulated). | Bad key (simulated). Check",
            "Bad key | Bad key. Check",
            "Lost your key? | Lost your key? Check", "'' | acme answered 401. Check"})
    void whatTheProviderSaidAndOurAdviceAreTwoSentences(String said, String told) {
        var body = "{\"error\":{\"message\":\"" + said + "\"}}";
        var message = failed(open(Canned.json(401, body), Calls.chat(false))).message();
        assertTrue(message.contains(told) && message.endsWith("its credit"), message);
    }

    @Test
    void otherErrorShapesArePutIntoOpenAis() {
        var body =
                "{\"object\":\"error\",\"message\":\"No such field\",\"type\":\"invalid_request_error\",\"code\":\"1300\"}";
        var failure = failed(open(Canned.json(422, body), Calls.chat(false)));
        assertEquals("{\"error\":{\"message\":\"No such field\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"invalid_request_error\"}}",
                new String(failure.original().orElseThrow(), StandardCharsets.UTF_8));
    }

    @Test
    void aCallThatWasEndedBeforeItBeganIsNotSent() {
        var wire = stream(TEXT);
        var call = Calls.call(Calls.chat(true), "https://api.example/v1");
        call.end(Fault.CLIENT_GONE);
        call.end(Fault.CUT);
        var failed = assertInstanceOf(Opening.Failed.class, new Upstream(wire, Time.system(), "via").open(call));
        assertEquals(Fault.CLIENT_GONE, failed.failure().fault());
        assertEquals(UsageSource.NONE, failed.usage().source());
        assertTrue(wire.asked.isEmpty());
    }

    @Test
    void aBaseUrlThatIsNoneSaysSo() {
        var failure =
                failed(new Upstream(stream(TEXT), Time.system(), "via").open(Calls.call(Calls.chat(true), "acme")));
        assertTrue(failure.message().contains("base_url"), failure.message());
    }

    @Test
    void aCallThatComesRoundIsKnown() {
        var upstream = new Upstream(stream(TEXT), Time.system(), "tollgate-a1");
        assertTrue(upstream.comesBack(Head.of("Via", "1.1 vegur, 1.1 tollgate-a1")));
        assertFalse(upstream.comesBack(Head.of("Via", "1.1 tollgate-b2")));
    }

    @Test
    void firstTokenIsMeasuredFromSending() {
        var answer = streaming(open(stream(TEXT), Calls.chat(true)));
        assertTrue(answer.firstToken().compareTo(Duration.ofSeconds(5)) < 0);
        assertEquals(Optional.of("text/event-stream; charset=utf-8"), answer.head().first("content-type"));
        assertEquals(Optional.empty(), answer.head().first("set-cookie"));
    }

    private static Canned stream(String body) {
        return Canned.stream(4096, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Opening open(Canned wire, Ask ask) {
        return new Upstream(wire, Time.system(), "via").open(Calls.call(ask, "https://api.example/v1"));
    }

    private static Answer streaming(Opening opening) {
        return assertInstanceOf(Opening.Streaming.class, opening).answer();
    }

    private static Failure failed(Opening opening) {
        return assertInstanceOf(Opening.Failed.class, opening).failure();
    }
}
