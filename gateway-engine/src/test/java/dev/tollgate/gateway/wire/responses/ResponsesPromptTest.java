package dev.tollgate.gateway.wire.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.StringNode;

class ResponsesPromptTest {
    private static final String TOOL = "{'type':'function','name':'add','parameters':{'type':'object'},'strict':true}";

    private static Part text(String text) {
        return Part.Text.of(text);
    }

    private static Part.Call call(String id, String name, String arguments, boolean freeform) {
        return new Part.Call(id, name, arguments, freeform, Optional.empty());
    }

    private static Part result(String id, String name, Part... content) {
        return new Part.Result(id, name, List.of(content), false, Optional.empty());
    }

    private static List<Turn> turns(String items) {
        return Said.prompt("'input':[" + items + "]").turns();
    }

    @Test
    void whatCodexSendsIsRead() {
        var prompt = Said.prompt("""
                'instructions':'You are Codex.','input':[
                 {'type':'message','role':'developer','content':[{'type':'input_text','text':'Sandbox.'}]},
                 {'type':'message','role':'user','content':[{'type':'input_text','text':'List.'}]},
                 {'type':'reasoning','summary':[{'type':'summary_text','text':'A'},{'type':'summary_text','text':'B'}],
                  'content':null,'encrypted_content':'gAAA'},
                 {'type':'message','role':'assistant','content':[{'type':'output_text','text':'I look.'}],
                  'phase':'commentary'},
                 {'type':'function_call','name':'exec','arguments':'{\\'c\\':1}','call_id':'c1'},
                 {'type':'custom_tool_call','status':'completed','call_id':'c2','name':'apply_patch','input':'*** x'},
                 {'type':'function_call_output','call_id':'c1','output':'file'},
                 {'type':'custom_tool_call_output','call_id':'c2','output':[{'type':'input_text','text':'ok'}]},
                 {'type':'message','role':'user','content':[{'type':'input_text','text':'Go on.'}]}],
                'tools':[{'type':'function','name':'exec','description':'d','strict':false,
                  'parameters':{'type':'object','properties':{}}},
                 {'type':'custom','name':'apply_patch','description':'Edits.',
                  'format':{'type':'grammar','syntax':'lark','definition':'start: x'}},
                 {'type':'web_search','external_web_access':false},
                 {'type':'namespace','name':'mcp__hub','description':'Hub','tools':[
                  {'type':'function','name':'find','parameters':{'type':'object'}}]}],
                'tool_choice':'auto','parallel_tool_calls':false,'reasoning':{'effort':'high','summary':'auto'},
                'store':false,'stream':true,'include':['reasoning.encrypted_content'],'prompt_cache_key':'k',
                'text':{'verbosity':'low'},'client_metadata':{'x':'y'}""");
        assertEquals(List.of(new Turn(Role.SYSTEM, List.of(text("You are Codex."))),
                new Turn(Role.SYSTEM, List.of(text("Sandbox."))), new Turn(Role.USER, List.of(text("List."))),
                new Turn(Role.ASSISTANT,
                        List.of(new Part.Thought("A\n\nB", Optional.of(new Seal(Protocol.RESPONSES, "", "gAAA")),
                                false),
                                text("I look."), call("c1", "exec", "{\"c\":1}", false),
                                call("c2", "apply_patch", "*** x", true))),
                new Turn(Role.USER, List.of(result("c1", "exec", text("file")),
                        result("c2", "apply_patch", text("ok")), text("Go on.")))),
                prompt.turns());
        assertEquals(List.of("exec", "apply_patch", "mcp__hub-ns-find"),
                prompt.tools().stream().map(Prompt.Tool::name).toList());
        assertEquals("Edits.\n\nThe input is plain text that keeps to this lark grammar:\nstart: x",
                prompt.tools().get(1).description().orElseThrow());
        assertTrue(prompt.tools().get(1).freeform() && prompt.stream() && prompt.usageAsked());
        assertEquals(new Prompt.Effort(Optional.empty(), Optional.of("high"), OptionalLong.empty(), Optional.of(true)),
                prompt.effort());
        assertEquals(StringNode.valueOf("k"), prompt.settings().get(Setting.CACHE_KEY));
        assertEquals(StringNode.valueOf("low"), prompt.settings().get(Setting.VERBOSITY));
        assertEquals(BooleanNode.FALSE, prompt.settings().get(Setting.PARALLEL_CALLS));
        assertEquals(List.of("tools[1].format (told in the description)", "tools[2] (web_search)",
                "tools[3].description"), prompt.dropped());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"previous_response_id|'previous_response_id':'resp_1'",
            "conversation|'conversation':{'id':'conv_1'}", "prompt|'prompt':{'id':'pmpt_1'}",
            "background|'background':true", "top_logprobs|'top_logprobs':2",
            "include[0]|'include':['message.output_text.logprobs']", "tools[0].type|'tools':[{'type':'web_search'}]",
            "tools[0].type|'tools':[{'type':'local_shell'}]", "tools[0].type|'tools':[{'type':'mcp'}]",
            "tools[0].type|'tools':[{'type':'web_search','external_web_access':true}]",
            "tools[0].type|'tools':[{'type':'web_search','external_web_access':false}],'tool_choice':'required'",
            "tools[0].name|'tools':[{'type':'function'}]",
            "tools[0].name|'tools':[{'type':'function','name':'a-ns-b'}]",
            "tools[0].parameters|'tools':[{'type':'function','name':'a','parameters':1}]",
            "tool_choice|'tool_choice':'sometimes'", "tool_choice|'tool_choice':{'type':'function','name':'gone'}",
            "tool_choice.type|'tool_choice':{'type':'web_search'}", "tool_choice|'tool_choice':'required'",
            "temperature|'temperature':'hot'", "max_output_tokens|'max_output_tokens':0", "stream|'stream':1",
            "text.format.type|'text':{'format':{'type':'xml'}}", "reasoning.effort|'reasoning':{'effort':1}",
            "metadata|'metadata':[]", "user|'user':7"})
    void whatCannotBeCarriedOverIsRefusedByName(String field, String fields) {
        var refused = assertThrows(Untranslatable.class, () -> Said.prompt("'input':'Hi'," + fields));
        assertEquals(field, refused.field());
        assertTrue(refused.said().startsWith("`" + field + "`"), refused.said());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"input[0].type|{'type':'item_reference','id':'rs_1'}",
            "input[0].type|{'type':'compaction','encrypted_content':'x'}", "input[0].type|{'type':'new_thing'}",
            "input[0].type|{}", "input[0].role|{'role':'judge','content':'x'}",
            "input[0].content|{'role':'user'}", "input[0].content|{'role':'user','content':7}",
            "input[0].content[0].type|{'role':'user','content':[{'type':'video'}]}",
            "input[0].call_id|{'type':'function_call_output','call_id':'c','output':'x'}",
            "input[0].arguments|{'type':'function_call','call_id':'c','name':'f','arguments':'[1]'}",
            "input[0].name|{'type':'function_call','call_id':'c','arguments':'{}'}",
            "input[0].content[0].image_url|{'role':'user','content':[{'type':'input_image','image_url':'data:x,y'}]}",
            "input[0].content[0].image_url|{'role':'user','content':[{'type':'input_image',"
                    + "'image_url':'data:image/png;base64,?'}]}",
            "input[0]|7"})
    void itemsThatAreWrongAreNamed(String field, String item) {
        assertEquals(field, assertThrows(Untranslatable.class, () -> turns(item)).field());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals("input", assertThrows(Untranslatable.class, () -> Said.prompt("'stream':null")).field());
        assertEquals("model", assertThrows(Untranslatable.class,
                () -> Said.FORM.prompt(Said.json("{'input':'Hi'}"))).field());
    }

    @Test
    void fieldsWithoutAPlaceAreNamedAndHarmlessOnesAreNot() {
        assertEquals(List.of("store", "truncation", "max_tool_calls", "reasoning.context"),
                Said.prompt("'input':'Hi','store':true,'truncation':'auto','max_tool_calls':3,"
                        + "'reasoning':{'context':'auto','effort':null}").dropped());
        assertEquals(List.of(), Said.prompt("'input':'Hi','store':false,'truncation':'disabled','background':false,"
                + "'stream_options':{'include_obfuscation':false},'previous_response_id':null,'top_logprobs':0,"
                + "'moderation':null").dropped());
    }

    @Test
    void picturesAndFilesAreRead() {
        var parts = turns("{'role':'user','content':[{'type':'input_image','image_url':'data:image/png;base64,QUJD',"
                + "'detail':'high'},{'type':'input_image','image_url':'https://x/y','detail':'auto'},"
                + "{'type':'input_image','file_id':'file_1'},{'type':'input_file','filename':'a.pdf',"
                + "'file_data':'data:application/pdf;base64,QUJD'},{'type':'input_file','file_url':'https://x/z'}]}")
                .getFirst().parts();
        assertEquals(List.of(media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "image/png", "", "high"),
                media(Part.Kind.IMAGE, new Part.Source.Link("https://x/y"), "", "", ""),
                media(Part.Kind.IMAGE, new Part.Source.Stored("file_1"), "", "", ""),
                media(Part.Kind.DOCUMENT, new Part.Source.Data("QUJD"), "application/pdf", "a.pdf", ""),
                media(Part.Kind.DOCUMENT, new Part.Source.Link("https://x/z"), "", "", "")), parts);
    }

    private static Part.Media media(Part.Kind kind, Part.Source source, String mime, String name, String detail) {
        return new Part.Media(kind, source, mime, Optional.of(name).filter(text -> !text.isEmpty()),
                Optional.of(detail).filter(text -> !text.isEmpty()), Optional.empty());
    }

    @Test
    void refusalsAndEmptyWordsAreReadAndHostedWorkIsPassedOver() {
        var prompt = Said.prompt("'input':[{'role':'assistant','content':[{'type':'refusal','refusal':'No.'}]},"
                + "{'role':'user','content':''},{'type':'web_search_call','id':'ws_1'},"
                + "{'type':'image_generation_call','result':'QUJD'},{'role':'system','content':'Be.'}]");
        assertEquals(List.of(new Turn(Role.ASSISTANT, List.of(new Part.Refusal("No."))),
                new Turn(Role.SYSTEM, List.of(text("Be.")))), prompt.turns());
        assertEquals(List.of("input[2]", "input[3]"), prompt.dropped());
    }

    @Test
    void shellsOfTheClientAreCallsLikeOthers() {
        var turns = turns("{'type':'local_shell_call','call_id':'c1','action':{'type':'exec','command':['ls']}},"
                + "{'type':'function_call_output','call_id':'c1','output':'a'},"
                + "{'type':'shell_call','call_id':'c2','action':{'commands':['ls']}},"
                + "{'type':'shell_call_output','call_id':'c2','output':[{'stdout':'b'}]}");
        assertEquals(List.of(call("c1", "local_shell", "{\"type\":\"exec\",\"command\":[\"ls\"]}", false),
                call("c2", "shell", "{\"commands\":[\"ls\"]}", false)),
                List.of(turns.get(0).parts().getFirst(), turns.get(2).parts().getFirst()));
        assertEquals(result("c2", "shell", text("[{\"stdout\":\"b\"}]")), turns.get(3).parts().getFirst());
    }

    @Test
    void sealsOfOthersFindHomeAlsoThoseOfCalls() {
        var claude = new Seal(Protocol.MESSAGES, "", "EqQ=");
        var gemini = new Seal(Protocol.GEMINI, "", "CiQ=");
        var chat = new Seal(Protocol.CHAT, "c1", "{}");
        var turns = turns("{'type':'reasoning','id':'rs_0','summary':[],'encrypted_content':'"
                + claude.in(Protocol.RESPONSES) + "'},{'type':'reasoning','summary':[],'encrypted_content':'"
                + chat.in(Protocol.RESPONSES)
                + "'},{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'},"
                + "{'type':'reasoning','summary':[],'encrypted_content':'"
                + Thoughts.withCall(gemini, "c1").in(Protocol.RESPONSES)
                + "'},{'type':'reasoning','id':'rs_9','summary':[],'encrypted_content':'gAAA'},"
                + "{'type':'reasoning','summary':[]}");
        assertEquals(List.of(new Turn(Role.ASSISTANT, List.of(new Part.Thought("", Optional.of(claude), true),
                new Part.Thought("", Optional.of(chat), true),
                new Part.Call("c1", "f", "{}", false, Optional.of(gemini)),
                new Part.Thought("", Optional.of(new Seal(Protocol.RESPONSES, "rs_9", "gAAA")), true)))), turns);
    }

    @Test
    void choicesAndFormatsAreRead() {
        assertEquals(new Prompt.Choice.Named("add"),
                Said.prompt("'input':'Hi','tools':[" + TOOL + "],'tool_choice':{'type':'function','name':'add'}")
                        .choice());
        var some = Said.prompt("'input':'Hi','tools':[" + TOOL + ",{'type':'custom','name':'sub'},"
                + "{'type':'file_search'}],'tool_choice':{'type':'allowed_tools','mode':'required',"
                + "'tools':[{'type':'custom','name':'sub'}]}");
        assertEquals(List.of("sub"), some.tools().stream().map(Prompt.Tool::name).toList());
        assertEquals(new Prompt.Choice.Any(), some.choice());
        assertEquals(List.of("tools[2] (file_search)"), some.dropped(), "what may not be called is not missed");
        assertEquals(new Prompt.Format.Schema("p", Json.object(), Optional.of(true)), Said.prompt("'input':'Hi',"
                + "'text':{'format':{'type':'json_schema','name':'p','schema':{},'strict':true}}").format());
        assertEquals(new Prompt.Format.Json(),
                Said.prompt("'input':'Hi','text':{'format':{'type':'json_object'}}").format());
    }

    @Test
    void toolsThatCameInTheMidstAreToolsLikeOthers() {
        var prompt =
                Said.prompt("'input':[{'role':'user','content':'Hi'},{'type':'additional_tools','role':'developer',"
                        + "'tools':[" + TOOL + ",{'type':'function','name':'late'}]}],'tools':[" + TOOL + "]");
        assertEquals(List.of("add", "late"), prompt.tools().stream().map(Prompt.Tool::name).toList());
        assertFalse(prompt.tools().getFirst().freeform());
    }

    @Test
    void callsWithinANamespaceAreNamedAsTheirTools() {
        var prompt = Said.prompt("'input':[{'type':'function_call','call_id':'c','namespace':'hub','name':'find',"
                + "'arguments':''}],'tools':[{'type':'namespace','name':'hub','tools':[{'type':'function',"
                + "'name':'find'}]}]");
        assertEquals(call("c", prompt.tools().getFirst().name(), "", false),
                prompt.turns().getFirst().parts().getFirst());
    }
}
