package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.wire.ErrorBody;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What becomes of a stream that comes otherwise than its protocol's makers write it, passed on or carried over.
///
/// | what comes | what the client gets |
/// |---|---|
/// | other line ends, a byte order mark, comments, `id:`, `retry:`, unknown fields, no space after the colon, data on several lines, pieces of any size | the same events; passed on, the same bytes |
/// | unknown kinds of events | passed on; carried over, nothing of them |
/// | no last empty line, no end marker behind a finish | a whole answer, with its end marker |
/// | an end marker twice, anything behind the end | nothing of it |
/// | an end marker of chat's in another protocol | nothing of it; it ends nothing |
/// | an end marker of chat's without a finish reason | a whole answer: the provider says that it is one |
/// | an end without a finish, a finish without the event that must follow it | an error in the midst, `stream_cut` |
/// | data that is no JSON, an event without end | an error, `malformed` |
/// | bytes that are no event at all | nothing of them carried over |
@Timeout(60)
class StreamDamageTest {
    private static final String NL = "\n\n";
    private static final Map<Endpoint, List<String>> STREAMS = Map.of(
            Endpoint.CHAT, List.of(
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}",
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Größe 😀\"},\"finish_reason\":null}]}",
                    "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                    "data: [DONE]"),
            Endpoint.COMPLETIONS, List.of(
                    "data: {\"id\":\"c\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"text\":\"Größe 😀\",\"finish_reason\":null,\"logprobs\":null}]}",
                    "data: {\"id\":\"c\",\"object\":\"text_completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"text\":\"\",\"finish_reason\":\"stop\",\"logprobs\":null}]}",
                    "data: [DONE]"),
            Endpoint.RESPONSES, List.of(
                    "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"status\":\"in_progress\",\"model\":\"m\",\"output\":[]}}",
                    "event: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}}",
                    "event: response.content_part.added\ndata: {\"type\":\"response.content_part.added\",\"sequence_number\":2,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}",
                    "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":3,\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"Größe 😀\",\"logprobs\":[]}",
                    "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"sequence_number\":4,\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Größe 😀\",\"annotations\":[]}]}}",
                    "event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":5,\"response\":{\"id\":\"r\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"m\",\"output\":[{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{\"type\":\"output_text\",\"text\":\"Größe 😀\",\"annotations\":[]}]}],\"usage\":{\"input_tokens\":3,\"output_tokens\":2,\"total_tokens\":5}}}"),
            Endpoint.MESSAGES, List.of(
                    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}",
                    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Größe 😀\"}}",
                    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}",
                    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}",
                    "event: message_stop\ndata: {\"type\":\"message_stop\"}"),
            Endpoint.GENERATE, List.of(
                    "data: {\"responseId\":\"g\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"Größe \"}]}}]}",
                    "data: {\"responseId\":\"g\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"😀\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":2,\"totalTokenCount\":5}}"));
    private static final Map<Endpoint, String> ENDS = Map.of(Endpoint.CHAT, "[DONE]", Endpoint.COMPLETIONS, "[DONE]",
            Endpoint.RESPONSES, "response.completed", Endpoint.MESSAGES, "message_stop", Endpoint.GENERATE,
            "finishReason");

    private static final Map<Endpoint, String> ERRORS = Map.of(Endpoint.CHAT, "openai-error", Endpoint.COMPLETIONS,
            "openai-error", Endpoint.RESPONSES, "openai-response-event", Endpoint.MESSAGES, "anthropic-event",
            Endpoint.GENERATE, "gemini-error");
    private static final Schemas SCHEMAS = new Schemas();

    /// What reached the client, and how it ended.
    private record Got(String text, Optional<Fault> fault) {}

    static Stream<Crossing> crossings() {
        var conversations = STREAMS.keySet().stream().filter(Endpoint::isConversation).toList();
        return Stream.concat(Stream.of(new Crossing(Endpoint.COMPLETIONS, Endpoint.COMPLETIONS)),
                conversations.stream().flatMap(c -> conversations.stream().map(p -> new Crossing(c, p))));
    }

    private static List<String> events(Crossing crossing) {
        return Objects.requireNonNull(STREAMS.get(crossing.provider()));
    }

    private static String whole(Crossing crossing) {
        return String.join(NL, events(crossing)) + NL;
    }

    private static String end(Endpoint endpoint) {
        return Objects.requireNonNull(ENDS.get(endpoint));
    }

    private static Got got(Crossing crossing, String stream, int piece) {
        return got(crossing, Canned.stream(piece, stream.getBytes(StandardCharsets.UTF_8)));
    }

    private static Got got(Crossing crossing, Transport transport) {
        return switch (crossing.open(transport, "https://acme.example/v1", true)) {
            case Opening.Failed(var failure, var _) -> new Got("", Optional.of(failure.fault()));
            case Opening.Whole whole -> throw new AssertionError("no stream: " + whole);
            case Opening.Unsuited unsuited -> throw new AssertionError("nothing was demanded: " + unsuited);
            case Opening.Streaming(var answer) -> relayed(answer);
        };
    }

    private static Got relayed(Answer answer) {
        var sink = new Collected();
        try (answer) {
            return switch (answer.relay(sink, Watch.NOBODY)) {
                case Ending.Complete(var tail) -> {
                    sink.end(tail);
                    yield new Got(steady(sink.text()), Optional.empty());
                }
                case Ending.Broken(var failure) -> {
                    sink.end(answer.farewell(new ErrorBody.Said(502, failure.message(), null, "upstream_error")));
                    yield new Got(steady(sink.text()), Optional.of(failure.fault()));
                }
            };
        }
    }

    /// Without what differs from run to run.
    private static String steady(String text) {
        return text.replaceAll("\"(created|created_at|completed_at)\":[0-9.]+", "\"$1\":0");
    }

    private static void same(Crossing crossing, UnaryOperator<String> damage) {
        var expected = got(crossing, whole(crossing), 4096);
        assertEquals(Optional.empty(), expected.fault);
        var damaged = damage.apply(whole(crossing));
        for (int piece : new int[] {1, 2, 3, 5, 4096}) {
            var got = got(crossing, damaged, piece);
            assertEquals(Optional.empty(), got.fault);
            assertEquals(crossing.client() == crossing.provider() ? steady(damaged) : expected.text, got.text);
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void lineEndsAndFieldsThatMeanNothingChangeNothing(Crossing crossing) {
        same(crossing, text -> text);
        same(crossing, text -> text.replace("\n", "\r\n"));
        same(crossing, text -> text.replace("\n", "\r"));
        same(crossing, text -> "\uFEFF" + text);
        same(crossing, text -> ": hello" + NL + text.replace(NL, NL + ": still here" + NL + ":" + NL).replaceFirst(
                "(: still here\n\n:\n\n)$", ""));
        same(crossing, text -> text.replace("data: ", "data:"));
        same(crossing, text -> text.replace("data: ", "id: 7\nretry: 100\nwhatever: x\nlonely\ndata: "));
        same(crossing, text -> text.replace(",\"model\"", ",\ndata: \"model\"").replace(",\"index\"",
                ",\ndata:\"index\""));
    }

    /// Each place where a stream can be cut in two, inside of characters and line ends too.
    @ParameterizedTest
    @MethodSource("crossings")
    void noPlaceToCutItMatters(Crossing crossing) {
        var bytes = whole(crossing).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var expected = got(crossing, Canned.stream(4096, bytes));
        for (int at = 1; at < bytes.length; at++) {
            assertEquals(expected, got(crossing, Canned.stream(at, bytes)), "pieces of " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void aMissingLastLineOrEndMarkerIsMadeUpFor(Crossing crossing) {
        var expected = got(crossing, whole(crossing), 64);
        assertEquals(expected, got(crossing, whole(crossing).stripTrailing(), 64));
        assertEquals(expected, got(crossing, whole(crossing).stripTrailing() + "\n", 64));
        if (events(crossing).getLast().equals("data: [DONE]")) {
            var unmarked = whole(crossing).replace("data: [DONE]" + NL, "");
            assertEquals(expected, got(crossing, unmarked, 64));
            assertEquals(expected, got(crossing, unmarked.stripTrailing(), 64));
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void whatFollowsTheEndIsNotForTheClient(Crossing crossing) {
        var whole = whole(crossing);
        var expected = got(crossing, whole, 64);
        if (crossing.provider() != Endpoint.GENERATE) { // the others say when they are done
            for (var more : List.of(events(crossing).getLast() + NL, whole, "data: oops" + NL, "data: [DONE]" + NL,
                    "data: {\"error\":{\"message\":\"late\"}}" + NL)) {
                assertEquals(expected, got(crossing, whole + more, 4096), more);
            }
        }
        assertEquals(expected, got(crossing, whole + "data: [DONE]" + NL, 4096));
        int marks = expected.text.split("data: \\[DONE]", -1).length - 1;
        assertEquals(end(crossing.client()).equals("[DONE]") ? 1 : 0, marks, expected.text);
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void chatsEndMarkerEndsNoOtherProtocol(Crossing crossing) {
        if (!end(crossing.provider()).equals("[DONE]")) {
            var events = events(crossing);
            var cut = String.join(NL, events.subList(0, events.size() - 1)) + NL + "data: [DONE]" + NL;
            broken(crossing, got(crossing, cut, 64), Fault.STREAM_CUT);
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void chatIsDoneWhenItSaysSo(Crossing crossing) {
        if (end(crossing.provider()).equals("[DONE]")) {
            var events = events(crossing);
            var got = got(crossing, events.get(events.size() - 3) + NL + events.getLast() + NL, 64);
            assertEquals(Optional.empty(), got.fault);
            assertTrue(got.text.contains(end(crossing.client())), got.text);
        }
    }

    private static void broken(Crossing crossing, Got got, Fault fault) {
        assertEquals(Optional.of(fault), got.fault, got.text);
        assertFalse(got.text.contains(end(crossing.client())), got.text);
        if (!got.text.isEmpty()) {
            assertTrue(got.text.contains("acme"), "the client is told why: " + got.text);
            told(crossing, Schemas.events(got.text).getLast());
        }
    }

    /// In the client's own shape; what was passed of a response is the provider's, and its failure repeats it.
    private static void told(Crossing crossing, JsonNode last) {
        if (crossing.client() != Endpoint.RESPONSES || crossing.provider() != Endpoint.RESPONSES) {
            var schema = Objects.requireNonNull(ERRORS.get(crossing.client()));
            assertEquals(List.of(), SCHEMAS.ownFaults(schema, last), last::toString);
        }
    }

    /// Cut after any byte: whole it is only if all that makes an answer whole has come, else it does not look so.
    @ParameterizedTest
    @MethodSource("crossings")
    void anEarlyDeathNeverLooksLikeAnEnd(Crossing crossing) {
        var bytes = whole(crossing).getBytes(StandardCharsets.UTF_8);
        var expected = got(crossing, whole(crossing), 64).text;
        var finish = finished(crossing);
        for (int at = 0; at < bytes.length; at++) {
            var come = new String(Arrays.copyOf(bytes, at), StandardCharsets.UTF_8);
            var got = got(crossing, Canned.stream(4096, Arrays.copyOf(bytes, at)));
            if (come.contains(finish)) {
                assertEquals(new Got(expected, Optional.empty()), got, come);
            } else {
                broken(crossing, got, Fault.STREAM_CUT);
            }
        }
    }

    /// The last event without which an answer is not whole, to its last brace.
    private static String finished(Crossing crossing) {
        return end(crossing.provider()).equals("[DONE]")
                ? events(crossing).get(events(crossing).size() - 2)
                : events(crossing).getLast();
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void unknownKindsOfEventsStandInNobodysWay(Crossing crossing) {
        if (crossing.provider() == Endpoint.MESSAGES || crossing.provider() == Endpoint.RESPONSES) {
            same(crossing, text -> text.replace(NL, NL + "event: news\ndata: {\"type\":\"news\",\"sequence_number\":1}"
                    + NL).replaceFirst("event: news\n.*\n\n$", ""));
            same(crossing, text -> text.replace(NL, NL + "event: ping\ndata: {\"type\":\"ping\"}" + NL)
                    .replaceFirst("event: ping\n.*\n\n$", ""));
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void rubbishIsAnErrorWhereItClaimsToBeData(Crossing crossing) {
        var events = events(crossing);
        int last = events.size() - 1;
        for (var rubbish : List.of("data: oops", "data: {\"choices\":[oops]}", "data: \u0000\u0001\uFFFD", "data: []",
                "data: 7", "data: \"x\"", "data: {")) {
            var before = String.join(NL, events.subList(0, Math.min(last, 4))) + NL;
            broken(crossing, got(crossing, before + rubbish + NL + whole(crossing), 64), Fault.MALFORMED);
        }
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void bytesThatAreNoEventAreNoneOfItsOwn(Crossing crossing) {
        same(crossing, text -> text.replaceFirst(NL, NL + "\u0000\u0001\u0002 ~~~ <html>" + NL));
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void anEventThatDoesNotEndIsGivenUp(Crossing crossing) {
        var events = events(crossing);
        var before = String.join(NL, events.subList(0, events.size() > 3 ? events.size() - 2 : 1)) + NL;
        var endless = before + "data: {\"text\":\"" + "x".repeat(17 << 20);
        broken(crossing, got(crossing, endless, 1 << 20), Fault.MALFORMED);
    }

    @ParameterizedTest
    @MethodSource("crossings")
    void aStreamOfNothingIsAFailedAttempt(Crossing crossing) {
        for (var nothing : List.of("", "\n\n\n", ": hello" + NL, "data: [DONE]" + NL, "data:" + NL)) {
            var opening = crossing.open(Canned.stream(64, nothing.getBytes(StandardCharsets.UTF_8)),
                    "https://acme.example/v1", true);
            var failure = assertInstanceOf(Opening.Failed.class, opening, nothing).failure();
            assertEquals(Fault.STREAM_CUT, failure.fault(), nothing);
            assertTrue(failure.nextTarget(), nothing);
        }
    }
}
