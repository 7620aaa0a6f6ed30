package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Effort;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a client of chat completions asks, read into the neutral form.
class ChatPromptTest {
    private static Prompt prompt(String fields) {
        var body = "{'model':'m'," + (fields.contains("'messages'") ? "" : "'messages':[],") + fields + "}";
        return new ChatForm().prompt(Json.read(body.replace('\'', '"')).orElseThrow());
    }

    private static List<Part> parts(String messages) {
        return prompt("'messages':[" + messages + "]").turns().getLast().parts();
    }

    @Test
    void rolesBecomeTurnsAndResultsThatFollowEachOtherOneTurnOfTheUser() {
        var turns = prompt("""
                'messages':[{'role':'system','content':'S'},{'role':'developer','content':'D'},
                {'role':'user','content':'U'},
                {'role':'assistant','content':null,'tool_calls':[
                  {'id':'a','type':'function','function':{'name':'f','arguments':'{}'}},
                  {'id':'b','type':'custom','custom':{'name':'g','input':'any'}}]},
                {'role':'tool','tool_call_id':'a','content':'1'},
                {'role':'tool','tool_call_id':'b','content':[{'type':'text','text':'2'}]},
                {'role':'user','content':'more'}]""").turns();
        assertEquals(List.of(Role.SYSTEM, Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.USER),
                turns.stream().map(Prompt.Turn::role).toList());
        assertEquals(List.of(new Part.Call("a", "f", "{}", false, Optional.empty()),
                new Part.Call("b", "g", "any", true, Optional.empty())), turns.get(3).parts());
        assertEquals(List.of(
                new Part.Result("a", "f", List.of(Part.Text.of("1")), false, Optional.empty()),
                new Part.Result("b", "g", List.of(Part.Text.of("2")), false, Optional.empty())), turns.get(4).parts());
    }

    @Test
    void functionsOfOldAreToolsAndTheirResultsFindTheirCalls() {
        var prompt = prompt("""
                'functions':[{'name':'f','parameters':{'type':'object'}}],'function_call':{'name':'f'},
                'messages':[{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}},
                {'role':'function','name':'f','content':'1'}]""");
        assertEquals("f", prompt.tools().getFirst().name());
        assertEquals(new Choice.Named("f"), prompt.choice());
        var call = assertInstanceOf(Part.Call.class, prompt.turns().getFirst().parts().getFirst());
        var result = assertInstanceOf(Part.Result.class, prompt.turns().get(1).parts().getFirst());
        assertEquals(call.id(), result.id());
    }

    @Test
    void mediaKeepTheirBytesTypeAndName() {
        var parts =
                parts("""
                        {'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,aGk=','detail':'low'}},
                        {'type':'image_url','image_url':{'url':'https://a.example/x.png'}},
                        {'type':'input_audio','input_audio':{'data':'aGk=','format':'mp3'}},
                        {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,aGk='}},
                        {'type':'file','file':{'file_id':'file-1'}}]}""");
        var none = Optional.<String>empty();
        var data = new Part.Source.Data("aGk=");
        assertEquals(List.of(
                new Part.Media(Part.Kind.IMAGE, data, "image/png", none, Optional.of("low"), Optional.empty()),
                new Part.Media(Part.Kind.IMAGE, new Part.Source.Link("https://a.example/x.png"), "", none, none,
                        Optional.empty()),
                new Part.Media(Part.Kind.AUDIO, data, "audio/mpeg", none, none, Optional.empty()),
                new Part.Media(Part.Kind.DOCUMENT, data, "application/pdf", Optional.of("a.pdf"), none,
                        Optional.empty()),
                new Part.Media(Part.Kind.DOCUMENT, new Part.Source.Stored("file-1"), "", none, none,
                        Optional.empty())),
                parts);
    }

    @Test
    void thoughtsKeepTheirSealsAlsoThoseOfOthers() {
        var foreign = new Seal(Protocol.MESSAGES, "", "sig");
        var parts = parts("""
                {'role':'assistant','content':'A','reasoning_content':'T','reasoning_details':[
                {'type':'reasoning.text','text':'T','signature':'%s'},
                {'type':'reasoning.encrypted','data':'xyz','id':'rs_1','format':'xai-responses-v1'}]}"""
                .formatted(foreign.in(Protocol.CHAT)));
        assertEquals(new Part.Thought("T", Optional.of(foreign), false), parts.getFirst());
        var own = assertInstanceOf(Part.Thought.class, parts.get(1));
        assertTrue(own.hidden());
        assertEquals(Protocol.CHAT, own.seal().orElseThrow().by());
        assertEquals("rs_1", own.seal().orElseThrow().id());
        assertTrue(own.seal().orElseThrow().value().contains("xyz"));
        assertEquals(Part.Text.of("A"), parts.get(2));
    }

    @Test
    void plainReasoningIsAThoughtWithoutASeal() {
        assertEquals(List.of(new Part.Thought("T", Optional.empty(), false), Part.Text.of("A")),
                parts("{'role':'assistant','content':'A','reasoning':'T'}"));
    }

    @Test
    void geminisSignatureOnACallIsItsSeal() {
        var parts = parts("""
                {'role':'assistant','tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':''},
                'extra_content':{'google':{'thought_signature':'s'}}}]}""");
        assertEquals(new Part.Call("a", "f", "", false, Optional.of(new Seal(Protocol.GEMINI, "", "s"))),
                parts.getFirst());
    }

    @Test
    void cacheMarksStayWithTheirPartAndTool() {
        var mark = Json.read("{\"type\":\"ephemeral\"}");
        assertEquals(List.of(new Part.Text("U", mark)), parts("{'role':'user','content':[{'type':'text','text':'U',"
                + "'cache_control':{'type':'ephemeral'}}]}"));
        var tools = prompt("'tools':[{'type':'function','function':{'name':'f'},"
                + "'cache_control':{'type':'ephemeral'}}]").tools();
        assertEquals(mark, tools.getFirst().cache());
    }

    @Test
    void theSmallerCapHoldsAndStopIsAList() {
        var settings = prompt("'max_tokens':50,'max_completion_tokens':20,'stop':'END','seed':null,'user':'u',"
                + "'metadata':{'a':'b'},'verbosity':'low','prompt_cache_key':'k','parallel_tool_calls':false,'n':1,"
                + "'logprobs':false").settings();
        assertEquals("20", String.valueOf(settings.get(Setting.MAX_OUTPUT)));
        assertEquals("[\"END\"]", String.valueOf(settings.get(Setting.STOP)));
        assertEquals("false", String.valueOf(settings.get(Setting.PARALLEL_CALLS)));
        assertFalse(settings.containsKey(Setting.SEED));
        assertEquals(7, settings.size());
    }

    @Test
    void effortIsReadInAllItsDialects() {
        var none = Optional.<Boolean>empty();
        assertEquals(new Effort(none, Optional.of("high"), OptionalLong.empty(), none),
                prompt("'reasoning_effort':'high'").effort());
        assertEquals(new Effort(Optional.of(true), Optional.of("low"), OptionalLong.of(9), Optional.of(false)),
                prompt("'reasoning':{'effort':'low','max_tokens':9,'enabled':true,'exclude':true}").effort());
        assertEquals(new Effort(Optional.of(false), Optional.empty(), OptionalLong.empty(), none),
                prompt("'thinking':{'type':'disabled'}").effort());
        assertEquals(Effort.UNSAID, prompt("'n':null").effort());
    }

    @Test
    void formatsAndChoicesAreRead() {
        assertEquals(new Format.Json(), prompt("'response_format':{'type':'json_object'}").format());
        assertEquals(new Format.Schema("r", Json.object(), Optional.of(true)), prompt("'response_format':"
                + "{'type':'json_schema','json_schema':{'name':'r','strict':true,'schema':{}}}").format());
        assertEquals(new Choice.Any(), prompt("'tool_choice':'required'").choice());
        assertEquals(new Choice.None(), prompt("'tool_choice':'none'").choice());
        assertEquals(new Choice.Named("f"),
                prompt("'tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'f'}}")
                        .choice());
        assertEquals(new Choice.Named("f"),
                prompt("'tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'allowed_tools','allowed_tools':"
                        + "{'mode':'required','tools':[{'type':'function','function':{'name':'f'}}]}}").choice());
    }

    @Test
    void usageIsAskedForInTwoWays() {
        assertTrue(prompt("'stream':true,'stream_options':{'include_usage':true}").usageAsked());
        assertTrue(prompt("'usage':{'include':true}").usageAsked());
        assertFalse(prompt("'stream':true").usageAsked());
    }

    @Test
    void whatHasNoPlaceIsNamedAndLeftOut() {
        assertEquals(List.of("logit_bias", "store", "messages[].name", "messages[].prefix"),
                prompt("'logit_bias':{},'store':true,"
                        + "'top_logprobs':null,'messages':[{'role':'user','name':'n','content':'U'},"
                        + "{'role':'user','name':'n','prefix':true,'content':'U'}]").dropped());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"n|'n':2", "logprobs|'logprobs':true",
            "modalities|'modalities':['text','audio']", "audio|'audio':{'voice':'x'}",
            "web_search_options|'web_search_options':{}", "temperature|'temperature':'hot'", "stop[0]|'stop':[1]",
            "max_tokens|'max_tokens':0", "tools[0].type|'tools':[{'type':'web_search'}]",
            "tools[0].function.name|'tools':[{'type':'function','function':{}}]",
            "tool_choice|'tool_choice':'perhaps'",
            "tool_choice|'tools':[{'function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'g'}}",
            "response_format.type|'response_format':{'type':'grammar'}",
            "messages[0].role|'messages':[{'role':'king','content':'x'}]",
            "messages[0].tool_call_id|'messages':[{'role':'tool','tool_call_id':'a','content':'x'}]",
            "messages[0].content|'messages':[{'role':'user','content':5}]",
            "messages[0].content[0].type|'messages':[{'role':'user','content':[{'type':'hologram'}]}]",
            "messages[0].content[0].image_url.url|'messages':[{'role':'user','content':[{'type':'image_url',"
                    + "'image_url':{'url':'data:image/png;base64,a%b'}}]}]",
            "messages[0].tool_calls[0].function.arguments|'messages':[{'role':'assistant','tool_calls':[{'id':'a',"
                    + "'function':{'name':'f','arguments':'[1'}}]}]",
            "tool_choice.allowed_tools.tools|'tools':[{'function':{'name':'f'}},{'function':{'name':'g'}}],"
                    + "'tool_choice':{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':"
                    + "'function','function':{'name':'f'}}]}}"})
    void whatCannotBeCarriedOverIsRefusedByItsPath(String field, String fields) {
        var refused = assertThrows(Untranslatable.class, () -> prompt(fields));
        assertEquals(field, refused.field());
        assertTrue(refused.said().startsWith(field + " "), refused.said());
    }
}
