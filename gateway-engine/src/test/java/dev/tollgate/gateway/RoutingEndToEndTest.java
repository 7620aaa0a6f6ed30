package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies of routes, through the real listener.
class RoutingEndToEndTest {
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private ScriptedUpstream two;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        two = ScriptedUpstream.start();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private TestGateway gateway() {
        return TestGateway.open(folder,
                """
                        providers:
                          one: { base_url: "%s" }
                          two: { base_url: "%s" }
                        prices:
                          - { provider: one, model: big, from: 2026-01-01, input: 2, output: 8 }
                          - { provider: two, model: small, from: 2026-01-01, input: 0.1, output: 0.4 }
                        routes:
                          smart:
                            retries: { attempts: 0 }
                            targets:
                              - { provider: two, model: small, when: { traffic: background }, settlement: night }
                              - { provider: one, model: big }
                          cheap: { strategy: cheapest, targets: [{ provider: one, model: big }, { provider: two, model: small }] }
                          same:
                            sticky: thread
                            retries: { attempts: 0 }
                            targets: [{ provider: one, model: big }, { provider: two, model: small }]
                        customers: [{ name: acme, route_map: { smart: cheap } }]
                        """
                        .formatted(one.baseUrl(), two.baseUrl()));
    }

    private static Script answer() {
        return Script.json(200, """
                {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"Hi"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}""");
    }

    private static Entry call(TestGateway gateway, int count, String model, String... headers) {
        var answer = gateway.post(CHAT, "{\"model\":\"" + model
                + "\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}", headers);
        assertEquals(200, answer.statusCode(), answer.body());
        return gateway.entry(count);
    }

    @Test
    void aTargetServesTheCallsItIsForAndItsPursePays() {
        one.always(CHAT, answer());
        two.always(CHAT, answer());
        try (var gateway = gateway()) {
            var usual = call(gateway, 1, "smart");
            assertEquals(Optional.of("one/big"), usual.served().target());
            assertEquals("it is for traffic background, this is normal", usual.decision().getLast().reason());
            var night = call(gateway, 2, "smart", "x-tollgate-traffic", "background");
            assertEquals(Optional.of("two/small"), night.served().target());
            assertEquals(Optional.of("night"), night.attribution().get(Dimension.SETTLEMENT));
            assertEquals(Optional.empty(), usual.attribution().get(Dimension.SETTLEMENT));
        }
    }

    @Test
    void aCustomerIsMovedToAnotherRouteWithoutTouchingTheApp() {
        one.always(CHAT, answer());
        two.always(CHAT, answer());
        try (var gateway = gateway()) {
            var moved = call(gateway, 1, "smart", "x-tollgate-customer", "acme");
            assertEquals(Optional.of("cheap"), moved.asked().route());
            assertEquals(Optional.of("smart"), moved.asked().routeAsked());
            assertEquals(Optional.of("two/small"), moved.served().target());
            var why = moved.decision().getFirst().reason();
            assertTrue(why.startsWith("cheapest first: about $0.000"), why);
            assertTrue(why.contains("customer acme is served by cheap instead of smart"), why);
            assertEquals(Optional.of("smart"),
                    call(gateway, 2, "smart", "x-tollgate-customer", "other").asked().route());
        }
    }

    @Test
    void aThreadStaysWhereItWasAnsweredAlsoAfterARestart() {
        one.next(CHAT, Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        one.always(CHAT, answer());
        two.always(CHAT, answer());
        try (var gateway = gateway()) {
            assertEquals(Optional.of("two/small"), call(gateway, 1, "same").served().target());
            assertEquals(Optional.of("two/small"), call(gateway, 2, "same").served().target());
            assertEquals(Optional.of("one/big"), call(gateway, 3, "same", "x-tollgate-thread", "t9").served().target());
        }
        try (var gateway = gateway()) {
            var again = call(gateway, 4, "same");
            assertEquals(Optional.of("two/small"), again.served().target());
            assertTrue(again.decision().getFirst().reason().startsWith("stays with what answered thread ~"));
        }
    }
}
