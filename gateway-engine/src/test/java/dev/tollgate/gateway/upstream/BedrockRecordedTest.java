package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.UsageTree;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.eventstream.MessageDecoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What Bedrock really sent reaches clients of each protocol with the same words, calls and usage.
class BedrockRecordedTest {
    private static final int[] PIECES = {1, 7, 64, 4096};
    private static final List<Endpoint> CLIENTS = List.of(Endpoint.CHAT, Endpoint.MESSAGES, Endpoint.RESPONSES);
    private static final String FRAMES = "application/vnd.amazon.eventstream";

    /// What an answer says, whoever tells it.
    record Said(String text, String thoughts, List<String> calls, boolean called) {}

    static Stream<Recorded> whole() {
        return Recorded.converse().stream().filter(r -> !r.stream() && r.status() == 200);
    }

    static Stream<Recorded> streams() {
        return Recorded.converse().stream().filter(r -> r.stream() && !r.name().startsWith("_made"));
    }

    static Stream<Recorded> errors() {
        return Recorded.converse().stream().filter(r -> r.status() >= 400);
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.converse().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(whole().count() >= 32 && streams().count() >= 15 && errors().count() >= 7,
                "fewer recordings than there were");
    }

    private static Ask ask(Endpoint client, boolean stream) {
        var asked = client == Endpoint.RESPONSES
                ? "\"input\":\"Hi\""
                : "\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        var options = client == Endpoint.CHAT && stream ? ",\"stream_options\":{\"include_usage\":true}" : "";
        return Calls.ask(client, "{\"model\":\"m\"," + asked + (stream ? ",\"stream\":true" : "") + options + "}");
    }

    private static Opening open(Recorded recorded, int piece, Endpoint client, boolean stream) {
        var type = recorded.stream() ? FRAMES : "application/json";
        return new Upstream(new Canned(piece, new Canned.Answer(recorded.status(), type, recorded.body())),
                Time.system(), "via")
                .open(Calls.call(ask(client, stream), "https://bedrock.example", Dialect.BEDROCK));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersSayTheSameToEveryClient(Recorded recorded) {
        var body = Json.read(recorded.body(), 0, recorded.body().length).orElseThrow();
        var expected = plain(body);
        for (var client : CLIENTS) {
            var whole = assertInstanceOf(Opening.Whole.class, open(recorded, 4096, client, false));
            var reply = Json.read(whole.body(), 0, whole.body().length).orElseThrow();
            var answer = Forms.of(client.protocol()).answer(reply);
            assertEquals(expected, said(answer.pieces()), client.word());
            check(recorded, whole.usage());
            assertEquals(figures(whole.usage()), told(reply.path("usage"), client), client.word());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersToAClientThatStreamsAreStreamsOfTheSame(Recorded recorded) {
        var body = Json.read(recorded.body(), 0, recorded.body().length).orElseThrow();
        for (var client : CLIENTS) {
            var whole = assertInstanceOf(Opening.Whole.class, open(recorded, 4096, client, true));
            assertEquals(plain(body), said(pieces(new String(whole.body(), StandardCharsets.UTF_8), client)));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamsSayTheSameToEveryClientHoweverTheyAreCut(Recorded recorded) {
        for (var client : CLIENTS) {
            var texts = new ArrayList<String>();
            for (int piece : PIECES) {
                texts.add(relayed(recorded, piece, client).replaceAll("(\"created(_at)?\":)\\d+", "$10"));
            }
            texts.forEach(text -> assertEquals(texts.getFirst(), text));
            assertEquals(plain(recorded), said(pieces(texts.getFirst(), client)), client.word());
        }
    }

    private static String relayed(Recorded recorded, int piece, Endpoint client) {
        var sink = new Collected();
        var opening = assertInstanceOf(Opening.Streaming.class, open(recorded, piece, client, true));
        try (var answer = opening.answer()) {
            sink.end(assertInstanceOf(Ending.Complete.class, answer.relay(sink, Watch.NOBODY)).tail());
            check(recorded, answer.usage());
            var last = JsonNodeFactory.instance.objectNode();
            events(sink.text()).forEach(event -> usage(event, last));
            assertEquals(figures(answer.usage()), told(last, client), client.word());
        }
        return sink.text();
    }

    private static void usage(JsonNode event, ObjectNode last) {
        for (var at : List.of(event.path("usage"), event.path("message").path("usage"),
                event.path("response").path("usage"))) {
            at.properties().forEach(field -> last.set(field.getKey(), field.getValue()));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("errors")
    void errorsSayWhatBedrockSaid(Recorded recorded) {
        for (var client : CLIENTS) {
            var failed = assertInstanceOf(Opening.Failed.class, open(recorded, 4096, client, false)).failure();
            var said = Json.read(recorded.body(), 0, recorded.body().length).orElseThrow().path("message").asString();
            assertTrue(failed.message().contains(said.substring(0, 20)), failed.message());
            assertEquals(recorded.status() == 400, failed.fault() == Fault.BAD_REQUEST);
        }
    }

    /// The index states what Bedrock states: the caches beside the input.
    private static void check(Recorded recorded, Usage usage) {
        var stated = recorded.usage();
        if (!stated.containsKey("in")) {
            assertEquals(UsageSource.ESTIMATED, usage.source());
            return;
        }
        long read = stated.getOrDefault("cached", 0L);
        long written = stated.getOrDefault("write", 0L);
        assertEquals(UsageSource.REPORTED, usage.source());
        assertEquals(stated.get("in") + read + written, usage.get(Unit.INPUT), "input");
        assertEquals(stated.getOrDefault("out", 0L), usage.get(Unit.OUTPUT), "output");
        assertEquals(read, usage.get(Unit.CACHE_READ), "cached");
        assertEquals(written, usage.get(Unit.CACHE_WRITE_5M), "written");
        assertEquals(stated.get("total"), usage.get(Unit.INPUT) + usage.get(Unit.OUTPUT), "total");
    }

    /// What the client reads of the usage it is told.
    private static List<Long> told(JsonNode usage, Endpoint client) {
        Map<String, String> flat = new HashMap<>();
        UsageTree.flatten(usage, flat);
        return figures(Figures.of(flat, client, Quirks.NONE, new Figures.Counted(() -> 0, () -> 0)).usage());
    }

    private static List<Long> figures(Usage usage) {
        return Stream.of(Unit.INPUT, Unit.OUTPUT, Unit.CACHE_READ, Unit.CACHE_WRITE_5M).map(usage::get).toList();
    }

    private static List<JsonNode> events(String stream) {
        return stream.lines().filter(line -> line.startsWith("data: {"))
                .map(line -> Json.read(line.substring(6)).orElseThrow()).toList();
    }

    private static List<Piece> pieces(String stream, Endpoint client) {
        var reader = Forms.provider(client.protocol()).reader();
        var pieces = new ArrayList<Piece>();
        events(stream).forEach(event -> reader.read(event.path("type").asString(""), event, pieces::add));
        return pieces;
    }

    private static Said said(List<Piece> pieces) {
        var text = new StringBuilder();
        var thoughts = new StringBuilder();
        var calls = new HashMap<Integer, String>();
        boolean called = false;
        for (var piece : pieces) {
            switch (piece) {
                case Piece.Text(var _, var said) -> text.append(said);
                case Piece.Thought(var _, var said, var _) -> thoughts.append(said);
                case Piece.Called call -> calls.put(call.slot(), call.id() + " " + call.name() + " ");
                case Piece.Arguments(var slot, var fragment) -> calls.merge(slot, fragment, String::concat);
                default -> {
                    // seals and ends
                }
            }
            called |= piece instanceof Piece.Called;
        }
        return new Said(text.toString(), thoughts.toString(), calls.values().stream().map(BedrockRecordedTest::compact)
                .sorted().toList(), called);
    }

    /// Arguments without the white space between.
    private static String compact(String call) {
        int at = call.indexOf('{');
        return call.substring(0, at) + Json.text(Json.read(call.substring(at)).orElseThrow());
    }

    /// Read as plainly as can be; what Amazon's own tools did is no client's.
    private static Said plain(JsonNode body) {
        var text = new StringBuilder();
        var thoughts = new StringBuilder();
        var calls = new ArrayList<String>();
        for (var block : body.path("output").path("message").path("content")) {
            text.append(block.path("text").asString(""));
            thoughts.append(block.path("reasoningContent").path("reasoningText").path("text").asString(""));
            var call = block.path("toolUse");
            if (call.isObject() && !call.path("type").asString("").equals("server_tool_use")) {
                calls.add(call.path("toolUseId").asString() + " " + call.path("name").asString() + " "
                        + Json.text(call.path("input")));
            }
        }
        return new Said(text.toString(), thoughts.toString(), calls.stream().sorted().toList(), !calls.isEmpty());
    }

    private static Said plain(Recorded recorded) {
        var text = new StringBuilder();
        var thoughts = new StringBuilder();
        var calls = new HashMap<Integer, String>();
        var decoder = new MessageDecoder();
        decoder.feed(recorded.body());
        for (var frame : decoder.getDecodedMessages()) {
            var json = Json.read(frame.getPayload(), 0, frame.getPayload().length).orElseThrow();
            int index = json.path("contentBlockIndex").asInt(0);
            var start = json.path("start").path("toolUse");
            if (start.isObject() && !start.path("type").asString("").equals("server_tool_use")) {
                calls.put(index, start.path("toolUseId").asString() + " " + start.path("name").asString() + " ");
            }
            text.append(json.path("delta").path("text").asString(""));
            thoughts.append(json.path("delta").path("reasoningContent").path("text").asString(""));
            calls.computeIfPresent(index,
                    (_, so) -> so + json.path("delta").path("toolUse").path("input").asString(""));
        }
        return new Said(text.toString(), thoughts.toString(), calls.values().stream()
                .map(call -> compact(call.endsWith(" ") ? call + "{}" : call)).sorted().toList(), !calls.isEmpty());
    }
}
