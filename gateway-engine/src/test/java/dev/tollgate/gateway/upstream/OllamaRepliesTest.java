package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What an Ollama server answers, as clients of other protocols get it: recorded replies and lines cut anywhere.
class OllamaRepliesTest {
    private static final String NDJSON = "application/x-ndjson";
    private static final List<Endpoint> CLIENTS = List.of(Endpoint.CHAT, Endpoint.MESSAGES, Endpoint.RESPONSES,
            Endpoint.GENERATE);
    private static final int[] PIECES = {1, 7, 64, 4096};
    private static final String HELLO = "{\"model\":\"m\",\"created_at\":\"2026-01-01T00:00:00.5Z\",\"message\":{"
            + "\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n";
    private static final String LO = "{\"model\":\"m\",\"message\":{\"content\":\"lö\"},\"done\":false}\n";
    private static final String CALLS = "{\"model\":\"m\",\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{"
            + "\"name\":\"weather\",\"arguments\":{\"z\":1.0,\"city\":\"Köln\"}}},{\"function\":{\"name\":\"weather\","
            + "\"arguments\":{}}}]},\"done\":false}\n";
    private static final String END = "{\"model\":\"m\",\"message\":{\"content\":\"\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":11,\"eval_count\":5}\n";

    private static List<Path> recordings() {
        return Shared.fixtures().map(root -> list(root.resolve("ollama/api-chat"))).orElse(List.of());
    }

    private static List<Path> list(Path folder) {
        try (var names = Files.list(folder)) {
            return names.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path recording) {
        try {
            return Files.readString(recording.resolve("response.body"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Stream<Path> whole() {
        return recordings().stream().filter(recording -> read(recording).strip().indexOf('\n') < 0);
    }

    static Stream<Path> streams() {
        return recordings().stream().filter(recording -> read(recording).strip().indexOf('\n') > 0);
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(recordings().isEmpty(), Shared.NO_RECORDINGS);
        assertEquals(3, whole().count());
        assertEquals(2, streams().count());
    }

    private static Opening open(Endpoint client, boolean stream, Canned canned) {
        var options = (stream ? ",\"stream\":true" : "")
                + (stream && client == Endpoint.CHAT ? ",\"stream_options\":{\"include_usage\":true}" : "");
        var recorded = new Recorded(Path.of(""), "", "", client, stream, 200, Map.of(),
                Optional.empty());
        var called = Calls.called(client, stream);
        var ask = Calls.ask(called, "{\"model\":\"m\"," + recorded.asked(options) + "}");
        return new Upstream(canned, Time.system(), "via").open(Calls.call(ask, "http://127.0.0.1:11434",
                Dialect.OLLAMA));
    }

    private static Canned lines(int piece, String body) {
        return new Canned(piece, new Canned.Answer(200, NDJSON, body.getBytes(StandardCharsets.UTF_8)));
    }

    /// What a client reads of its own protocol's stream.
    private static dev.tollgate.gateway.wire.neutral.Answer streamed(Endpoint client, String events) {
        var reader = Forms.of(client.protocol()).reader();
        var gathered = new Gathered();
        events.lines().filter(line -> line.startsWith("data:") && !line.endsWith("[DONE]"))
                .map(line -> Json.read(line.substring(5)).orElseThrow())
                .forEach(data -> reader.read(data.path("type").asString(""), data, gathered::add));
        return gathered.answer();
    }

    private static String text(dev.tollgate.gateway.wire.neutral.Answer answer) {
        var text = new StringBuilder();
        answer.parts().forEach(part -> text.append(part instanceof Part.Text(var said, _) ? said : ""));
        return text.toString();
    }

    private static List<String> calls(dev.tollgate.gateway.wire.neutral.Answer answer) {
        return answer.parts().stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast)
                .map(call -> call.name() + call.arguments()).toList();
    }

    private static void told(Usage usage, JsonNode stated) {
        long input = Stream.of("prompt_tokens", "input_tokens", "promptTokenCount").mapToLong(
                name -> stated.path(name).asLong(0)).sum();
        long output = Stream.of("completion_tokens", "output_tokens", "candidatesTokenCount").mapToLong(
                name -> stated.path(name).asLong(0)).sum();
        assertEquals(usage.get(Unit.INPUT), input, "input told");
        assertEquals(usage.get(Unit.OUTPUT), output, "output told");
    }

    private static void counted(Usage usage, JsonNode last) {
        assertEquals(last.path("eval_count").asLong(), usage.get(Unit.OUTPUT));
        if (last.has("prompt_eval_count")) {
            assertEquals(last.path("prompt_eval_count").asLong(), usage.get(Unit.INPUT));
            assertEquals(UsageSource.REPORTED, usage.source());
        } else {
            assertTrue(usage.get(Unit.INPUT) > 0);
            assertEquals(UsageSource.ESTIMATED, usage.source());
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersReachEveryClientWithTheirWordsAndCounts(Path recording) {
        var body = Json.read(read(recording)).orElseThrow();
        for (var client : CLIENTS) {
            var canned = new Canned(4096, new Canned.Answer(200, "application/json; charset=utf-8",
                    read(recording).getBytes(StandardCharsets.UTF_8)));
            var whole = assertInstanceOf(Opening.Whole.class, open(client, false, canned));
            var json = Json.read(new String(whole.body(), StandardCharsets.UTF_8)).orElseThrow();
            var answer = Forms.of(client.protocol()).answer(json);
            assertEquals(body.path("message").path("content").asString(), text(answer), client::word);
            counted(whole.usage(), body);
            told(whole.usage(), answer.usage());
            assertEquals(Json.read("false").orElseThrow(), Json.read(canned.sent(0)).orElseThrow().path("stream"));
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamsReachEveryClientWithTheirWordsAndCountsHoweverTheyAreCut(Path recording) {
        var lines = read(recording).lines().map(line -> Json.read(line).orElseThrow()).toList();
        var said = new StringBuilder();
        lines.forEach(line -> said.append(line.path("message").path("content").asString("")));
        for (var client : CLIENTS) {
            for (int piece : PIECES) {
                var sink = new Collected();
                var usage = relayed(client, lines(piece, read(recording)), sink);
                var answer = streamed(client, sink.text());
                assertEquals(said.toString(), text(answer), client::word);
                counted(usage, lines.getLast());
                told(usage, answer.usage());
            }
        }
    }

    private static Usage relayed(Endpoint client, Canned canned, Collected sink) {
        var streaming = assertInstanceOf(Opening.Streaming.class, open(client, true, canned));
        try (var answer = streaming.answer()) {
            sink.end(assertInstanceOf(Ending.Complete.class, answer.relay(sink, Watch.NOBODY)).tail());
            return answer.usage();
        }
    }

    private static Failure broken(String body, Collected sink) {
        var streaming = assertInstanceOf(Opening.Streaming.class, open(Endpoint.CHAT, true, lines(7, body)));
        try (var answer = streaming.answer()) {
            return assertInstanceOf(Ending.Broken.class, answer.relay(sink, Watch.NOBODY)).failure();
        }
    }

    private static Failure failed(String body) {
        return assertInstanceOf(Opening.Failed.class, open(Endpoint.CHAT, true, lines(64, body))).failure();
    }

    @Test
    void callsAndTheirArgumentsReachEveryClientHoweverTheyAreCut() {
        for (var client : CLIENTS) {
            for (int piece : PIECES) {
                var sink = new Collected();
                var usage = relayed(client, lines(piece, HELLO + LO + CALLS + END), sink);
                var answer = streamed(client, sink.text());
                assertEquals("Hellö", text(answer));
                assertEquals(List.of("weather{\"z\":1.0,\"city\":\"Köln\"}", "weather{}"), calls(answer));
                assertEquals(11, usage.get(Unit.INPUT));
                told(usage, answer.usage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 4096})
    void linesMayEndAsTheyLike(int piece) {
        var plain = new Collected();
        relayed(Endpoint.CHAT, lines(4096, HELLO + LO + END), plain);
        for (var body : List.of((HELLO + LO + END).replace("\n", "\r\n"), (HELLO + LO + END).strip(),
                "\n\n" + HELLO + "\r\n \n" + LO + "\n" + END + "\n", HELLO + LO + END.strip() + "\r")) {
            var sink = new Collected();
            relayed(Endpoint.CHAT, lines(piece, body), sink);
            assertEquals(stable(plain.text()), stable(sink.text()));
        }
    }

    private static String stable(String stream) {
        return stream.replaceAll("\"created\":\\d+", "\"created\":0");
    }

    @Test
    void anAnswerEndsWithItsLastLineWhateverFollows() {
        var sink = new Collected();
        relayed(Endpoint.CHAT, lines(64, HELLO + END + LO + "not even JSON\n"), sink);
        assertEquals("Hel", text(streamed(Endpoint.CHAT, sink.text())));
    }

    @Test
    void anErrorInTheMidstIsAnError() {
        var sink = new Collected();
        var failure = broken(HELLO + "{\"error\":\"an error was encountered while running the model\"}\n", sink);
        assertEquals(Fault.STREAM_ERROR, failure.fault());
        assertTrue(failure.message().contains("while running the model"), failure.message());
        assertFalse(sink.text().contains("[DONE]"));
    }

    @Test
    void anErrorAtTheBeginningLeavesTheCallToAnotherTarget() {
        var failure = failed("{\"error\":\"model runner has unexpectedly stopped\"}\n");
        assertEquals(Fault.SERVER_ERROR, failure.fault());
        assertTrue(failure.nextTarget());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"model\":\"m\",\"message\":{\"con"})
    void withoutItsLastLineAnAnswerIsCut(String rest) {
        var sink = new Collected();
        var failure = broken(HELLO + LO + rest, sink);
        assertEquals(Fault.STREAM_CUT, failure.fault());
        assertFalse(sink.text().contains("finish_reason\":\"stop"));
        assertFalse(sink.text().contains("[DONE]"));
    }

    @Test
    void withoutAnyLineAnAnswerIsCutBeforeItSaidAnything() {
        assertEquals(Fault.STREAM_CUT, failed("").fault());
        assertEquals(Fault.STREAM_CUT, failed("{\"model\":\"m\",\"mess").fault());
    }

    @Test
    void aLineThatIsNoJsonIsMalformed() {
        assertEquals(Fault.MALFORMED, failed("{\"model\":\n").fault());
        assertEquals(Fault.MALFORMED, broken(HELLO + "{\"model\":\n" + END, new Collected()).fault());
        assertEquals(Fault.MALFORMED, failed("{\"message\":{\"tool_calls\":[{\"function\":{}}]}}\n").fault());
    }

    @Test
    void aLineOverTheLimitIsMalformed() {
        var endless = "{\"message\":{\"content\":\"" + "x".repeat((16 << 20) + 1);
        assertEquals(Fault.MALFORMED, failed(endless).fault());
        assertEquals(Fault.MALFORMED, broken(HELLO + endless, new Collected()).fault());
    }

    @Test
    void countsThatAreMissingAreEstimatedAndMarked() {
        var sink = new Collected();
        var usage = relayed(Endpoint.CHAT, lines(64, HELLO + LO
                + END.replace(",\"prompt_eval_count\":11,\"eval_count\":5", "")), sink);
        assertEquals(UsageSource.ESTIMATED, usage.source());
        assertTrue(usage.get(Unit.INPUT) > 0 && usage.get(Unit.OUTPUT) > 0);
        told(usage, streamed(Endpoint.CHAT, sink.text()).usage());
    }

    @Test
    void aStreamThatCameAsOneAnswerIsStreamed() {
        var sink = new Collected();
        relayed(Endpoint.CHAT, new Canned(64, new Canned.Answer(200, "application/json",
                END.replace("\"content\":\"\"", "\"content\":\"Hi\"").strip().getBytes(StandardCharsets.UTF_8))), sink);
        assertEquals("Hi", text(streamed(Endpoint.CHAT, sink.text())));
    }

    @Test
    void aWebPageIsNoAnswer() {
        var page = new Canned(64, new Canned.Answer(200, "text/html", "<html>".getBytes(StandardCharsets.UTF_8)));
        var failure = assertInstanceOf(Opening.Failed.class, open(Endpoint.CHAT, true, page)).failure();
        assertTrue(failure.message().contains("web page"), failure.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"400|invalid think value|BAD_REQUEST|false|400",
            "401|unauthorized|AUTH|true|502", "403|forbidden|AUTH|true|502",
            "404|model 'nope' not found|NOT_FOUND|true|404", "429|too many concurrent requests|RATE_LIMITED|true|429",
            "500|llama runner process has terminated|SERVER_ERROR|true|500",
            "503|server busy, please try again. maximum pending requests exceeded|OVERLOADED|true|503",
            "400|context quota rate limit|BAD_REQUEST|false|400"})
    void theStatusDecidesWhatAnErrorIsAndItsTextNothing(int status, String text, Fault fault, boolean next, int shown) {
        for (boolean stream : new boolean[] {true, false}) {
            for (var client : CLIENTS) {
                var canned = Canned.json(status, "{\"error\":\"" + text + "\"}");
                var failure = assertInstanceOf(Opening.Failed.class, open(client, stream, canned)).failure();
                assertEquals(fault, failure.fault());
                assertEquals(next, failure.nextTarget());
                assertEquals(shown, failure.clientStatus());
                assertTrue(failure.message().contains(text), failure.message());
                failure.original().ifPresent(body -> assertTrue(new String(body, StandardCharsets.UTF_8)
                        .contains("\"message\":\"" + text), "in the client's own shape"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"http://127.0.0.1:11434,/api/chat", "http://127.0.0.1:11434/,/api/chat",
            "http://127.0.0.1:11434/api,/api/chat", "http://127.0.0.1:11434/api/,/api/chat",
            "https://ollama.com,/api/chat", "https://x.example/ollama,/ollama/api/chat"})
    void theAddressIsThatOfItsChat(String baseUrl, String path) {
        var url = Place.of(Calls.provider(baseUrl, Dialect.OLLAMA), Endpoint.OLLAMA_CHAT,
                Protocol.OLLAMA).orElseThrow()
                .url("", "qwen3:4b");
        assertEquals(path, url.getPath());
    }

    @Test
    void aKeyIsSentAsABearer() {
        var canned = lines(64, HELLO + END);
        relayed(Endpoint.CHAT, canned, new Collected());
        assertEquals("Bearer " + Calls.SECRET, canned.asked.getFirst().head().first("Authorization").orElseThrow());
    }
}
