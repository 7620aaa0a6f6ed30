package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Frames;
import dev.tollgate.gateway.time.Time;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Amazon's frames become events, however they are cut, and what is wrong with them a fault.
class AwsFramesTest {
    private static final String BASE = "https://bedrock-runtime.us-east-1.amazonaws.com";

    private static Opening open(int piece, byte[] body) {
        return new Upstream(new Canned(piece, new Canned.Answer(200, "application/vnd.amazon.eventstream", body)),
                Time.system(), "via").open(Calls.call(Calls.chat(true), BASE, Dialect.BEDROCK));
    }

    private static Ending relayed(Opening opening, Collected sink) {
        try (var answer = assertInstanceOf(Opening.Streaming.class, opening).answer()) {
            var ending = answer.relay(sink, Watch.NOBODY);
            if (ending instanceof Ending.Complete(var tail)) {
                sink.end(tail);
                assertEquals(11, answer.usage().get(Unit.INPUT));
                assertEquals(7, answer.usage().get(Unit.OUTPUT));
                assertEquals(UsageSource.REPORTED, answer.usage().source());
            }
            return ending;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 4096})
    void anyCutGivesTheSameEvents(int piece) {
        var whole = new Collected();
        relayed(open(1 << 20, Frames.hello().bytes()), whole);
        var cut = new Collected();
        assertInstanceOf(Ending.Complete.class, relayed(open(piece, Frames.hello().bytes()), cut));
        assertEquals(withoutTime(whole.text()), withoutTime(cut.text()));
        assertTrue(cut.text().contains("w\u00f6rld") && cut.text().endsWith("data: [DONE]\n\n"), cut.text());
        assertTrue(cut.text().contains("\"id\":\"chatcmpl-up-1\""), "the reply's own id: " + cut.text());
    }

    private static String withoutTime(String text) {
        return text.replaceAll("\"created\":\\d+", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096})
    void aWrongChecksumBeforeContentIsMalformed(int piece) {
        var damaged = new Frames().event("messageStart", "{'role':'assistant'}").bytes();
        damaged[damaged.length - 1]++;
        var failed = assertInstanceOf(Opening.Failed.class, open(piece, damaged)).failure();
        assertEquals(Fault.MALFORMED, failed.fault());
        assertTrue(failed.nextTarget());
    }

    @Test
    void aWrongChecksumAfterContentBreaksTheAnswer() {
        var body = Frames.hello().bytes();
        body[body.length - 3]++;
        var ending = assertInstanceOf(Ending.Broken.class, relayed(open(100, body), new Collected()));
        assertEquals(Fault.MALFORMED, ending.failure().fault());
    }

    @Test
    void aLengthThatCannotBeIsMalformedAndNotWaitedFor() {
        var body = new byte[64];
        Arrays.fill(body, (byte) 0x7f);
        assertEquals(Fault.MALFORMED, assertInstanceOf(Opening.Failed.class, open(7, body)).failure().fault());
    }

    @Test
    void aPayloadThatIsNoObjectIsMalformed() {
        var body = new Frames().event("messageStart", "[1]").bytes();
        assertEquals(Fault.MALFORMED, assertInstanceOf(Opening.Failed.class, open(7, body)).failure().fault());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 20, 1})
    void anAnswerThatEndsWithinAFrameIsCut(int missing) {
        var body = new Frames().event("messageStart", "{'role':'assistant'}")
                .event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hello'}}")
                .event("messageStop", "{'stopReason':'end_turn'}").bytes();
        var ending = relayed(open(64, Arrays.copyOf(body, body.length - missing)), new Collected());
        assertEquals(Fault.STREAM_CUT, assertInstanceOf(Ending.Broken.class, ending).failure().fault());
    }

    @Test
    void withoutTheUsageBehindItAnAnswerIsWholeAndItsUsageEstimated() {
        var body = new Frames().event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hello'}}")
                .event("messageStop", "{'stopReason':'end_turn'}").bytes();
        try (var answer = assertInstanceOf(Opening.Streaming.class, open(64, body)).answer()) {
            assertInstanceOf(Ending.Complete.class, answer.relay(new Collected(), Watch.NOBODY));
            assertEquals(UsageSource.ESTIMATED, answer.usage().source());
        }
    }

    @ParameterizedTest
    @CsvSource({"throttlingException,RATE_LIMITED,true,429", "serviceUnavailableException,OVERLOADED,true,503",
            "internalServerException,SERVER_ERROR,true,500", "modelStreamErrorException,SERVER_ERROR,true,500",
            "modelTimeoutException,SERVER_ERROR,true,500", "validationException,BAD_REQUEST,false,400",
            "accessDeniedException,AUTH,true,502", "resourceNotFoundException,NOT_FOUND,true,404",
            "somethingNewException,SERVER_ERROR,true,500"})
    void anExceptionBeforeContentIsWhatItsNameSays(String name, Fault fault, boolean next, int status) {
        var body = new Frames().event("messageStart", "{'role':'assistant'}")
                .exception(name, "{'message':'Not today'}").bytes();
        var failed = assertInstanceOf(Opening.Failed.class, open(7, body)).failure();
        assertEquals(fault, failed.fault());
        assertEquals(next, failed.nextTarget());
        assertEquals(status, failed.clientStatus());
        assertTrue(failed.message().contains("Not today"), failed.message());
    }

    @Test
    void anErrorOfTheTransportIsOneToo() {
        var failed = assertInstanceOf(Opening.Failed.class,
                open(64, new Frames().error("InternalFailure", "An internal server error occurred").bytes())).failure();
        assertEquals(Fault.SERVER_ERROR, failed.fault());
        assertTrue(failed.message().contains("An internal server error"), failed.message());
    }

    @Test
    void anExceptionAfterContentEndsTheAnswerWithItsFault() {
        var body = new Frames().event("contentBlockDelta", "{'contentBlockIndex':0,'delta':{'text':'Hello'}}")
                .exception("throttlingException", "{'message':'Too many requests'}").bytes();
        var ending = assertInstanceOf(Ending.Broken.class, relayed(open(64, body), new Collected()));
        assertEquals(Fault.RATE_LIMITED, ending.failure().fault());
    }
}
