package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Budget.Action;
import dev.tollgate.gateway.config.Budget.Step;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.time.SteppedTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What budgets say and do on their way to the cap.
class StepsTest {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final List<Step> USUAL = List.of(new Step(50, Action.NOTIFY), new Step(80, Action.NOTIFY),
            new Step(100, Action.BLOCK));

    private final SteppedTime time = new SteppedTime(NOON);
    private final Events events = new Events();
    private final List<String> told = new ArrayList<>();
    private final Admission admission = admission();

    private Admission admission() {
        events.subscribe(event -> {
            if (event instanceof Event.BudgetStep step) {
                told.add(step.subject() + " " + step.step().share() + " " + step.step().action().word() + " "
                        + step.used());
            }
        });
        return new Admission(time, events);
    }

    private static Budget budget(Budget.Unit unit, long limit, Step... steps) {
        return Budget.usd("b", Scope.EVERYTHING, Budget.Calendar.DAY, 1).withLimit(unit, limit)
                .withSteps(steps.length == 0 ? USUAL : List.of(steps));
    }

    private Decision call(Budget budget, long picos, long tokens, String... traffic) {
        var who = traffic.length == 0
                ? Map.of(Dimension.KEY, "a")
                : Map.of(Dimension.KEY, "a", Dimension.TRAFFIC, traffic[0]);
        return admission.admit(List.of(budget), UTC,
                new Claim("req", new Attribution(who, List.of(), Map.of()), KeyLimits.NONE, picos, tokens, true));
    }

    private Reservation admitted(Decision decision) {
        return assertInstanceOf(Admitted.class, decision).reservation();
    }

    private BudgetState state(Budget budget) {
        return admission.states(List.of(budget), UTC).getFirst();
    }

    private static Budget usd(long limit, Step... steps) {
        return budget(Budget.Unit.USD, limit, steps);
    }

    @Test
    void aStepIsToldOnceWhenSettledAndHeldReachIt() {
        var budget = usd(1_000);
        var first = admitted(call(budget, 499, 0));
        assertEquals(List.of(), told);
        admitted(call(budget, 1, 0));
        assertEquals(List.of("everything 50 notify 500"), told);
        first.settle(10, 0, true);
        assertEquals(BudgetState.NOTIFIED, state(budget).state());
        assertEquals(50, state(budget).told());
        assertEquals(Optional.of(NOON), state(budget).toldAt());
        admitted(call(budget, 700, 0));
        assertEquals(List.of("everything 50 notify 500"), told);
        admitted(call(budget, 100, 0)).settle(200, 0, true);
        assertEquals(List.of("everything 50 notify 500", "everything 80 notify 811"), told);
    }

    @Test
    void aCallThatPassesSeveralTellsOfEach() {
        var budget = usd(1_000);
        admitted(call(budget, 900, 0));
        assertEquals(List.of("everything 50 notify 900", "everything 80 notify 900"), told);
    }

    @Test
    void theNextWindowTellsAnew() {
        var budget = usd(1_000);
        admitted(call(budget, 600, 0)).settle(600, 0, true);
        time.advance(Duration.ofDays(1));
        assertEquals(BudgetState.OK, state(budget).state());
        admitted(call(budget, 600, 0));
        assertEquals(2, told.size());
    }

    @Test
    void theFirstRefusalOfAWindowIsToldAndAllAreCounted() {
        var budget = usd(1_000, new Step(80, Action.BLOCK));
        admitted(call(budget, 700, 0));
        for (int i = 0; i < 3; i++) {
            var no = assertInstanceOf(Decision.OverBudget.class, call(budget, 101, 0));
            assertTrue(no.message().contains("blocks at"), no.message());
        }
        assertEquals(List.of("everything 80 block 700"), told);
        assertEquals(3, state(budget).refused());
        assertEquals(Optional.of(NOON), state(budget).refusedSince());
        admitted(call(budget, 100, 0));
        assertEquals(BudgetState.BLOCKED, state(budget).state());
    }

    @Test
    void aBudgetThatOnlyTellsStopsNobody() {
        var budget = usd(1_000, new Step(100, Action.NOTIFY));
        admitted(call(budget, 5_000, 0)).settle(5_000, 0, true);
        admitted(call(budget, 5_000, 0));
        assertEquals(BudgetState.NOTIFIED, state(budget).state());
        assertEquals(List.of("everything 100 notify 5000"), told);
    }

    @Test
    void exemptTrafficPassesAndCounts() {
        var budget = usd(1_000).withExempt(Set.of(Traffic.CRITICAL));
        admitted(call(budget, 1_000, 0));
        assertInstanceOf(Decision.OverBudget.class, call(budget, 1, 0));
        var critical = admitted(call(budget, 500, 0, "critical"));
        assertEquals(Optional.empty(), critical.grow(700, 0));
        critical.settle(700, 0, true);
        assertEquals(1_700, state(budget).settled() + state(budget).reserved());
    }

    @Test
    void tokensAndRequestsAreCountedInTheirOwnMeasure() {
        var tokens = budget(Budget.Unit.TOKENS, 100);
        var held = admitted(call(tokens, 9_999_999, 60));
        assertInstanceOf(Decision.OverBudget.class, call(tokens, 0, 41));
        assertEquals(Optional.empty(), held.grow(99_999_999_999L, 60));
        assertEquals(Optional.of("b"), held.grow(0, 101).map(OverBudget::budget));
        held.settle(5, 70, true);
        assertEquals(70, state(tokens).settled());
        assertEquals(List.of("everything 50 notify 60", "everything 100 block 60"), told);

        var requests = budget(Budget.Unit.REQUESTS, 2);
        admitted(call(requests, 5, 5)).settle(5, 5, true);
        admitted(call(requests, 5, 5)).settle(0, 0, false);
        admitted(call(requests, 5, 5));
        var no = assertInstanceOf(Decision.OverBudget.class, call(requests, 5, 5));
        assertTrue(no.message().contains("2 requests a day"), no.message());
    }

    @Test
    void aChangedLimitIsMeasuredAnew() {
        var budget = usd(1_000);
        admitted(call(budget, 850, 0)).settle(850, 0, true);
        assertEquals(80, state(budget).told());
        var raised = usd(10_000);
        assertEquals(BudgetState.OK, state(raised).state());
        admitted(call(raised, 4_200, 0));
        assertEquals("everything 50 notify 5050", told.getLast());
        var lowered = usd(5_100);
        admitted(call(lowered, 1, 0));
        assertEquals("everything 80 notify 5051", told.getLast());
    }

    @Test
    void whatWasToldIsNotToldAgainByTheNextProcess() {
        var budget = usd(1_000);
        admitted(call(budget, 600, 0)).settle(300, 0, true);
        var text = admission.told().orElseThrow();
        assertEquals(Optional.empty(), admission.told());
        var next = new Admission(time, events);
        next.recall(text);
        next.restore(budget, UTC, "everything", next.windowStart(budget, UTC), 850);
        assertEquals(List.of("everything 50 notify 600"), told);
        next.told();
        assertEquals(List.of("everything 50 notify 600", "everything 80 notify 850"), told);
        assertEquals(80, next.states(List.of(budget), UTC).getFirst().told());
    }

    @Test
    void anUnreadableMarkIsToldAgain() {
        var budget = usd(1_000);
        admission.recall("b everything yesterday fifty now\nb\n");
        admitted(call(budget, 600, 0));
        assertEquals(1, told.size());
    }

    @Test
    void aProjectionGoesOnAtTheLastHoursPace() {
        var budget = usd(100_000_000);
        admitted(call(budget, 10, 0));
        assertEquals(OptionalLong.empty(), state(budget).projected());
        for (int minute = 0; minute < 120; minute++) {
            time.advance(Duration.ofMinutes(1));
            admitted(call(budget, 100, 0)).settle(100, 0, true);
        }
        var now = state(budget);
        long projected = now.projected().orElseThrow();
        // 10 hours are left, of 100 a minute
        assertTrue(Math.abs(projected - (now.settled() + 10 * 60 * 100)) < 6_000, "projected " + projected);
    }

    /// Sixty times the cap is no forecast where calls are turned away: what is left is all that can still be spent.
    @Test
    void theProjectionOfABudgetThatTurnsCallsAwayEndsAtItsCap() {
        var budget = usd(1_000);
        for (int minute = 0; minute < 9; minute++) {
            time.advance(Duration.ofMinutes(1));
            admitted(call(budget, 100, 0)).settle(100, 0, true);
        }
        assertTrue(state(budget).projected().orElseThrow() > 5_000, "a warning before it is full");
        assertInstanceOf(OverBudget.class, call(budget, 101, 0));
        var full = state(budget);
        assertEquals(OptionalLong.of(1_000), full.projected());
        assertTrue(full.refusing());
        assertEquals(BudgetState.NOTIFIED, full.state());
        admission.raises().set("b", "everything", Optional.of(new Raise(500, time.instant().plusSeconds(600))));
        assertTrue(state(budget).projected().orElseThrow() > 5_000, "there is room again: " + state(budget));
        assertFalse(state(budget).refusing());
    }

    @Test
    void exemptCallsGoOnWhateverIsLeft() {
        var budget = usd(1_000).withExempt(Set.of(Traffic.CRITICAL));
        for (int minute = 0; minute < 9; minute++) {
            time.advance(Duration.ofMinutes(1));
            admitted(call(budget, 100, 0, "critical")).settle(100, 0, true);
        }
        assertInstanceOf(OverBudget.class, call(budget, 101, 0));
        assertTrue(state(budget).refusing());
        assertTrue(state(budget).projected().orElseThrow() > 5_000, state(budget).toString());
    }
}
