package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.routing.Entrance.Permit;
import dev.tollgate.gateway.routing.Routed.NoTarget;
import dev.tollgate.gateway.routing.Routed.Planned;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.wire.Ask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a route's policy orders its targets and which calls they are for.
class PolicyTest {
    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-20T12:00:00Z"));
    private final Health health = new Health(time, new Events());
    private final Pins pins = new Pins();
    private final Known known = new Known();
    private Attribution who = Attribution.NONE;
    private String body = "{\"model\":\"r\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    private long bytes = 100;
    private boolean tools;

    private static GatewayConfig config(String route) {
        var text = """
                providers:
                  a: { base_url: "http://a.example/v1", credentials: [env:A, env:B] }
                  b: { base_url: "http://b.example/v1" }
                  c: { base_url: "http://c.example/v1" }
                budgets: [{ name: all, scope: {}, window: day, usd: 5 }]
                routes:
                  r:
                """ + route.indent(4);
        var parsed = ConfigFile.parse(text, "c.yaml", ZoneOffset.UTC);
        return assertInstanceOf(ConfigFile.Parsed.Good.class, parsed, parsed::toString).config();
    }

    private Routed routed(GatewayConfig config) {
        var nothing = new Ask.Spans(List.of(), 1, OptionalInt.empty(), List.of(), List.of());
        var ask = new Ask(Endpoint.CHAT, "r", false, false, OptionalLong.empty(), OptionalLong.empty(), false, 1, bytes,
                tools, false, false, Map.of(), body.getBytes(StandardCharsets.UTF_8), nothing, new long[0]);
        return new Router(health, pins).plan(new Question(config.routes().getFirst(), ask, who), config, known);
    }

    private Plan plan(String route) {
        return assertInstanceOf(Planned.class, routed(config(route))).plan();
    }

    private static String order(Plan plan) {
        return plan.choices().stream().map(choice -> choice.id().label() + choice.id().credential())
                .collect(Collectors.joining(" "));
    }

    private void who(Dimension dimension, String value) {
        who = new Attribution(Map.of(dimension, value), List.of("nightly"), Map.of());
    }

    private static final String THREE = """
            targets:
              - { provider: a, model: x }
              - { provider: b, model: y }
              - { provider: c, model: z, type: backup }
            """;

    @Test
    void theCheapestForThisCallStandsFirstAndWhatHasNoPriceBehindIt() {
        known.prices.putAll(Map.of("b/y", 5_000_000L, "c/z", 1L));
        var plan = plan("strategy: cheapest\n" + THREE);
        assertEquals("b/y a/x1 a/x2 c/z", order(plan));
        assertEquals("cheapest first: about $0.000005", plan.choices().getFirst().reason());
        assertEquals("cheapest first: it has no price", plan.choices().get(1).reason());
        assertTrue(plan.choices().getLast().reason().startsWith("backup; cheapest first"));
    }

    private Permit permit(String provider, String model) {
        var id = new TargetId(provider, provider.equals("a") ? "1" : "", model);
        return assertInstanceOf(Permit.class, health.enter(id, HealthRule.DEFAULTS));
    }

    private void answers(String provider, String model, long millis) {
        try (var permit = permit(provider, model)) {
            permit.succeeded(Duration.ofMillis(millis));
        }
    }

    @Test
    void theFastestOfLateStandsFirstAndWhatWasNotMeasuredIsTriedByOneCall() {
        var route = "strategy: fastest\n" + THREE;
        answers("a", "x", 300);
        assertEquals("b/y a/x1 a/x2 c/z", order(plan(route)));
        try (var trying = permit("b", "y")) {
            assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)), "one call tries it");
            trying.succeeded(Duration.ofMillis(900));
        }
        assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)));
        for (int i = 0; i < 12; i++) {
            answers("b", "y", 100);
        }
        var plan = plan(route);
        assertEquals("b/y a/x1 a/x2 c/z", order(plan), "what was long ago counts ever less");
        assertEquals("fastest first: 155 ms to the first token", plan.choices().getFirst().reason());
        time.advance(Duration.ofMinutes(11));
        answers("b", "y", 100);
        assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)), "too long ago to say anything");
    }

    @Test
    void theLeastBusyStandsFirstOverAllItsCredentials() {
        var route = "strategy: least_busy\n" + THREE;
        assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)));
        var running = List.of(permit("a", "x"), permit("a", "x"), permit("b", "y"));
        assertEquals("b/y a/x1 a/x2 c/z", order(plan(route)));
        running.forEach(Permit::close);
        assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)));
    }

    /// Within the bounds that 99 of 100 fair draws keep (normal approximation of the multinomial, each share by itself).
    @Test
    void drawsAreAsTheWeightsSay() {
        var config = config("""
                strategy: weighted
                targets:
                  - { provider: a, model: x, weight: 70 }
                  - { provider: b, model: y, weight: 25 }
                  - { provider: c, model: z, weight: 5 }
                  - { provider: c, model: never, weight: 0 }
                """);
        int draws = 20_000;
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < draws; i++) {
            var plan = assertInstanceOf(Planned.class, routed(config)).plan();
            first.merge(plan.choices().getFirst().id().label(), 1, Integer::sum);
            assertEquals("c/never", plan.choices().getLast().id().label());
        }
        Map.of("a/x", 0.7, "b/y", 0.25, "c/z", 0.05).forEach((label, share) -> assertEquals(share * draws,
                first.getOrDefault(label, 0), 2.576 * Math.sqrt(draws * share * (1 - share)), label));
        assertEquals(3, first.size());
    }

    @Test
    void aThreadStaysWithWhatAnsweredItAlsoAfterARestartAndMovesOnlyWithItsTarget() {
        var route = "sticky: thread\n" + THREE;
        who(Dimension.THREAD, "t1");
        var router = new Router(health, pins);
        router.answered(plan(route), new TargetId("b", "", "y"));
        var plan = plan(route);
        assertEquals("b/y a/x1 a/x2 c/z", order(plan));
        assertEquals("stays with what answered thread t1 before", plan.choices().getFirst().reason());
        var text = pins.takeChanged().orElseThrow();
        assertTrue(pins.takeChanged().isEmpty());
        var later = new Pins();
        later.recall(text + "broken line\n");
        assertEquals(Optional.of(new TargetId("b", "", "y")),
                later.find(plan.place().orElseThrow()).map(Pin::target));
        who(Dimension.THREAD, "t2");
        assertEquals("a/x1 a/x2 b/y c/z", order(plan(route)));
        who(Dimension.THREAD, "t1");
        try (var permit = permit("b", "y")) {
            permit.failed(Fault.RATE_LIMITED, Optional.empty());
        }
        assertEquals("a/x1 a/x2 c/z", order(plan(route)));
        router.answered(plan(route), new TargetId("a", "2", "x"));
        time.advance(Duration.ofHours(1));
        assertEquals("a/x2 a/x1 b/y c/z", order(plan(route)), "no flapping back");
    }

    @Test
    void aConversationIsKnownByHowItBegins() {
        var route = "sticky: thread\n" + THREE;
        var first = plan(route).place().orElseThrow();
        body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"assistant\",\"content\":\"Hi\"},"
                + "{\"role\":\"user\",\"content\":\"And?\"}],\"model\":\"r\"}";
        assertEquals(first, plan(route).place().orElseThrow());
        body = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello you\"}]}";
        assertTrue(!first.equals(plan(route).place().orElseThrow()));
        body = "{\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\"Hello\"}]}";
        assertTrue(!first.equals(plan(route).place().orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "traffic: [background] | it is for traffic background, this is normal",
            "customer: acme | it is for customer acme, this is none",
            "tag: [weekly, daily] | it is for tag daily or weekly, this is nightly",
            "input_above: 1000 | it is for more than 1000 tokens of input, this has about 25",
            "input_below: 10 | it is for fewer than 10 tokens of input, this has about 25",
            "tools: true | it is for calls with tools", "images: true | it is for calls with pictures",
            "json: true | it is for calls with JSON as the answer",
            "reasoning: true | it is for calls with reasoning asked for",
            "hours: 22:00-06:00 | it is for 22:00-06:00",
            "budget_above: 80 | it is for when more than 80 % of any budget are used, now 20 %",
            "budget_above: { all: 20 } | it is for when more than 20 % of budget all are used, now 20 %",
            "score_above: 40 | it is for a complexity above 40, this has 35 (code 15, thinking 20)",
            "score_below: 30 | it is for a complexity below 30, this has 35 (code 15, thinking 20)"})
    void whatATargetIsNotForIsSaid(String when, String reason) {
        who(Dimension.USER, "u");
        known.budgets.put("all", 20);
        known.complexity = new Complexity(35, List.of(new Complexity.Part("code", 15),
                new Complexity.Part("thinking", 20)), false);
        var plan = plan("targets: [{ provider: b, model: y, when: { " + when + " } }, { provider: c, model: z }]");
        assertEquals("c/z", order(plan));
        assertEquals(reason, plan.dropped().getFirst().reason());
        assertEquals("first that may serve", plan.choices().getFirst().reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"traffic: [normal]", "tag: nightly", "user: [u, v]", "input_above: 24",
            "input_below: 26", "tools: true", "images: false", "hours: mon-fri 09:00-17:00", "budget_above: 19",
            "score_above: 34", "score_below: 36", "endpoint: chat", "requested_model: r"})
    void whatItIsForItGets(String when) {
        who(Dimension.USER, "u");
        tools = true;
        known.budgets.put("all", 20);
        known.complexity = new Complexity(35, List.of(), false);
        assertEquals("b/y c/z",
                order(plan("targets: [{ provider: b, model: y, when: { " + when + " } }, { provider: c, model: z }]")));
    }

    @Test
    void whereNoTargetIsForACallEachSaysWhy() {
        var none = assertInstanceOf(NoTarget.class,
                routed(config("targets: [{ provider: b, model: y, when: { tools: true } }]")));
        assertTrue(none.message().contains("b/y (it is for calls with tools)"), none.message());
    }

    @Test
    void aTargetsOwnLimitHoldsOverAllItsCredentials() {
        var route = """
                targets:
                  - { provider: a, model: x, limits: { parallel: 2 } }
                  - { provider: b, model: y }
                """;
        var choices = plan(route).choices();
        var running = List.of(assertInstanceOf(Permit.class, health.enter(choices.getFirst(), HealthRule.DEFAULTS, 10)),
                assertInstanceOf(Permit.class, health.enter(choices.get(1), HealthRule.DEFAULTS, 10)));
        assertInstanceOf(Entrance.Resting.class, health.enter(choices.getFirst(), HealthRule.DEFAULTS, 10));
        var plan = plan(route);
        assertEquals("b/y", order(plan));
        assertTrue(plan.dropped().getFirst().reason().contains("2 calls at the same time"));
        running.forEach(Permit::close);
        assertEquals("a/x1 a/x2 b/y", order(plan(route)));
    }
}
