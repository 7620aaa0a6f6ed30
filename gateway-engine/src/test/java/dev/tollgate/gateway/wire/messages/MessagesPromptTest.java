package dev.tollgate.gateway.wire.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of Messages say, and what is answered where they say it wrong.
class MessagesPromptTest {
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "{'model':'m','messages':[]}|max_tokens", "{'model':'m','max_tokens':0,'messages':[]}|max_tokens",
            "{'max_tokens':1,'messages':[]}|model", "{'model':'m','max_tokens':1}|messages",
            "{'model':'m','max_tokens':1,'messages':{}}|messages",
            "{'model':'m','max_tokens':1,'messages':[{'role':'tool','content':'a'}]}|messages[0].role",
            "{'model':'m','max_tokens':1,'messages':[{'role':'user'}]}|messages[0].content",
            "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'text':'a'}]}]}|messages[0].content[0].type",
            "{'model':'m','max_tokens':1,'messages':[{'role':'user','content':[{'type':'text'}]}]}|messages[0].content[0].text",
            "{'model':'m','max_tokens':1,'messages':[],'temperature':'hot'}|temperature",
            "{'model':'m','max_tokens':1,'messages':[],'mcp_servers':[{'url':'x'}]}|mcp_servers[0]",
            "{'model':'m','max_tokens':1,'messages':[],'tools':[{'type':'web_search_20250305','name':'s'}]}|tools[0].type",
            "{'model':'m','max_tokens':1,'messages':[],'tools':[{'type':'bash_20250124','name':'s'}]}|tools[0].type",
            "{'model':'m','max_tokens':1,'messages':[],'tool_choice':{'type':'tool','name':'s'}}|tool_choice.name",
            "{'model':'m','max_tokens':1,'messages':[],'thinking':{'type':'deep'}}|thinking.type",
            "{'model':'m','max_tokens':1,'messages':[],'output_format':{'type':'xml'}}|output_format.type"})
    void whatIsWrongIsNamedByItsPlace(String body, String field) {
        check(body, field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "user|{'type':'tool_result','tool_use_id':'a'}|tool_use_id", "user|{'type':'tool_use','id':'a'}|type",
            "assistant|{'type':'tool_result','tool_use_id':'a'}|type",
            "assistant|{'type':'tool_use','id':'a','name':'n','input':'{}'}|input",
            "assistant|{'type':'server_tool_use','id':'a'}|type", "user|{'type':'container_upload','file_id':'f'}|type",
            "assistant|{'type':'web_search_tool_result','tool_use_id':'a'}|type",
            "user|{'type':'image','source':{'type':'s3'}}|source.type",
            "user|{'type':'image','source':{'type':'base64'}}|source.data"})
    void blocksThatCannotBeCarriedOverAreNamedByTheirPlace(String role, String block, String field) {
        check("{'model':'m','max_tokens':1,'messages':[{'role':'" + role + "','content':[" + block + "]}]}",
                "messages[0].content[0]." + field);
    }

    private static void check(String body, String field) {
        var refused = assertThrows(Untranslatable.class, () -> Said.FORM.prompt(Said.json(body)));
        assertEquals(field, refused.field());
        assertTrue(refused.said().startsWith("`" + field + "` ") && refused.said().endsWith("."), refused.said());
    }

    @Test
    void systemWordsAndBlocksKeepTheirMarksAndAResultGetsItsToolsName() {
        var prompt = Said.prompt("'system':[{'type':'text','text':'Be brief.','cache_control':{'type':'ephemeral'}}],"
                + "'messages':[{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'add','input':"
                + "{'b':1.0,'a':[]}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','is_error':true,"
                + "'content':[{'type':'text','text':'no'}]},{'type':'text','text':'So?'}]},"
                + "{'role':'system','content':'Now briefer.'}]");
        assertEquals(List.of(
                new Prompt.Turn(Prompt.Role.SYSTEM,
                        List.of(new Part.Text("Be brief.", Optional.of(Said.json("{'type':'ephemeral'}"))))),
                new Prompt.Turn(Prompt.Role.ASSISTANT,
                        List.of(new Part.Call("a", "add", "{\"b\":1.0,\"a\":[]}", false, Optional.empty()))),
                new Prompt.Turn(Prompt.Role.USER,
                        List.of(new Part.Result("a", "add", List.of(Part.Text.of("no")), true, Optional.empty()),
                                Part.Text.of("So?"))),
                new Prompt.Turn(Prompt.Role.SYSTEM, List.of(Part.Text.of("Now briefer.")))), prompt.turns());
    }

    @Test
    void picturesAndDocumentsComeInAllTheirSources() {
        var prompt = Said.prompt("'messages':[{'role':'user','content':["
                + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBORw=='}},"
                + "{'type':'image','source':{'type':'url','url':'https://a.example/b'}},"
                + "{'type':'document','title':'T','citations':{'enabled':true},'source':{'type':'text',"
                + "'media_type':'text/plain','data':'words'}},"
                + "{'type':'document','source':{'type':'content','content':[{'type':'text','text':'chunk'}]}},"
                + "{'type':'document','source':{'type':'file','file_id':'file_1'}},"
                + "{'type':'search_result','source':'https://c.example','title':'C','content':"
                + "[{'type':'text','text':'found'}]}]}]");
        var parts = prompt.turns().getFirst().parts();
        assertEquals(List.of(new Part.Source.Data("iVBORw=="), new Part.Source.Link("https://a.example/b"),
                new Part.Source.Plain("words"), new Part.Source.Stored("file_1"),
                new Part.Source.Plain("https://c.example\n\nfound")),
                parts.stream().filter(Part.Media.class::isInstance).map(part -> ((Part.Media) part).source()).toList());
        assertEquals(Part.Text.of("chunk"), parts.get(3));
        assertEquals(List.of("messages[0].content[2].citations"), prompt.dropped());
    }

    @Test
    void settingsAreReadInChatsWordsAndTheRestIsNamed() {
        var prompt = Said.prompt(HI + ",'temperature':0.5,'top_k':3,'stop_sequences':['END'],'stream':true,"
                + "'metadata':{'user_id':'u','team':'t'},'service_tier':'standard_only','container':'c','speed':null,"
                + "'context_management':{},'tools':[{'name':'add','defer_loading':true}],"
                + "'tool_choice':{'type':'any','disable_parallel_tool_use':true}");
        assertEquals(Map.of(Setting.MAX_OUTPUT, Said.json("4000"), Setting.TEMPERATURE, Said.json("0.5"), Setting.TOP_K,
                Said.json("3"), Setting.STOP, Said.json("['END']"), Setting.USER, Said.json("'u'"),
                Setting.SERVICE_TIER, Said.json("'default'"), Setting.PARALLEL_CALLS, Said.json("false")),
                prompt.settings());
        assertEquals(List.of("tools[0].defer_loading", "metadata.team", "container", "context_management"),
                prompt.dropped());
        assertEquals(new Prompt.Choice.Any(), prompt.choice());
        assertTrue(prompt.stream() && prompt.usageAsked());
    }

    @Test
    void thinkingIsReadAsBudgetEffortOrNone() {
        assertEquals(
                new Prompt.Effort(Optional.of(true), Optional.empty(), OptionalLong.of(2048), Optional.of(true)),
                Said.prompt(HI + ",'thinking':{'type':'enabled','budget_tokens':2048}").effort());
        assertEquals(
                new Prompt.Effort(Optional.of(true), Optional.of("max"), OptionalLong.empty(), Optional.of(false)),
                Said.prompt(HI + ",'thinking':{'type':'adaptive','display':'omitted'},'output_config':{'effort':'max'}")
                        .effort());
        assertTrue(Said.prompt(HI + ",'thinking':{'type':'disabled'}").effort().unwanted());
        assertEquals(Prompt.Effort.UNSAID, Said.prompt(HI).effort());
    }

    @Test
    void aSchemaIsReadFromItsNewAndItsOldPlace() {
        var schema = new Prompt.Format.Schema("answer", Said.json("{'type':'object'}"), Optional.empty());
        var format = "{'format':{'type':'json_schema','schema':{'type':'object'}}}";
        assertEquals(schema, Said.prompt(HI + ",'output_config':" + format).format());
        assertEquals(schema, Said.prompt(HI + ",'output_format':{'type':'json_schema','schema':{'type':'object'}}")
                .format());
    }
}
