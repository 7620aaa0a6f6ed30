package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found in bodies of the protocols beside chat.
class AskProtocolsTest {
    private static final Called RESPONSES = Called.plain(Endpoint.RESPONSES);
    private static final Called MESSAGES = Called.plain(Endpoint.MESSAGES);
    private static final Called GENERATE = Called.of("/v1beta/models/gemini-x:streamGenerateContent").orElseThrow();

    @Test
    void ofResponsesTheCapTheFormatAndTheInstructionsCount() {
        var ask = read(RESPONSES, "{'model':'m','instructions':'Be brief, please.','input':'Hi','stream':true,"
                + "'max_output_tokens':77,'text':{'verbosity':'low','format':{'type':'json_schema'}},"
                + "'tools':[{'type':'function'}],'max_tokens':1}");
        assertTrue(ask.stream() && ask.json() && ask.tools());
        assertEquals(OptionalLong.of(1), ask.maxOutput(), "the smaller of all that a reader could take");
        assertTrue(ask.inputBytes() > 20);
        assertFalse(read(RESPONSES, "{'model':'m','input':[],'text':{'format':{'type':'text'}}}").json());
    }

    @Test
    void aContinuedResponseNeedsNoInput() {
        assertEquals("m", read(RESPONSES, "{'model':'m','previous_response_id':'resp_1'}").model());
        assertEquals(Optional.of("input"), bad(RESPONSES, "{'model':'m'}").param());
        assertEquals(Optional.of("input"), bad(RESPONSES, "{'model':'m','input':7}").param());
    }

    @Test
    void ofMessagesTheSystemCountsAndPicturesDoNot() {
        var data = "A".repeat(50_000);
        var ask = read(MESSAGES, "{'model':'m','max_tokens':9,'system':[{'type':'text','text':'Be brief'}],'messages':"
                + "[{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/png',"
                + "'data':'" + data + "'}}]}],'output_config':{'format':{'type':'json_schema'}},"
                + "'metadata':{'user_id':'u'}}");
        assertTrue(ask.images() && ask.json());
        assertTrue(ask.inputBytes() < 300, () -> "counted " + ask.inputBytes());
        assertEquals("u", ask.metadata().get("metadata.user_id"));
        assertFalse(read(MESSAGES, "{'model':'m','messages':[],'output_config':{'effort':'low'}}").json());
        assertEquals(Optional.of("messages"), bad(MESSAGES, "{'model':'m','messages':'Hi'}").param());
    }

    @Test
    void ofGeminiThePathNamesTheModelAndTheBodyTheRest() {
        var ask = read(GENERATE, "{'model':'other','contents':{'parts':[{'text':'Hi'}]},"
                + "'systemInstruction':{'parts':[{'text':'Be brief, and kind'}]},"
                + "'generationConfig':{'maxOutputTokens':12,'responseMimeType':'application/json'}}");
        assertEquals("gemini-x", ask.model());
        assertTrue(ask.stream() && ask.json());
        assertEquals(OptionalLong.of(12), ask.maxOutput());
        assertTrue(ask.inputBytes() > 40);
        assertEquals(Optional.of("contents"), bad(GENERATE, "{}").param());
    }

    @Test
    void theSameCallLeavesTheSameMarkInEachProtocol() {
        var call = "{'type':'function_call','name':'add','arguments':'{}','call_id':'1'}";
        var steps = read(RESPONSES, "{'model':'m','input':[" + call + "," + call + "]}").steps();
        assertEquals(2, steps.length);
        assertEquals(steps[0], steps[1]);
        var use = "{'type':'tool_use','id':'1','name':'add','input':{'a':{'b':[1]}}}";
        var other = "{'type':'tool_use','id':'2','name':'add','input':{'a':{'b':[2]}}}";
        var uses = read(MESSAGES, "{'model':'m','messages':[{'role':'assistant','content':[" + use + "," + other + ","
                + use + "]}]}").steps();
        assertEquals(3, uses.length);
        assertEquals(uses[0], uses[2]);
        assertTrue(uses[0] != uses[1], "other arguments");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'contents':[]}|{'generationConfig':{'maxOutputTokens':5},'contents':[]}",
            "{'generationConfig':{},'contents':[]}|{'generationConfig':{'maxOutputTokens':5},'contents':[]}",
            "{'generationConfig':{'topK':1},'contents':[]}"
                    + "|{'generationConfig':{'maxOutputTokens':5,'topK':1},'contents':[]}",
            "{'generationConfig':{'maxOutputTokens':null},'contents':[]}"
                    + "|{'generationConfig':{'maxOutputTokens':5},'contents':[]}"})
    void aCapOfOurOwnIsWrittenWhereGeminiReadsIt(String body, String expected) {
        var ask = read(GENERATE, body).capped(5);
        assertArrayEquals(bytes(expected), Edits.join(Edits.apply(ask, "other", "max_tokens", false)));
    }

    @ParameterizedTest
    @CsvSource({"/v1/chat/completions,CHAT,,false", "/v1/messages,MESSAGES,,false", "/v1/responses,RESPONSES,,false",
            "/v1beta/models/gemini-2.5-pro:generateContent,GENERATE,gemini-2.5-pro,false",
            "/v1/models/a%2Fb:streamGenerateContent,GENERATE,a/b,true"})
    void pathsTellWhatIsCalled(String path, Endpoint endpoint, String model, boolean stream) {
        var called = Called.of(path).orElseThrow();
        assertEquals(endpoint, called.endpoint());
        assertEquals(Optional.ofNullable(model), called.model());
        assertEquals(stream, called.stream());
        assertEquals(endpoint.protocol(), Called.protocol(path));
    }

    @Test
    void otherPathsCallNothingButHaveAShapeForErrors() {
        assertEquals(Optional.empty(), Called.of("/v1/models/a:free"));
        assertEquals(Protocol.CHAT, Called.protocol("/v1/models/a:free"));
        assertEquals(Protocol.MESSAGES, Called.protocol("/v1/messages/count_tokens"));
        assertEquals(Protocol.GEMINI, Called.protocol("/v1beta/models"));
        assertEquals(Protocol.RESPONSES, Called.protocol("/v1/responses/resp_1"));
    }

    private static byte[] bytes(String text) {
        return text.replace((char) 39, (char) 34).getBytes(StandardCharsets.UTF_8);
    }

    private static Ask read(Called called, String body) {
        return switch (AskScanner.scan(called, bytes(body))) {
            case Scan.Read(var ask) -> ask;
            case Scan.Refused(var bad) -> fail("refused: " + bad);
        };
    }

    private static Bad bad(Called called, String body) {
        return switch (AskScanner.scan(called, bytes(body))) {
            case Scan.Read _ -> fail("was accepted");
            case Scan.Refused(var bad) -> bad;
        };
    }
}
