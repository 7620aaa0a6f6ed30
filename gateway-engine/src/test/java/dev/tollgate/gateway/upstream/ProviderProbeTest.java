package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Network;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.time.Time;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The setup card's trial call: what it costs at most, and what it tells.
class ProviderProbeTest {
    private static final String CHAT = "/v1/chat/completions";
    private final ScriptedUpstream provider = ScriptedUpstream.start();
    private final Upstream upstream = new Upstream(HttpTransport.of(new Network("none", Optional.empty()), _ -> null),
            Time.system(), "via");

    @AfterEach
    void close() {
        upstream.close();
        provider.close();
    }

    @Test
    void aWorkingProviderIsTriedWithOneTinyCall() throws Exception {
        provider.next(CHAT,
                Script.json(200, "{\"object\":\"chat.completion\",\"model\":\"m-2026\",\"choices\":[{\"message\":{"
                        + "\"content\":\"ok\"}}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}"));
        var works = assertInstanceOf(Probed.Works.class, test(provider.baseUrl()));
        assertEquals("m-2026", works.model());
        assertEquals(10, works.usage().get(Unit.INPUT));
        assertEquals("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Say ok.\"}],\"max_tokens\":16}",
                provider.take().text());
    }

    @Test
    void aModelThatWantsTheNewerNameOfTheCapGetsIt() throws Exception {
        provider.next(CHAT, Script.json(400, "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens'. Use"
                + " 'max_completion_tokens' instead.\",\"code\":\"unsupported_parameter\",\"param\":\"max_tokens\"}}"))
                .next(CHAT, Script.json(200, "{\"object\":\"chat.completion\",\"choices\":[]}"));
        assertInstanceOf(Probed.Works.class, test(provider.baseUrl()));
        provider.take();
        assertTrue(provider.take().text().contains("\"max_completion_tokens\":16"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | {\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}} | WRONG_KEY",
            "402 | {\"error\":{\"message\":\"no\"}} | NO_CREDIT",
            "429 | {\"error\":{\"message\":\"no\",\"code\":\"insufficient_quota\"}} | NO_CREDIT",
            "403 | {\"error\":{\"message\":\"no\",\"code\":\"model_not_found\"}} | MODEL_NOT_ALLOWED",
            "404 | {\"error\":{\"message\":\"no\",\"code\":\"model_not_found\"}} | MODEL_UNKNOWN",
            "404 | <html>nothing</html> | NOT_OPENAI", "200 | <html>hi</html> | NOT_OPENAI",
            "200 | {\"hello\":1} | NOT_OPENAI",
            "403 | {\"error\":{\"message\":\"no\",\"code\":\"unsupported_country_region_territory\"}} | REGION_REFUSED",
            "429 | {\"error\":{\"message\":\"no\"}} | RATE_LIMITED", "407 | x | PROXY", "503 | x | PROVIDER_TROUBLE",
            "400 | {\"error\":{\"message\":\"no\"}} | REQUEST_REFUSED"})
    void whatIsWrongIsToldApart(int status, String body, Probed.Kind kind) {
        provider.always(CHAT, Script.json(status, body));
        var fails = assertInstanceOf(Probed.Fails.class, test(provider.baseUrl()));
        assertEquals(kind, fails.kind());
        assertTrue(fails.message().endsWith("."), fails.message());
        assertFalse(fails.toString().contains(Calls.SECRET));
    }

    @Test
    void nobodyThereUnknownHostAndTls() throws Exception {
        try (var plain = new Plain()) {
            var tls = test("https://127.0.0.1:" + plain.port() + "/v1");
            assertEquals(Probed.Kind.TLS, assertInstanceOf(Probed.Fails.class, tls).kind());
        }
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertEquals(Probed.Kind.NOTHING_LISTENS, ((Probed.Fails) test("http://127.0.0.1:" + port + "/v1")).kind());
        assertEquals(Probed.Kind.NO_SUCH_HOST, ((Probed.Fails) test("http://no-such-host.invalid/v1")).kind());
    }

    private Probed test(String baseUrl) {
        return new ProviderProbe(upstream, Time.system()).test(Calls.provider(baseUrl), Optional.of(Calls.SECRET), "m");
    }
}
