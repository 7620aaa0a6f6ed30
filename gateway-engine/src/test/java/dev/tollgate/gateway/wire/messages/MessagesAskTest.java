package dev.tollgate.gateway.wire.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Setting;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a provider of Messages is asked for a client of another protocol.
class MessagesAskTest {
    private static final String OLD = "claude-sonnet-4-5-20250929";
    private static final String NEW = "claude-opus-4-7";
    private static final Turn USER = new Turn(Role.USER, List.of(Part.Text.of("Hi")));
    private static final Prompt.Effort HIGH =
            new Prompt.Effort(Optional.empty(), Optional.of("high"), OptionalLong.empty(), Optional.empty());

    private final List<String> dropped = new ArrayList<>();

    private static Prompt prompt(List<Turn> turns, Prompt.Choice choice, Prompt.Format format, Prompt.Effort effort,
            Map<Setting, JsonNode> settings, Prompt.Tool... tools) {
        return new Prompt("m", false, false, turns, List.of(tools), choice, format, effort, settings, List.of());
    }

    private ObjectNode turns(Turn... turns) {
        return Said.ask(prompt(List.of(turns), new Prompt.Choice.Auto(), new Prompt.Format.Free(), Prompt.Effort.UNSAID,
                Map.of()), OLD, dropped);
    }

    private ObjectNode effort(Prompt.Effort effort, String model, Map<Setting, JsonNode> settings, Turn... turns) {
        return Said.ask(prompt(List.of(turns), new Prompt.Choice.Auto(), new Prompt.Format.Free(), effort, settings),
                model, dropped);
    }

    private static Prompt.Tool tool(String name, String schema) {
        return new Prompt.Tool(name, Optional.empty(), Said.json(schema), Optional.empty(), false, Optional.empty());
    }

    private static Turn assistant(Part... parts) {
        return new Turn(Role.ASSISTANT, List.of(parts));
    }

    private static Part call(String id) {
        return new Part.Call(id, "add", "{\"a\":1}", false, Optional.empty());
    }

    private static Turn result(String id) {
        return new Turn(Role.USER,
                List.of(new Part.Result(id, "add", List.of(Part.Text.of("2")), false, Optional.empty())));
    }

    private static Part thought(Protocol by) {
        return new Part.Thought("Hm.", Optional.of(new Seal(by, "", "Eq")), false);
    }

    @Test
    void neighboursAreMergedResultsComeFirstAndBlankTextGoes() {
        var body = turns(new Turn(Role.SYSTEM, List.of(Part.Text.of("One."))), USER, assistant(Part.Text.of(" ")),
                assistant(thought(Protocol.MESSAGES), thought(Protocol.RESPONSES), Part.Text.of("Sure."), call("a"),
                        call("b")),
                new Turn(Role.USER, List.of(Part.Text.of("Wait."))), result("a"), result("b"),
                new Turn(Role.SYSTEM, List.of(Part.Text.of("Two.")))).path("messages");
        assertEquals(
                Said.json("[{'role':'user','content':[{'type':'text','text':'Hi'}]},{'role':'assistant','content':["
                        + "{'type':'thinking','thinking':'Hm.','signature':'Eq'},{'type':'text','text':'Sure.'},"
                        + "{'type':'tool_use','id':'a','name':'add','input':{'a':1}},"
                        + "{'type':'tool_use','id':'b','name':'add','input':{'a':1}}]},{'role':'user','content':["
                        + "{'type':'tool_result','tool_use_id':'a','content':[{'type':'text','text':'2'}]},"
                        + "{'type':'tool_result','tool_use_id':'b','content':[{'type':'text','text':'2'}]},"
                        + "{'type':'text','text':'Wait.'}]}]").toString(),
                body.toString());
        assertEquals(List.of(), dropped);
    }

    @Test
    void allSystemWordsGoToOnePlaceInTheirOrder() {
        var system = turns(new Turn(Role.SYSTEM, List.of(Part.Text.of("One."))), USER,
                new Turn(Role.SYSTEM, List.of(Part.Text.of("Two.")))).path("system");
        assertEquals(Said.json("[{'type':'text','text':'One.'},{'type':'text','text':'Two.'}]"), system);
    }

    @Test
    void aGreetingGetsAListenerAndABeginningEndsInNoWhiteSpace() {
        var messages = turns(assistant(Part.Text.of("Welcome!")), USER, assistant(Part.Text.of("Well, \n")))
                .path("messages");
        assertEquals("user", messages.path(0).path("role").asString());
        assertEquals("Well,", messages.path(3).path("content").path(0).path("text").asString());
        assertEquals(1, dropped.size());
        assertThrows(Untranslatable.class, () -> turns(new Turn(Role.SYSTEM, List.of(Part.Text.of("One.")))));
    }

    @Test
    void idsThatComeAgainAreToldApart() {
        var messages = turns(USER, assistant(call("call_0")), result("call_0"), assistant(call("call_0")),
                result("call_0"), assistant(call("functions.add:1")), result("functions.add:1"),
                assistant(call("x".repeat(80))), result("x".repeat(80))).path("messages");
        for (int i = 1; i < messages.size(); i += 2) {
            var id = messages.path(i).path("content").path(0).path("id").asString();
            assertTrue(id.matches("[A-Za-z0-9_-]{1,64}"), id);
            assertEquals(id, messages.path(i + 1).path("content").path(0).path("tool_use_id").asString());
        }
        assertEquals(4, messages.findValuesAsString("id").stream().distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "web.search", "a b", "_", "__a_", "tgx_a", "größe/2", "a_2e_b", "x-1"})
    void namesAreSpelledSoThatAnthropicTakesThemAndReadBack(String name) {
        assertTrue(Names.valid(Names.spelled(name)), Names.spelled(name));
        assertEquals(name, Names.read(Names.spelled(name)));
    }

    @Test
    void toolsHaveAnObjectForASchemaAndFreeformOnesOneText() {
        var body = Said.ask(prompt(List.of(USER), new Prompt.Choice.Named("web.search"), new Prompt.Format.Free(),
                Prompt.Effort.UNSAID, Map.of(Setting.PARALLEL_CALLS, Said.json("false")), tool("web.search", "{}"),
                new Prompt.Tool("patch", Optional.of("Patches."), Said.json("{}"), Optional.empty(), true,
                        Optional.empty())),
                OLD, dropped);
        assertEquals(Said.json("[{'name':'tgx_web_2e_search','input_schema':{'type':'object'}},{'name':'patch',"
                + "'description':'Patches.','input_schema':{'type':'object','properties':{'input':{'type':'string'}},"
                + "'required':['input']}}]"), body.path("tools"));
        assertEquals(Said.json("{'type':'tool','name':'tgx_web_2e_search','disable_parallel_tool_use':true}"),
                body.path("tool_choice"));
        var tooLong = prompt(List.of(USER), new Prompt.Choice.Auto(), new Prompt.Format.Free(), Prompt.Effort.UNSAID,
                Map.of(), tool("x".repeat(65), "{}"));
        assertEquals("tools[0].name",
                assertThrows(Untranslatable.class, () -> Said.ask(tooLong, OLD, dropped)).field());
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5-20250929,32000", "claude-3-5-haiku-20241022,8192", "claude-3-opus-20240229,4096",
            "claude-2.1,4096", "claude-3-7-sonnet@20250219,32000", "kimi-k2,32000", "claude-opus-5,32000"})
    void aMissingCapIsTheModelsMost(String model, long cap) {
        assertEquals(cap, effort(Prompt.Effort.UNSAID, model, Map.of(), USER).path("max_tokens").asLong());
        var known = prompt(List.of(USER), new Prompt.Choice.Auto(), new Prompt.Format.Free(), Prompt.Effort.UNSAID,
                Map.of());
        assertEquals(64_000,
                Said.FORM.ask(known, new ProviderForm.Model(model, 64_000, false), dropped).path("max_tokens")
                        .asLong());
    }

    @Test
    void olderModelsThinkByABudgetThatFits() {
        var budget = effort(HIGH, OLD, Map.of(), USER);
        assertEquals(Said.json("{'type':'enabled','budget_tokens':24576}").toString(),
                budget.path("thinking").toString());
        var cap = Map.<Setting, JsonNode>of(Setting.MAX_OUTPUT, Said.json("4000"), Setting.TEMPERATURE,
                Said.json("0.2"), Setting.TOP_P, Said.json("0.99"), Setting.TOP_K, Said.json("5"));
        var less = effort(HIGH, OLD, cap, USER);
        assertEquals(2_000, less.path("thinking").path("budget_tokens").asLong());
        assertFalse(less.has("temperature") || less.has("top_k"));
        assertTrue(less.has("top_p"));
        assertEquals(List.of("temperature", "top_k"), dropped);
        assertFalse(effort(HIGH, OLD, Map.of(Setting.MAX_OUTPUT, Said.json("1000")), USER).has("thinking"));
    }

    @Test
    void newerModelsThinkByAnEffortAndTakeNoSampling() {
        var body = effort(HIGH, NEW, Map.of(Setting.TEMPERATURE, Said.json("0.2")), USER, assistant(call("a")),
                result("a"));
        assertEquals(Said.json("{'type':'adaptive'}"), body.path("thinking"));
        assertEquals("high", body.path("output_config").path("effort").asString());
        assertEquals(List.of("temperature"), dropped);
        var extra = new Prompt.Effort(Optional.empty(), Optional.of("xhigh"), OptionalLong.empty(), Optional.of(true));
        assertEquals("high", effort(extra, "us.anthropic.claude-opus-4-6-v1", Map.of(), USER).path("output_config")
                .path("effort").asString());
        assertEquals("summarized", effort(extra, NEW, Map.of(), USER).path("thinking").path("display").asString());
    }

    @Test
    void aBudgetIsLeftOutWhereCallsAreAnsweredThatCameWithoutThoughts() {
        assertFalse(effort(HIGH, OLD, Map.of(), USER, assistant(thought(Protocol.CHAT), call("a")), result("a"))
                .has("thinking"));
        assertEquals(1, dropped.size());
        assertTrue(effort(HIGH, OLD, Map.of(), USER, assistant(thought(Protocol.MESSAGES), call("a")), result("a"),
                assistant(call("b")), result("b")).has("thinking"));
        assertTrue(effort(HIGH, OLD, Map.of(), USER, assistant(call("a")), result("a"),
                assistant(Part.Text.of("2")), USER).has("thinking"));
    }

    @Test
    void noThinkingWhereAToolMustBeCalledOrWordsAreContinued() {
        var forced = prompt(List.of(USER), new Prompt.Choice.Any(), new Prompt.Format.Free(), HIGH, Map.of(),
                tool("add", "{}"));
        assertFalse(Said.ask(forced, NEW, dropped).has("thinking"));
        assertFalse(effort(HIGH, OLD, Map.of(), USER, assistant(Part.Text.of("Well,"))).has("thinking"));
        assertEquals(2, dropped.size());
    }

    @ParameterizedTest
    @CsvSource({"claude-sonnet-4-5,false", "claude-opus-5,true", "deepseek-chat,true", "claude-fable-5,false"})
    void notToThinkIsSaidWhereAModelMightElse(String model, boolean said) {
        var none = new Prompt.Effort(Optional.empty(), Optional.of("none"), OptionalLong.empty(), Optional.empty());
        assertEquals(said, effort(none, model, Map.of(), USER).path("thinking").path("type").asString("")
                .equals("disabled"));
    }

    @Test
    void valuesAreClampedMappedOrNamed() {
        var body = effort(Prompt.Effort.UNSAID, "claude-3-5-sonnet-20241022",
                Map.of(Setting.TEMPERATURE, Said.json("1.5"), Setting.TOP_P, Said.json("0.5"), Setting.STOP,
                        Said.json("['END',' ']"), Setting.USER, Said.json("'u'"), Setting.SERVICE_TIER,
                        Said.json("'default'"), Setting.SEED, Said.json("1")),
                USER);
        assertEquals(1, body.path("temperature").asInt());
        assertEquals(Said.json("0.5"), body.path("top_p"));
        assertEquals(Said.json("['END']"), body.path("stop_sequences"));
        assertEquals(Said.json("{'user_id':'u'}"), body.path("metadata"));
        assertEquals("standard_only", body.path("service_tier").asString());
        assertEquals(List.of("temperature above 1", "stop of nothing but white space", "seed"), dropped);
    }

    @Test
    void aSchemaIsClosedAndFreeJsonIsAskedForInWords() {
        var schema = new Prompt.Format.Schema("x", Said.json("{'type':'object','properties':{'a':{'type':'object',"
                + "'additionalProperties':true},'b':{'enum':[{'type':'object'}]}}}"), Optional.of(true));
        var body = Said.ask(prompt(List.of(USER), new Prompt.Choice.Auto(), schema, HIGH, Map.of()), NEW, dropped);
        assertEquals(Said.json("{'effort':'high','format':{'type':'json_schema','schema':{'type':'object','properties':"
                + "{'a':{'type':'object','additionalProperties':true},'b':{'enum':[{'type':'object'}]}},"
                + "'additionalProperties':false}}}"), body.path("output_config"));
        var free = Said.ask(prompt(List.of(USER), new Prompt.Choice.Auto(), new Prompt.Format.Json(),
                Prompt.Effort.UNSAID, Map.of()), OLD, dropped);
        assertTrue(free.path("system").path(0).path("text").asString().contains("JSON"));
        assertEquals(1, dropped.size());
    }

    private JsonNode source(Part.Kind kind, String mime, Part.Source source) {
        var media = new Part.Media(kind, source, mime, Optional.of("n"), Optional.empty(), Optional.empty());
        return turns(new Turn(Role.USER, List.of(media))).path("messages").path(0).path("content").path(0)
                .path("source");
    }

    @Test
    void picturesAndFilesGoOutAsAnthropicTakesThem() {
        assertEquals(Said.json("{'type':'base64','media_type':'image/png','data':'iVBORw0K'}"),
                source(Part.Kind.IMAGE, "", new Part.Source.Data("iVBORw0K")));
        assertEquals(Said.json("{'type':'url','url':'https://a.example'}"),
                source(Part.Kind.IMAGE, "", new Part.Source.Link("https://a.example")));
        assertEquals(Said.json("{'type':'text','media_type':'text/plain','data':'a,b'}"),
                source(Part.Kind.DOCUMENT, "text/csv", new Part.Source.Data("YSxi")));
        for (var kind : List.of(Part.Kind.AUDIO, Part.Kind.VIDEO, Part.Kind.DOCUMENT)) {
            assertThrows(Untranslatable.class, () -> source(kind, "x/y", new Part.Source.Data("YSxi")));
        }
        assertThrows(Untranslatable.class, () -> source(Part.Kind.IMAGE, "", new Part.Source.Stored("file-1")));
    }
}
