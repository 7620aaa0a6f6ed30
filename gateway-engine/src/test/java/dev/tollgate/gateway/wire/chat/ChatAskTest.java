package dev.tollgate.gateway.wire.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Effort;
import dev.tollgate.gateway.wire.neutral.Prompt.Format;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a provider of chat completions is asked.
class ChatAskTest {
    private static final ProviderForm.Model MODEL = new ProviderForm.Model("m", 100, true);
    private static final Optional<JsonNode> UNMARKED = Optional.empty();
    private final List<String> dropped = new ArrayList<>();

    private JsonNode ask(Effort effort, List<Tool> tools, Choice choice, Map<Setting, JsonNode> settings,
            Turn... turns) {
        return new ChatForm().ask(new Prompt("m", true, false, List.of(turns), tools, choice, new Format.Free(), effort,
                settings, List.of()), MODEL, dropped);
    }

    private String messages(Turn... turns) {
        return ask(Effort.UNSAID, List.of(), new Choice.Auto(), Map.of(), turns).path("messages").toString()
                .replace('"', '\'');
    }

    private static Turn user(Part... parts) {
        return new Turn(Role.USER, List.of(parts));
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }

    private static Part.Call call(String id) {
        return new Part.Call(id, "f", "{}", false, Optional.empty());
    }

    private static Part.Thought thought(String text, Seal... seal) {
        return new Part.Thought(text, List.of(seal).stream().findFirst(), false);
    }

    private static Part.Media image(Part.Source source) {
        return new Part.Media(Part.Kind.IMAGE, source, "image/png", Optional.empty(), Optional.empty(), UNMARKED);
    }

    @Test
    void resultsComeBeforeTheTurnsTextAndTheirPicturesAfterThem() {
        var content = List.<Part>of(Part.Text.of("1"), image(new Part.Source.Data("aGk=")));
        assertEquals("[{'role':'assistant','content':null,'tool_calls':[{'id':'a','type':'function','function':"
                + "{'name':'f','arguments':'{}'}}]},{'role':'tool','tool_call_id':'a','content':'1'},"
                + "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,aGk='}},"
                + "{'type':'text','text':'U'}]}]",
                messages(assistant(call("a")), user(Part.Text.of("U"), new Part.Result("a", "f", content, false,
                        UNMARKED))));
    }

    @Test
    void aResultThatIsOnlyAPictureSaysWhereItIs() {
        var content = List.<Part>of(image(new Part.Source.Link("https://a.example/x.png")));
        assertEquals("[{'role':'tool','tool_call_id':'a','content':'See the attached file.'},"
                + "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://a.example/x.png'}}]}]",
                messages(user(new Part.Result("a", "f", content, false, UNMARKED))));
    }

    @Test
    void callsOfOneAnswerInSeveralTurnsShareAMessage() {
        assertEquals("[{'role':'assistant','content':'A','tool_calls':[{'id':'a','type':'function','function':"
                + "{'name':'f','arguments':'{}'}},{'id':'b','type':'function','function':{'name':'f','arguments':"
                + "'{}'}}]}]", messages(assistant(Part.Text.of("A")), assistant(call("a")), assistant(call("b"))));
    }

    @Test
    void systemTurnsStayInOrderAndTextIsOneString() {
        assertEquals("[{'role':'system','content':'S'},{'role':'system','content':'T\\n\\nV'},"
                + "{'role':'user','content':'U'}]",
                messages(new Turn(Role.SYSTEM, List.of(Part.Text.of("S"))),
                        new Turn(Role.SYSTEM, List.of(Part.Text.of("T"), Part.Text.of("V"))), user(Part.Text.of("U"))));
    }

    @Test
    void aCacheMarkMakesParts() {
        assertEquals("[{'role':'user','content':[{'type':'text','text':'U','cache_control':{'type':'ephemeral'}}]}]",
                messages(user(new Part.Text("U", Json.read("{\"type\":\"ephemeral\"}")))));
    }

    @Test
    void onlyOwnThoughtsGoBackAndOnlyWithCalls() {
        var own = new Seal(Protocol.CHAT, "", "{\"type\":\"reasoning.text\",\"signature\":\"s\"}");
        var foreign = new Seal(Protocol.MESSAGES, "", "s");
        assertEquals("[{'role':'assistant','content':'A'}]", messages(assistant(thought("T"), Part.Text.of("A"))));
        assertEquals("[]", messages(assistant(thought("T", foreign))));
        assertEquals("[{'role':'assistant','content':null,'reasoning_content':'T\\n\\nO','reasoning_details':["
                + "{'type':'reasoning.text','signature':'s','text':'O'}],'tool_calls':[{'id':'a','type':'function',"
                + "'function':{'name':'f','arguments':'{}'}}]}]",
                messages(assistant(thought("T"), thought("F", foreign), thought("O", own), call("a"))));
    }

    @Test
    void geminisSealGoesBackOnItsCallAndNoOther() {
        var sealed = new Part.Call("a", "f", "{}", false, Optional.of(new Seal(Protocol.GEMINI, "", "s")));
        assertEquals("[{'role':'assistant','content':null,'tool_calls':[{'id':'a','type':'function','function':"
                + "{'name':'f','arguments':'{}'},'extra_content':{'google':{'thought_signature':'s'}}}]}]",
                messages(assistant(sealed)));
    }

    @Test
    void freeformToolsTakeAnObjectWithOneText() {
        var tool = new Tool("patch", Optional.of("d"), Json.object(), Optional.empty(), true, UNMARKED);
        var body = ask(Effort.UNSAID, List.of(tool), new Choice.Named("patch"), Map.of(),
                assistant(new Part.Call("a", "patch", "any \"text\"", true, Optional.empty())));
        var function = body.path("tools").path(0).path("function");
        assertEquals("{\"input\":{\"type\":\"string\"}}", function.path("parameters").path("properties").toString());
        assertEquals("{\"input\":\"any \\\"text\\\"\"}",
                body.path("messages").path(0).path("tool_calls").path(0).path("function").path("arguments").asString());
        assertEquals("patch", body.path("tool_choice").path("function").path("name").asString());
    }

    @Test
    void theCapHasTheModelsNameAndIsAtMostItsMost() {
        var cap = Map.<Setting, JsonNode>of(Setting.MAX_OUTPUT, Json.read("5000").orElseThrow());
        var body = ask(Effort.UNSAID, List.of(), new Choice.Auto(), cap);
        assertEquals(100, body.path("max_completion_tokens").asInt());
        var old = new ChatForm().ask(new Prompt("m", false, false, List.of(), List.of(), new Choice.Auto(),
                new Format.Json(), Effort.UNSAID, cap, List.of()), new ProviderForm.Model("m", 0, false), dropped);
        assertEquals("{\"model\":\"m\",\"messages\":[],\"response_format\":{\"type\":\"json_object\"},"
                + "\"max_tokens\":5000}", old.toString());
    }

    @Test
    void aStreamAlwaysAsksForItsUsage() {
        var body = ask(Effort.UNSAID, List.of(), new Choice.None(), Map.of());
        assertEquals("{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
                body.toString());
    }

    @Test
    void whatMostDoNotKnowIsDroppedAndNamed() {
        ask(new Effort(Optional.of(false), Optional.empty(), OptionalLong.empty(), Optional.empty()), List.of(),
                new Choice.Auto(), Map.of(Setting.TOP_K, Json.read("5").orElseThrow(), Setting.METADATA, Json.object(),
                        Setting.SERVICE_TIER, Json.read("\"standard_only\"").orElseThrow()));
        assertEquals(List.of("reasoning_effort", "top_k", "metadata", "service_tier"), dropped);
    }

    @Test
    void aBudgetToThinkBecomesAGrade() {
        var effort = new Effort(Optional.of(true), Optional.empty(), OptionalLong.of(30_000), Optional.empty());
        assertEquals("high", ask(effort, List.of(), new Choice.Auto(), Map.of()).path("reasoning_effort").asString());
        var none = new Effort(Optional.empty(), Optional.of("none"), OptionalLong.empty(), Optional.empty());
        assertEquals("none", ask(none, List.of(), new Choice.Auto(), Map.of()).path("reasoning_effort").asString());
    }

    @Test
    void uploadsAndFilesByUrlAreRefused() {
        var none = Optional.<String>empty();
        var linked = new Part.Media(Part.Kind.DOCUMENT, new Part.Source.Link("https://a.example"), "", none, none,
                UNMARKED);
        assertThrows(Untranslatable.class, () -> messages(user(linked)));
        assertThrows(Untranslatable.class, () -> messages(user(image(new Part.Source.Stored("file_1")))));
    }
}
