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
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class ResponsesAskTest {
    private final List<String> dropped = new ArrayList<>();

    private static Prompt prompt(List<Turn> turns, List<Prompt.Tool> tools, Prompt.Effort effort,
            Map<Setting, JsonNode> settings) {
        return new Prompt("m", true, false, turns, tools, new Prompt.Choice.Auto(), new Prompt.Format.Free(), effort,
                settings, List.of());
    }

    private JsonNode asked(Turn... turns) {
        return Said.ask(prompt(List.of(turns), List.of(), Prompt.Effort.UNSAID, Map.of()), dropped);
    }

    private JsonNode asked(Prompt.Effort effort) {
        return Said.ask(prompt(List.of(), List.of(), effort, Map.of()), dropped);
    }

    private JsonNode asked(Map<Setting, JsonNode> settings) {
        return Said.ask(prompt(List.of(), List.of(), Prompt.Effort.UNSAID, settings), dropped);
    }

    private static Turn turn(Role role, Part... parts) {
        return new Turn(role, List.of(parts));
    }

    @Test
    void aConversationIsWrittenAsItems() {
        var seal = Optional.of(new Seal(Protocol.RESPONSES, "rs_1", "gAAA"));
        var foreign = Optional.of(new Seal(Protocol.MESSAGES, "", "EqQ="));
        var body = asked(turn(Role.SYSTEM, Part.Text.of("Be brief.")), turn(Role.SYSTEM, Part.Text.of("Be kind.")),
                turn(Role.USER, Part.Text.of("Hi"), Part.Text.of("there")),
                turn(Role.ASSISTANT, new Part.Thought("Hm", seal, false), new Part.Thought("Oh", foreign, false),
                        Part.Text.of("Look."), new Part.Call("c1", "f", "", false, Optional.empty()),
                        new Part.Call("c2", "patch", "raw", true, Optional.empty()), new Part.Refusal("No.")),
                turn(Role.USER,
                        new Part.Result("c1", "f", List.of(Part.Text.of("a"), Part.Text.of("b")), true,
                                Optional.empty()),
                        new Part.Result("c2", "patch", List.of(Part.Text.of("ok")), false, Optional.empty()),
                        Part.Text.of("Well?")),
                turn(Role.SYSTEM, Part.Text.of("Now.")));
        assertEquals(Said.json("{'model':'m','instructions':'Be brief.\\n\\nBe kind.','input':["
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':'Hi'},"
                + "{'type':'input_text','text':'there'}]},"
                + "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'Hm'}],"
                + "'encrypted_content':'gAAA'},"
                + "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Look.'}]},"
                + "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'},"
                + "{'type':'custom_tool_call','call_id':'c2','name':'patch','input':'raw'},"
                + "{'type':'message','role':'assistant','content':[{'type':'refusal','refusal':'No.'}]},"
                + "{'type':'function_call_output','call_id':'c1','output':'a\\nb'},"
                + "{'type':'custom_tool_call_output','call_id':'c2','output':'ok'},"
                + "{'type':'message','role':'user','content':[{'type':'input_text','text':'Well?'}]},"
                + "{'type':'message','role':'system','content':[{'type':'input_text','text':'Now.'}]}],"
                + "'stream':true,'store':false,'include':['reasoning.encrypted_content']}"), body);
        assertEquals(List.of("tool_result.is_error"), dropped);
    }

    @Test
    void picturesAndFilesAreWrittenAndWhatIsNotTakenIsRefused() {
        var body = asked(turn(Role.USER, media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "image/jpeg"),
                media(Part.Kind.IMAGE, new Part.Source.Link("https://x/y"), ""),
                media(Part.Kind.DOCUMENT, new Part.Source.Data("QUJD"), "application/pdf"),
                media(Part.Kind.DOCUMENT, new Part.Source.Plain("Plain."), "text/plain")));
        assertEquals(Said.json("[{'type':'input_image','detail':'auto','image_url':'data:image/jpeg;base64,QUJD'},"
                + "{'type':'input_image','detail':'auto','image_url':'https://x/y'},"
                + "{'type':'input_file','filename':'document.pdf','file_data':'data:application/pdf;base64,QUJD'},"
                + "{'type':'input_text','text':'Plain.'}]"), body.path("input").path(0).path("content"));
        for (var refused : List.of(media(Part.Kind.AUDIO, new Part.Source.Data("QUJD"), "audio/wav"),
                media(Part.Kind.IMAGE, new Part.Source.Stored("file_1"), ""))) {
            assertThrows(Untranslatable.class, () -> asked(turn(Role.USER, refused)));
        }
        assertThrows(Untranslatable.class, () -> asked(
                turn(Role.ASSISTANT, media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "image/png"))));
    }

    private static Part media(Part.Kind kind, Part.Source source, String mime) {
        return new Part.Media(kind, source, mime, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void resultsWithPicturesAreLists() {
        var body = asked(turn(Role.ASSISTANT, new Part.Call("c", "f", "{}", false, Optional.empty())),
                turn(Role.USER, new Part.Result("c", "f",
                        List.of(Part.Text.of("see"), media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "")), false,
                        Optional.empty())));
        assertEquals("input_image", body.path("input").path(1).path("output").path(1).path("type").asString());
    }

    @Test
    void toolsAreFlatAndNeverStrictUnasked() {
        var tools = List.of(
                new Prompt.Tool("f", Optional.of("does"), Json.object(), Optional.empty(), false, Optional.empty()),
                new Prompt.Tool("p", Optional.empty(), Json.object(), Optional.empty(), true, Optional.empty()));
        var body = Said.ask(new Prompt("m", false, false, List.of(), tools, new Prompt.Choice.Named("p"),
                new Prompt.Format.Json(), Prompt.Effort.UNSAID, Map.of(), List.of()), dropped);
        assertEquals(Said.json("[{'type':'function','name':'f','description':'does','parameters':{'type':'object',"
                + "'properties':{}},'strict':false},{'type':'custom','name':'p'}]"), body.path("tools"));
        assertEquals(Said.json("{'type':'custom','name':'p'}"), body.path("tool_choice"));
        assertEquals(Said.json("{'format':{'type':'json_object'}}"), body.path("text"));
        assertFalse(body.has("stream"));
    }

    @Test
    void thinkingIsAskedForWhereItIsWanted() {
        assertEquals(Said.json("{'effort':'high'}"), asked(effort(null, "high", -1, null)).path("reasoning"));
        assertEquals(Said.json("{'effort':'low','summary':'auto'}"),
                asked(effort(true, null, 1_024, null)).path("reasoning"));
        assertEquals(Said.json("{'effort':'high','summary':'auto'}"),
                asked(effort(null, "max", -1, true)).path("reasoning"));
        assertEquals(Said.json("{'effort':'none'}"), asked(effort(null, "none", -1, null)).path("reasoning"));
        assertTrue(asked(effort(null, "low", -1, null)).path("include").isArray());
        assertEquals(List.of(), dropped);
        var off = asked(effort(false, null, -1, null));
        assertFalse(off.has("reasoning") || off.has("include"));
        assertEquals(List.of("thinking"), dropped);
    }

    private static Prompt.Effort effort(@Nullable Boolean on, @Nullable String level, long tokens,
            @Nullable Boolean shown) {
        return new Prompt.Effort(Optional.ofNullable(on), Optional.ofNullable(level),
                tokens < 0 ? OptionalLong.empty() : OptionalLong.of(tokens), Optional.ofNullable(shown));
    }

    @Test
    void settingsHaveTheirOwnNamesAndTheRestIsDropped() {
        var body = asked(Map.of(Setting.USER, StringNode.valueOf("u"), Setting.CACHE_KEY, StringNode.valueOf("k"),
                Setting.MAX_OUTPUT, IntNode.valueOf(1), Setting.STOP, Json.array().add("x"), Setting.SEED,
                IntNode.valueOf(1), Setting.SERVICE_TIER, StringNode.valueOf("standard_only"), Setting.VERBOSITY,
                StringNode.valueOf("low"), Setting.METADATA, Said.json("{'a':'b'}")));
        assertEquals(Said.json("{'model':'m','input':[],'stream':true,'store':false,'max_output_tokens':16,"
                + "'safety_identifier':'u','metadata':{'a':'b'},'prompt_cache_key':'k','text':{'verbosity':'low'}}"),
                Said.sent(body));
        assertEquals(List.of("max_tokens: raised to 16, the least that is taken", "stop", "seed", "service_tier"),
                dropped);
        dropped.clear();
        asked(Map.of(Setting.USER, StringNode.valueOf("u".repeat(65)), Setting.METADATA, Said.json("{'a':1}")));
        assertEquals(List.of("user: longer than 64 characters", "metadata"), dropped);
    }

    @Test
    void noCapIsAboveTheModels() {
        var prompt = prompt(List.of(), List.of(), Prompt.Effort.UNSAID, Map.of(Setting.MAX_OUTPUT,
                IntNode.valueOf(5_000)));
        assertEquals(4_000, Said.FORM.ask(prompt, new ProviderForm.Model("m", 4_000, false), dropped)
                .path("max_output_tokens").asInt());
    }

    @Test
    void longIdsOfCallsAreCutAlikeOnBothSides() {
        var id = "c".repeat(90);
        var items = asked(turn(Role.ASSISTANT, new Part.Call(id, "f", "{}", false, Optional.empty())),
                turn(Role.USER, new Part.Result(id, "f", List.of(), false, Optional.empty()))).path("input");
        assertEquals(items.path(0).path("call_id"), items.path(1).path("call_id"));
        assertEquals(64, items.path(0).path("call_id").asString().length());
    }
}
