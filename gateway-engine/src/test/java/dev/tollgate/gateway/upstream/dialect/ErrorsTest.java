package dev.tollgate.gateway.upstream.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.wire.Head;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of failures, and how errors and waits are read.
class ErrorsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            // status | words | JSON | fault | same again | next | client sees
            "400 | - | true | BAD_REQUEST | false | false | 400",
            "422 | - | true | BAD_REQUEST | false | false | 422",
            "400 | context_length_exceeded | true | CONTEXT_LENGTH | false | true | 400",
            "413 | - | false | CONTEXT_LENGTH | false | true | 413",
            "400 | content_filter | true | CONTENT_FILTER | false | false | 400",
            "400 | api_key_invalid | true | AUTH | false | true | 502",
            "401 | invalid_api_key | true | AUTH | false | true | 502",
            "403 | unsupported_country_region_territory | true | AUTH | false | true | 502",
            "402 | - | true | AUTH | false | true | 502",
            "404 | model_not_found | true | NOT_FOUND | false | true | 404",
            "407 | - | false | CONNECT | false | true | 502",
            "408 | - | true | SERVER_ERROR | true | true | 504",
            "409 | - | true | SERVER_ERROR | true | true | 409",
            "429 | rate_limit_exceeded | true | RATE_LIMITED | true | true | 429",
            "429 | insufficient_quota | true | AUTH | false | true | 502",
            "500 | server_error | true | SERVER_ERROR | true | true | 500",
            "502 | - | true | SERVER_ERROR | true | true | 502",
            "500 | - | false | SERVER_ERROR | true | true | 502",
            "503 | - | true | OVERLOADED | true | true | 503",
            "504 | - | true | SERVER_ERROR | true | true | 504",
            "529 | overloaded_error | true | OVERLOADED | true | true | 503",
            "500 | overloaded_error | true | OVERLOADED | true | true | 500",
            "302 | - | false | NOT_FOUND | false | true | 502",
            // Amazon's, by the type in its head or body
            "429 | throttlingexception | true | RATE_LIMITED | true | true | 429",
            "400 | throttlingexception | true | RATE_LIMITED | true | true | 429",
            "400 | servicequotaexceededexception | true | RATE_LIMITED | true | true | 429",
            "429 | modelnotreadyexception | true | RATE_LIMITED | true | true | 429",
            "408 | modeltimeoutexception | true | SERVER_ERROR | true | true | 504",
            "424 | modelerrorexception | true | SERVER_ERROR | true | true | 502",
            "424 | modelstreamerrorexception | true | SERVER_ERROR | true | true | 502",
            "500 | internalserverexception | true | SERVER_ERROR | true | true | 500",
            "503 | serviceunavailableexception | true | OVERLOADED | true | true | 503",
            "403 | accessdeniedexception | true | AUTH | false | true | 502",
            "403 | expiredtokenexception | true | AUTH | false | true | 502",
            "400 | expiredtokenexception | true | AUTH | false | true | 502",
            "403 | unrecognizedclientexception | true | AUTH | false | true | 502",
            "403 | invalidsignatureexception | true | AUTH | false | true | 502",
            "400 | incompletesignature | true | AUTH | false | true | 502",
            "404 | resourcenotfoundexception | true | NOT_FOUND | false | true | 404",
            "400 | resourcenotfoundexception | true | NOT_FOUND | false | true | 404",
            "400 | validationexception | true | BAD_REQUEST | false | false | 400",
            "0 | throttlingexception | true | RATE_LIMITED | true | true | 429",
            "0 | modelnotreadyexception | true | OVERLOADED | true | true | 503",
            "0 | modelstreamerrorexception | true | SERVER_ERROR | true | true | 500",
            "0 | validationexception | true | BAD_REQUEST | false | false | 400"})
    void statusAndWordsDecide(int status, String word, boolean json, Fault fault, boolean same, boolean next,
            int client) {
        var verdict = Verdict.of(status, word == null ? List.of() : List.of(word), json);
        assertEquals(new Verdict(fault, same, next, client), verdict);
    }

    @Test
    void textsDecideNothing() {
        var error = read(
                "{'error':{'message':'quota: rate limit, context length exceeded','type':'invalid_request_error'}}");
        assertEquals(Fault.BAD_REQUEST, Verdict.of(400, error.words(), true).fault());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "{'error':{'message':'m','type':'T','code':'c'}} | c | m | 0 | true",
            "{'error':{'message':'m','code':502}} | - | m | 502 | true",
            "{'error':{'message':'m','code':'429'}} | - | m | 429 | true",
            "{'error':'m'} | - | m | 0 | false",
            "{'object':'error','message':'m','type':'rate_limited','code':'1300'} | rate_limited | m | 0 | false",
            "{'message':{'detail':[{'msg':'m'}]},'type':'t'} | t | m | 0 | false",
            "{'detail':'m'} | - | m | 0 | false",
            "[{'error':{'code':400,'message':'m','details':[{'reason':'API_KEY_INVALID'}]}}] | api_key_invalid | m | 400 | true",
            "{'__type':'com.amazon.coral.service#ThrottlingException','Message':'m'} | throttlingexception | m | 0 | false",
            "<html> | - | '' | 0 | false"})
    void errorsAreReadInAnyShape(String body, String word, String message, int status, boolean shaped) {
        var error = read(body);
        assertEquals(Optional.ofNullable(word), error.words().stream().findFirst());
        assertEquals(message, error.message());
        assertEquals(status, error.status());
        assertEquals(shaped, error.shaped());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingException", "ThrottlingException:http://internal.amazon.com/coral/x/",
            "aws.x#ThrottlingException"})
    void amazonsTypeInTheHeadComesFirst(String type) {
        var error = read("{'message':'m','code':'other'}").and(Optional.of(type));
        assertEquals(List.of("throttlingexception", "other"), error.words());
        assertEquals("m", error.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Retry-After | 6 | 6000", "retry-after | 0.5 | 500",
            "retry-after-ms | 820 | 820",
            "x-ms-retry-after-ms | 40 | 40", "Retry-After | Sun, 01 Mar 2026 12:00:07 GMT | 7000",
            "Retry-After | -5 | 0",
            "Retry-After | Sun, 01 Mar 2026 11:00:00 GMT | 0"})
    void waitsAreReadInAnyWay(String name, String value, long millis) {
        assertEquals(Optional.of(Duration.ofMillis(millis)),
                RetryAfter.of(Head.of(name, value), ProviderError.SILENT, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "1e999999", "NaN"})
    void aWaitThatIsNoneIsLeftOut(String value) {
        assertEquals(Optional.empty(), RetryAfter.of(Head.of("retry-after", value), ProviderError.SILENT, NOW));
    }

    @Test
    void millisecondsBeforeSecondsAndGeminisDelayLast() {
        var gemini = read("{'error':{'code':429,'message':'m','details':[{'retryDelay':'12.5s'}]}}");
        assertEquals(Optional.of(Duration.ofMillis(12_500)), RetryAfter.of(Head.EMPTY, gemini, NOW));
        assertEquals(Optional.of(Duration.ofMillis(20)),
                RetryAfter.of(Head.of("retry-after", "6", "retry-after-ms", "20"), gemini, NOW));
    }

    @Test
    void nothingLikeAKeyIsRepeated() {
        var text = "key my-own-secret, sk-ant-api03-abcdef, Bearer abcdefghij, AIzaSyA123456789, gsk_abc123def";
        var clean = Scrub.text(text, Optional.of("my-own-secret"));
        for (var part : List.of("my-own", "api03", "abcdefghij", "SyA1", "abc123")) {
            assertFalse(clean.contains(part), clean);
        }
        var aws = Scrub.text("id AKIDEXAMPLE0000 of Asian origin, secret wJalrXUtnFEMI/K7 in a line, token FwoGZXIv+=,"
                + " ABSKQmVkcm9ja+abc/def=, ASIAQQQQWWWWEEEE",
                Optional.of("AKIDEXAMPLE0000:wJalrXUtnFEMI/K7:FwoGZXIv+="));
        for (var part : List.of("EXAMPLE", "wJalr", "K7", "FwoG", "QmVk", "def=", "QQQQ")) {
            assertFalse(aws.contains(part), aws);
        }
        assertTrue(aws.contains("of Asian origin"), aws);
        var plain = "{\"message\":\"nothing here\"}".getBytes(StandardCharsets.UTF_8);
        assertSame(plain, Scrub.bytes(plain, Optional.of("other")));
    }

    private static ProviderError read(String body) {
        var bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ProviderError.read(bytes, 0, bytes.length);
    }
}
