package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What running calls hold, listed and given back by hand.
class HoldsTest {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final SteppedTime time = new SteppedTime(NOON);
    private final Admission admission = new Admission(time, new Events());
    private final Budget all = Budget.usd("all", Scope.EVERYTHING, Budget.Calendar.DAY, 1_000);
    private final Budget tokens = Budget
            .usd("tokens", new Scope(Map.of(), Optional.of(Dimension.KEY)), Budget.Calendar.HOUR, 1)
            .withLimit(Budget.Unit.TOKENS, 500);

    private Reservation call(String id, String key, long picos, long used) {
        var who = new Attribution(Map.of(Dimension.KEY, key), List.of(), Map.of());
        var limits = new KeyLimits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.of(9),
                OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
        return assertInstanceOf(Admitted.class,
                admission.admit(List.of(all, tokens), UTC, new Claim(id, who, limits, picos, used, true)))
                .reservation();
    }

    private BudgetState state(Budget budget) {
        return admission.states(List.of(budget), UTC).getFirst();
    }

    @Test
    void everyHoldIsListedWithWhoAndSinceWhenTheOldestFirst() {
        call("one", "a", 300, 70);
        time.advance(Duration.ofSeconds(9));
        var two = call("two", "b", 200, 30);
        assertEquals(List.of(
                new Hold("one", "a", "all", "everything", NOON, Budget.Unit.USD, 300),
                new Hold("one", "a", "tokens", "a", NOON, Budget.Unit.TOKENS, 70),
                new Hold("two", "b", "all", "everything", NOON.plusSeconds(9), Budget.Unit.USD, 200),
                new Hold("two", "b", "tokens", "b", NOON.plusSeconds(9), Budget.Unit.TOKENS, 30)).stream()
                .map(Hold::toString).sorted().toList(),
                admission.holds().stream().map(Hold::toString).sorted().toList());
        assertEquals("one", admission.holds().getFirst().request());
        two.settle(1, 1, true);
        assertEquals(2, admission.holds().size());
    }

    @Test
    void aReleasedHoldIsFreeAtOnceAndTheCallIsChargedWhenItEnds() {
        var call = call("one", "a", 1_000, 500);
        assertTrue(admission.release("one"));
        assertEquals(0, state(all).reserved() + state(all).holds() + state(tokens).reserved());
        assertEquals(List.of(), admission.holds());
        assertFalse(admission.release("one"));
        var next = call("two", "a", 900, 400);
        assertEquals(1, state(all).holds());
        call.settle(123, 45, true);
        call.settle(123, 45, true);
        next.close();
        assertEquals(123, state(all).settled());
        assertEquals(45, state(tokens).settled());
        assertEquals(0, state(all).reserved() + state(all).holds());
        assertEquals(0, admission.running("a"));
    }

    @Test
    void aReleasedCallThatPassesTheCapIsStillStopped() {
        var call = call("one", "a", 10, 5);
        admission.release("one");
        assertEquals(Optional.empty(), call.grow(900, 5));
        assertEquals(0, state(all).reserved());
        assertEquals(Optional.of("all"), call.grow(1_001, 5).map(OverBudget::budget));
    }

    @Test
    void whatHasEndedOrNeverWasCannotBeReleased() {
        call("one", "a", 10, 5).close();
        assertFalse(admission.release("one"));
        assertFalse(admission.release("none"));
    }
}
