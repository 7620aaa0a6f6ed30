package dev.tollgate.gateway.wire.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.core.ObjectMappers;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What real clients asked and real providers answered, read, and written again for OpenAI's own client.
class ResponsesRecordedTest {
    private static final String HERE = "dev.tollgate.gateway.wire.responses.Fixtures#";

    @Test
    void recordingsAreThere() {
        assumeFalse(Fixtures.all().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(Fixtures.requests().count() > 100, "fewer requests than there were");
        assertTrue(Fixtures.streams().count() > 50 && Fixtures.wholes().count() > 60, "fewer answers than there were");
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource(HERE + "requests")
    void requestsAreReadOrRefusedByName(Fixtures fixture) {
        var body = fixture.request().orElseThrow();
        var refused = refused(body);
        if (!refused.isEmpty()) {
            assertEquals(refused, assertThrows(Untranslatable.class, () -> Said.FORM.prompt(body)).field());
            return;
        }
        var prompt = Said.FORM.prompt(body);
        assertEquals(body.path("model").asString(), prompt.model());
        assertEquals(body.path("stream").asBoolean(false), prompt.stream());
        var calls = prompt.turns().stream().flatMap(turn -> turn.parts().stream()).filter(Part.Call.class::isInstance);
        assertEquals(count(body, "function_call"), calls.count());
        var written = Said.ask(prompt, new ArrayList<>());
        assertEquals(prompt.turns(), again(written).turns(), "what is written again says the same");
    }

    private static Prompt again(JsonNode written) {
        return Said.FORM.prompt(written);
    }

    private static long count(JsonNode body, String type) {
        return StreamSupport.stream(body.path("input").spliterator(), false)
                .filter(item -> item.path("type").asString("").equals(type)).count();
    }

    /// The field of a recorded request that only its provider could serve.
    private static String refused(JsonNode body) {
        for (var field : List.of("conversation", "background")) {
            if (body.has(field)) {
                return field;
            }
        }
        if (body.path("include").toString().contains("logprobs")) {
            return "include[0]";
        }
        for (int i = 0; i < body.path("tools").size(); i++) {
            if (!body.path("tools").path(i).path("type").asString().equals("function")) {
                return "tools[" + i + "].type";
            }
        }
        return "";
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource(HERE + "wholes")
    void wholeAnswersAreReadAndWrittenAgain(Fixtures fixture) {
        var body = fixture.whole().orElseThrow();
        if (body.path("status").asString("").equals("queued")) {
            assertThrows(Garbled.class, () -> Said.FORM.answer(body));
            return;
        }
        var answer = Said.FORM.answer(body);
        assertEquals(expected(body), words(answer.parts()));
        assertEquals(finish(body), answer.finish());
        assertEquals(body.path("usage"), answer.usage());
        var reply = Said.FORM.reply(answer, Said.USAGE, Said.hello(), Said.CREATED);
        parsed(Json.text(reply), Response.class).validate();
        assertEquals(words(answer.parts()), words(Said.FORM.answer(reply).parts()));
        assertEquals(answer.finish(), Said.FORM.answer(reply).finish());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource(HERE + "streams")
    void streamsAreReadLikeTheAnswersAtTheirEnd(Fixtures fixture) {
        var events = fixture.stream();
        var end = events.getLast().path("response");
        var pieces = Said.pieces(events);
        assertEquals(unsealed(expected(end)), unsealed(words(Said.parts(pieces))));
        assertEquals(expected(done(events)), words(Said.parts(pieces)));
        assertEquals(finish(end), Said.finish(pieces));
        assertEquals(new Piece.Counted(end.path("usage")), pieces.get(pieces.size() - 2));
        assertInstanceOf(Piece.Opened.class, pieces.getFirst());
    }

    /// OpenAI encrypts reasoning anew for the end.
    private static List<String> unsealed(List<String> words) {
        return words.stream().map(line -> line.startsWith("thought ") ? line.replaceAll(" \\S*$", "") : line).toList();
    }

    /// The items as each was when it was done.
    private static JsonNode done(List<JsonNode> events) {
        var done = Json.object();
        var output = done.putArray("output");
        events.stream().filter(event -> event.path("type").asString().equals("response.output_item.done"))
                .forEach(event -> output.add(event.path("item")));
        return done;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource(HERE + "streams")
    void streamsAreWrittenAgainAsOpenAisOwnClientWantsThem(Fixtures fixture) {
        var pieces = Said.pieces(fixture.stream());
        var stream = Said.stream(Said.hello(), Said.finish(pieces), pieces);
        var events = Said.events(stream);
        Order.check(events);
        var accumulator = ResponseAccumulator.create();
        for (var event : events) {
            accumulator.accumulate(parsed(Json.text(event), ResponseStreamEvent.class).validate());
        }
        accumulator.response().validate();
        var end = events.getLast().path("response");
        assertEquals(words(Said.parts(pieces)), words(Said.FORM.answer(end).parts()));
        assertEquals(Said.parts(pieces).size(), end.path("output").size());
        assertEquals(accumulator.response().output().size(), end.path("output").size());
        assertEquals(words(Said.parts(pieces)), words(Said.parts(Said.pieces(events))));
        assertFalse(stream.contains("[DONE]"));
    }

    static <T> T parsed(String json, Class<T> type) {
        try {
            return ObjectMappers.jsonMapper().readValue(json, type);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(json, wrong);
        }
    }

    private static Finish finish(JsonNode body) {
        var types = Set.of("function_call", "custom_tool_call");
        boolean called = StreamSupport.stream(body.path("output").spliterator(), false)
                .anyMatch(item -> types.contains(item.path("type").asString()));
        return body.path("status").asString("").equals("incomplete")
                ? Finish.LENGTH
                : called ? Finish.CALLS : Finish.STOP;
    }

    /// The recorded output, one line for each part.
    private static List<String> expected(JsonNode body) {
        var words = new ArrayList<String>();
        for (var item : body.path("output")) {
            switch (item.path("type").asString()) {
                case "message" -> item.path("content").forEach(
                        part -> words
                                .add("text " + part.path("text").asString("") + part.path("refusal").asString("")));
                case "function_call" -> words.add("call " + item.path("call_id").asString() + " "
                        + item.path("name").asString() + item.path("arguments").asString());
                case "reasoning" -> {
                    var texts = new ArrayList<String>();
                    item.path("summary").forEach(part -> texts.add(part.path("text").asString()));
                    item.path("content").forEach(part -> texts.add(part.path("text").asString()));
                    if (!texts.isEmpty() || item.path("encrypted_content").isString()) {
                        words.add("thought " + String.join("\n\n", texts) + " "
                                + item.path("encrypted_content").asString(""));
                    }
                }
                case "image_generation_call" -> words.add("image " + item.path("result").asString(""));
                default -> {
                    // a tool of the provider's own
                }
            }
        }
        words.removeIf(line -> line.equals("text ") || line.equals("image "));
        return words;
    }

    private static List<String> words(List<Part> parts) {
        return parts.stream().map(part -> switch (part) {
            case Part.Text(var text, _) -> "text " + text;
            case Part.Refusal(var text) -> "text " + text;
            case Part.Call call -> "call " + call.id() + " " + call.name() + call.arguments();
            case Part.Thought thought ->
                "thought " + thought.text() + " " + thought.seal().map(seal -> seal.value()).orElse("");
            case Part.Media media -> "image " + ((Part.Source.Data) media.source()).base64();
            case Part.Result _ -> throw new AssertionError("a model gives no results");
        }).toList();
    }
}
