package dev.tollgate.gateway.wire.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Streams and answers by hand: what recordings do not show.
class ResponsesStreamTest {
    private static final Piece OPENED = new Piece.Opened("msg_01", "claude");
    private static final Seal CLAUDE = new Seal(Protocol.MESSAGES, "", "EqQ=");
    private static final Seal GEMINI = new Seal(Protocol.GEMINI, "", "CiQ=");
    private static final String CODEX = "'input':'Hi','tools':[{'type':'custom','name':'apply_patch'},"
            + "{'type':'namespace','name':'hub','tools':[{'type':'function','name':'find'}]}]";

    /// Checks a stream's order and that OpenAI's client reads each event; gives its last answer.
    private static JsonNode end(List<JsonNode> events) {
        Order.check(events);
        var accumulator = ResponseAccumulator.create();
        for (var event : events) {
            accumulator.accumulate(
                    ResponsesRecordedTest.parsed(Json.text(event), ResponseStreamEvent.class).validate());
        }
        assertEquals(accumulator.response().validate().output().size(),
                events.getLast().path("response").path("output").size());
        return events.getLast().path("response");
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.path("type").asString().substring("response.".length())).toList();
    }

    @Test
    void aTextIsToldInTheOrderOfTheProtocol() {
        var events = Said.written(Finish.STOP, OPENED, new Piece.Text(0, "Hel"), new Piece.Text(0, ""),
                new Piece.Text(0, "lo"), new Piece.Closed(0));
        assertEquals(List.of("created", "in_progress", "output_item.added", "content_part.added", "output_text.delta",
                "output_text.delta", "output_text.done", "content_part.done", "output_item.done", "completed"),
                types(events));
        var end = end(events);
        assertEquals("resp_msg_01", end.path("id").asString());
        assertEquals("claude", end.path("model").asString());
        assertEquals(Said.json("[{'id':'msg_msg_01_0','type':'message','status':'completed','content':["
                + "{'type':'output_text','annotations':[],'logprobs':[],'text':'Hello'}],'role':'assistant'}]"),
                end.path("output"));
        assertEquals(Said.json("{'input_tokens':20,'input_tokens_details':{'cached_tokens':5,'cache_write_tokens':3},"
                + "'output_tokens':7,'output_tokens_details':{'reasoning_tokens':2},'total_tokens':27}"),
                end.path("usage"));
        assertTrue(events.getFirst().path("response").path("usage").isNull());
    }

    @Test
    void anAnswerOfNothingIsAnAnswer() {
        var end = end(Said.written(Finish.LENGTH));
        assertEquals("incomplete", end.path("status").asString());
        assertEquals(Said.json("{'reason':'max_output_tokens'}"), end.path("incomplete_details"));
        assertEquals(0, end.path("output").size());
        assertEquals("m", end.path("model").asString());
        assertEquals("resp_" + Said.CREATED, end.path("id").asString());
    }

    @ParameterizedTest
    @EnumSource(Finish.class)
    void everyFinishIsMapped(Finish finish) {
        var end = end(Said.written(finish, OPENED, new Piece.Text(0, "x")));
        var expected = switch (finish) {
            case STOP, STOP_SEQUENCE, CALLS, PAUSE -> "completed:";
            case LENGTH, CONTEXT -> "incomplete:max_output_tokens";
            case FILTER -> "incomplete:content_filter";
        };
        assertEquals(expected, end.path("status").asString() + ":"
                + end.path("incomplete_details").path("reason").asString(""));
        assertEquals(end.path("status"), end.path("output").path(0).path("status"));
    }

    @Test
    void partsMayGrowSideBySideAndNeedNotBeClosed() {
        var end = end(Said.written(Finish.CALLS, OPENED, new Piece.Called(1, "c1", "f", false),
                new Piece.Text(0, "So"), new Piece.Called(2, "c2", "g", false), new Piece.Arguments(1, "{\"a\""),
                new Piece.Arguments(2, "{}"), new Piece.Called(1, "other", "h", false), new Piece.Text(0, "."),
                new Piece.Closed(9), new Piece.Arguments(7, "lost"), new Piece.Arguments(1, ":1}"),
                new Piece.Opened("late", "late"), new Piece.Closed(2)));
        assertEquals(List.of("c1 f{\"a\":1}", " So.", "c2 g{}"), items(end));
    }

    @Test
    void aSlotThatTurnsIntoSomethingElseIsANewItemAndALateSealIsNone() {
        var end = end(Said.written(Finish.CALLS, OPENED, new Piece.Text(0, "So"),
                new Piece.Called(0, "c", "f", false), new Piece.Arguments(0, "{}"), new Piece.Closed(0),
                new Piece.Sealed(0, GEMINI), new Piece.Called(0, "c", "f", false)));
        assertEquals(List.of(" So", "c f{}"), items(end));
    }

    private static List<String> items(JsonNode end) {
        return end.path("output").valueStream().map(item -> item.path("call_id").asString("") + " "
                + item.path("name").asString("") + item.path("arguments").asString("") + item.path("input").asString("")
                + item.path("content").path(0).path("text").asString("")
                + item.path("summary").path(0).path("text").asString("")).toList();
    }

    @Test
    void thoughtsCarrySealsThroughTheClient() {
        var events = Said.written(Finish.STOP, OPENED, new Piece.Thought(0, "Hm", false),
                new Piece.Thought(0, ".", false), new Piece.Sealed(0, CLAUDE), new Piece.Closed(0),
                new Piece.Thought(1, "", true), new Piece.Sealed(1, CLAUDE), new Piece.Closed(1),
                new Piece.Thought(2, "Free", false), new Piece.Closed(2), new Piece.Thought(3, "", false));
        assertEquals(List.of("output_item.added", "reasoning_summary_part.added", "reasoning_summary_text.delta",
                "reasoning_summary_text.delta", "reasoning_summary_text.done", "reasoning_summary_part.done",
                "output_item.done", "output_item.added", "output_item.done"), types(events).subList(2, 11));
        var end = end(events);
        assertEquals(3, end.path("output").size());
        assertEquals(CLAUDE.in(Protocol.RESPONSES),
                end.path("output").path(0).path("encrypted_content").asString());
        assertFalse(end.path("output").path(2).has("encrypted_content"));
        var body = Json.object().put("model", "m");
        body.set("input", end.path("output"));
        var again = Said.FORM.prompt(body).turns().getFirst().parts();
        assertEquals(List.of(new Part.Thought("Hm.", Optional.of(CLAUDE), false),
                new Part.Thought("", Optional.of(CLAUDE), true), new Part.Thought("Free", Optional.empty(), false)),
                again);
    }

    @Test
    void sealsOfCallsComeBackWithTheCall() {
        var call = new Part.Call("c1", "f", "{}", false, Optional.of(GEMINI));
        var pieces = new Answer("", "", List.of(call), Finish.CALLS, Optional.empty(), Json.object()).pieces();
        var end = end(Said.events(Said.stream(Said.hello(), Finish.CALLS, pieces)));
        var reply = Said.FORM.reply(new Answer("", "", List.of(call), Finish.CALLS, Optional.empty(), Json.object()),
                Said.USAGE, Said.hello(), Said.CREATED);
        assertEquals(end, Said.sent(reply));
        var body = Json.object().put("model", "m");
        body.set("input", end.path("output"));
        assertEquals(List.of(call), Said.FORM.prompt(body).turns().getFirst().parts());
    }

    @Test
    void toolsOfAnyTextAreUnwrappedWhenTheyAreWhole() {
        var events = Said.written(Said.prompt(CODEX), Finish.CALLS, OPENED,
                new Piece.Called(0, "c1", "apply_patch", false), new Piece.Arguments(0, "{\"inp"),
                new Piece.Arguments(0, "ut\":\"*** \\\"x\\\"\"}"), new Piece.Closed(0),
                new Piece.Called(1, "c2", "apply_patch", true), new Piece.Arguments(1, "raw"), new Piece.Closed(1),
                new Piece.Called(2, "c3", "apply_patch", false), new Piece.Arguments(2, "{\"patch\":\"y\"}"));
        assertEquals(List.of("output_item.added", "custom_tool_call_input.delta", "custom_tool_call_input.done",
                "output_item.done"), types(events).subList(2, 6));
        var end = end(events);
        assertEquals(List.of("c1 apply_patch*** \"x\"", "c2 apply_patchraw", "c3 apply_patchy"), items(end));
        assertTrue(end.path("output").path(0).path("id").asString().startsWith("ctc_"));
    }

    @Test
    void toolsOfANamespaceAreCalledWithinIt() {
        var asked = Said.prompt(CODEX);
        var item = end(Said.written(asked, Finish.CALLS, new Piece.Called(0, "", "hub-ns-find", false)))
                .path("output").path(0);
        assertEquals("hub find", item.path("namespace").asString() + " " + item.path("name").asString());
        assertEquals("{}", item.path("arguments").asString());
        assertFalse(item.path("call_id").asString().isEmpty());
    }

    @Test
    void aCallThatWasCutIsNotComplete() {
        var item = end(Said.written(Finish.LENGTH, OPENED, new Piece.Called(0, "c", "f", false),
                new Piece.Arguments(0, "{\"a\":"), new Piece.Closed(0))).path("output").path(0);
        assertEquals("incomplete", item.path("status").asString());
    }

    @Test
    void refusalsPicturesAndSoundsAreTold() {
        var picture = new Part.Media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "image/png", Optional.empty(),
                Optional.empty(), Optional.empty());
        var sound = new Part.Media(Part.Kind.AUDIO, new Part.Source.Data("QUJD"), "audio/wav", Optional.empty(),
                Optional.empty(), Optional.empty());
        var answer = new Answer("resp_1", "x", List.of(new Part.Refusal("No."), picture, sound), Finish.STOP,
                Optional.empty(), Json.object());
        var end = end(Said.events(Said.stream(Said.hello(), Finish.STOP, answer.pieces())));
        assertEquals(List.of("refusal", "", "output_text"), end.path("output").valueStream()
                .map(item -> item.path("content").path(0).path("type").asString("")).toList());
        assertEquals("image_generation_call", end.path("output").path(1).path("type").asString());
        assertEquals(end, Said.sent(Said.FORM.reply(answer, Said.USAGE, Said.hello(), Said.CREATED)));
        assertEquals("resp_1", end.path("id").asString());
    }

    @Test
    void aWholeAnswerIsWhatItsStreamEndsWith() {
        var asked = Said.prompt(CODEX + ",'temperature':0.5,'metadata':{'a':'b'},'text':{'verbosity':'low'},"
                + "'reasoning':{'effort':'low'},'tool_choice':{'type':'custom','name':'apply_patch'}");
        var answer = new Answer("chatcmpl-1", "", List.of(new Part.Thought("Hm", Optional.of(CLAUDE), false),
                Part.Text.of(""), Part.Text.of("So"), new Part.Call("", "apply_patch", "{\"input\":\"x\"}", false,
                        Optional.empty()),
                new Part.Call("", "f", "", false, Optional.empty())), Finish.CALLS, Optional.empty(), Json.object());
        var reply = Said.FORM.reply(answer, Said.USAGE, asked, Said.CREATED);
        assertEquals(end(Said.events(Said.stream(asked, Finish.CALLS, answer.pieces()))), Said.sent(reply));
        var read = ResponsesRecordedTest.parsed(Json.text(reply), Response.class).validate();
        assertEquals(4, read.output().size());
        assertEquals("m", reply.path("model").asString());
        assertEquals(Said.json("{'type':'custom','name':'apply_patch'}"), reply.path("tool_choice"));
    }

    @Test
    void aFailureIsToldWithTheUsageSoFar() {
        var writer = Said.FORM.writer(Said.hello(), Said.CREATED);
        var out = new EventOut();
        writer.write(OPENED, Said.USAGE, out);
        writer.write(new Piece.Text(0, "Hel"), Said.USAGE, out);
        writer.fail("server_error", "server_error", "Cut.", Said.USAGE, out);
        var events = Said.events(new String(out.copy(), StandardCharsets.UTF_8));
        var last = events.getLast();
        assertEquals("response.failed", last.path("type").asString());
        assertEquals(events.size() - 1, last.path("sequence_number").asInt());
        assertEquals(Said.json("{'code':'server_error','message':'Cut.'}"), last.path("response").path("error"));
        assertEquals(27, last.path("response").path("usage").path("total_tokens").asInt());
        ResponsesRecordedTest.parsed(Json.text(last), ResponseStreamEvent.class).validate();
    }

    private static List<Piece> read(String... events) {
        return Said.pieces(List.of(events).stream().map(Said::json).toList());
    }

    @Test
    void eventsThatNobodyAnnouncedAreUnderstood() {
        var pieces = read("{'type':'response.output_text.delta','item_id':'m','delta':'Hel'}",
                "{'type':'response.output_text.delta','item_id':'m','delta':'lo'}",
                "{'type':'response.function_call_arguments.delta','item_id':'f','delta':'{'}",
                "{'type':'response.output_item.done','output_index':1,'item':{'type':'function_call','name':'f',"
                        + "'arguments':'{}'}}",
                "{'type':'response.completed','response':{'status':'completed'}}",
                "{'type':'response.output_text.delta','delta':'late'}");
        assertEquals(List.of(Part.Text.of("Hello"), new Part.Call("call__1", "f", "{}", false, Optional.empty())),
                Said.parts(pieces));
        assertEquals(Finish.CALLS, Said.finish(pieces));
    }

    @Test
    void anAnswerToldOnlyAtTheEndIsRead() {
        var pieces = read("{'type':'response.completed','response':{'id':'r','model':'x','output':["
                + "{'type':'reasoning','id':'rs_1','content':[{'type':'reasoning_text','text':'Hm'}]},"
                + "{'type':'message','content':[{'type':'output_text','text':'Hi'},{'type':'refusal','refusal':'No'}]},"
                + "{'type':'custom_tool_call','call_id':'c','name':'p','input':'raw'}]}}");
        assertEquals(new Piece.Opened("r", "x"), pieces.getFirst());
        assertEquals(List.of(new Part.Thought("Hm", Optional.empty(), false), Part.Text.of("Hi"),
                new Part.Refusal("No"), new Part.Call("c", "p", "raw", true, Optional.empty())), Said.parts(pieces));
    }

    @Test
    void partsOfASummaryAreParted() {
        var pieces = read("{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':0,"
                + "'delta':'A'}",
                "{'type':'response.reasoning_summary_text.delta','output_index':0,'summary_index':1,'delta':'B'}",
                "{'type':'response.output_item.done','output_index':0,'item':{'type':'reasoning','id':'rs_1','summary':["
                        + "{'text':'A'},{'text':'B'},{'text':'C'}],'encrypted_content':'gAAA'}}");
        assertEquals(List.of(new Part.Thought("A\n\nB\n\nC", Optional.of(new Seal(Protocol.RESPONSES, "rs_1", "gAAA")),
                false)), Said.parts(pieces));
    }

    @Test
    void whatCannotBeIsGarbledUnlessItWasCut() {
        var call = "{'type':'response.output_item.added','output_index':0,'item':{'type':'function_call','call_id':'c',"
                + "'name':'f'}}";
        var half = "{'type':'response.function_call_arguments.delta','output_index':0,'delta':'{'}";
        var completed = "{'type':'response.completed','response':{'status':'completed'}}";
        assertThrows(Garbled.class, () -> read(call, half, completed));
        assertThrows(Garbled.class, () -> read(half, completed));
        var cut = read(call, half, "{'type':'response.incomplete','response':{'status':'incomplete',"
                + "'incomplete_details':{'reason':'max_output_tokens'}}}");
        assertEquals(Finish.LENGTH, Said.finish(cut));
        assertThrows(Garbled.class, () -> Said.FORM.answer(Said.json("{'output':[{'type':'function_call'}]}")));
        assertThrows(Garbled.class, () -> Said.FORM.answer(Said.json("{'id':'x'}")));
        assertThrows(Garbled.class, () -> Said.FORM.answer(Said.json("{'output':[{'type':'function_call','name':'f',"
                + "'arguments':'{'}]}")));
    }

    @Test
    void filtersAreNamed() {
        var answer = Said.FORM.answer(Said.json("{'status':'incomplete','output':[],'incomplete_details':"
                + "{'reason':'content_filter'}}"));
        assertEquals(Finish.FILTER, answer.finish());
        assertTrue(answer.usage().isMissingNode());
        assertEquals(new Prompt.Choice.Auto(), Said.hello().choice());
    }
}
