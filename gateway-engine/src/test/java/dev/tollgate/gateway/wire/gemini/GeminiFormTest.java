package dev.tollgate.gateway.wire.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;

/// Each rule of Gemini's side of a conversion.
class GeminiFormTest {
    private static final Form FORM = new GeminiForm();
    private static final ProviderForm.Model TWO = new ProviderForm.Model("gemini-2.5-flash", 0, false);
    private static final ProviderForm.Model THREE = new ProviderForm.Model("gemini-3-pro-preview", 0, false);

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"')).orElseThrow();
    }

    private static Prompt prompt(String text) {
        return FORM.prompt(json(text));
    }

    private static JsonNode asked(Prompt prompt, ProviderForm.Model model) {
        return FORM.ask(prompt, model, new ArrayList<>());
    }

    @Test
    void bothSpellingsOfAFieldAreRead() {
        for (var body : List.of(
                "{'systemInstruction':{'parts':[{'text':'Be brief'}]},'contents':[{'parts':[{'text':'Hi'}]}],"
                        + "'generationConfig':{'maxOutputTokens':7,'topP':0.5,'thinkingConfig':{'thinkingBudget':0}}}",
                "{'system_instruction':{'parts':[{'text':'Be brief'}]},'contents':[{'parts':[{'text':'Hi'}]}],"
                        + "'generation_config':{'max_output_tokens':7,'top_p':0.5,'thinking_config':{'thinking_budget':0}}}")) {
            var prompt = prompt(body);
            assertEquals(Prompt.Role.SYSTEM, prompt.turns().getFirst().role());
            assertEquals(IntNode.valueOf(7), prompt.settings().get(Prompt.Setting.MAX_OUTPUT));
            assertTrue(prompt.effort().unwanted());
            assertEquals(List.of(), prompt.dropped());
        }
    }

    @Test
    void callsWithoutIdsGetThemAndResultsFindTheirsByOrderAndName() {
        var prompt =
                prompt("{'contents':[{'role':'model','parts':[{'functionCall':{'name':'add','args':{'b':1,'a':2}}},"
                        + "{'functionCall':{'name':'add'}},{'functionCall':{'name':'now','id':'x'}}]},{'role':'user','parts':["
                        + "{'functionResponse':{'name':'now','id':'x','response':{'output':'noon'}}},"
                        + "{'functionResponse':{'name':'add','response':{'sum':3}}},"
                        + "{'functionResponse':{'name':'add','response':{'error':'no'}}}]}]}");
        var calls = prompt.turns().getFirst().parts().stream().map(Part.Call.class::cast).toList();
        assertEquals("{\"b\":1,\"a\":2}", calls.getFirst().arguments());
        assertEquals("{}", calls.get(1).arguments());
        var results = prompt.turns().get(1).parts().stream().map(Part.Result.class::cast).toList();
        assertEquals(List.of("x", calls.get(0).id(), calls.get(1).id()),
                results.stream().map(Part.Result::id).toList());
        assertEquals(List.of(Part.Text.of("noon")), results.getFirst().content());
        assertEquals(List.of(Part.Text.of("{\"sum\":3}")), results.get(1).content());
        assertTrue(results.get(2).error());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'contents':[{'role':'boss','parts':[]}]}|contents[0].role",
            "{'contents':[{'parts':[{'functionResponse':{'name':'f','response':{}}}]}]}|contents[0].parts[0].functionResponse.name",
            "{'contents':[],'tools':[{'googleSearch':{}}]}|tools[0].googleSearch",
            "{'contents':[{'parts':[{'executableCode':{'code':'x'}}]}]}|contents[0].parts[0].executableCode",
            "{'contents':[],'generationConfig':{'candidateCount':2}}|generationConfig.candidateCount",
            "{'contents':[],'generationConfig':{'responseModalities':['IMAGE']}}|generationConfig.responseModalities[0]",
            "{'contents':[],'cachedContent':'cachedContents/1'}|cachedContent",
            "{'contents':[{'role':'model','parts':[{'functionCall':{'args':{}}}]}]}|contents[0].parts[0].functionCall.name",
            "{'contents':7}|contents"})
    void whatIsWrongOrCannotBeCarriedOverIsNamedByItsPath(String body, String field) {
        var thrown = assertThrows(Untranslatable.class, () -> prompt(body));
        assertEquals(field, thrown.field());
        assertTrue(thrown.said().contains(field), thrown::said);
    }

    @Test
    void whatHasNoPlaceIsNamed() {
        assertEquals(List.of("safetySettings", "generationConfig.mediaResolution"), prompt(
                "{'contents':[],'safetySettings':[],'generationConfig':{'mediaResolution':'LOW'}}").dropped());
    }

    @Test
    void schemasInCapitalsBecomeJsonSchema() {
        var tool = prompt("{'contents':[],'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':'OBJECT',"
                + "'properties':{'type':{'type':'STRING','nullable':true},'n':{'type':'ARRAY','items':{'type':'INTEGER'}}},"
                + "'required':['type']}}]}]}").tools().getFirst();
        assertEquals(json("{'type':'object','properties':{'type':{'type':['string','null']},"
                + "'n':{'type':'array','items':{'type':'integer'}}},'required':['type']}"), tool.schema());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'mode':'NONE'}|None[]", "{'mode':'any'}|Any[]",
            "{'mode':'ANY','allowedFunctionNames':['f']}|Named[name=f]", "{'mode':'AUTO'}|Auto[]"})
    void theChoiceOfToolsIsRead(String config, String choice) {
        var prompt = prompt("{'contents':[],'tools':[{'functionDeclarations':[{'name':'f'},{'name':'g'}]}],"
                + "'toolConfig':{'functionCallingConfig':" + config + "}}");
        assertEquals(choice, prompt.choice().toString());
    }

    @Test
    void neighboursOfOneRoleAreOneContentAndResultsStandFirst() {
        var call = new Part.Call("c1", "f", "{\"a\":1}", false, Optional.empty());
        var result = new Part.Result("c1", "", List.of(Part.Text.of("plain")), false, Optional.empty());
        var prompt = prompt("{'contents':[]}");
        var turns = List.of(new Prompt.Turn(Prompt.Role.SYSTEM, List.of(Part.Text.of("one"))),
                new Prompt.Turn(Prompt.Role.USER, List.of(Part.Text.of("Hi"))),
                new Prompt.Turn(Prompt.Role.USER, List.of(Part.Text.of("there"))),
                new Prompt.Turn(Prompt.Role.ASSISTANT, List.of(call)),
                new Prompt.Turn(Prompt.Role.USER, List.of(Part.Text.of("and"), result)));
        var body = asked(with(prompt, turns), TWO);
        assertEquals(3, body.path("contents").size());
        assertEquals(2, body.path("contents").path(0).path("parts").size());
        var answered = body.path("contents").path(2).path("parts");
        assertEquals(json("{'id':'c1','name':'f','response':{'output':'plain'}}"),
                answered.path(0).path("functionResponse"));
        assertEquals("and", answered.path(1).path("text").asString());
        assertEquals("one", body.path("systemInstruction").path("parts").path(0).path("text").asString());
    }

    private static Prompt with(Prompt prompt, List<Prompt.Turn> turns) {
        return new Prompt("m", false, true, turns, prompt.tools(), prompt.choice(), prompt.format(), prompt.effort(),
                prompt.settings(), List.of());
    }

    @Test
    void aCallThatNoGeminiMadeIsSaidToBeUnsignedFromVersionThreeOn() {
        var foreign = new Part.Call("c1", "f", "", false, Optional.of(new Seal(Protocol.MESSAGES, "", "x")));
        var own = new Part.Call("c2", "f", "", false, Optional.of(new Seal(Protocol.GEMINI, "", "QUJD")));
        var prompt = with(prompt("{'contents':[]}"), List.of(new Prompt.Turn(Prompt.Role.ASSISTANT, List.of(foreign)),
                new Prompt.Turn(Prompt.Role.ASSISTANT, List.of(own))));
        var parts = asked(prompt, THREE).path("contents").path(0).path("parts");
        assertEquals("skip_thought_signature_validator", parts.path(0).path("thoughtSignature").asString());
        assertEquals("QUJD", parts.path(1).path("thoughtSignature").asString());
        assertFalse(asked(prompt, TWO).path("contents").path(0).path("parts").path(0).has("thoughtSignature"));
    }

    @Test
    void picturesGoAsBytesAndUrlsOfOthersAreRefused() {
        var bytes = new Part.Media(Part.Kind.IMAGE, new Part.Source.Data("QUJD"), "image/png", Optional.empty(),
                Optional.empty(), Optional.empty());
        var link = new Part.Media(Part.Kind.IMAGE, new Part.Source.Link("https://example.com/a.png"), "image/png",
                Optional.empty(), Optional.empty(), Optional.empty());
        var base = prompt("{'contents':[]}");
        var body = asked(with(base, List.of(new Prompt.Turn(Prompt.Role.USER, List.of(bytes)))), TWO);
        assertEquals(json("{'mimeType':'image/png','data':'QUJD'}"),
                body.path("contents").path(0).path("parts").path(0).path("inlineData"));
        assertThrows(Untranslatable.class,
                () -> asked(with(base, List.of(new Prompt.Turn(Prompt.Role.USER, List.of(link)))), TWO));
    }

    @ParameterizedTest
    @CsvSource({"gemini-2.5-flash,high,'{\"thinkingBudget\":24576,\"includeThoughts\":true}'",
            "gemini-2.5-flash,none,'{\"thinkingBudget\":0}'", "gemini-2.5-pro,none,'{\"thinkingBudget\":128}'",
            "gemini-3-pro,medium,'{\"thinkingLevel\":\"medium\",\"includeThoughts\":true}'"})
    void effortIsABudgetOrALevel(String model, String level, String expected) {
        var base = prompt("{'contents':[{'parts':[{'text':'Hi'}]}]}");
        var effort = new Prompt.Effort(Optional.empty(), Optional.of(level), OptionalLong.empty(),
                Optional.empty());
        var prompt = new Prompt("m", false, true, base.turns(), List.of(), base.choice(), base.format(), effort,
                base.settings(), List.of());
        assertEquals(expected, Json.text(asked(prompt, new ProviderForm.Model(model, 0, false)).path("generationConfig")
                .path("thinkingConfig")));
    }

    @Test
    void aForeignSealComesBackThroughTheClientsSignature() {
        var seal = new Seal(Protocol.RESPONSES, "rs_1", "gAAA");
        var answer = new Answer("r", "m", List.of(new Part.Call("c", "f", "{}", false, Optional.of(seal))),
                Finish.CALLS, Optional.empty(), MissingNode.getInstance());
        var reply = FORM.reply(answer, Usage.of(1, 1, UsageSource.REPORTED), prompt("{'contents':[]}"), 0);
        var content = Json.object();
        content.putArray("contents").add(reply.path("candidates").path(0).path("content"));
        var call = assertInstanceOf(Part.Call.class, FORM.prompt(content).turns().getFirst().parts().getFirst());
        assertEquals(Optional.of(seal), call.seal());
    }

    @Test
    void usageIsRebuiltWithThoughtsBesideTheCandidates() {
        var usage = Usage.of(100, 50, UsageSource.REPORTED).with(Unit.CACHE_READ, 30).with(Unit.REASONING, 20);
        var answer = new Answer("r", "m", List.of(Part.Text.of("Hi")), Finish.LENGTH, Optional.empty(),
                MissingNode.getInstance());
        var reply = FORM.reply(answer, usage, prompt("{'contents':[]}"), 0);
        assertEquals("{'promptTokenCount':100,'candidatesTokenCount':30,'totalTokenCount':150,"
                + "'cachedContentTokenCount':30,'thoughtsTokenCount':20}",
                Json.text(reply.path("usageMetadata")).replace('"', '\''));
        assertEquals("MAX_TOKENS", reply.path("candidates").path(0).path("finishReason").asString());
    }

    @Test
    void callsThatGrowAtOnceEachComeWholeInOnePart() {
        var writer = FORM.writer(prompt("{'contents':[]}"), 0);
        var usage = Usage.of(1, 1, UsageSource.REPORTED);
        var out = new EventOut();
        for (var piece : List.of(new Piece.Opened("r", "m"), new Piece.Text(0, "Hi"),
                new Piece.Called(1, "a", "f", false), new Piece.Called(2, "b", "g", false),
                new Piece.Arguments(1, "{\"x\":"), new Piece.Arguments(2, "{}"), new Piece.Arguments(1, "1}"),
                new Piece.Closed(1), new Piece.Closed(7))) {
            writer.write(piece, usage, out);
        }
        writer.end(Finish.CALLS, Optional.empty(), usage, out);
        var events = new String(out.copy(), StandardCharsets.UTF_8).split("\r\n\r\n", -1);
        assertEquals(5, events.length, "text, two calls, the end, and nothing behind it");
        assertTrue(events[1].contains("\"args\":{\"x\":1}") && events[2].contains("\"name\":\"g\""), events[1]);
        assertTrue(events[3].contains("\"finishReason\":\"STOP\""), events[3]);
    }

    @Test
    void aCallThatGeminiItselfCallsMalformedIsNoAnswer() {
        assertThrows(Garbled.class,
                () -> FORM.answer(json("{'candidates':[{'finishReason':'MALFORMED_FUNCTION_CALL'}]}")));
        assertEquals(Finish.FILTER, FORM.answer(json("{'promptFeedback':{'blockReason':'SAFETY'}}")).finish());
    }

    @ParameterizedTest
    @CsvSource({"1,STOP", "2,LENGTH", "3,FILTER", "4,FILTER", "5,STOP", "6,FILTER", "8,FILTER", "77,STOP"})
    void anEndMayBeANumber(int number, Finish finish) {
        assertEquals(finish, FORM.answer(json("{'candidates':[{'content':{'parts':[{'text':'Hi'}]},'finishReason':"
                + number + "}]}")).finish());
    }

    @Test
    void aCallThatNobodyOfferedIsOneIfItIsThere() {
        var call = "{'candidates':[{'content':{'parts':[%s]},'finishReason':'UNEXPECTED_TOOL_CALL'}]}";
        assertEquals(Finish.CALLS, FORM.answer(json(call.formatted("{'functionCall':{'name':'f'}}"))).finish());
        assertThrows(Garbled.class, () -> FORM.answer(json(call.formatted(""))));
    }

    @Test
    void argumentsInATextAreRead() {
        var call = "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':%s}}]}}]}";
        var read = (Part.Call) FORM.answer(json(call.formatted("'{}'"))).parts().getFirst();
        assertEquals("{}", read.arguments());
        assertThrows(Garbled.class, () -> FORM.answer(json(call.formatted("'no json'"))));
        assertThrows(Garbled.class, () -> FORM.answer(json(call.formatted("[1]"))));
    }

    @Test
    void aSignatureOfTextFindsItsWayBack() {
        var answer = FORM.answer(json("{'candidates':[{'content':{'parts':[{'text':'Hi','thoughtSignature':'c2ln'}]},"
                + "'finishReason':'STOP'}]}"));
        var turns = List.of(new Prompt.Turn(Prompt.Role.USER, List.of(Part.Text.of("Hello"))),
                new Prompt.Turn(Prompt.Role.ASSISTANT, answer.parts()));
        var plain = prompt("{'contents':[{'parts':[{'text':'Hi'}]}]}");
        var again =
                asked(new Prompt("m", false, false, turns, List.of(), plain.choice(), plain.format(), plain.effort(),
                        plain.settings(), List.of()), THREE);
        assertEquals("[{\"text\":\"Hi\"},{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}]",
                Json.text(again.path("contents").get(1).path("parts")));
    }

    @Test
    void bytesMayComeInTheAlphabetOfUrls() {
        var parts = prompt("{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'_-8'}}]}]}").turns()
                .getFirst().parts();
        assertEquals(new Part.Source.Data("/+8="), ((Part.Media) parts.getFirst()).source());
        assertThrows(Untranslatable.class, () -> prompt(
                "{'contents':[{'parts':[{'inlineData':{'mimeType':'image/png','data':'no base64!'}}]}]}"));
    }

    @Test
    void namesOfPropertiesAreNoKeywords() {
        var tools = prompt("{'contents':[],'tools':[{'functionDeclarations':[{'name':'f','parameters':{'type':'OBJECT',"
                + "'properties':{'nullable':{'type':'STRING'},'type':{'type':'STRING','nullable':true}}}}]}]}").tools();
        assertEquals(json("{'type':'object','properties':{'nullable':{'type':'string'},'type':{'type':['string',"
                + "'null']}}}"), tools.getFirst().schema());
    }

    @Test
    void aUserCallsNoFunctions() {
        var no = assertThrows(Untranslatable.class,
                () -> prompt("{'contents':[{'role':'user','parts':[{'functionCall':{'name':'f'}}]}]}"));
        assertEquals("contents[0].parts[0].functionCall", no.field());
    }
}
