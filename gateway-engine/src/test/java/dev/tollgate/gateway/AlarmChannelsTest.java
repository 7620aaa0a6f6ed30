package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.tollgate.gateway.alarm.ChannelSecret;
import dev.tollgate.gateway.alarm.ChannelState;
import dev.tollgate.gateway.alarm.Delivery;
import dev.tollgate.gateway.config.Alarming;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.Applied;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Channels are tried with a signed test message, and mended while alarms wait for them.
class AlarmChannelsTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String ANSWER = """
            {"id":"x","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1900,"completion_tokens":100,\
            "total_tokens":2000}}""";

    @TempDir
    Path folder;

    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private ScriptedUpstream provider;
    private HttpServer server;
    private TestGateway gateway;

    /// What came to the hook.
    private record Received(String path, String body, Optional<String> signature, String timestamp) {}

    @BeforeEach
    void start() throws IOException {
        provider = ScriptedUpstream.start();
        provider.always(CHAT, Script.json(200, ANSWER));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/", exchange -> {
            var head = exchange.getRequestHeaders();
            received.add(new Received(exchange.getRequestURI().getPath(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Optional.ofNullable(head.getFirst("X-Tollgate-Signature")),
                    String.valueOf(head.getFirst("X-Tollgate-Timestamp"))));
            exchange.sendResponseHeaders(Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
            exchange.close();
        });
        server.start();
        gateway = TestGateway.editable(folder, """
                providers:
                  up: { dialect: openai, base_url: "%s", models: [m] }
                alarms:
                  - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, ceiling: 1500 }
                """.formatted(provider.baseUrl()));
    }

    @AfterEach
    void stop() {
        gateway.close();
        server.stop(0);
        provider.close();
    }

    /// A hook that answers with this status.
    private String address(int status) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + status;
    }

    private void inForce(Channel... channels) {
        assertInstanceOf(Applied.InForce.class, apply(channels));
    }

    private Applied apply(Channel... channels) {
        return gateway.gateway().control().apply("test", config -> config.withAlarming(
                new Alarming(config.alarming().rules(), List.of(channels))));
    }

    private Delivery test(Channel channel) {
        return gateway.gateway().alarms().test("test", channel);
    }

    private ChannelState state() {
        return gateway.gateway().alarms().channels().getFirst();
    }

    @Test
    void aTestIsSignedAndSaysWhatCameBack() throws Exception {
        var secret = ChannelSecret.make();
        var kept = gateway.gateway().control().keep("ops", secret).reference();
        var ops = new Channel("ops", address(204), Optional.of(kept));
        inForce(ops);
        var came = assertInstanceOf(Delivery.Answered.class, test(ops));
        assertTrue(came.isTaken());
        assertEquals(204, came.status());
        var got = received.remove();
        assertEquals("sha256=" + hmac(secret, got.timestamp() + "." + got.body()), got.signature().orElseThrow());
        var told = JsonMapper.shared().readTree(got.body());
        assertEquals(List.of("test", "ops"), List.of(told.path("kind").asString(), told.path("channel").asString()));
        assertTrue(state().lastSent().isPresent());
        assertEquals(List.of(), gateway.gateway().alarms().open(), "a test is no alarm");
        TestGateway.await(() -> gateway.gateway().audit().rows(10, OptionalLong.empty()).stream()
                .anyMatch(row -> row.action().equals("test") && row.subject().equals("channel ops")) ? 1 : null);
    }

    @Test
    void oneThatIsOnlyWrittenIsTriedWithoutATraceInTheState() {
        inForce(new Channel("ops", address(200), Optional.empty()));
        var draft = new Channel("ops", address(403), Optional.of(new Secret.Literal("typed")));
        var came = assertInstanceOf(Delivery.Answered.class, test(draft));
        assertEquals(List.of(403, false, false), List.of(came.status(), came.isTaken(), came.isTriedAgain()));
        assertTrue(received.remove().signature().isPresent());
        assertEquals(Optional.empty(), state().trouble());
        test(new Channel("ops", address(200), Optional.empty()));
        assertEquals(Optional.empty(), received.remove().signature());
    }

    @Test
    void nothingIsSentUnsignedWhereTheSecretIsMissing() {
        var ops = new Channel("ops", address(200), Optional.of(new Secret.Env("NO_SUCH_VARIABLE_HERE")));
        inForce(ops);
        var came = assertInstanceOf(Delivery.Unsigned.class, test(ops));
        assertTrue(came.why().contains("NO_SUCH_VARIABLE_HERE"), came.why());
        assertTrue(state().trouble().orElseThrow().contains("nothing is sent unsigned"));
        assertTrue(received.isEmpty());
    }

    @Test
    void aDeadOneSaysWhyUntilItIsMended() {
        server.stop(0);
        var dead = new Channel("ops", address(200), Optional.empty());
        inForce(dead);
        var came = assertInstanceOf(Delivery.Unreached.class, test(dead));
        assertTrue(came.why().startsWith("nothing listens on 127.0.0.1:"), came.why());
        assertTrue(state().trouble().isPresent());
        inForce(new Channel("ops", "http://127.0.0.1:1/elsewhere", Optional.empty()));
        assertEquals(Optional.empty(), state().trouble(), "another address has not failed yet");
    }

    @Test
    void whatWaitsGoesToTheMendedAddress() {
        inForce(new Channel("ops", address(503), Optional.empty()));
        gateway.post(CHAT, "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        TestGateway.await(() -> state().trouble().orElse(null));
        inForce(new Channel("ops", address(200), Optional.empty()));
        var mended = TestGateway.await(() -> received.stream().filter(each -> each.path().equals("/200")).findFirst()
                .orElse(null));
        assertTrue(mended.body().contains("limit 1,500"), mended.body());
        TestGateway.await(() -> state().lastSent().orElse(null));
        assertEquals(0, state().lost());
    }

    @Test
    void noChannelIsCalledAsTheOwnerOfAKeyIsInRules() {
        var wrong = assertInstanceOf(Applied.Wrong.class, apply(new Channel("owner", address(200), Optional.empty())));
        assertEquals("channels.owner", wrong.problems().getFirst().path());
    }

    private static String hmac(String secret, String text) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
