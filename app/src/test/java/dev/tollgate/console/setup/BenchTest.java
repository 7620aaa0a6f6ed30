package dev.tollgate.console.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.console.testing.TestConsole;
import dev.tollgate.gateway.time.Time;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the trial call tells of a provider that plays each kind of failure, in the words of the card; and what is kept.
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BenchTest {
    private static final String SECRET = "sk-0123456789abcdef";

    private TestConsole console;
    private HttpServer provider;
    private int status;
    private String body = "";

    @BeforeAll
    void open() throws IOException {
        console = TestConsole.open("network: { proxy: none }\n");
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/chat/completions", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
        provider.start();
    }

    @AfterAll
    void close() {
        provider.stop(0);
        console.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "401 | {'error':{'message':'no','code':'invalid_api_key'}} | does not know this key | false | false",
            "402 | {'error':{'message':'no'}} | has no credit | true | false",
            "429 | {'error':{'message':'no','code':'insufficient_quota'}} | has no credit | true | false",
            "403 | {'error':{'message':'no','code':'model_not_found'}} | may not use m | true | true",
            "404 | {'error':{'message':'no','code':'model_not_found'}} | has no model m | true | true",
            "403 | "
                    + "{'error':{'message':'no','code':'unsupported_country_region_territory'}} "
                    + "| does not serve the country | true | false",
            "429 | {'error':{'message':'no'}} | asks to wait | true | false",
            "407 | x | The proxy wants a login | true | false",
            "200 | {'hello':1} | not as an OpenAI-compatible | false | false",
            "503 | x | has trouble of its own | true | false",
            "400 | {'error':{'message':'no'}} | refused the trial call | true | false"})
    void eachKindOfFailureHasItsWords(int answers, String says, String words, boolean passing, boolean askModel) {
        status = answers;
        body = says.replace('\'', '"');
        var failed = failed("http://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
        assertTrue(failed.message().contains(words), failed.toString());
        assertEquals(passing, failed.passing(), failed.toString());
        assertEquals(askModel, failed.askModel(), failed.toString());
        failed.detail().ifPresent(detail -> assertTrue(detail.endsWith(".") && !detail.contains(".."), detail));
    }

    @Test
    void nobodyThereAnUnknownHostAndABrokenTlsHaveTheirs() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertTrue(failed("http://127.0.0.1:" + port + "/v1").message().contains("Nothing listens at"));
        var offline = failed("http://no-such-host.invalid/v1");
        assertTrue(offline.message().contains("whether this machine is online"), offline.message());
        assertTrue(offline.detail().isEmpty() && offline.passing());
        try (var plain = new ServerSocket(0)) {
            var _ = Time.system().start("plain", () -> answerInPlainText(plain));
            var tls = failed("https://127.0.0.1:" + plain.getLocalPort() + "/v1");
            assertTrue(tls.message().contains("No trusted TLS connection"), tls.message());
        }
    }

    private static void answerInPlainText(ServerSocket server) {
        while (!server.isClosed()) {
            try (var client = server.accept()) {
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException over) {
                return; // the test is, too
            }
        }
    }

    @Test
    void whereNothingComesBackTheNetworkAndAProxyAreNamed() {
        var failed = failed("https://127.0.0.1:" + provider.getAddress().getPort() + "/v1");
        assertTrue(failed.message().contains("Check the network, a proxy or a firewall"), failed.message());
        assertTrue(failed.passing() && failed.detail().isEmpty(), failed.toString());
    }

    private Trial.Failed failed(String url) {
        var outcome = new Bench(console.gateway()).test(Wish.of(Offer.OTHER, url, "m", SECRET));
        var failed = assertInstanceOf(Trial.Failed.class, outcome, outcome.toString());
        assertFalse(failed.toString().contains(SECRET), "the key is quoted nowhere");
        assertTrue(console.gateway().config().providers().isEmpty(), "nothing is kept of a test that failed");
        return failed;
    }
}
