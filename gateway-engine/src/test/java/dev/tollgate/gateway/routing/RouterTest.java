package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.routing.Entrance.Permit;
import dev.tollgate.gateway.routing.Routed.NoTarget;
import dev.tollgate.gateway.routing.Routed.Planned;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.SteppedTime;
import dev.tollgate.gateway.wire.Ask;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final SteppedTime time = new SteppedTime(NOON);
    private final Health health = new Health(time, new Events());
    private final Pins pins = new Pins();
    private final Router router = new Router(health, pins);
    private final List<Provider> providers = new ArrayList<>(
            List.of(provider("one", 1, true), provider("two", 2, true), provider("none", 0, true)));

    private static Provider provider(String name, int credentials, boolean enabled) {
        var secrets = new ArrayList<Credential>();
        for (int i = 0; i < credentials; i++) {
            secrets.add(Credential.of(new Secret.Literal("s" + i)));
        }
        return new Provider(name, Dialect.OPENAI, "http://" + name + ".example/v1", secrets, false, enabled, List.of(),
                Optional.empty(), Optional.empty());
    }

    private static Target target(String provider, String model, long context) {
        return new Target(provider, model, RouteType.DIRECT,
                context == 0 ? OptionalLong.empty() : OptionalLong.of(context), OptionalLong.empty());
    }

    private static Ask ask(Endpoint endpoint, long bytes) {
        return new Ask(endpoint, "asked", false, false, OptionalLong.empty(), OptionalLong.empty(), false, 1, bytes,
                false, false, false, Map.of(),
                new byte[0], new Ask.Spans(List.of(), 1, OptionalInt.empty(), List.of(), List.of()), new long[0]);
    }

    private Routed route(long bytes, Target... targets) {
        var config = GatewayConfig.empty(ZoneId.of("UTC")).withProviders(providers);
        var question = new Question(Route.of("fast", List.of(targets)), ask(Endpoint.CHAT, bytes), Attribution.NONE);
        return router.plan(question, config, new Known());
    }

    private Plan plan(long bytes, Target... targets) {
        return assertInstanceOf(Planned.class, route(bytes, targets)).plan();
    }

    private NoTarget none(long bytes, Target... targets) {
        return assertInstanceOf(NoTarget.class, route(bytes, targets));
    }

    private static List<String> labels(Plan plan) {
        return plan.choices().stream().map(c -> c.id().label() + "#" + c.id().credential()).toList();
    }

    private void rest(String provider, String credential, long seconds) {
        var id = new TargetId(provider, credential, "m");
        try (var permit = assertInstanceOf(Permit.class, health.enter(id, HealthRule.DEFAULTS))) {
            permit.failed(Fault.RATE_LIMITED, Optional.of(Duration.ofSeconds(seconds)));
        }
    }

    @Test
    void targetsStandInTheirOrderWithEachCredential() {
        var plan = plan(10, target("one", "m", 0), target("two", "m", 0), target("none", "m", 0));
        assertEquals(List.of("one/m#1", "two/m#1", "two/m#2", "none/m#"), labels(plan));
        assertEquals(List.of("first in order", "next in order", "next credential of two", "next in order"),
                plan.choices().stream().map(Choice::reason).toList());
        assertEquals(List.of(), plan.dropped());
    }

    @Test
    void aStarSendsTheClientsNameOn() {
        assertEquals(List.of("one/asked#1"), labels(plan(10, target("one", "*", 0))));
    }

    @Test
    void aProviderSwitchedOffOrMissingIsDropped() {
        providers.set(0, provider("one", 1, false));
        var plan = plan(10, target("one", "m", 0), target("gone", "m", 0), target("two", "m", 0));
        assertEquals(List.of("two/m#1", "two/m#2"), labels(plan));
        assertEquals("first that may serve", plan.choices().getFirst().reason());
        assertEquals(List.of(new Verdict("one/m", Verdict.Kind.DROPPED, "provider one is switched off"),
                new Verdict("gone/m", Verdict.Kind.DROPPED, "no provider of this name is configured")),
                plan.dropped());
    }

    @Test
    void aProviderWithoutTheEndpointIsDropped() {
        var p = providers.getFirst();
        providers.set(0, new Provider(p.name(), p.dialect(), p.baseUrl(), p.credentials(), false, true, List.of(),
                Optional.of(Set.of(Endpoint.EMBEDDINGS)), Optional.empty()));
        var none = none(10, target("one", "m", 0));
        assertEquals("provider one does not offer chat", none.dropped().getFirst().reason());
        assertEquals(Optional.empty(), none.retryAfter());
        assertTrue(none.message().contains("one/m (provider one does not offer chat)"), none.message());
    }

    @Test
    void aContextThatIsKnownToBeTooSmallIsDroppedUnknownIsNot() {
        var plan = plan(40_000, target("one", "m", 9_999), target("none", "m", 10_000), target("two", "m", 0));
        assertEquals(List.of("none/m#", "two/m#1", "two/m#2"), labels(plan));
        assertEquals("its context of 9999 tokens is too small for about 10000", plan.dropped().getFirst().reason());
    }

    @Test
    void whereNothingLargerStandsTheProviderItselfShallSayThatItIsTooLong() {
        assertEquals(List.of("one/m#1"), labels(plan(40_000, target("one", "m", 100))));
    }

    @Test
    void aRestingTargetIsDroppedWithItsReason() {
        rest("one", "1", 20);
        var plan = plan(10, target("one", "m", 0), target("none", "m", 0));
        assertEquals(List.of("none/m#"), labels(plan));
        assertEquals("rests until 2026-11-21T12:00:20Z: rate limited, asked to wait 20 s",
                plan.dropped().getFirst().reason());
        time.advance(Duration.ofSeconds(20));
        assertEquals(List.of("one/m#1", "none/m#"),
                labels(plan(10, target("one", "m", 0), target("none", "m", 0))));
    }

    @Test
    void oneRestingCredentialLeavesTheOther() {
        rest("two", "1", 20);
        var plan = plan(10, target("two", "m", 0));
        assertEquals(List.of("two/m#2"), labels(plan));
        assertTrue(plan.dropped().getFirst().reason().startsWith("credential 1 rests until"));
    }

    @Test
    void allRestingTellsWhenTheFirstIsBack() {
        rest("one", "1", 20);
        rest("none", "", 8);
        var none = none(10, target("one", "m", 0), target("none", "m", 0));
        assertEquals(Optional.of(Duration.ofSeconds(8)), none.retryAfter());
        assertTrue(none.message().endsWith("Try again in 8 s."), none.message());
        assertEquals(2, none.dropped().size());
    }

    @Test
    void aRouteWithoutTargetsSaysSo() {
        assertTrue(none(10).message().contains("no targets"));
    }

    @Test
    void planningTakesNothing() {
        rest("one", "1", 20);
        time.advance(Duration.ofSeconds(20));
        for (int i = 0; i < 3; i++) {
            assertEquals(1, plan(10, target("one", "m", 0)).choices().size());
        }
        assertTrue(assertInstanceOf(Permit.class,
                health.enter(new TargetId("one", "1", "m"), HealthRule.DEFAULTS)).isProbe());
        assertEquals(Optional.of(Duration.ofSeconds(1)), none(10, target("one", "m", 0)).retryAfter());
    }

    @Test
    void anotherCredentialHelpsOnlyWhereTheCredentialWasTheCause() {
        var plan = plan(10, target("two", "m", 0), target("one", "m", 0));
        assertEquals(OptionalInt.of(1), plan.next(0, Fault.AUTH));
        assertEquals(OptionalInt.of(1), plan.next(0, Fault.RATE_LIMITED));
        assertEquals(OptionalInt.of(2), plan.next(0, Fault.SERVER_ERROR));
        assertEquals(OptionalInt.empty(), plan.next(2, Fault.AUTH));
    }
}
