package dev.tollgate.gateway.wire.converse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Forms;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What clients ask, in Bedrock's words.
class ConversePromptTest {
    private static final String CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String NEWER = "us.anthropic.claude-opus-4-8";
    private static final String NOVA = "us.amazon.nova-pro-v1:0";
    private static final String LLAMA = "meta.llama3-70b-instruct-v1:0";
    private static final String HI = "'messages':[{'role':'user','content':'Hi'}]";

    private final List<String> dropped = new ArrayList<>();

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    private static Prompt chat(String fields) {
        return Forms.of(Protocol.CHAT).prompt(json("{'model':'m'," + fields + "}"));
    }

    private static Prompt messages(String fields) {
        return Forms.of(Protocol.MESSAGES).prompt(json("{'model':'m','max_tokens':4000," + fields + "}"));
    }

    private JsonNode ask(Prompt prompt, String model) {
        var body = new ConverseForm().ask(prompt, new ProviderForm.Model(model, 0, false), dropped);
        return Json.read(Json.text(body)).orElseThrow(); // as it is read, so that numbers compare
    }

    private JsonNode ask(Prompt prompt) {
        return ask(prompt, CLAUDE);
    }

    private void notes(String... expected) {
        assertEquals(List.of(expected), dropped);
    }

    @Test
    void aConversationIsWrittenTurnByTurnWithNeitherModelNorStream() {
        var body = ask(chat("'stream':true,'max_tokens':50,'temperature':0.5,'stop':['END'],"
                + "'messages':[{'role':'system','content':'Be'},{'role':'developer','content':'brief'},"
                + "{'role':'user','content':'Hi'},{'role':'user','content':'there'},{'role':'assistant','content':'Yes'},"
                + "{'role':'user','content':'  '},{'role':'user','content':'Go'}]"));
        assertEquals(json("{'messages':[{'role':'user','content':[{'text':'Hi'},{'text':'there'}]},{'role':'assistant',"
                + "'content':[{'text':'Yes'}]},{'role':'user','content':[{'text':'Go'}]}],'system':[{'text':'Be'},{'text':"
                + "'brief'}],'inferenceConfig':{'maxTokens':50,'temperature':0.5,'stopSequences':['END']}}"), body);
        notes();
    }

    @Test
    void callsAndTheirResultsStandInTheirMessagesResultsFirst() {
        var body = ask(
                messages("'tools':[{'name':'add','description':'Adds','input_schema':{'type':'object'}}],'messages':["
                        + "{'role':'user','content':'1+1'},{'role':'assistant','content':[{'type':'tool_use','id':'toolu_1',"
                        + "'name':'add','input':{'a':1.0,'b':1}},{'type':'tool_use','id':'toolu_2','name':'add','input':{}}]},"
                        + "{'role':'user','content':[{'type':'text','text':'Well?'},{'type':'tool_result','tool_use_id':'toolu_1',"
                        + "'content':'2'},{'type':'tool_result','tool_use_id':'toolu_2','is_error':true,'content':[{'type':'text',"
                        + "'text':'no'},{'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBORw'}}]}]}]"));
        assertEquals(json("[{'toolUse':{'toolUseId':'toolu_1','name':'add','input':{'a':1.0,'b':1}}},"
                + "{'toolUse':{'toolUseId':'toolu_2','name':'add','input':{}}}]"),
                body.path("messages").path(1).path("content"));
        assertEquals(json("[{'toolResult':{'toolUseId':'toolu_1','content':[{'text':'2'}]}},{'toolResult':{'toolUseId':"
                + "'toolu_2','content':[{'text':'no'},{'image':{'format':'png','source':{'bytes':'iVBORw'}}}],'status':"
                + "'error'}},{'text':'Well?'}]"), body.path("messages").path(2).path("content"));
        assertEquals(json("{'tools':[{'toolSpec':{'name':'add','inputSchema':{'json':{'type':'object'}},'description':"
                + "'Adds'}}]}"), body.path("toolConfig"));
        notes();
    }

    @Test
    void namesAndIdsAreSpelledInTheLettersThatBedrockTakesAndReadBack() {
        var body = ask(chat("'tools':[{'type':'function','function':{'name':'web.search'}}],'tool_choice':{'type':"
                + "'function','function':{'name':'web.search'}},'messages':[{'role':'user','content':'?'},{'role':"
                + "'assistant','tool_calls':[{'id':'functions.x:0','type':'function','function':{'name':'web.search',"
                + "'arguments':''}}]},{'role':'tool','tool_call_id':'functions.x:0','content':'found'}]"));
        var name = body.path("toolConfig").path("tools").path(0).path("toolSpec").path("name").asString();
        assertTrue(name.matches("[A-Za-z0-9_-]{1,64}"), name);
        assertEquals(json("{'tool':{'name':'" + name + "'}}"), body.path("toolConfig").path("toolChoice"));
        var call = body.path("messages").path(1).path("content").path(0).path("toolUse");
        assertEquals(name, call.path("name").asString());
        var id = call.path("toolUseId").asString();
        assertTrue(id.matches("[A-Za-z0-9_-]{1,64}"), id);
        assertEquals(id, body.path("messages").path(2).path("content").path(0).path("toolResult").path("toolUseId")
                .asString());
        var answer =
                new ConverseForm().answer(json("{'output':{'message':{'content':[{'toolUse':{'toolUseId':'t','name':'"
                        + name + "','input':{}}}]}},'stopReason':'tool_use'}"));
        assertTrue(answer.parts().toString().contains("web.search"), answer.parts().toString());
    }

    @Test
    void aNameTooLongIsRefusedByItsField() {
        var refused = assertThrows(Untranslatable.class, () -> ask(chat(HI
                + ",'tools':[{'type':'function','function':{'name':'" + "x".repeat(65) + "'}}]")));
        assertEquals("tools[0].name", refused.field());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"auto\" | ", "\"required\" | {'any':{}}",
            "{'type':'function','function':{'name':'add'}} | {'tool':{'name':'add'}}"})
    void theChoiceAmongToolsIsWritten(String choice, String expected) {
        var body = ask(chat(HI + ",'tools':[{'type':'function','function':{'name':'add'}}],'tool_choice':" + choice));
        assertEquals(expected == null ? "" : expected.replace('\'', '"'),
                body.path("toolConfig").path("toolChoice").isMissingNode()
                        ? ""
                        : Json.text(body.path("toolConfig").path("toolChoice")));
    }

    @Test
    void noneLeavesTheToolsOutUnlessTheyWereCalled() {
        var tools = ",'tools':[{'type':'function','function':{'name':'add'}}],'tool_choice':'none'";
        assertFalse(ask(chat(HI + tools)).has("toolConfig"));
        notes();
        var called = "'messages':[{'role':'user','content':'?'},{'role':'assistant','tool_calls':[{'id':'c','type':"
                + "'function','function':{'name':'add','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'2'}]";
        var body = ask(chat(called + tools));
        assertEquals(json("{'tools':[{'toolSpec':{'name':'add','inputSchema':{'json':{'type':'object'}}}}]}"),
                body.path("toolConfig"));
        assertEquals(1, dropped.size());
        assertEquals(body.path("toolConfig"), ask(chat(called)).path("toolConfig"));
    }

    @Test
    void parallelCallsAndStrictnessHaveNoWordAndAreNamed() {
        ask(chat(HI
                + ",'parallel_tool_calls':false,'tools':[{'type':'function','function':{'name':'a','strict':true}}]"));
        notes("tools[0].strict", "parallel_tool_calls");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"image/jpeg | image | jpeg", "image/jpg | image | jpeg",
            "image/webp | image | webp"})
    void picturesAreBytesWithAFormat(String mime, String kind, String format) {
        var body = ask(chat("'messages':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:" + mime
                + ";base64,QUJD'}}]}]"));
        assertEquals(json("{'" + kind + "':{'format':'" + format + "','source':{'bytes':'QUJD'}}}"),
                body.path("messages").path(0).path("content").path(0));
    }

    @Test
    void documentsHaveNamesThatBedrockTakesNeverTheSameTwice() {
        var pdf =
                "{'type':'document','title':'%s','source':{'type':'base64','media_type':'application/pdf','data':'JVBERi'}}";
        var body = ask(messages("'messages':[{'role':'user','content':[" + pdf.formatted("My_report  (2).pdf") + ","
                + pdf.formatted("my report (2)") + "," + pdf.formatted("....")
                + ",{'type':'document','source':{'type':'text','media_type':'text/plain','data':'Hello'}}]}]"));
        var content = body.path("messages").path(0).path("content");
        assertEquals(List.of("My report (2)", "my report (2) 2", "Document", "Document 2"),
                content.valueStream().map(block -> block.path("document").path("name").asString()).toList());
        assertEquals(json("{'document':{'format':'txt','name':'Document 2','source':{'bytes':'SGVsbG8='}}}"),
                content.path(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a.png", "s3://bucket/a.png", "http://127.0.0.1/a.png"})
    void aPictureByItsAddressIsRefused(String url) {
        var refused = assertThrows(Untranslatable.class, () -> ask(chat("'messages':[{'role':'user','content':[{'type':"
                + "'image_url','image_url':{'url':'" + url + "'}}]}]")));
        assertTrue(refused.said().contains("messages") && refused.said().contains("base64"), refused.said());
        assertFalse(refused.said().contains("a.png"), refused.said());
    }

    @Test
    void aPictureOfAnUnknownKindIsRefused() {
        var refused = assertThrows(Untranslatable.class, () -> ask(chat("'messages':[{'role':'user','content':[{'type':"
                + "'image_url','image_url':{'url':'data:image/tiff;base64,QUJD'}}]}]")));
        assertTrue(refused.said().contains("JPEG"), refused.said());
    }

    @Test
    void cacheMarksBecomeCachePoints() {
        var body = ask(messages("'system':[{'type':'text','text':'Be','cache_control':{'type':'ephemeral'}}],"
                + "'tools':[{'name':'a','input_schema':{'type':'object'},'cache_control':{'type':'ephemeral','ttl':'1h'}}],"
                + "'messages':[{'role':'user','content':[{'type':'text','text':'Hi','cache_control':{'type':'ephemeral',"
                + "'ttl':'5m'}}]}]"));
        assertEquals(json("[{'text':'Be'},{'cachePoint':{'type':'default'}}]"), body.path("system"));
        assertEquals(json("[{'text':'Hi'},{'cachePoint':{'type':'default'}}]"),
                body.path("messages").path(0).path("content"));
        assertEquals(json("{'cachePoint':{'type':'default','ttl':'1h'}}"),
                body.path("toolConfig").path("tools").path(1));
        notes();
    }

    @Test
    void aResultsMarkStandsBehindIt() {
        var body = ask(
                messages("'messages':[{'role':'user','content':'?'},{'role':'assistant','content':[{'type':'tool_use',"
                        + "'id':'t','name':'a','input':{}}]},{'role':'user','content':[{'type':'tool_result','tool_use_id':'t',"
                        + "'content':[{'type':'text','text':'2','cache_control':{'type':'ephemeral'}}]},{'type':'text','text':'Go'}]}]"));
        assertEquals(
                json("[{'toolResult':{'toolUseId':'t','content':[{'text':'2'}]}},{'cachePoint':{'type':'default'}},"
                        + "{'text':'Go'}]"),
                body.path("messages").path(2).path("content"));
    }

    @ParameterizedTest
    @CsvSource({LLAMA + ",false", NOVA + ",true", "us.anthropic.claude-3-haiku-20240307-v1:0,false",
            "arn:aws:bedrock:us-east-1:1:application-inference-profile/abc,true"})
    void whereNothingIsCachedTheMarkIsLeftOutAndNamed(String model, boolean cached) {
        var body =
                ask(messages("'messages':[{'role':'user','content':[{'type':'text','text':'Hi','cache_control':{'type':"
                        + "'ephemeral'}},{'type':'text','text':'Ho','cache_control':{'type':'ephemeral'}}]}]"), model);
        assertEquals(cached, Json.text(body).contains("cachePoint"));
        assertEquals(cached ? List.of() : List.of("cache_control"), dropped);
    }

    @Test
    void thoughtsGoBackToBedrockAloneWithTheirSeals() {
        var own = new Seal(Protocol.CONVERSE, "", "EqQ=").in(Protocol.MESSAGES);
        var hidden = new Seal(Protocol.CONVERSE, "", "cmVk").in(Protocol.MESSAGES);
        var body = ask(messages("'messages':[{'role':'user','content':'?'},{'role':'assistant','content':[{'type':"
                + "'thinking','thinking':'Hm.','signature':'" + own + "'},{'type':'redacted_thinking','data':'" + hidden
                + "'},{'type':'thinking','thinking':'Other','signature':'AnthropicsOwn'},{'type':'text','text':'So'}]},"
                + "{'role':'user','content':'Go'}]"));
        assertEquals(json("[{'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'EqQ='}}},"
                + "{'reasoningContent':{'redactedContent':'cmVk'}},{'text':'So'}]"),
                body.path("messages").path(1).path("content"));
    }

    @Test
    void thinkingIsTakenByClaudeAloneInItsOwnFields() {
        var asked = chat(HI + ",'reasoning_effort':'high','max_tokens':30000,'temperature':0.3");
        var body = ask(asked);
        assertEquals(json("{'thinking':{'type':'enabled','budget_tokens':24576}}"),
                body.path("additionalModelRequestFields"));
        assertFalse(body.path("inferenceConfig").has("temperature"));
        notes("temperature");
        dropped.clear();
        assertEquals(json("{'thinking':{'type':'adaptive'},'output_config':{'effort':'high'}}"),
                ask(asked, NEWER).path("additionalModelRequestFields"));
        dropped.clear();
        assertFalse(ask(asked, LLAMA).has("additionalModelRequestFields"));
        assertTrue(dropped.getFirst().startsWith("reasoning_effort"), dropped.toString());
    }

    @Test
    void thinkingGivesWayToAToolThatMustBeCalledAndToASmallCap() {
        var tool = ",'tools':[{'type':'function','function':{'name':'a'}}],'tool_choice':'required'";
        assertFalse(ask(chat(HI + ",'reasoning_effort':'low'" + tool)).has("additionalModelRequestFields"));
        assertFalse(ask(chat(HI + ",'reasoning_effort':'low','max_tokens':500")).has("additionalModelRequestFields"));
        assertEquals(2, dropped.size());
        assertEquals(json("{'type':'disabled'}"), ask(chat(HI + ",'reasoning_effort':'none'"),
                "us.anthropic.claude-sonnet-5-v1").path("additionalModelRequestFields").path("thinking"));
    }

    @Test
    void aSchemaForTheAnswerIsAToolThatMustBeCalled() {
        var schema = ",'response_format':{'type':'json_schema','json_schema':{'name':'p','schema':{'type':'object',"
                + "'properties':{'a':{'type':'string'}}}}}";
        var body = ask(chat(HI + schema));
        var tool = body.path("toolConfig").path("tools").path(0).path("toolSpec");
        assertEquals(json("{'type':'object','properties':{'a':{'type':'string'}}}"),
                tool.path("inputSchema").path("json"));
        assertEquals(json("{'tool':{'name':'" + ToolWriter.ANSWER + "'}}"),
                body.path("toolConfig").path("toolChoice"));
        var both = ask(chat(HI + schema + ",'tools':[{'type':'function','function':{'name':'a'}}]"));
        assertEquals(2, both.path("toolConfig").path("tools").size());
        assertEquals(json("{'any':{}}"), both.path("toolConfig").path("toolChoice"));
        notes();
    }

    @Test
    void aSchemaThatIsNoObjectsIsRefused() {
        var refused = assertThrows(Untranslatable.class, () -> ask(chat(HI + ",'response_format':{'type':'json_schema',"
                + "'json_schema':{'name':'p','schema':{'type':'array'}}}")));
        assertEquals("response_format", refused.field());
    }

    @Test
    void anyJsonIsAskedForInWords() {
        var body = ask(chat(HI + ",'response_format':{'type':'json_object'}"));
        assertTrue(body.path("system").path(0).path("text").asString().contains("JSON object"));
        assertEquals(1, dropped.size());
    }

    @ParameterizedTest
    @CsvSource({CLAUDE + ",32000", LLAMA + ",0", "anthropic.claude-3-haiku-20240307-v1:0,4096"})
    void aMissingCapIsTheModelsOwn(String model, long cap) {
        assertEquals(cap, ask(chat(HI), model).path("inferenceConfig").path("maxTokens").asLong(0));
        var known = new ConverseForm().ask(chat(HI), new ProviderForm.Model(model, 777, false), dropped);
        assertEquals(777, known.path("inferenceConfig").path("maxTokens").asLong());
    }

    @Test
    void samplingKeepsToWhatTheModelTakes() {
        assertEquals(json("{'maxTokens':4000,'temperature':1,'topP':0.9}"), ask(messages(HI
                + ",'temperature':1.7,'top_p':0.9"), LLAMA).path("inferenceConfig"));
        notes("temperature above 1");
        dropped.clear();
        ask(messages(HI + ",'temperature':0.2,'top_p':0.9,'top_k':5"), NEWER);
        notes("temperature", "top_p", "top_k");
        dropped.clear();
        assertEquals(json("{'top_k':5}"), ask(messages(HI + ",'top_k':5")).path("additionalModelRequestFields"));
        assertEquals(json("{'inferenceConfig':{'topK':5}}"),
                ask(messages(HI + ",'top_k':5"), NOVA).path("additionalModelRequestFields"));
        notes();
    }

    @Test
    void whatBedrockHasNoWordForIsNamed() {
        ask(chat(HI + ",'seed':1,'presence_penalty':0.1,'user':'u','service_tier':'auto','stop':[' ']"));
        assertEquals(List.of("presence_penalty", "seed", "service_tier", "stop of nothing but white space", "user"),
                dropped.stream().sorted().toList());
        assertEquals("flex", ask(chat(HI + ",'service_tier':'flex'")).path("serviceTier").path("type").asString());
    }

    @Test
    void aGreetingIsHeardBySomebodyAndNothingToSayIsRefused() {
        var body = ask(chat("'messages':[{'role':'assistant','content':'Hello! '}]"));
        assertEquals("user", body.path("messages").path(0).path("role").asString());
        assertEquals("Hello!", body.path("messages").path(1).path("content").path(0).path("text").asString());
        assertEquals(1, dropped.size());
        assertEquals("messages", assertThrows(Untranslatable.class,
                () -> ask(chat("'messages':[{'role':'system','content':'x'}]"))).field());
    }
}
