package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What real providers sent, read as they sent it: usage, their own prices, and bytes passed on unchanged.
class RecordedRepliesTest {
    private static final int[] PIECES = {1, 7, 64, 4096};

    static Stream<Recorded> whole() {
        return Recorded.all().stream().filter(r -> !r.stream() && r.status() == 200);
    }

    static Stream<Recorded> streams() {
        return Recorded.all().stream().filter(r -> r.stream() && !r.name().startsWith("_made")
                && !isOwnKind(r));
    }

    static Stream<Recorded> errors() {
        return Recorded.all().stream().filter(r -> r.status() >= 400);
    }

    /// GPUStack's stream that ends in an `error:` line, and Writer's old completions, which nobody else speaks; arrays of
    /// Gemini's, which is always asked for events; and a file that holds two streams.
    private static boolean isOwnKind(Recorded recorded) {
        var body = new String(recorded.body(), StandardCharsets.UTF_8);
        return body.contains("\nerror: {") || body.startsWith("data: {\"value\"") || body.startsWith("[")
                || body.split("event: response.completed", -1).length > 2;
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.all().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(streams().count() > 90 && whole().count() > 140, "fewer recordings than there were");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersGiveTheirUsageAndPassUnchanged(Recorded recorded) {
        var opening = open(recorded, 4096, ask(recorded, false, false));
        var whole = assertInstanceOf(Opening.Whole.class, opening);
        assertArrayEquals(recorded.body(), whole.body());
        check(recorded, whole.usage(), whole.reportedPicos());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamsGiveTheirUsageAndPassByteForByteHoweverTheyAreCut(Recorded recorded) {
        var body = new String(recorded.body(), StandardCharsets.UTF_8);
        for (int piece : PIECES) {
            var sink = new Collected();
            var answer = relayed(recorded, piece, ask(recorded, true, true), sink);
            var expected = whole(recorded, body);
            assertEquals(expected, sink.text(), "pieces of " + piece);
            check(recorded, answer.usage(), answer.reportedPicos());
        }
    }

    static Stream<Recorded> chatStreams() {
        return streams().filter(r -> r.endpoint().protocol() == Protocol.CHAT);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("chatStreams")
    void theInjectedUsageChunkIsHiddenAndNothingElse(Recorded recorded) {
        var body = new String(recorded.body(), StandardCharsets.UTF_8);
        var kept = new StringBuilder();
        var newline = body.contains("\r\n") ? "\r\n" : "\n";
        for (var event : body.split("(?<=" + newline + newline + ")", -1)) {
            boolean usageOnly = event.contains("\"usage\":{") && event.matches("(?s).*\"choices\":\\s*(\\[]|null).*");
            kept.append(usageOnly ? "" : event);
        }
        var sink = new Collected();
        var answer = relayed(recorded, 64, ask(recorded, true, false), sink);
        assertEquals(whole(recorded, kept.toString()), sink.text());
        check(recorded, answer.usage(), answer.reportedPicos());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("errors")
    void errorRepliesSayWhatWentWrongAndWhere(Recorded recorded) {
        var opening = new Upstream(new Canned(4096, new Canned.Answer(recorded.status(), "application/json",
                recorded.body())), Time.system(), "via")
                .open(Calls.call(ask(recorded, false, false), recorded.baseUrl(), recorded.dialect()));
        var failure = assertInstanceOf(Opening.Failed.class, opening).failure();
        assertTrue(failure.message().startsWith("acme answered " + recorded.status()), failure.message());
        assertEquals(recorded.status(), failure.upstreamStatus());
        assertFalse(failure.message().contains("<html"), failure.message());
    }

    /// Chat ends with a marker, which a few leave out; the others end with an event of their own.
    static String whole(Recorded recorded, String body) {
        if (recorded.endpoint() == Endpoint.RESPONSES) {
            return body.split("data: \\[DONE]", -1)[0]; // OpenRouter's own, behind the end
        }
        boolean marked = recorded.endpoint().protocol() != Protocol.CHAT || body.contains("[DONE]");
        return marked ? body : body + "data: [DONE]\n\n";
    }

    private static Answer relayed(Recorded recorded, int piece, Ask ask, Collected sink) {
        var streaming = assertInstanceOf(Opening.Streaming.class, open(recorded, piece, ask));
        try (var answer = streaming.answer()) {
            var ending = answer.relay(sink, Watch.NOBODY);
            sink.end(assertInstanceOf(Ending.Complete.class, ending).tail());
            return answer;
        }
    }

    private static Opening open(Recorded recorded, int piece, Ask ask) {
        var type = ask.stream() ? "text/event-stream" : "application/json";
        return new Upstream(new Canned(piece, new Canned.Answer(200, type, recorded.body())), Time.system(), "via")
                .open(Calls.call(ask, recorded.baseUrl(), recorded.dialect()));
    }

    private static Ask ask(Recorded recorded, boolean stream, boolean usageAsked) {
        var options = (stream ? ",\"stream\":true" : "")
                + (usageAsked ? ",\"stream_options\":{\"include_usage\":true}" : "");
        return Calls.ask(Calls.called(recorded.endpoint(), stream),
                "{\"model\":\"m\"," + recorded.asked(options) + "}");
    }

    /// The index states figures in each provider's own meaning: xAI's and Vercel's reasoning is beside the output.
    private static void check(Recorded recorded, Usage usage, OptionalLong picos) {
        var stated = recorded.usage();
        if (!stated.containsKey("in")) {
            return;
        }
        boolean beside = recorded.endpoint() == Endpoint.GENERATE
                || (recorded.endpoint() == Endpoint.CHAT
                        && Set.of("xai", "vercel-gateway").contains(recorded.provider()));
        long in = stated.get("in") + stated.getOrDefault("tool_in", 0L) + (recorded.endpoint() == Endpoint.MESSAGES
                ? stated.getOrDefault("cached", 0L) + stated.getOrDefault("write", 0L)
                : 0);
        long out = stated.getOrDefault("out", 0L) + (beside ? stated.getOrDefault("reason", 0L) : 0);
        if (in == 0 && out > 0) {
            assertEquals(UsageSource.ESTIMATED, usage.source());
            assertTrue(usage.get(Unit.INPUT) > 0, "zero input beside real output is not believed");
        } else {
            assertEquals(UsageSource.REPORTED, usage.source());
            assertEquals(in, usage.get(Unit.INPUT), "input");
        }
        assertEquals(out, usage.get(Unit.OUTPUT), "output");
        assertEquals(Math.min(in, stated.getOrDefault("cached", 0L)), usage.get(Unit.CACHE_READ), "cached");
        assertEquals(Math.min(out, stated.getOrDefault("reason", 0L)), usage.get(Unit.REASONING), "reasoning");
        assertEquals(Math.min(in, stated.getOrDefault("audio_in", 0L)), usage.get(Unit.AUDIO_INPUT), "audio in");
        assertEquals(stated.getOrDefault("audio_out", 0L), usage.get(Unit.AUDIO_OUTPUT), "audio out");
        recorded.cost().ifPresent(cost -> assertEquals(OptionalLong.of(Picos.ofUsd(new BigDecimal(cost))), picos));
    }
}
