package dev.tollgate.gateway.wire.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each rule of Ollama's side of a conversion.
class OllamaFormTest {
    private static final ProviderForm FORM = new OllamaForm();
    private static final String TOOL = "{'type':'function','function':{'name':'%s','parameters':{'type':'object',"
            + "'properties':{'city':{'type':'string'}}}}}";
    private static final String CALLS = "{'role':'assistant','content':null,'reasoning_content':'Two cities',"
            + "'tool_calls':[{'id':'a','type':'function','function':{'name':'weather','arguments':'{\\'b\\':1.0,\\'a\\':2}'}},"
            + "{'id':'b','type':'function','function':{'name':'weather','arguments':''}}]}";

    private final List<String> dropped = new ArrayList<>();

    private static JsonNode json(String text) {
        return Json.read(text.replace("\\'", "\\\"").replace('\'', '"')).orElseThrow();
    }

    private JsonNode asked(Protocol client, String model, String body) {
        var prompt = Forms.of(client).prompt(json(body)).to(model, false, OptionalLong.empty());
        dropped.addAll(prompt.dropped());
        return FORM.ask(prompt, new ProviderForm.Model(model, 0, false), dropped);
    }

    private JsonNode asked(String fields) {
        return asked(Protocol.CHAT, "llama3.2", "{'model':'m'," + fields + "}");
    }

    private JsonNode messages(String messages) {
        return asked("'messages':[" + messages + "]").path("messages");
    }

    @Test
    void aQuestionIsAskedInItsWords() {
        assertEquals(json("{'model':'llama3.2','messages':[{'role':'system','content':'Be brief'},"
                + "{'role':'user','content':'Hi'},{'role':'assistant','content':'Ho'},"
                + "{'role':'system','content':'In rhymes'},{'role':'user','content':'Again'}],'stream':false,"
                + "'options':{'num_predict':7,'temperature':0.50,'top_p':0.9,'stop':['END'],'seed':42,"
                + "'presence_penalty':1,'frequency_penalty':-1}}"),
                asked("'messages':[{'role':'developer','content':'Be brief'},{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':'Ho'},{'role':'system','content':'In rhymes'},"
                        + "{'role':'user','content':'Again'}],'max_completion_tokens':7,'temperature':0.50,'top_p':0.9,"
                        + "'stop':'END','seed':42,'presence_penalty':1,'frequency_penalty':-1"));
        assertEquals(List.of(), dropped);
    }

    @Test
    void itStreamsOnlyWhereItIsAskedTo() {
        var prompt = Forms.of(Protocol.CHAT).prompt(json("{'model':'m','messages':[]}"));
        for (boolean stream : new boolean[] {true, false}) {
            assertEquals(stream, FORM.ask(prompt.to("m", stream, OptionalLong.of(9)),
                    new ProviderForm.Model("m", 0, false), dropped).path("stream").asBoolean());
        }
    }

    @Test
    void whatMessagesAloneHasIsCarriedOverToo() {
        var body = asked(Protocol.MESSAGES, "m", "{'model':'m','max_tokens':99,'top_k':5,'system':'Be brief',"
                + "'messages':[{'role':'user','content':'Hi'}]}");
        assertEquals(json("{'num_predict':99,'top_k':5}"), body.path("options"));
        assertEquals("system", body.path("messages").path(0).path("role").asString());
    }

    @Test
    void picturesStandBesideTheirWords() {
        var text = "{'type':'text','text':'%s'}";
        var picture = "{'type':'image_url','image_url':{'url':'data:image/png;base64,%s','detail':'low'}}";
        assertEquals(json("[{'role':'user','content':'What\\n\\nis it?','images':['AAAA','BBBB']}]"),
                messages("{'role':'user','content':["
                        + String.join(",", text.formatted("What"), text.formatted("is it?"),
                                picture.formatted("AAAA"), picture.formatted("BBBB"))
                        + "]}"));
        assertEquals(List.of("detail"), dropped);
        assertEquals(json("[{'role':'user','content':'this','images':['AAAA']},"
                + "{'role':'user','content':'that','images':['BBBB']}]"),
                messages("{'role':'user','content':[" + String.join(",", text.formatted("this"),
                        picture.formatted("AAAA"), text.formatted("that"), picture.formatted("BBBB")) + "]}"));
        assertEquals(json("[{'role':'user','content':'this','images':['AAAA']},"
                + "{'role':'user','content':'that','images':['BBBB']}]"),
                messages("{'role':'user','content':[" + String.join(",", picture.formatted("AAAA"),
                        text.formatted("this"), picture.formatted("BBBB"), text.formatted("that")) + "]}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'type':'image_url','image_url':{'url':'https://x.example/a.png'}}|picture by its URL",
            "{'type':'input_audio','input_audio':{'data':'AAAA','format':'wav'}}|sound",
            "{'type':'video_url','video_url':{'url':'https://x.example/a.mp4'}}|video",
            "{'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,AAAA'}}|document"})
    void whatItCannotSeeIsRefusedByName(String part, String what) {
        var thrown = assertThrows(Untranslatable.class, () -> messages("{'role':'user','content':[" + part + "]}"));
        assertEquals("messages", thrown.field());
        assertTrue(thrown.said().contains("`messages` holds a " + what), thrown::said);
    }

    @Test
    void aDocumentOfPlainTextIsText() {
        var body = asked(Protocol.MESSAGES, "m", "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':["
                + "{'type':'document','source':{'type':'text','media_type':'text/plain','data':'A story'}},"
                + "{'type':'text','text':'Sum it up'}]}]}");
        assertEquals("A story\n\nSum it up", body.path("messages").path(0).path("content").asString());
    }

    @Test
    void callsAreObjectsAndResultsComeBackInTheirOrderWithTheirNames() {
        var messages = messages("{'role':'user','content':'Weather?'}," + CALLS
                + ",{'role':'tool','tool_call_id':'b','content':'rain'},{'role':'tool','tool_call_id':'a','content':'sun'}");
        assertEquals(json("[{'role':'user','content':'Weather?'},{'role':'assistant','content':'',"
                + "'thinking':'Two cities','tool_calls':["
                + "{'id':'a','function':{'name':'weather','arguments':{'b':1.0,'a':2}}},"
                + "{'id':'b','function':{'name':'weather','arguments':{}}}]},"
                + "{'role':'tool','content':'sun','tool_name':'weather','tool_call_id':'a'},"
                + "{'role':'tool','content':'rain','tool_name':'weather','tool_call_id':'b'}]"), messages);
        assertTrue(Json.text(messages).contains("{\"b\":1.0,\"a\":2}"), "arguments keep their order and their digits");
    }

    @Test
    void whatAToolShowsFollowsItsWords() {
        var body = asked(Protocol.MESSAGES, "m",
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},"
                        + "{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'look','input':{}}]},"
                        + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','is_error':true,'content':["
                        + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}}]},"
                        + "{'type':'text','text':'So?','cache_control':{'type':'ephemeral'}}]}]}");
        assertEquals(json("[{'role':'tool','content':'See the attached file.','tool_name':'look','tool_call_id':'t'},"
                + "{'role':'user','content':'So?','images':['AAAA']}]"),
                Json.array().add(body.path("messages").path(2)).add(body.path("messages").path(3)));
        assertEquals(List.of("tool_result.is_error", "cache_control"), dropped);
    }

    @Test
    void anAnswerInSeveralTurnsIsOneMessageWithItsCalls() {
        var body = asked(Protocol.RESPONSES, "m", "{'model':'m','input':[{'role':'user','content':'x'},"
                + "{'type':'function_call','call_id':'1','name':'f','arguments':'{}'},"
                + "{'type':'function_call','call_id':'2','name':'g','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'1','output':'one'},"
                + "{'type':'function_call_output','call_id':'2','output':'two'}]}");
        assertEquals(List.of("user", "assistant", "tool", "tool"),
                body.path("messages").valueStream().map(message -> message.path("role").asString()).toList());
        assertEquals(2, body.path("messages").path(1).path("tool_calls").size());
    }

    @Test
    void argumentsThatAreNoObjectAreRefused() {
        var call = new Part.Call("1", "f", "[1]", false, Optional.empty());
        var prompt = Forms.of(Protocol.CHAT).prompt(json("{'model':'m','messages':[]}"));
        var broken = new Prompt("m", false, false, List.of(new Prompt.Turn(Prompt.Role.ASSISTANT, List.of(call))),
                List.of(), prompt.choice(), prompt.format(), prompt.effort(), prompt.settings(), List.of());
        assertThrows(Untranslatable.class, () -> FORM.ask(broken, new ProviderForm.Model("m", 0, false), dropped));
    }

    @Test
    void thoughtsWithoutCallsAndThoseOfAnotherFamilyStayBehind() {
        assertFalse(messages("{'role':'assistant','reasoning_content':'Hm','content':'Ho'}").path(0).has("thinking"));
        var body = asked(Protocol.MESSAGES, "m",
                "{'model':'m','max_tokens':9,'messages':[{'role':'user','content':'x'},"
                        + "{'role':'assistant','content':[{'type':'thinking','thinking':'Hm','signature':'sig'},"
                        + "{'type':'tool_use','id':'t','name':'look','input':{}}]}]}");
        assertFalse(body.path("messages").path(1).has("thinking"));
        assertTrue(body.path("messages").path(1).has("tool_calls"));
    }

    @Test
    void toolsAreThoseOfChat() {
        var body = asked("'messages':[],'tools':[" + TOOL.formatted("weather")
                + ",{'type':'function','function':{'name':'now','description':'The time','strict':true}}]");
        assertEquals(json("[" + TOOL.formatted("weather")
                + ",{'type':'function','function':{'name':'now','description':'The time','parameters':{'type':'object',"
                + "'properties':{}}}}]"), body.path("tools"));
        assertEquals(List.of("tools[].strict"), dropped);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"'auto'|weather,now|", "'none'||",
            "'required'|weather,now|tool_choice: a call cannot be made sure of",
            "{'type':'function','function':{'name':'now'}}|now|tool_choice: a call cannot be made sure of"})
    void aChoiceIsMadeByWhatIsOffered(String choice, String offered, String lost) {
        var body = asked("'messages':[],'tools':[" + TOOL.formatted("weather") + "," + TOOL.formatted("now")
                + "],'tool_choice':" + choice);
        assertEquals(offered == null ? List.of() : List.of(offered.split(",", -1)), body.path("tools").valueStream()
                .map(tool -> tool.path("function").path("name").asString()).toList());
        assertEquals(lost == null ? List.of() : List.of(lost), dropped);
    }

    @Test
    void aFormatIsJsonOrASchema() {
        assertEquals("json", asked("'messages':[],'response_format':{'type':'json_object'}").path("format").asString());
        assertEquals(json("{'type':'object'}"), asked("'messages':[],'response_format':{'type':'json_schema',"
                + "'json_schema':{'name':'n','schema':{'type':'object'},'strict':true}}").path("format"));
        assertFalse(asked("'messages':[]").has("format"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "qwen3|{'type':'enabled','budget_tokens':2000}|true|reasoning_effort",
            "qwen3|{'type':'disabled'}|false|", "gpt-oss:20b|{'type':'enabled','budget_tokens':2000}|'low'|",
            "gpt-oss:20b|{'type':'enabled','budget_tokens':9000}|'medium'|",
            "gpt-oss:20b|{'type':'enabled','budget_tokens':90000}|'high'|",
            "gpt-oss:20b|{'type':'disabled'}|'low'|reasoning_effort none"})
    void thinkingIsSaidAsTheModelTakesIt(String model, String thinking, String think, String lost) {
        var body = asked(Protocol.MESSAGES, model, "{'model':'m','max_tokens':99999,'messages':[{'role':'user',"
                + "'content':'x'}],'thinking':" + thinking + "}");
        assertEquals(json(think), body.path("think"));
        assertEquals(lost == null ? 0 : 1, dropped.size());
        assertTrue(lost == null || dropped.getFirst().startsWith(lost));
    }

    @ParameterizedTest
    @CsvSource({"minimal,'low'", "high,'high'", "xhigh,'high'", "none,'low'"})
    void levelsAreThoseItKnows(String effort, String level) {
        assertEquals(level, asked(Protocol.CHAT, "gpt-oss:20b", "{'model':'m','messages':[],'reasoning_effort':'"
                + effort + "'}").path("think").asString());
    }

    @Test
    void whereNothingIsSaidOfThinkingNothingIs() {
        assertFalse(asked("'messages':[]").has("think"));
    }

    @Test
    void whatHasNoPlaceIsNamed() {
        asked("'messages':[],'user':'u','metadata':{'a':'b'},'service_tier':'flex','prompt_cache_key':'k',"
                + "'verbosity':'low','parallel_tool_calls':false");
        assertEquals(List.of("user", "metadata", "service_tier", "prompt_cache_key", "parallel_tool_calls",
                "verbosity"), dropped);
    }

    private static Answer whole(String body) {
        return FORM.answer(json(body));
    }

    private static final String DONE = ",'done':true,'done_reason':'%s','prompt_eval_count':3,'eval_count':4}";
    private static final String ANSWER = "{'model':'qwen3','created_at':'2026-08-07T06:08:14.9Z','message':{%s}" + DONE;

    @Test
    void anAnswerIsReadWithItsThoughtsItsCallsAndItsCounts() {
        var answer = whole(ANSWER.formatted("'role':'assistant','content':'Well','thinking':'Hm','tool_calls':["
                + "{'function':{'name':'f','arguments':{'b':1.0,'a':2}}},{'function':{'name':'f'}},"
                + "{'id':'own','function':{'name':'g','arguments':'{}'}}]", "stop"));
        assertEquals(new Answer("20260807T0608149Z", "qwen3", List.of(
                new Part.Thought("Hm", Optional.empty(), false), Part.Text.of("Well"),
                new Part.Call("call_20260807T0608149Z_1", "f", "{\"b\":1.0,\"a\":2}", false, Optional.empty()),
                new Part.Call("call_20260807T0608149Z_2", "f", "{}", false, Optional.empty()),
                new Part.Call("own", "g", "{}", false, Optional.empty())), Finish.CALLS, Optional.empty(),
                json("{'prompt_eval_count':3,'eval_count':4}")), answer);
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "length,LENGTH", "load,STOP", "unload,STOP", "'',STOP", "something new,STOP"})
    void reasonsAreMapped(String reason, Finish finish) {
        assertEquals(finish, whole(ANSWER.formatted("'content':'x'", reason)).finish());
    }

    @Test
    void anEmptyAnswerIsAnAnswer() {
        var loaded =
                whole("{'model':'m','message':{'role':'assistant','content':''},'done':true,'done_reason':'load'}");
        assertEquals(List.of(), loaded.parts());
        assertTrue(loaded.usage().isMissingNode());
        assertEquals(Finish.LENGTH, whole(ANSWER.formatted("'content':''", "length")).finish());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'status':'success'}", "{'message':{'content':'x'},'done':false}",
            "{'message':{'tool_calls':[{'function':{'arguments':{}}}]},'done':true}",
            "{'message':{'tool_calls':[{'function':{'name':'f','arguments':'{'}}]},'done':true}",
            "{'message':{'tool_calls':[{'function':{'name':'f','arguments':[1]}}]},'done':true}"})
    void whatIsNoWholeAnswerIsGarbled(String body) {
        assertThrows(Garbled.class, () -> whole(body));
    }

    @Test
    void linesOfAStreamGiveTheSameAnswer() {
        var pieces = new ArrayList<Piece>();
        var reader = FORM.reader();
        for (var line : List.of("'message':{'content':'','thinking':'H'},'done':false}",
                "'message':{'content':'','thinking':'m'},'done':false}", "'message':{'content':'We'},'done':false}",
                "'message':{'content':'ll'},'done':false}",
                "'message':{'content':'','tool_calls':[{'function':{'name':'f','arguments':{'a':2}}}]},'done':false}",
                "'message':{'content':''}" + DONE.formatted("stop"), "'message':{'content':'more'},'done':true}")) {
            reader.read("", json("{'model':'qwen3','created_at':'2026-08-07T06:08:14.9Z'," + line), pieces::add);
        }
        var gathered = new Gathered();
        pieces.forEach(gathered::add);
        assertEquals(whole(ANSWER.formatted("'content':'Well','thinking':'Hm','tool_calls':[{'function':{'name':'f',"
                + "'arguments':{'a':2}}}]", "stop")), gathered.answer());
        assertEquals(3, pieces.stream().filter(Piece.Closed.class::isInstance).count());
    }
}
