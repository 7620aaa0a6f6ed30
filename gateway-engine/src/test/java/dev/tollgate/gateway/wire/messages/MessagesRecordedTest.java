package dev.tollgate.gateway.wire.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// What real clients asked and real providers answered goes into the neutral form and comes out of it the same.
class MessagesRecordedTest {
    static Stream<Fixtures> asked() {
        return Fixtures.all().stream().filter(fixture -> fixture.request().isPresent());
    }

    static Stream<Fixtures> whole() {
        return Fixtures.all().stream().filter(fixture -> fixture.message().isPresent());
    }

    static Stream<Fixtures> streamed() {
        return Fixtures.all().stream().filter(fixture -> fixture.stream().isPresent());
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Fixtures.all().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(asked().count() > 90 && whole().count() > 55 && streamed().count() > 35,
                "fewer recordings than there were");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("asked")
    void requestsKeepTheirWordsToolsCallsAndThoughts(Fixtures fixture) {
        var asked = fixture.request().orElseThrow();
        try {
            var again = Said.ask(Said.FORM.prompt(asked), "m", new ArrayList<>());
            assertEquals(gist(asked), gist(again));
            assertEquals(tools(asked), tools(again));
            assertEquals(asked.path("max_tokens").asLong(), again.path("max_tokens").asLong());
        } catch (Untranslatable refused) {
            assertTrue(Json.text(asked).matches("(?s).*(_20\\d{6}|server_tool_use|tool_addition|container_upload).*"),
                    refused.said());
            assertTrue(refused.said().contains(refused.field()), refused.said());
        }
    }

    /// All that is said, block by block, in whatever messages it stands.
    private static List<String> gist(JsonNode body) {
        var gist = new ArrayList<String>();
        blocks(body.path("system"), gist);
        body.path("messages").forEach(message -> blocks(message.path("content"), gist));
        return gist;
    }

    private static void blocks(JsonNode content, List<String> gist) {
        if (content.isString() && !content.asString().isBlank()) {
            gist.add(content.asString());
        }
        for (var block : content) {
            if (block.path("type").asString("").equals("tool_result")) {
                gist.add(block.path("tool_use_id").asString() + block.path("is_error").asBoolean(false));
                blocks(block.path("content"), gist);
            } else if (block.path("type").asString("").equals("text")) {
                gist.add(block.path("text").asString());
            } else {
                gist.add(Stream.of("id", "name", "input", "thinking", "signature", "data", "source")
                        .map(field -> block.path(field).toString()).toList().toString());
            }
        }
    }

    private static Map<String, JsonNode> tools(JsonNode body) {
        var tools = new TreeMap<String, JsonNode>();
        body.path("tools").forEach(tool -> tools.put(tool.path("name").asString(), tool.path("input_schema")));
        return tools;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersAreReadAndWrittenTheSame(Fixtures fixture) {
        var message = fixture.message().orElseThrow();
        var answer = Said.FORM.answer(message);
        assertEquals(message.path("id").asString(), answer.id());
        assertEquals(message.path("usage"), answer.usage());
        var expected = Json.array();
        message.path("content").forEach(block -> expect(block, expected));
        var reply = Said.FORM.reply(answer, Said.USAGE, Said.hello(), 0);
        assertEquals(expected, reply.path("content"));
        assertEquals(message.path("stop_reason"), reply.path("stop_reason"));
        assertEquals(Json.string(message, "stop_sequence"), Json.string(reply, "stop_sequence"));
    }

    /// What of a block the neutral form holds.
    private static void expect(JsonNode block, ArrayNode expected) {
        var fields = switch (block.path("type").asString()) {
            case "text" -> List.of("type", "text");
            case "thinking" -> List.of("type", "thinking", "signature");
            case "redacted_thinking" -> List.of("type", "data");
            case "tool_use" -> List.of("type", "id", "name", "input");
            default -> List.<String>of();
        };
        if (!fields.isEmpty()) {
            var kept = Json.object();
            fields.forEach(field -> kept.set(field, block.path(field)));
            expected.add(kept);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streamed")
    void streamsAreReadToTheSamePartsAsTheirEventsSay(Fixtures fixture) {
        var stream = fixture.stream().orElseThrow();
        var pieces = Said.pieces(stream);
        assertEquals(summed(stream, "text_delta", "text"), folded(pieces, Piece.Text.class));
        assertEquals(summed(stream, "thinking_delta", "thinking"), folded(pieces, Piece.Thought.class));
        assertEquals(summed(stream, "signature_delta", "signature"), folded(pieces, Piece.Sealed.class));
        var last = assertLast(pieces);
        var reason = Said.events(stream).stream().map(event -> event.path("delta").path("stop_reason"))
                .filter(JsonNode::isString).findFirst().orElseThrow().asString();
        assertEquals(reason, Stops.written(last.finish()));
        assertTrue(pieces.stream().filter(Piece.Counted.class::isInstance).count() >= 2, "usage at both ends");
    }

    private static Piece.Finished assertLast(List<Piece> pieces) {
        return (Piece.Finished) Objects.requireNonNull(pieces.getLast());
    }

    private static String summed(String stream, String type, String field) {
        var sum = new StringBuilder();
        Said.events(stream).stream().map(event -> event.path("delta"))
                .filter(delta -> delta.path("type").asString("").equals(type))
                .forEach(delta -> sum.append(delta.path(field).asString()));
        return sum.toString();
    }

    private static String folded(List<Piece> pieces, Class<? extends Piece> type) {
        var sum = new StringBuilder();
        pieces.stream().filter(type::isInstance).forEach(piece -> sum.append(switch (piece) {
            case Piece.Text(_, var text) -> text;
            case Piece.Thought(_, var text, _) -> text;
            case Piece.Sealed(_, Seal seal) -> seal.value();
            case Piece.Arguments(_, var fragment) -> fragment;
            default -> "";
        }));
        return sum.toString();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streamed")
    void streamsThatAreWrittenAgainSayTheSame(Fixtures fixture) {
        var pieces = Said.pieces(fixture.stream().orElseThrow());
        var finish = assertLast(pieces).finish();
        var stream = Said.stream(finish, pieces.toArray(Piece[]::new));
        var again = Said.pieces(stream);
        for (var type : List.of(Piece.Text.class, Piece.Thought.class, Piece.Sealed.class, Piece.Arguments.class)) {
            assertEquals(folded(pieces, type), folded(again, type));
        }
        assertEquals(called(pieces), called(again));
        Said.blocks(Said.events(stream));
    }

    private static List<String> called(List<Piece> pieces) {
        return pieces.stream().filter(Piece.Called.class::isInstance).map(Piece.Called.class::cast)
                .map(call -> call.id() + " " + call.name()).toList();
    }

    @Test
    void anAnswerAsPiecesIsReadBackAsTheSameAnswer() {
        var sealed = Optional.of(new Seal(Protocol.MESSAGES, "", "EqQ="));
        var answer = new Answer("msg_1", "claude", List.of(new Part.Thought("Hm.", sealed, false),
                Part.Text.of("Hello"), new Part.Call("toolu_1", "add", "{\"a\":1.0}", false, Optional.empty())),
                Finish.CALLS, Optional.empty(), Said.json("{}"));
        assertEquals(answer.pieces().stream().filter(piece -> !(piece instanceof Piece.Counted)).toList(),
                Said.pieces(Said.stream(Finish.CALLS, answer.pieces().toArray(Piece[]::new))).stream()
                        .filter(piece -> !(piece instanceof Piece.Counted)).toList());
    }
}
