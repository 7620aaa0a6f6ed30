package dev.tollgate.gateway.upstream.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One pass over a chunk: what it finds, and what it takes for no JSON.
class ChunkScanTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\"a\" : [1, -2.5e3, true, false, null, {}, [], \"x\\\"y\\\\\"] } ",
            "{\"a\":{\"b\":[[[]]]}}", "{\"é\":\"😀\"}"})
    void jsonIsValid(String json) {
        assertTrue(scan(json).isValid(), json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "\"a\"", "[]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\":1]", "{\"a\" 1}",
            "{a:1}",
            "{\"a\":yes}", "{\"a\":nul}", "{\"a\":\"b}", "{}{}", "{\"a\":1} x", "oops", "{\"a\":[1,]}"})
    void otherBytesAreNot(String json) {
        assertFalse(scan(json).isValid(), json);
    }

    @Test
    void everyPrefixOfAChunkIsCutShortAndNoneIsValid() {
        var json =
                "{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\\"b\"},\"finish_reason\":null}],\"n\":12}";
        var scan = new ChunkScan(false);
        for (int length = 1; length < json.length(); length++) {
            var part = json.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertTrue(scan.isCutShort(part), json.substring(0, length));
        }
        assertFalse(scan.isCutShort(json.getBytes(StandardCharsets.UTF_8)));
        assertFalse(scan.isCutShort("{oops".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{'choices':[{'delta':{'content':'12345'}}]} | 5",
            "{'choices':[{'text':'12'}]} | 2",
            "{'choices':[{'delta':{'reasoning':'123','reasoning_content':'123'}}]} | 3",
            "{'choices':[{'delta':{'reasoning':'12','reasoning_details':[{'text':'12'}]}}]} | 2",
            "{'choices':[{'delta':{'content':[{'type':'text','text':'1234'}]}}]} | 4",
            "{'choices':[{'delta':{'tool_calls':[{'function':{'name':'f','arguments':'{}x'}}]}}]} | 3",
            "{'choices':[{'message':{'content':'all of it again'},'delta':{'content':'1'}}]} | 1",
            "{'choices':[{'delta':{'content':'1'},'logprobs':{'content':[{'token':'1','text':'1'}]}}]} | 1",
            "{'content':'12','choices':[{'delta':{}}]} | 0"})
    void generatedTextIsCountedOnce(String json, int bytes) {
        assertEquals(bytes, scan(json.replace('\'', '"')).textBytes());
    }

    @Test
    void emptyValuesAreNoContent() {
        var empty = "{'choices':[{'delta':{'role':'assistant','content':'','tool_calls':[],'function_call':{'name':'',"
                + "'arguments':''},'audio':{'data':''},'reasoning':null,'reasoning_details':[]},'finish_reason':null}],"
                + "'usage':null,'error':null}";
        var scan = scan(empty.replace('\'', '"'));
        assertFalse(scan.hasContent() || scan.isFinished() || scan.hasUsage() || scan.hasError());
        assertTrue(scan.hasChoices());
    }

    @Test
    void deepNestingIsNoTrouble() {
        assertTrue(scan("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").isValid());
    }

    private static ChunkScan scan(String json) {
        var scan = new ChunkScan(true);
        var bytes = ("##" + json + "##").getBytes(StandardCharsets.UTF_8);
        scan.scan(bytes, 2, bytes.length - 2);
        return scan;
    }
}
