package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Shared;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// What real providers sent, written for clients of every other protocol: it is what the protocol's makers describe, and
/// nothing else.
class ConvertedRepliesTest {
    private static final Map<Endpoint, List<String>> CLIENTS = Map.of(
            Endpoint.CHAT, List.of("openai-chat", "openai-chunk"),
            Endpoint.RESPONSES, List.of("openai-response", "openai-response-event"),
            Endpoint.MESSAGES, List.of("anthropic-message", "anthropic-event"),
            Endpoint.GENERATE, List.of("gemini-answer", "gemini-answer"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Schemas SCHEMAS = new Schemas();

    /// A recorded reply and the endpoint at which the client asked.
    record Carried(Recorded recorded, Endpoint client) {
        private String schema() {
            return Objects.requireNonNull(CLIENTS.get(client)).get(recorded.stream() ? 1 : 0);
        }

        @Override
        public String toString() {
            return client + " <- " + recorded;
        }
    }

    static Stream<Carried> whole() {
        return RecordedRepliesTest.whole().flatMap(ConvertedRepliesTest::crossings);
    }

    static Stream<Carried> streams() {
        return RecordedRepliesTest.streams().flatMap(ConvertedRepliesTest::crossings);
    }

    private static Stream<Carried> crossings(Recorded recorded) {
        return CLIENTS.containsKey(recorded.endpoint())
                ? CLIENTS.keySet().stream().filter(e -> e != recorded.endpoint()).map(e -> new Carried(recorded, e))
                : Stream.of();
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.all().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(whole().count() > 600 && streams().count() > 500, () -> whole().count() + " " + streams().count());
        long answered = Stream.concat(whole(), streams())
                .filter(c -> !(open(c) instanceof Opening.Failed)).count();
        assertTrue(answered > 1_000, () -> "only " + answered);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void aWholeAnswerIsWhatItsProtocolDescribes(Carried carried) {
        if (open(carried) instanceof Opening.Whole whole) {
            var reply = JSON.readTree(whole.body());
            assertEquals(List.of(), SCHEMAS.ownFaults(carried.schema(), reply), reply::toString);
        } else {
            unreadable(carried);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void everyEventOfAStreamIsWhatItsProtocolDescribes(Carried carried) {
        if (!(open(carried) instanceof Opening.Streaming(var answer))) {
            unreadable(carried);
            return;
        }
        var sink = new Collected();
        try (answer) {
            if (answer.relay(sink, Watch.NOBODY) instanceof Ending.Complete(var tail)) {
                sink.end(tail);
            }
        }
        var faults = new ArrayList<String>();
        for (var event : Schemas.events(sink.text())) {
            SCHEMAS.ownFaults(carried.schema(), event).forEach(fault -> faults.add(fault + " in " + event));
        }
        assertEquals(List.of(), faults);
    }

    /// An answer that cannot be carried over is a fault with a reason, never half an answer.
    private static void unreadable(Carried carried) {
        if (open(carried) instanceof Opening.Failed failed) {
            assertTrue(failed.failure().message().length() > 20, failed.failure()::message);
        }
    }

    private static Opening open(Carried carried) {
        var recorded = carried.recorded;
        var type = recorded.stream() ? "text/event-stream" : "application/json";
        return new Crossing(carried.client, recorded.endpoint())
                .open(new Canned(4096, new Canned.Answer(200, type, recorded.body())), recorded.baseUrl(),
                        recorded.stream());
    }
}
