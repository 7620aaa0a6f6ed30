package dev.tollgate.gateway.wire.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Streams as Anthropic's clients want them, whatever the upstream's order; and streams of odd providers.
class MessagesStreamTest {
    private static final Piece OPENED = new Piece.Opened("chatcmpl-9", "gpt");

    private static List<String> blocks(Piece... pieces) {
        return Said.blocks(Said.written(Finish.STOP, pieces));
    }

    private static Piece call(int slot) {
        return new Piece.Called(slot, "call_" + slot, "tool" + slot, false);
    }

    private static Piece args(int slot, String fragment) {
        return new Piece.Arguments(slot, fragment);
    }

    @Test
    void aThoughtEndsWhenTextBeginsAndIsMarkedAsUnsigned() {
        assertEquals(List.of("0 thinking Hm. So. by tollgate.chat..none", "1 text Hello you"),
                blocks(OPENED, new Piece.Thought(0, "Hm.", false), new Piece.Thought(0, " So.", false),
                        new Piece.Text(1, "Hello"), new Piece.Text(1, " you")));
    }

    @Test
    void theTextOfAnUnsignedThoughtComesBackAsPlainReasoning() {
        var prompt = Said.prompt("'messages':[{'role':'user','content':'Hi'},{'role':'assistant','content':["
                + "{'type':'thinking','thinking':'Hm.','signature':'tollgate.chat..none'},"
                + "{'type':'text','text':'Hello'}]}]");
        var thought = (Part.Thought) prompt.turns().get(1).parts().getFirst();
        assertEquals(new Part.Thought("Hm.", Optional.of(new Seal(Protocol.CHAT, "", "none")), false), thought);
        assertFalse(Said.ask(prompt, "claude-opus-4-5", new ArrayList<>()).toString().contains("thinking"));
    }

    @Test
    void sealsOfOthersTravelAsSignatures() {
        var seal = new Seal(Protocol.RESPONSES, "rs_1", "gAAA");
        assertEquals(List.of("0 thinking Hm. by " + seal.in(Protocol.MESSAGES),
                "1 redacted_thinking " + seal.in(Protocol.MESSAGES), "2 thinking  by " + seal.in(Protocol.MESSAGES)),
                blocks(OPENED, new Piece.Thought(0, "Hm.", false), new Piece.Sealed(0, seal), new Piece.Closed(0),
                        new Piece.Thought(1, "", true), new Piece.Sealed(1, seal), new Piece.Closed(1),
                        new Piece.Sealed(2, seal), new Piece.Closed(2)));
        assertEquals(seal, Seal.read(Protocol.MESSAGES, "", seal.in(Protocol.MESSAGES)));
    }

    @Test
    void whatComesWhileACallGrowsIsHeldUntilItIsClosed() {
        assertEquals(List.of("0 tool_use tool0{\"a\":1}", "1 text Hello", "2 tool_use tool2{\"c\":3}"),
                blocks(OPENED, call(0), args(0, "{\"a\":"), new Piece.Text(1, "Hel"), call(2), args(2, "{\"c\""),
                        new Piece.Text(1, "lo"), args(0, "1}"), args(2, ":3}"), new Piece.Closed(1),
                        new Piece.Closed(0), new Piece.Closed(2)));
    }

    @Test
    void nothingIsHeldBackOnceACallIsSeenToBeWhole() {
        var writer = Said.FORM.writer(Said.hello(), 0);
        var out = new EventOut();
        for (var piece : List.of(OPENED, call(0), args(0, "{}"), call(1), args(1, "{\"b\":"))) {
            writer.write(piece, Said.USAGE, out);
        }
        assertTrue(new String(out.copy(), StandardCharsets.UTF_8).contains("{\\\"b\\\":"));
    }

    @Test
    void whatWasHeldGoesOutWithTheNextPieceOnceTheCallIsWhole() {
        var writer = Said.FORM.writer(Said.hello(), 0);
        var out = new EventOut();
        for (var piece : List.of(OPENED, call(0), args(0, "{\"a\":{}"), call(1), args(1, "{"), new Piece.Text(2, "x"),
                args(0, "}"), args(1, "}"), new Piece.Text(2, "y"))) {
            writer.write(piece, Said.USAGE, out);
        }
        var sent = Said.events(new String(out.copy(), StandardCharsets.UTF_8));
        assertEquals(List.of("{\"a\":{}", "}", "{", "}", "x", "y"),
                sent.stream().map(event -> event.path("delta"))
                        .map(delta -> delta.path("partial_json").asString("") + delta.path("text").asString(""))
                        .filter(text -> !text.isEmpty()).toList());
    }

    @Test
    void callsThatAreNeverClosedAllEnd() {
        assertEquals(List.of("0 tool_use tool0{\"a\":1}", "1 tool_use tool1{\"b\":2}", "2 tool_use tool2{}"),
                blocks(OPENED, call(0), args(0, "{\"a\":"), call(1), args(1, "{\"b\":"), args(0, "1}"), call(2),
                        args(1, "2}")));
    }

    @Test
    void textThatIsBrokenByAnotherPartGoesOnInANewBlock() {
        assertEquals(List.of("0 text a", "1 text b", "2 text c"),
                blocks(OPENED, new Piece.Text(0, "a"), new Piece.Text(1, "b"), new Piece.Text(0, "c")));
    }

    @Test
    void whatComesTooLateOrSaysNothingBreaksNothing() {
        assertEquals(List.of("0 thinking Hm. by tollgate.chat..none", "1 text Hello"),
                blocks(OPENED, OPENED, new Piece.Closed(7), new Piece.Thought(0, "", false),
                        new Piece.Thought(0, "Hm.", false), new Piece.Text(1, ""), new Piece.Text(1, "Hel"),
                        new Piece.Sealed(0, new Seal(Protocol.GEMINI, "", "late")), args(5, "{}"),
                        new Piece.Text(1, "lo"), new Piece.Thought(3, "", true)));
    }

    @Test
    void refusalsAreTextAndPicturesAreNamed() {
        assertEquals(List.of("0 text No.", "1 text https://pictures.example/1"),
                blocks(OPENED, new Piece.Refusal(0, "No."),
                        new Piece.Shown(1, new Part.Media(Part.Kind.IMAGE,
                                new Part.Source.Link("https://pictures.example/1"), "image/png", Optional.empty(),
                                Optional.empty(), Optional.empty()))));
    }

    @Test
    void aFreeformCallIsAnObjectWithOneText() {
        assertEquals(List.of("0 tool_use patch{\"input\":\"*** \\\"a\\\"\"}"),
                blocks(OPENED, new Piece.Called(0, "c", "patch", true), args(0, "*** "), args(0, "\"a\"")));
    }

    @Test
    void theBeginningCountsTheInputAndTheEndAllOfIt() {
        var usage = Usage.of(100, 9, UsageSource.REPORTED).with(Unit.CACHE_READ, 50).with(Unit.CACHE_WRITE_5M, 20)
                .with(Unit.CACHE_WRITE_1H, 10).with(Unit.REASONING, 4);
        var writer = Said.FORM.writer(Said.hello(), 0);
        var out = new EventOut();
        writer.write(OPENED, Usage.of(100, 0, UsageSource.ESTIMATED), out);
        writer.end(Finish.STOP_SEQUENCE, Optional.of("END"), usage, out);
        var events = Said.events(new String(out.copy(), StandardCharsets.UTF_8));
        var start = events.getFirst().path("message");
        assertEquals("msg_chatcmpl-9", start.path("id").asString());
        assertEquals(100, start.path("usage").path("input_tokens").asInt());
        assertEquals(1, start.path("usage").path("output_tokens").asInt());
        assertEquals(Said.json("{'type':'message_delta','delta':{'stop_reason':'stop_sequence','stop_sequence':'END'},"
                + "'usage':{'input_tokens':20,'cache_creation_input_tokens':30,'cache_read_input_tokens':50,"
                + "'cache_creation':{'ephemeral_5m_input_tokens':20,'ephemeral_1h_input_tokens':10},"
                + "'output_tokens':9,'output_tokens_details':{'thinking_tokens':4}}}").toString(),
                events.get(1).toString());
        assertEquals("message_stop", events.getLast().path("type").asString());
    }

    @Test
    void anAnswerOfNothingIsWhole() {
        assertEquals(List.of("message_start", "message_delta", "message_stop"),
                Said.written(Finish.LENGTH).stream().map(event -> event.path("type").asString()).toList());
    }

    @Test
    void aFailureIsAnErrorEvent() {
        var out = new EventOut();
        Said.FORM.writer(Said.hello(), 0).fail("overloaded_error", "overloaded", "Too busy.", Said.USAGE, out);
        assertEquals("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"Too busy.\"}}\n\n", new String(out.copy(), StandardCharsets.UTF_8));
    }

    @Test
    void idsThatAnthropicCouldNotGiveAreSpelledAndReadBack() {
        var stream = Said.written(Finish.CALLS, OPENED, new Piece.Called(0, "functions.add:0", "add", false),
                new Piece.Closed(0), new Piece.Called(1, "", "add", false));
        var ids = stream.stream().map(event -> event.path("content_block").path("id").asString(""))
                .filter(id -> !id.isEmpty()).toList();
        assertEquals(List.of("tgx_functions_2e_add_3a_0", "toolu_chatcmpl-9_1"), ids);
        var prompt = Said.prompt("'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'" + ids.getFirst()
                + "','name':'add','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'"
                + ids.getFirst() + "'}]}]");
        assertEquals("functions.add:0", ((Part.Call) prompt.turns().getFirst().parts().getFirst()).id());
        assertEquals("functions.add:0", ((Part.Result) prompt.turns().getLast().parts().getFirst()).id());
    }

    @ParameterizedTest
    @EnumSource
    void reasonsForStoppingAreReadAsTheyAreWritten(Finish finish) {
        assertEquals(finish, Stops.read(Stops.written(finish), false));
    }

    private static String event(String text) {
        return "data: " + text.replace('\'', '"') + "\n\n";
    }

    @Test
    void aCallWithoutFragmentsTakesWhatItsStartSays() {
        var pieces = Said.pieces(event("{'type':'content_block_start','index':3,'content_block':{'type':'tool_use',"
                + "'id':'a','name':'tgx_web_2e_search','input':{}}}")
                + event("{'type':'content_block_stop','index':3}"));
        assertEquals(List.of(new Piece.Called(0, "a", "web.search", false), new Piece.Arguments(0, "{}"),
                new Piece.Closed(0)), pieces);
    }

    @Test
    void aStreamThatOnlyStopsIsFinishedAndItsBlocksToo() {
        var pieces =
                Said.pieces(event("{'type':'content_block_delta','index':0,'delta':{'type':'text_delta','text':'a'}}")
                        + event("{'type':'ping'}") + event("{'type':'message_stop'}"));
        assertEquals(List.of(new Piece.Text(0, "a"), new Piece.Closed(0),
                new Piece.Finished(Finish.STOP, Optional.empty())), pieces);
    }

    @Test
    void whatCannotBeIsGarbled() {
        var start = event("{'type':'message_start','message':{'id':'a','model':'b','usage':null}}");
        assertThrows(Garbled.class, () -> Said.pieces(start + start));
        assertThrows(Garbled.class, () -> Said.pieces(event("{'type':'content_block_start','index':0,"
                + "'content_block':{'type':'tool_use','id':'a'}}")));
        var open = event("{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','name':'a'}}");
        assertThrows(Garbled.class, () -> Said.pieces(open + open));
        assertThrows(Garbled.class, () -> Said.pieces(open + event("{'type':'content_block_delta','index':0,"
                + "'delta':{'type':'input_json_delta','partial_json':'{1'}}")
                + event("{'type':'content_block_stop','index':0}")));
        assertThrows(Garbled.class, () -> Said.FORM.answer(Said.json("{'id':'a'}")));
        assertThrows(Garbled.class, () -> Said.FORM.answer(Said.json("{'content':[{'type':'tool_use','id':'a'}]}")));
    }

    @Test
    void aReplyHoldsWhatAStreamWouldHaveBrought() {
        var answer = Said.FORM.answer(Said.json("{'id':'x','model':null,'content':[{'type':'server_tool_use','id':'s'},"
                + "{'type':'text','text':'Hi','citations':[{}]},{'type':'tool_use','id':'t','name':'n','input':null}],"
                + "'stop_reason':null,'usage':null}"));
        assertEquals(Finish.CALLS, answer.finish());
        var reply = Said.FORM.reply(answer, Said.USAGE, Said.hello(), 0);
        assertEquals("msg_x", reply.path("id").asString());
        assertEquals("m", reply.path("model").asString());
        assertEquals(Said.json("[{'type':'text','text':'Hi'},{'type':'tool_use','id':'t','name':'n','input':{}}]"),
                reply.path("content"));
    }
}
