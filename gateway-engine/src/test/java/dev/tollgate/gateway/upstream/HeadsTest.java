package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which header fields go out and which come back.
class HeadsTest {
    private static final Head CLIENT = Head.of("Host", "localhost:4100", "Authorization", "Bearer tg-secret",
            "x-api-key",
            "tg-secret", "api-key", "k", "x-goog-api-key", "k", "x-litellm-api-key", "k", "Helicone-Auth", "k",
            "x-portkey-api-key", "k", "Content-Type", "application/json; charset=utf-8", "Content-Length", "5",
            "Content-Encoding", "gzip", "Expect", "100-continue", "Accept-Encoding", "gzip, br", "Connection",
            "keep-alive, X-Hop", "X-Hop", "1", "Keep-Alive", "timeout=5", "TE", "trailers", "Upgrade", "h2c", "Cookie",
            "a=b", "Origin", "null", "Referer", "http://x", "HTTP-Referer", "https://my.app", "X-Title", "My App",
            "X-Forwarded-For", "10.0.0.1", "Forwarded", "for=1", "x-tollgate-customer", "acme", "x-stainless-lang",
            "js",
            "x-litellm-tags", "a", "x-portkey-metadata", "{}", "helicone-user-id", "u", "x-openrouter-title", "t",
            "openai-organization", "org", "anthropic-beta", "b", "openai-beta", "assistants=v2", "User-Agent", "app/1",
            "Accept", "text/event-stream", "Traceparent", "00-1", "X-Custom", "1", "X-Custom", "2");

    @Test
    void onlyEndToEndFieldsOfTheClientsOwnReachAProvider() {
        assertEquals(
                "content-type user-agent accept traceparent x-custom x-custom openai-beta accept-encoding authorization"
                        .split(" ").length,
                names("https://api.example/v1").split(" ").length, names("https://api.example/v1"));
        var head = head("https://api.example/v1");
        assertEquals(Optional.of("application/json; charset=utf-8"), head.first("content-type"));
        assertEquals(Optional.of("Bearer " + Calls.SECRET), head.first("authorization"));
        assertEquals(Optional.of("identity"), head.first("accept-encoding"));
        assertEquals(Optional.of("assistants=v2"), head.first("openai-beta"));
        assertFalse(head.toString().contains("tg-secret"));
    }

    @Test
    void openRoutersOwnFieldsReachIt() {
        var names = names("https://openrouter.ai/api/v1");
        assertTrue(names.contains("http-referer") && names.contains("x-title") && names.contains("x-openrouter-title"));
        assertFalse(names.contains("helicone") || names.contains("x-tollgate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:11434/v1", "http://localhost/v1", "http://[::1]:80/v1",
            "http://10.1.2.3/v1",
            "http://192.168.0.9/v1", "http://172.20.1.1/v1", "http://ollama:11434/v1", "http://nas.local/v1",
            "http://[fd00::1]/v1"})
    void nearAddressesGetTheHopMark(String baseUrl) {
        assertEquals(Optional.of("1.1 tollgate-x"), head(baseUrl).first("via"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://api.openai.com/v1", "https://172.64.1.1/v1", "https://100.example/v1"})
    void othersDoNot(String baseUrl) {
        assertEquals(Optional.empty(), head(baseUrl).first("via"));
    }

    @Test
    void aQueryOfTheBaseUrlStaysBehindThePath() {
        var place =
                Place.of(Calls.provider("https://x.example/openai?api-version=1"), Endpoint.EMBEDDINGS,
                        Protocol.CHAT).orElseThrow();
        assertEquals("https://x.example/openai/embeddings?api-version=1", place.url().toString());
    }

    @Test
    void ofAReplyTheTypeTheIdAndRatesPass() {
        var reply = Head.of("content-type", "application/json", "content-length", "5", "set-cookie", "a=b", "server",
                "x",
                "access-control-allow-origin", "*", "x-request-id", "r1", "openai-processing-ms", "12",
                "x-ratelimit-remaining-requests", "9", "transfer-encoding", "chunked", "openai-organization", "org");
        assertEquals(Head.of("Content-Type", "application/json", "x-upstream-request-id", "r1", "openai-processing-ms",
                "12", "x-ratelimit-remaining-requests", "9"), ReplyHead.whole(reply));
    }

    private static String names(String baseUrl) {
        return head(baseUrl).fields().stream().map(f -> f.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    private static Head head(String baseUrl) {
        var call = new Call(Calls.chat(true), Calls.provider(baseUrl), new TargetId("acme", "1", "m"),
                Optional.of(Calls.SECRET), CLIENT, Calls.limits(Time.system()), Time.system());
        return RequestHead.of(call, Place.of(call.provider(), Endpoint.CHAT, Protocol.CHAT).orElseThrow(),
                "1.1 tollgate-x");
    }
}
