package dev.tollgate.gateway.wire.converse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What models behind Bedrock answer, whole and event by event.
class ConverseAnswerTest {
    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    private static Answer answer(String content, String reason) {
        return new ConverseForm().answer(json("{'output':{'message':{'role':'assistant','content':[" + content
                + "]}},'stopReason':'" + reason + "','usage':{'inputTokens':1}}"));
    }

    /// @param events each with its name as `type`, in single quotes
    private static List<Piece> pieces(String... events) {
        var pieces = new ArrayList<Piece>();
        var reader = new ConverseForm().reader();
        for (var event : events) {
            var data = json("{" + event + "}");
            reader.read(data.path("type").asString(), data, pieces::add);
        }
        return pieces;
    }

    private static Seal seal(String value) {
        return new Seal(Protocol.CONVERSE, "", value);
    }

    @Test
    void blocksBecomeParts() {
        var answer = answer("{'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'EqQ='}}},"
                + "{'reasoningContent':{'redactedContent':'cmVk'}},{'text':'So'},{'toolUse':{'toolUseId':'t1','name':'add',"
                + "'input':{'a':1.0}}},{'citationsContent':{'content':[{'text':'cited'}],'citations':[]}},"
                + "{'toolUse':{'toolUseId':'s','name':'interpreter','type':'server_tool_use','input':{}}},"
                + "{'toolResult':{'toolUseId':'s','content':[]}}", "tool_use");
        assertEquals(List.of(new Part.Thought("Hm.", Optional.of(seal("EqQ=")), false),
                new Part.Thought("", Optional.of(seal("cmVk")), true), Part.Text.of("So"),
                new Part.Call("t1", "add", "{\"a\":1.0}", false, Optional.empty()), Part.Text.of("cited")),
                answer.parts());
        assertEquals(Finish.CALLS, answer.finish());
        assertEquals(json("{'inputTokens':1}"), answer.usage());
    }

    @ParameterizedTest
    @CsvSource({"end_turn,STOP", "stop_sequence,STOP_SEQUENCE", "max_tokens,LENGTH",
            "model_context_window_exceeded,CONTEXT",
            "guardrail_intervened,FILTER", "content_filtered,FILTER", "something_new,STOP"})
    void reasonsAreMapped(String reason, Finish finish) {
        assertEquals(finish, answer("{'text':'x'}", reason).finish());
        assertEquals(new Piece.Finished(finish, Optional.empty()),
                pieces("'type':'messageStop','stopReason':'" + reason + "'").getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed_tool_use", "malformed_model_output"})
    void aModelThatCouldNotBeUnderstoodIsMalformed(String reason) {
        assertThrows(Garbled.class, () -> answer("{'text':'x'}", reason));
        assertThrows(Garbled.class, () -> pieces("'type':'messageStop','stopReason':'" + reason + "'"));
    }

    @Test
    void whatIsNoAnswerIsMalformed() {
        assertThrows(Garbled.class, () -> new ConverseForm().answer(json("{'choices':[]}")));
        assertThrows(Garbled.class, () -> answer("{'toolUse':{'toolUseId':'t','input':{}}}", "tool_use"));
    }

    @Test
    void aStreamIsReadPieceByPiece() {
        assertEquals(
                List.of(new Piece.Opened("", ""), new Piece.Thought(0, "Hm", false), new Piece.Thought(0, ".", false),
                        new Piece.Sealed(0, seal("EqQ=")), new Piece.Closed(0), new Piece.Text(1, "Hi"),
                        new Piece.Closed(1),
                        new Piece.Called(2, "t1", "add", false), new Piece.Arguments(2, "{\"a\""),
                        new Piece.Arguments(2, ":1}"),
                        new Piece.Closed(2), new Piece.Called(3, "t2", "now", false), new Piece.Arguments(3, "{}"),
                        new Piece.Closed(3), new Piece.Finished(Finish.CALLS, Optional.empty()),
                        new Piece.Counted(json("{'inputTokens':5}"))),
                pieces("'type':'messageStart','role':'assistant'",
                        "'type':'contentBlockDelta','contentBlockIndex':0,'delta':{'reasoningContent':{'text':'Hm'}}",
                        "'type':'contentBlockDelta','contentBlockIndex':0,'delta':{'reasoningContent':{'text':'.'}}",
                        "'type':'contentBlockDelta','contentBlockIndex':0,'delta':{'reasoningContent':{'signature':'EqQ='}}",
                        "'type':'contentBlockStop','contentBlockIndex':0",
                        "'type':'contentBlockDelta','contentBlockIndex':1,'delta':{'text':''}",
                        "'type':'contentBlockDelta','contentBlockIndex':1,'delta':{'text':'Hi'}",
                        "'type':'contentBlockStop','contentBlockIndex':1",
                        "'type':'contentBlockStart','contentBlockIndex':2,'start':{'toolUse':{'toolUseId':'t1','name':'add'}}",
                        "'type':'contentBlockDelta','contentBlockIndex':2,'delta':{'toolUse':{'input':'{\\'a\\''}}",
                        "'type':'contentBlockDelta','contentBlockIndex':2,'delta':{'toolUse':{'input':':1}'}}",
                        "'type':'contentBlockStop','contentBlockIndex':2",
                        "'type':'contentBlockStart','contentBlockIndex':3,'start':{'toolUse':{'toolUseId':'t2','name':'now'}}",
                        "'type':'contentBlockStop','contentBlockIndex':3",
                        "'type':'messageStop','stopReason':'tool_use'",
                        "'type':'metadata','usage':{'inputTokens':5},'metrics':{}"));
    }

    @Test
    void aHiddenThoughtIsASealAlone() {
        assertEquals(List.of(new Piece.Thought(0, "", true), new Piece.Sealed(0, seal("cmVk")), new Piece.Closed(0)),
                pieces("'type':'contentBlockDelta','delta':{'reasoningContent':{'redactedContent':'cmVk'}}",
                        "'type':'contentBlockStop'"));
    }

    @Test
    void theToolThatTakesTheAnswerIsTheAnswersText() {
        var name = ToolWriter.ANSWER;
        var whole = answer("{'toolUse':{'toolUseId':'t','name':'" + name + "','input':{'a':'b'}}}", "tool_use");
        assertEquals(List.of(Part.Text.of("{\"a\":\"b\"}")), whole.parts());
        assertEquals(Finish.STOP, whole.finish());
        assertEquals(List.of(new Piece.Text(0, "{\"a\""), new Piece.Text(0, ":\"b\"}"), new Piece.Closed(0),
                new Piece.Finished(Finish.STOP, Optional.empty())),
                pieces("'type':'contentBlockStart','start':{'toolUse':{'toolUseId':'t','name':'" + name + "'}}",
                        "'type':'contentBlockDelta','delta':{'toolUse':{'input':'{\\'a\\''}}",
                        "'type':'contentBlockDelta','delta':{'toolUse':{'input':':\\'b\\'}'}}",
                        "'type':'contentBlockStop'", "'type':'messageStop','stopReason':'tool_use'"));
    }

    @Test
    void whatAmazonsOwnToolsDidIsPassedOver() {
        assertEquals(List.of(new Piece.Finished(Finish.STOP, Optional.empty())),
                pieces("'type':'contentBlockStart','start':{'toolUse':{'toolUseId':'t','name':'x','type':'server_tool_use'}}",
                        "'type':'contentBlockDelta','delta':{'toolUse':{'input':'{}'}}", "'type':'contentBlockStop'",
                        "'type':'messageStop','stopReason':'end_turn'"));
    }

    @Test
    void argumentsMayBeCutOffOnlyWhereTheAnswerIs() {
        var cut = new String[] {"'type':'contentBlockStart','start':{'toolUse':{'toolUseId':'t','name':'add'}}",
                "'type':'contentBlockDelta','delta':{'toolUse':{'input':'{\\'a\\':'}}", "'type':'contentBlockStop'"};
        assertEquals(new Piece.Finished(Finish.LENGTH, Optional.empty()),
                pieces(cut[0], cut[1], cut[2], "'type':'messageStop','stopReason':'max_tokens'").getLast());
        assertThrows(Garbled.class,
                () -> pieces(cut[0], cut[1], cut[2], "'type':'messageStop','stopReason':'tool_use'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'type':'contentBlockDelta','delta':{'toolUse':{'input':'{}'}}",
            "'type':'contentBlockStart','start':{'toolUse':{'toolUseId':'t'}}"})
    void aCallWithoutANameIsMalformed(String event) {
        assertThrows(Garbled.class, () -> pieces(event));
    }

    @Test
    void aSecondBeginningIsMalformed() {
        assertThrows(Garbled.class, () -> pieces("'type':'messageStart'", "'type':'messageStart'"));
        var start = "'type':'contentBlockStart','start':{'toolUse':{'toolUseId':'t','name':'add'}}";
        assertThrows(Garbled.class, () -> pieces(start, start));
    }

    @Test
    void aBlockThatTurnsIntoAnotherKindIsTwoParts() {
        assertEquals(List.of(new Piece.Thought(0, "Hm", false), new Piece.Closed(0), new Piece.Text(1, "Hi"),
                new Piece.Closed(1), new Piece.Finished(Finish.STOP, Optional.empty())),
                pieces("'type':'contentBlockDelta','delta':{'reasoningContent':{'text':'Hm'}}",
                        "'type':'contentBlockDelta','delta':{'text':'Hi'}",
                        "'type':'messageStop','stopReason':'end_turn'"));
    }
}
