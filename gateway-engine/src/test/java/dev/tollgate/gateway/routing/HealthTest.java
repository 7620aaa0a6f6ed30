package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Event.TargetRests;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.routing.Entrance.Permit;
import dev.tollgate.gateway.routing.Entrance.Resting;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class HealthTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final TargetId TARGET = new TargetId("openai", "1", "gpt");
    private static final HealthRule RULE = new HealthRule(3, Duration.ofSeconds(30), Duration.ofSeconds(10),
            Duration.ofSeconds(35));

    private final SteppedTime time = new SteppedTime(NOON);
    private final Events events = new Events();
    private final List<TargetRests> told = new ArrayList<>();
    private final Health health = new Health(time, events);

    HealthTest() {
        events.subscribe(event -> {
            if (event instanceof TargetRests rests) {
                told.add(rests);
            }
        });
    }

    private Permit enter() {
        return assertInstanceOf(Permit.class, health.enter(TARGET, RULE));
    }

    private Resting resting() {
        return assertInstanceOf(Resting.class, health.enter(TARGET, RULE));
    }

    private void fail(Fault fault, Optional<Duration> retryAfter) {
        try (var permit = enter()) {
            permit.failed(fault, retryAfter);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            fail(Fault.SERVER_ERROR, Optional.empty());
        }
    }

    private void succeed() {
        try (var permit = enter()) {
            permit.succeeded(Duration.ofMillis(100));
        }
    }

    private void seconds(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    private TargetState state() {
        return health.states().getFirst();
    }

    @Test
    void fewerFailuresThanTheRuleSaysChangeNothing() {
        fail(2);
        enter().close();
        assertEquals(List.of(), told);
        assertEquals(2, state().failed());
    }

    @Test
    void enoughFailuresWithinTheWindowRestForTheCooldown() {
        fail(3);
        var resting = resting();
        assertEquals(NOON.plusSeconds(10), resting.until());
        assertEquals("3 failures in 30 s, the last: server error", resting.because());
        assertEquals(new TargetRests(NOON, "openai/gpt", NOON.plusSeconds(10), resting.because()), told.getFirst());
        assertEquals("resting", state().state());
        assertEquals(Optional.of(NOON.plusSeconds(10)), state().until());
    }

    @Test
    void failuresOutsideTheWindowAreForgotten() {
        fail(2);
        seconds(31);
        fail(2);
        enter().close();
        fail(1);
        resting();
    }

    @Test
    void amongManySuccessesAFewFailuresDoNotWeigh() {
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 20; j++) {
                succeed();
            }
            fail(1);
        }
        enter().close();
        fail(1);
        resting();
    }

    @ParameterizedTest
    @CsvSource({"0,10", "5,5", "120,120", "200000,86400"})
    void oneRateLimitRestsForItsRetryAfterElseTheCooldown(long retryAfter, long rests) {
        fail(Fault.RATE_LIMITED, retryAfter == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(retryAfter)));
        assertEquals(NOON.plusSeconds(rests), resting().until());
    }

    @Test
    void aRefusedCredentialRestsFiveMinutesEachTime() {
        fail(Fault.AUTH, Optional.empty());
        assertEquals(NOON.plusSeconds(300), resting().until());
        seconds(300);
        fail(Fault.AUTH, Optional.empty());
        assertEquals(NOON.plusSeconds(600), resting().until());
        assertTrue(resting().because().contains("credential"));
    }

    @Test
    void aChangedCredentialIsTriedAtOnce() {
        fail(Fault.AUTH, Optional.empty());
        health.forgive("other");
        resting();
        health.forgive("openai");
        enter().close();
        assertEquals("it answers again", told.getLast().because());
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_GONE", "CUT", "BAD_REQUEST", "CONTEXT_LENGTH", "CONTENT_FILTER", "INVALID_JSON",
            "REFUSAL"})
    void whatSaysNothingAboutTheTargetNeverCounts(Fault fault) {
        for (int i = 0; i < 20; i++) {
            fail(fault, Optional.empty());
        }
        assertEquals(0, state().failed());
        assertEquals("ok", state().state());
    }

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_GONE", "CUT", "BAD_REQUEST", "CONTEXT_LENGTH", "CONTENT_FILTER", "INVALID_JSON",
            "REFUSAL"}, mode = Mode.EXCLUDE)
    void everythingElseDoes(Fault fault) {
        for (int i = 0; i < 3 && health.resting(TARGET).isEmpty(); i++) {
            fail(fault, Optional.empty());
        }
        resting();
    }

    @Test
    void afterTheRestOneProbeGoesAndTheOthersWait() {
        fail(3);
        seconds(10);
        assertEquals("probing", state().state());
        var probe = enter();
        assertTrue(probe.isProbe());
        assertEquals(NOON.plusSeconds(11), resting().until());
        probe.succeeded(Duration.ofMillis(5));
        assertFalse(enter().isProbe());
        probe.close();
        assertEquals("ok", state().state());
        assertEquals(2, told.size());
        assertEquals("it answers again", told.getLast().because());
    }

    @Test
    void aFailedProbeDoublesTheRestUpToTheLongest() {
        fail(3);
        var rests = new ArrayList<Long>();
        for (int i = 0; i < 4; i++) {
            var until = resting().until();
            rests.add(Duration.between(time.instant(), until).toSeconds());
            time.advance(Duration.between(time.instant(), until));
            fail(1);
        }
        assertEquals(List.of(10L, 20L, 35L, 35L), rests);
        assertEquals("still failing: server error", resting().because());
    }

    @Test
    void afterASuccessTheRestStartsShortAgain() {
        fail(3);
        seconds(10);
        fail(1);
        seconds(20);
        succeed();
        fail(3);
        assertEquals(time.instant().plusSeconds(10), resting().until());
    }

    @Test
    void aProbeThatSaysNothingLeavesItsPlaceToTheNext() {
        fail(3);
        seconds(10);
        try (var gone = enter()) {
            gone.failed(Fault.CLIENT_GONE, Optional.empty());
            resting();
        }
        assertTrue(enter().isProbe());
    }

    @Test
    void lateFailuresOfOldCallsDoNotLengthenTheRest() {
        var old = List.of(enter(), enter(), enter(), enter());
        fail(3);
        seconds(5);
        old.forEach(permit -> permit.failed(Fault.STREAM_CUT, Optional.empty()));
        old.getFirst().succeeded(Duration.ZERO);
        assertEquals(NOON.plusSeconds(10), resting().until());
        assertEquals(7, state().failed());
    }

    @Test
    void aStreamThatBreaksAfterItsStartCountsAsAFailureToo() {
        for (int i = 0; i < 3; i++) {
            try (var permit = enter()) {
                permit.succeeded(Duration.ZERO);
                permit.failed(Fault.STREAM_CUT, Optional.empty());
            }
        }
        resting();
    }

    @Test
    void closingGivesBackOnce() {
        var one = enter();
        var two = enter();
        assertEquals(2, state().running());
        one.close();
        one.close();
        assertEquals(1, state().running());
        two.close();
        assertEquals(0, state().running());
    }

    @Test
    void targetsAreApart() {
        fail(3);
        assertInstanceOf(Permit.class, health.enter(new TargetId("openai", "2", "gpt"), RULE));
        assertInstanceOf(Permit.class, health.enter(new TargetId("openai", "1", "other"), RULE));
        assertEquals(List.of("openai/gpt", "openai/gpt", "openai/other"),
                health.states().stream().map(s -> s.id().label()).toList());
    }

    @Test
    void namesMadeUpByClientsAreNotKeptForEver() {
        fail(3);
        for (int i = 0; i < 10_000; i++) {
            assertInstanceOf(Permit.class, health.enter(new TargetId("p", "1", "m" + i), RULE)).close();
        }
        assertTrue(health.states().size() < 5_000);
        resting();
    }

    @Test
    void aListenerMayAskHealthAgain() {
        events.subscribe((Event event) -> health.states());
        fail(3);
        assertEquals(1, told.size());
    }
}
