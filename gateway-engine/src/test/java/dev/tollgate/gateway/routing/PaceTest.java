package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Credential;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.routing.Entrance.Permit;
import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A credential's own limits: what they let through, and when again.
final class PaceTest {
    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T10:00:00Z"));
    private final Health health = new Health(time, new Events());

    private static Choice choice(OptionalLong rpm, OptionalLong tpm, OptionalLong parallel) {
        var provider = new Provider("acme", Dialect.OPENAI, "http://acme.example/v1",
                List.of(new Credential(new Secret.Env("A"), rpm, tpm, parallel)), false, true, List.of(),
                Optional.empty(), Optional.empty());
        var target = new Target("acme", "m", RouteType.DIRECT, OptionalLong.empty(), OptionalLong.empty());
        return new Choice(new TargetId("acme", "1", "m"), target, provider, "");
    }

    private Entrance enter(Choice choice, long tokens) {
        return health.enter(choice, HealthRule.DEFAULTS, tokens);
    }

    private static OptionalLong no() {
        return OptionalLong.empty();
    }

    @Test
    void theFirstCallsOfAMinutePassAtOnceThenOneEachTimeItsShareIsOver() {
        var choice = choice(OptionalLong.of(4), no(), no());
        for (int i = 0; i < 4; i++) {
            assertInstanceOf(Permit.class, enter(choice, 10)).close();
        }
        var full = assertInstanceOf(Resting.class, enter(choice, 10));
        assertEquals("it is at its limit of 4 calls a minute", full.because());
        assertEquals(time.instant().plusSeconds(15), full.until());
        time.advance(Duration.ofSeconds(14));
        assertInstanceOf(Resting.class, enter(choice, 10));
        time.advance(Duration.ofSeconds(1));
        assertInstanceOf(Permit.class, enter(choice, 10)).close();
        assertInstanceOf(Resting.class, enter(choice, 10));
        assertEquals(4, health.paces(choice.provider()).getFirst().calls());
    }

    @Test
    void tokensCountAsExpectedAndThenAsTheyWere() {
        var choice = choice(no(), OptionalLong.of(1000), no());
        try (var permit = assertInstanceOf(Permit.class, enter(choice, 300))) {
            permit.used(700); // 400 more than was thought
        }
        assertEquals(700, health.paces(choice.provider()).getFirst().tokens());
        var full = assertInstanceOf(Resting.class, enter(choice, 400));
        assertEquals(time.instant().plusSeconds(6), full.until());
        assertInstanceOf(Permit.class, enter(choice, 300)).close(); // and used none
        assertEquals(700, health.paces(choice.provider()).getFirst().tokens());
    }

    @Test
    void aCallThatIsLargerThanTheLimitPassesOnlyWhenNothingElseWasUsed() {
        var choice = choice(no(), OptionalLong.of(100), no());
        try (var permit = assertInstanceOf(Permit.class, enter(choice, 5000))) {
            permit.used(5000);
        }
        assertInstanceOf(Resting.class, enter(choice, 5000));
        time.advance(Duration.ofMinutes(50));
        assertInstanceOf(Permit.class, enter(choice, 5000)).close();
    }

    @Test
    void soManyRunAtOnceAndNoMore() {
        var choice = choice(no(), no(), OptionalLong.of(2));
        var running = new ArrayList<Permit>();
        running.add(assertInstanceOf(Permit.class, enter(choice, 1)));
        running.add(assertInstanceOf(Permit.class, enter(choice, 1)));
        assertTrue(assertInstanceOf(Resting.class, enter(choice, 1)).because().contains("2 calls at the same time"));
        running.removeLast().close();
        running.add(assertInstanceOf(Permit.class, enter(choice, 1)));
        running.forEach(Permit::close);
        assertEquals(0, health.paces(choice.provider()).getFirst().running());
    }

    @Test
    void aRestingTargetTakesNothingFromTheLimits() {
        var choice = choice(OptionalLong.of(10), no(), no());
        try (var permit = assertInstanceOf(Permit.class, enter(choice, 1))) {
            permit.failed(Fault.AUTH, Optional.empty());
        }
        for (int i = 0; i < 20; i++) {
            assertTrue(assertInstanceOf(Resting.class, enter(choice, 1)).because().contains("refused"));
        }
        assertEquals(1, health.paces(choice.provider()).getFirst().calls());
        assertEquals(0, health.paces(choice.provider()).getFirst().running());
    }
}
