package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
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

/// What providers of chat completions answer, in their dialects.
class ChatReaderTest {
    private static List<Piece> read(String... choices) {
        var pieces = new ArrayList<Piece>();
        var reader = new ChatForm().reader();
        for (var choice : choices) {
            var chunk = "{'id':'c','model':'m','choices':[" + choice + "]}";
            reader.read("", Json.read(chunk.replace('\'', '"')).orElseThrow(), pieces::add);
        }
        assertEquals(new Piece.Opened("c", "m"), pieces.removeFirst());
        return pieces;
    }

    private static String delta(String fields) {
        return "{'index':0,'delta':{" + fields + "}}";
    }

    private static String end(String reason) {
        return "{'index':0,'delta':{},'finish_reason':'" + reason + "'}";
    }

    private static String calls(String... entries) {
        return delta("'tool_calls':[" + String.join(",", entries) + "]");
    }

    /// Name, id and arguments of each call, in order of their slots.
    private static List<String> called(List<Piece> pieces) {
        var all = new ArrayList<String>();
        for (var piece : pieces) {
            if (piece instanceof Piece.Called(int slot, var id, var name, _)) {
                all.add(slot, name + " " + id + " ");
            }
            if (piece instanceof Piece.Arguments(int slot, var fragment)) {
                all.set(slot, all.get(slot) + fragment);
            }
        }
        return all;
    }

    @Test
    void fragmentsWithAnIndexGrowSideBySide() {
        var pieces = read(calls("{'index':0,'id':'a','function':{'name':'f','arguments':''}}",
                "{'index':1,'id':'b','function':{'name':'g','arguments':'[1'}}"),
                calls("{'index':0,'function':{'arguments':'{}'}}"), calls("{'index':1,'function':{'arguments':']'}}"),
                end("tool_calls"));
        assertEquals(List.of("f a {}", "g b [1]"), called(pieces));
        assertEquals(new Piece.Finished(Finish.CALLS, Optional.empty()), pieces.getLast());
    }

    @Test
    void aRepeatedIndexWithANewIdIsANewCall() {
        assertEquals(List.of("f a {}", "f b {\"x\":1}"), called(read(
                calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"),
                calls("{'index':0,'id':'b','function':{'name':'f','arguments':'{\\'x\\':1}'}}"), end("stop"))));
    }

    @Test
    void fragmentsWithoutIndexAndIdBelongToTheCallThatGrows() {
        assertEquals(List.of("f a {\"x\":1}", "g b {}"), called(read(
                calls("{'id':'a','function':{'name':'f','arguments':'{'}}"),
                calls("{'function':{'arguments':'\\'x\\':1}'}}"),
                calls("{'id':'b','function':{'name':'g','arguments':'{}'}}"), end("tool_calls"))));
    }

    @Test
    void callsWithoutIdsNeverMergeAndGetIds() {
        assertEquals(List.of("f call_0_c {}", "f call_1_c {\"x\":1}", "g call_2_c "), called(read(
                calls("{'index':0,'function':{'name':'f','arguments':'{}'}}"),
                calls("{'index':0,'function':{'name':'f','arguments':'{\\'x\\':1}'}}"),
                calls("{'index':0,'function':{'name':'g','arguments':''}}"), end("stop"))));
    }

    /// Old vLLM made up a new id for each fragment.
    @Test
    void aNewIdWithoutANameInTheMidstOfArgumentsIsNoNewCall() {
        assertEquals(List.of("f a {\"x\":1}"), called(read(
                calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}"),
                calls("{'index':0,'id':'b','function':{'arguments':'\\'x\\':1}'}}"), end("tool_calls"))));
    }

    @Test
    void argumentsMayBeAnObjectAndANameMayComeLate() {
        assertEquals(List.of("f a {\"x\":1}"), called(read(calls("{'index':0,'id':'a'}"),
                calls("{'index':0,'function':{'name':'f','arguments':{'x':1}}}"), end("tool_calls"))));
    }

    @Test
    void aCompleteCallIsClosedWhenTheNextBegins() {
        var pieces = read(calls("{'index':0,'id':'a','function':{'name':'f','arguments':'{}'}}"),
                calls("{'index':1,'id':'b','function':{'name':'g','arguments':'{}'}}"));
        assertTrue(pieces.indexOf(new Piece.Closed(0)) < pieces.indexOf(new Piece.Called(1, "b", "g", false)));
    }

    @Test
    void theCallOfOldIsACall() {
        var pieces = read(delta("'function_call':{'name':'f','arguments':''}"),
                delta("'function_call':{'arguments':'{}'}"), end("function_call"));
        assertEquals(List.of("f call_0_c {}"), called(pieces));
        assertEquals(List.of(new Piece.Finished(Finish.STOP, Optional.empty())),
                read(delta("'function_call':{'name':'','arguments':''}"), end("stop")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'index':0,'id':'a','function':{'arguments':'{}'}}|without a name",
            "{'index':0,'id':'a','function':{'name':'f','arguments':'{'}}|no JSON"})
    void aCallWithoutNameOrWithBrokenArgumentsIsGarbled(String call, String why) {
        var garbled = assertThrows(Garbled.class, () -> read(calls(call), end("tool_calls")));
        assertTrue(garbled.said().endsWith(why), garbled.said());
        assertEquals(Finish.LENGTH, ((Piece.Finished) read(calls(call), end("length")).getLast()).finish());
    }

    @Test
    void thoughtTextAndThoughtAreThreeParts() {
        assertEquals(List.of(new Piece.Thought(0, "T", false), new Piece.Closed(0), new Piece.Text(1, "A"),
                new Piece.Text(1, "B"), new Piece.Closed(1), new Piece.Thought(2, "U", false), new Piece.Closed(2),
                new Piece.Finished(Finish.STOP, Optional.empty())),
                read(delta("'reasoning_content':'T','content':''"), delta("'content':'A'"), delta("'content':'B'"),
                        delta("'reasoning':'U'"), end("eos")));
    }

    @Test
    void aSignatureEndsItsThoughtAndIsNotReadTwice() {
        var seal = new Seal(Protocol.CHAT, "", "{\"type\":\"reasoning.text\",\"signature\":\"s\",\"index\":0}");
        assertEquals(List.of(new Piece.Thought(0, "T", false), new Piece.Sealed(0, seal), new Piece.Closed(0),
                new Piece.Thought(1, "", true),
                new Piece.Sealed(1, new Seal(Protocol.CHAT, "r",
                        "{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"id\":\"r\"}")),
                new Piece.Closed(1)),
                read(delta("'reasoning':'T','reasoning_details':[{'type':'reasoning.text','text':'T','index':0}]"),
                        delta("'reasoning_details':[{'type':'reasoning.text','text':'T','signature':'s','index':0}]"),
                        delta("'reasoning_details':[{'type':'reasoning.encrypted','data':'d','id':'r'}]")));
    }

    @Test
    void usageIsFoundWhereverItStands() {
        var form = new ChatForm();
        for (var chunk : List.of("{'choices':[],'usage':{'prompt_tokens':1}}",
                "{'choices':null,'usage':{'prompt_tokens':1}}", "{'usage':{'prompt_tokens':1}}",
                "{'choices':[{'index':0,'delta':null,'usage':{'prompt_tokens':1}}]}",
                "{'choices':[],'usage':null,'x_groq':{'usage':{'prompt_tokens':1}}}")) {
            var pieces = new ArrayList<Piece>();
            form.reader().read("", Json.read(chunk.replace('\'', '"')).orElseThrow(), pieces::add);
            assertEquals(new Piece.Counted(Json.object().put("prompt_tokens", 1)).toString(),
                    pieces.getLast().toString(), chunk);
        }
    }

    @Test
    void onlyTheFirstChoiceIsRead() {
        assertEquals(List.of(new Piece.Text(0, "A")),
                read("{'index':1,'delta':{'content':'B'},'finish_reason':'stop'},{'index':0,'delta':{'content':'A'}}"));
    }

    @Test
    void theStopSequenceIsToldWhereTheProviderTells() {
        assertEquals(new Piece.Finished(Finish.STOP_SEQUENCE, Optional.of("END")),
                read("{'index':0,'delta':{},'finish_reason':'stop','stop_reason':'END'}").getLast());
        assertEquals(1, read(end("stop"), end("stop")).size());
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "eos,STOP", "length,LENGTH", "max_tokens,LENGTH", "MAX_TOKENS,LENGTH",
            "model_length,CONTEXT", "tool_calls,CALLS", "function_call,CALLS", "content_filter,FILTER",
            "SAFETY,FILTER", "whatever,STOP"})
    void finishReasonsOfAllDialectsAreUnderstood(String reason, Finish finish) {
        assertEquals(List.of(new Piece.Finished(finish, Optional.empty())), read(end(reason)));
    }

    @Test
    void anErrorInPlaceOfAFinishReasonIsGarbled() {
        assertThrows(Garbled.class, () -> read(end("error")));
    }

    @Test
    void picturesRefusalsAndPartsOfContentAreRead() {
        var image = new Part.Media(Part.Kind.IMAGE, new Part.Source.Data("aGk="), "image/png", Optional.empty(),
                Optional.empty(), Optional.empty());
        assertEquals(List.of(new Piece.Thought(0, "T", false), new Piece.Closed(0), new Piece.Text(1, "A"),
                new Piece.Closed(1), new Piece.Refusal(2, "no"), new Piece.Closed(2), new Piece.Shown(3, image),
                new Piece.Closed(3)),
                read(delta("'content':[{'type':'thinking','thinking':[{'type':'text','text':'T'}]},"
                        + "{'type':'text','text':'A'},{'type':'new'}],'refusal':'no',"
                        + "'images':[{'type':'image_url','image_url':{'url':'data:image/png;base64,aGk='}}]")));
    }

    @Test
    void aWholeAnswerIsReadLikeAStream() {
        var answer = new ChatForm().answer(Json.read("""
                {"id":"c","model":"m","choices":[{"message":{"role":"assistant","content":null,"reasoning":"T",
                "tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{"x":1}},
                "extra_content":{"google":{"thought_signature":"s"}}}]},"finish_reason":"stop"}],
                "usage":{"prompt_tokens":1}}""").orElseThrow());
        assertEquals(List.of(new Part.Thought("T", Optional.empty(), false),
                new Part.Call("a", "f", "{\"x\":1}", false, Optional.of(new Seal(Protocol.GEMINI, "", "s")))),
                answer.parts());
        assertEquals(Finish.CALLS, answer.finish());
        assertEquals(1, answer.usage().path("prompt_tokens").asInt());
    }

    @Test
    void anAnswerWithoutAMessageThatAFilterCaughtIsAnAnswer() {
        var answer = new ChatForm().answer(
                Json.read("{\"choices\":[{\"finish_reason\":\"content_filter\",\"index\":0}]}").orElseThrow());
        assertEquals(List.of(), answer.parts());
        assertEquals(Finish.FILTER, answer.finish());
    }

    @Test
    void anAnswerWithoutAChoiceIsGarbled() {
        assertThrows(Garbled.class, () -> new ChatForm().answer(Json.object()));
    }
}
