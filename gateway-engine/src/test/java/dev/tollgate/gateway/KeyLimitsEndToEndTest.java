package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A key's limits as its callers meet them: through the real listener, with OpenAI's own SDK and with bare HTTP.
class KeyLimitsEndToEndTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":\
            "assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2,\
            "total_tokens":11}}""";

    @TempDir
    Path folder;
    private ScriptedUpstream upstream;
    private TestGateway gateway;

    @BeforeEach
    void open() {
        upstream = ScriptedUpstream.start();
        upstream.always(CHAT, Script.reply(200).header("Content-Type", "application/json")
                .header("x-ratelimit-limit-requests", "5000").header("x-ratelimit-remaining-tokens", "77")
                .body(ANSWER));
        gateway = TestGateway.open(folder, config());
    }

    private String config() {
        return """
                providers:
                  p: { dialect: openai, base_url: "%s", models: [m] }
                keys:
                  - { name: free, secret: "literal:%s" }
                  - { name: paced, secret: "literal:tg-paced", limits: { rpm: 2, tpm: 100000 } }
                  - { name: single, secret: "literal:tg-single", limits: { parallel: 1 } }
                  - { name: small, secret: "literal:tg-small",
                      limits: { max_input_tokens: 100, max_output_tokens: 50, max_request_usd: 0.01 } }
                  - { name: dear, secret: "literal:tg-dear", limits: { max_request_usd: 0.01 } }
                  - { name: tight, secret: "literal:tg-tight", limits: { tpm: 500 } }
                  - { name: strict, secret: "literal:tg-strict", owner: { name: Dana, email: d@example.com },
                      require: [feature, customer], on_missing: reject, defaults: { customer: acme } }
                  - { name: lax, secret: "literal:tg-lax", require: [feature] }
                prices: [{ provider: p, model: m, from: 2020-01-01, input: 1, output: 1 }]
                """.formatted(upstream.baseUrl(), TestGateway.KEY);
    }

    @Test
    void aRestartForgivesNoKeyItsMinute() {
        assertEquals(200, call("tg-paced", "").statusCode());
        assertEquals(200, call("tg-paced", "").statusCode());
        assertEquals(429, call("tg-paced", "").statusCode());
        assertEquals(200, call("tg-tight", ",\"max_tokens\":400").statusCode());
        gateway.entry(4);
        gateway.close();
        gateway = TestGateway.open(folder, config());
        var again = call("tg-paced", "");
        refused(again, 429, "rate_limit_exceeded", "Key paced allows 2 requests a minute");
        assertEquals("0", header(again, "x-ratelimit-remaining-requests"));
        int wait = Integer.parseInt(header(again, "Retry-After"));
        assertTrue(wait > 0 && wait <= 61, "asked to wait " + wait); // a quarter of a second late at most, rounded up
        assertEquals(200, call(TestGateway.KEY, "").statusCode());
        refused(call("tg-tight", ",\"max_tokens\":478"), 429, "rate_limit_exceeded", "11 count already");
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
    }

    private HttpResponse<String> call(String key, String more, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(gateway.url(CHAT))).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" + more + "}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return gateway.send(request.build());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static void refused(HttpResponse<String> response, int status, String code, String says) {
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(response.body().contains("\"code\":\"" + code + "\""), response.body());
        assertTrue(response.body().contains(says), response.body());
    }

    @Test
    void theThirdCallOfAMinuteIsWhatAnOpenAiSdkTakesForARateLimit() {
        var first = call("tg-paced", ",\"max_tokens\":100");
        assertEquals(200, first.statusCode());
        assertEquals("2", header(first, "x-ratelimit-limit-requests"));
        assertEquals("1", header(first, "x-ratelimit-remaining-requests"));
        assertEquals("100000", header(first, "x-ratelimit-limit-tokens"));
        assertTrue(header(first, "x-ratelimit-reset-requests").matches("1m0(\\.\\d+)?s"), first.headers().toString());
        assertEquals(1, first.headers().allValues("x-ratelimit-limit-requests").size());
        call("tg-paced", ",\"max_tokens\":100");
        var no = sdk("tg-paced", 100, RateLimitException.class);
        assertEquals("rate_limit_exceeded", no.code().orElseThrow());
        assertEquals("rate_limit_error", no.type().orElseThrow());
        assertEquals(List.of("0"), no.headers().values("x-ratelimit-remaining-requests"));
        assertEquals(List.of("rate_limited"), no.headers().values("x-tollgate-reason"));
        int wait = Integer.parseInt(no.headers().values("retry-after").getFirst());
        assertTrue(wait > 50 && wait <= 61, "retry after " + wait);
        assertFalse(no.headers().values("retry-after-ms").isEmpty());
        var entry = gateway.entry(3);
        assertEquals(Outcome.REJECTED, entry.result().outcome());
        assertEquals(Optional.of(Reason.RATE_LIMITED), entry.result().reason());
        assertEquals(2, upstream.requests().size());
    }

    @Test
    void theProvidersOwnLimitsReachOnlyKeysWithoutLimits() {
        assertEquals("5000", header(call(TestGateway.KEY, ""), "x-ratelimit-limit-requests"));
        var paced = call("tg-paced", ",\"max_tokens\":100");
        assertEquals(List.of("2"), paced.headers().allValues("x-ratelimit-limit-requests"));
        assertFalse(header(paced, "x-ratelimit-remaining-tokens").equals("77"));
    }

    @Test
    void aStreamSaysItsLimitsToo() {
        upstream.next(CHAT, Script.stream().event("{\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + "\"a\"},\"finish_reason\":\"stop\"}]}").event("[DONE]").end());
        var streamed = call("tg-paced", ",\"stream\":true,\"max_tokens\":10");
        assertTrue(streamed.body().contains("[DONE]"), streamed.body());
        assertEquals("1", header(streamed, "x-ratelimit-remaining-requests"));
    }

    @Test
    void aSecondCallAtATimeIsRefusedAndTheNextPasses() throws InterruptedException {
        var gate = new CountDownLatch(1);
        var sent = new CountDownLatch(1);
        upstream.next(CHAT, Script.stream().event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}")
                .told(sent).gate(gate).event("[DONE]").end());
        var first = Thread.ofVirtual().start(() -> call("tg-single", ",\"stream\":true"));
        sent.await();
        var second = call("tg-single", "");
        refused(second, 429, "rate_limit_exceeded", "1 calls at a time");
        assertEquals("1", header(second, "retry-after"));
        gate.countDown();
        first.join();
        assertEquals(200, call("tg-single", "").statusCode());
    }

    @Test
    void whatIsTooLargeForOneCallSaysWhichFieldToLower() {
        refused(call("tg-small", ",\"max_tokens\":51"), 400, "request_limit", "Lower max_tokens");
        refused(call("tg-small", ",\"max_tokens\":10,\"max_completion_tokens\":51"), 400, "request_limit", "51");
        refused(call("tg-small", ",\"n\":5,\"max_tokens\":11"), 400, "request_limit", "5 choices");
        refused(call("tg-small", ",\"x\":\"\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "word ".repeat(200)
                + "\"}]"), 400, "request_limit", "input tokens");
        refused(call("tg-dear", ",\"max_tokens\":20000"), 400, "request_limit", "$0.01 allowed");
        refused(call("tg-tight", ",\"max_tokens\":501"), 400, "request_limit", "never pass");
        assertEquals(List.of(), upstream.requests());
        assertEquals(Optional.of(Reason.REQUEST_LIMIT), gateway.entry(6).result().reason());
        assertEquals(200, call("tg-small", ",\"max_tokens\":50").statusCode());
    }

    @Test
    void aCallThatNamesNoMaximumIsSentTheKeysOwn() throws InterruptedException {
        assertEquals(200, call("tg-small", "").statusCode());
        assertTrue(upstream.take().text().startsWith("{\"max_tokens\":50,\"model\""));
        assertEquals(200, call("tg-small", ",\"n\":2,\"max_tokens\":null").statusCode());
        assertTrue(upstream.take().text().contains("\"max_tokens\":25"));
        assertEquals(200, call("tg-small", ",\"max_completion_tokens\":5").statusCode());
        assertFalse(upstream.take().text().contains("\"max_tokens\""));
    }

    @Test
    void aMissingAttributionIsRefusedByNameOrNoted() {
        refused(call("tg-strict", ""), 400, "missing_attribution", "x-tollgate-feature");
        assertEquals(200, call("tg-strict", "", "x-tollgate-feature", "search").statusCode());
        assertEquals(Optional.of("Dana"), gateway.entry(2).attribution().get(Dimension.OWNER));
        assertEquals(200, call("tg-lax", "").statusCode());
        var notes = gateway.entry(3).decision().stream().map(Verdict::reason).toList().toString();
        assertTrue(notes.contains("x-tollgate-feature is missing"), notes);
    }

    @Test
    void aConfigurationFromAFileIsNotChangedButItsStateIs() {
        for (var call : List.of("POST keys", "POST keys/free/rotate", "DELETE keys/free")) {
            var parts = call.split(" ", -1);
            var answer = gateway.admin(parts[0], parts[1], parts[1].equals("keys") ? "{\"name\":\"x\"}" : "");
            refused(answer, 409, "read_only_config", "config.yaml");
        }
        assertEquals(200, gateway.admin("POST", "keys/free/pause", "").statusCode());
        assertEquals(403, call(TestGateway.KEY, "").statusCode());
        assertEquals(200, gateway.admin("POST", "keys/free/resume", "").statusCode());
        assertEquals(200, call(TestGateway.KEY, "").statusCode());
    }

    @Test
    void anSdkTakesAnOwnMaximumForABadRequestAndDoesNotTryAgain() {
        var no = sdk("tg-small", 51, BadRequestException.class);
        assertEquals("request_limit", no.code().orElseThrow());
        assertEquals("max_tokens", no.param().orElseThrow());
        gateway.entry(1);
        assertEquals(1, gateway.entries().size());
    }

    private <T extends Throwable> T sdk(String key, long most, Class<T> thrown) {
        var client = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0).build();
        try {
            return assertThrows(thrown, () -> client.chat().completions().create(ChatCompletionCreateParams.builder()
                    .model("m").addUserMessage("hi").maxCompletionTokens(most).build()));
        } finally {
            client.close();
        }
    }
}
