package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Called;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// What real providers sent, written for clients of every other protocol: it is what the protocol's makers describe, and
/// nothing else.
class ConvertedRepliesTest {
    private static final String HI = "{\"role\":\"user\",\"content\":\"Hi\"}";
    private static final Map<Endpoint, Client> CLIENTS = Map.of(
            Endpoint.CHAT, new Client("openai-chat", "openai-chunk", "\"messages\":[" + HI + "]"),
            Endpoint.RESPONSES, new Client("openai-response", "openai-response-event", "\"input\":\"Hi\""),
            Endpoint.MESSAGES, new Client("anthropic-message", "anthropic-event",
                    "\"max_tokens\":99,\"messages\":[" + HI + "]"),
            Endpoint.GENERATE, new Client("gemini-answer", "gemini-answer",
                    "\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Schemas SCHEMAS = new Schemas();

    /// The schemas of a protocol's answers and the fields of a small question.
    private record Client(String whole, String event, String asks) {}

    /// A recorded reply and the endpoint at which the client asked.
    record Crossing(Recorded recorded, Endpoint client) {
        private Client words() {
            return Objects.requireNonNull(CLIENTS.get(client));
        }

        @Override
        public String toString() {
            return client + " <- " + recorded;
        }
    }

    static Stream<Crossing> whole() {
        return RecordedRepliesTest.whole().flatMap(ConvertedRepliesTest::crossings);
    }

    static Stream<Crossing> streams() {
        return RecordedRepliesTest.streams().flatMap(ConvertedRepliesTest::crossings);
    }

    private static Stream<Crossing> crossings(Recorded recorded) {
        return CLIENTS.containsKey(recorded.endpoint())
                ? CLIENTS.keySet().stream().filter(e -> e != recorded.endpoint()).map(e -> new Crossing(recorded, e))
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
    void aWholeAnswerIsWhatItsProtocolDescribes(Crossing crossing) {
        if (open(crossing) instanceof Opening.Whole whole) {
            var reply = JSON.readTree(whole.body());
            assertEquals(List.of(), SCHEMAS.ownFaults(crossing.words().whole(), reply), reply::toString);
        } else {
            unreadable(crossing);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void everyEventOfAStreamIsWhatItsProtocolDescribes(Crossing crossing) {
        if (!(open(crossing) instanceof Opening.Streaming(var answer))) {
            unreadable(crossing);
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
            SCHEMAS.ownFaults(crossing.words().event(), event).forEach(fault -> faults.add(fault + " in " + event));
        }
        assertEquals(List.of(), faults);
    }

    /// An answer that cannot be carried over is a fault with a reason, never half an answer.
    private static void unreadable(Crossing crossing) {
        if (open(crossing) instanceof Opening.Failed failed) {
            assertTrue(failed.failure().message().length() > 20, failed.failure()::message);
        }
    }

    private static Opening open(Crossing crossing) {
        var recorded = crossing.recorded;
        var type = recorded.stream() ? "text/event-stream" : "application/json";
        var time = Time.system();
        var provider = new Provider("acme", recorded.dialect(), recorded.baseUrl(), List.of(), false, true, List.of(),
                recorded.dialect() == Dialect.OPENAI ? Optional.of(Set.of(recorded.endpoint())) : Optional.empty(),
                Optional.empty());
        var call = new Call(ask(crossing), provider, new TargetId("acme", "1", "gpt-x"), Optional.of(Calls.SECRET),
                Calls.CLIENT, Calls.limits(time), time);
        return new Upstream(new Canned(4096, new Canned.Answer(200, type, recorded.body())), time, "via").open(call);
    }

    private static Ask ask(Crossing crossing) {
        boolean stream = crossing.recorded.stream();
        boolean gemini = crossing.client.protocol() == Protocol.GEMINI;
        var called = Calls.called(crossing.client, stream);
        var options = (stream && !gemini ? ",\"stream\":true" : "")
                + (stream && crossing.client == Endpoint.CHAT ? ",\"stream_options\":{\"include_usage\":true}" : "");
        var body = "{\"model\":\"m\"," + crossing.words().asks() + options + "}";
        return Calls.ask(called, body);
    }
}
