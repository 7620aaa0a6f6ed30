package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.time.Time;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Relaying a stream: every byte that may pass, none that may not, and an ending that tells the truth.
class RelayTest {
    private static final String TEXT =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Größe 😀\"},\"finish_reason\":null}],"
                    + "\"usage\":null}\n\n";
    private static final String FINISH = "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    private static final String USAGE = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
            + "\"total_tokens\":12}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";

    private record Relayed(String text, Ending ending, Usage usage, int writes) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 4096})
    void anySplitGivesTheSameBytes(int piece) {
        var lines =
                "\uFEFFdata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n\r\n: comment\r\n\r\nevent: x\rid: 7\r"
                        + "data:{\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\r\rretry: 5\ndata: {\"choices\":\ndata: []}\n\nping\n\n"
                        + TEXT + FINISH;
        var relayed = relay(lines + DONE, piece);
        assertEquals(lines, relayed.text);
        assertArrayEquals(DONE.getBytes(StandardCharsets.UTF_8), complete(relayed).tail());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 4096})
    void theInjectedUsageChunkIsReadAndHidden(int piece) {
        var relayed = relay(TEXT + FINISH + USAGE + DONE, piece);
        assertEquals(TEXT + FINISH, relayed.text);
        assertEquals(Usage.of(9, 3, UsageSource.REPORTED), relayed.usage);
    }

    @Test
    void whatFollowsTheEndMarkerIsIgnored() {
        var relayed = relay(TEXT + FINISH + DONE + TEXT, 4096);
        assertEquals(TEXT + FINISH, relayed.text);
        complete(relayed);
    }

    @Test
    void aFinishReasonWithoutEndMarkerIsCompletedByOne() {
        var relayed = relay(TEXT + FINISH, 64);
        assertEquals(DONE, new String(complete(relayed).tail(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096})
    void aLastEventWithoutNewlineIsWholeAndClosed(int piece) {
        var relayed = relay(TEXT + FINISH.stripTrailing(), piece);
        assertEquals(TEXT + FINISH, relayed.text);
        assertEquals(DONE, new String(complete(relayed).tail(), StandardCharsets.UTF_8));
        var marked = relay(TEXT + FINISH + "data: [DONE]", piece);
        assertEquals(DONE, new String(complete(marked).tail(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: {\"choices\":[{\"del", ": half a comment"})
    void withoutFinishReasonTheStreamIsCutAndNeverLooksComplete(String rest) {
        var relayed = relay(TEXT + TEXT + rest, 64);
        assertEquals(Fault.STREAM_CUT, broken(relayed).fault());
        assertTrue(relayed.text.startsWith(TEXT + TEXT) && relayed.text.endsWith("\n\n"));
        assertFalse(relayed.text.contains("del\""));
        assertEquals(UsageSource.AT_LEAST, relayed.usage.source());
        assertTrue(relayed.usage.get(Unit.OUTPUT) > 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"error\":{\"message\":\"x\",\"type\":\"server_error\"}} | STREAM_ERROR",
            "{\"error\":{\"message\":\"x\",\"type\":\"overloaded_error\"}} | OVERLOADED",
            "{\"error\":{\"message\":\"x\",\"code\":429}} | RATE_LIMITED",
            "{\"error\":{\"message\":\"x\",\"code\":400}} | STREAM_ERROR", "{\"error\":\"x\"} | STREAM_ERROR"})
    void anErrorEventEndsItAndIsNotPassedOn(String error, Fault fault) {
        for (int piece : new int[] {1, 4096}) {
            var relayed = relay(TEXT + "data: " + error + "\n\n" + TEXT, piece);
            assertEquals(TEXT, relayed.text);
            assertEquals(fault, broken(relayed).fault());
            assertFalse(broken(relayed).nextTarget());
        }
    }

    @Test
    void wordsInsideTextAreNoMarks() {
        var talk = "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"error\\\":{\\\"usage\\\":1}} [DONE]\"}}],"
                + "\"error\":null}\n\n";
        var relayed = relay(talk + FINISH + DONE, 3);
        assertEquals(talk + FINISH, relayed.text);
        complete(relayed);
    }

    @Test
    void aMalformedEventEndsIt() {
        var relayed = relay(TEXT + "data: {\"choices\":[oops]}\n\n" + FINISH + DONE, 64);
        assertEquals(TEXT, relayed.text);
        assertEquals(Fault.MALFORMED, broken(relayed).fault());
    }

    @Test
    void usageIsTheLastOfEachFieldAndNeverASum() {
        var chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":9,"
                + "\"completion_tokens\":%d,\"total_tokens\":%d}}\n\n";
        var relayed = relay(chunk.formatted(1, 10) + chunk.formatted(2, 11) + FINISH + DONE, 64);
        assertEquals(Usage.of(9, 2, UsageSource.REPORTED), relayed.usage);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "\"x_groq\":{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}},\"choices\":[{\"delta\":null,"
                    + "\"finish_reason\":\"stop\"}]",
            "\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":9,"
                    + "\"completion_tokens\":3}}]",
            "\"choices\":null,\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}",
            "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3}"})
    void usageIsFoundWhereverProvidersPutIt(String members) {
        var relayed = relay(TEXT + "data: {" + members + "}\n\n" + FINISH + DONE, 16);
        assertEquals(Usage.of(9, 3, UsageSource.REPORTED), relayed.usage);
        complete(relayed);
    }

    @Test
    void theWatcherSeesEstimatesThatTheReportCorrectsAndMayStopIt() {
        var outputs = new ArrayList<Long>();
        var long40 = "data: {\"choices\":[{\"delta\":{\"content\":\"" + "x".repeat(40) + "\"}}]}\n\n";
        var answer = open(long40 + long40 + FINISH + USAGE + DONE, long40.length());
        answer.relay(new Collected(), (in, out) -> outputs.add(out));
        assertEquals(10, outputs.get(0));
        assertEquals(20, outputs.get(1));

        var stopped = open(long40 + long40 + FINISH + DONE, long40.length());
        var ending = stopped.relay(new Collected(), (in, out) -> out < 20);
        assertEquals(Fault.CUT, assertInstanceOf(Ending.Broken.class, ending).failure().fault());
        assertEquals(UsageSource.AT_LEAST, stopped.usage().source());
        assertEquals(20, stopped.usage().get(Unit.OUTPUT));
    }

    @Test
    void aClientThatLeavesEndsTheCallAndKeepsWhatWasUsed() {
        var answer = open(TEXT + TEXT + TEXT + FINISH + DONE, 90);
        var ending = answer.relay(new Collected(1), Watch.NOBODY);
        assertEquals(Fault.CLIENT_GONE, assertInstanceOf(Ending.Broken.class, ending).failure().fault());
        assertEquals(UsageSource.AT_LEAST, answer.usage().source());

        var late = open(TEXT + USAGE + TEXT + FINISH + DONE, 4096);
        late.relay(new Collected(0), Watch.NOBODY);
        assertEquals(Usage.of(9, 3, UsageSource.REPORTED), late.usage());
    }

    @Test
    void oneReadIsOneWrite() {
        var relayed = relay(TEXT.repeat(20) + FINISH + USAGE + DONE, 8192);
        assertEquals(1, relayed.writes);
    }

    @Test
    void theReportedPriceIsExact() {
        var answer = open(TEXT + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":3,"
                + "\"cost\":0.00031413000000000004}}\n\n" + FINISH + DONE, 64);
        answer.relay(new Collected(), Watch.NOBODY);
        assertEquals(314_130_000, answer.reportedPicos().orElseThrow());
        assertEquals(Optional.empty(), answer.notes());
    }

    private static Answer open(String body, int piece) {
        var wire = Canned.stream(piece, body.getBytes(StandardCharsets.UTF_8));
        var opening =
                new Upstream(wire, Time.system(), "via").open(Calls.call(Calls.chat(true), "https://a.example/v1"));
        return assertInstanceOf(Opening.Streaming.class, opening).answer();
    }

    private static Relayed relay(String body, int piece) {
        var sink = new Collected();
        try (var answer = open(body, piece)) {
            var ending = answer.relay(sink, Watch.NOBODY);
            return new Relayed(sink.text(), ending, answer.usage(), sink.writes());
        }
    }

    private static Ending.Complete complete(Relayed relayed) {
        return assertInstanceOf(Ending.Complete.class, relayed.ending);
    }

    private static Failure broken(Relayed relayed) {
        return assertInstanceOf(Ending.Broken.class, relayed.ending).failure();
    }
}
