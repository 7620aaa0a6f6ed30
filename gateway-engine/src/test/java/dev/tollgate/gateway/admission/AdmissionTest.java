package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.Budget.Calendar;
import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.time.SteppedTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-20T23:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-11-21T23:00:00Z");

    private final SteppedTime time = new SteppedTime(NOON);
    private final Admission admission = new Admission(time, new Events());

    private static long usd(String amount) {
        return Picos.ofUsd(new BigDecimal(amount));
    }

    private static Budget all(String usd, Budget.Window window) {
        return Budget.usd("everything", Scope.EVERYTHING, window, usd(usd));
    }

    private static Budget eachKey(String usd) {
        return Budget.usd("per-key", new Scope(Map.of(), Optional.of(Dimension.KEY)), Calendar.DAY, usd(usd));
    }

    private static Claim claim(String key, String usd) {
        return new Claim("req", new Attribution(Map.of(Dimension.KEY, key), List.of(), Map.of()), KeyLimits.NONE,
                usd(usd), 0, true);
    }

    private Decision admit(List<Budget> budgets, String key, String usd) {
        return admission.admit(budgets, BERLIN, claim(key, usd));
    }

    private Reservation admitted(List<Budget> budgets, String key, String usd) {
        return assertInstanceOf(Admitted.class, admit(budgets, key, usd)).reservation();
    }

    private OverBudget refused(List<Budget> budgets, String key, String usd) {
        return assertInstanceOf(OverBudget.class, admit(budgets, key, usd));
    }

    private BudgetState state(Budget budget) {
        return admission.states(List.of(budget), BERLIN).getFirst();
    }

    @Test
    void theExampleOfTheContractIsAdmittedAtExactlyTheCapAndNotABitMore() {
        var budget = all("1.00", Calendar.DAY);
        admitted(List.of(budget), "a", "0.88").settle(usd("0.88"), 0, true);
        admitted(List.of(budget), "a", "0.06");
        admitted(List.of(budget), "a", "0.06");
        assertEquals(BudgetState.BLOCKED, state(budget).state());
        refused(List.of(budget), "a", "0.000000000001");
        admitted(List.of(budget), "a", "0");
    }

    @Test
    void settlingFreesTheRestAtOnce() {
        var budget = all("1", Calendar.DAY);
        var held = admitted(List.of(budget), "a", "1");
        refused(List.of(budget), "a", "0.5");
        held.settle(usd("0.2"), 0, true);
        var state = state(budget);
        assertEquals(usd("0.2"), state.settled());
        assertEquals(0, state.reserved());
        assertEquals(0, state.holds());
        admitted(List.of(budget), "a", "0.8");
    }

    @Test
    void settlingCountsOnceAndClosingAfterItNothing() {
        var budget = all("1", Calendar.DAY);
        try (var held = admitted(List.of(budget), "a", "0.5")) {
            held.settle(usd("0.3"), 0, true);
            held.settle(usd("0.4"), 0, true);
        }
        assertEquals(usd("0.3"), state(budget).settled());
        assertEquals(0, state(budget).holds());
    }

    @Test
    void closingUnsettledGivesEverythingBack() {
        var budget = all("1", Calendar.DAY);
        admitted(List.of(budget), "a", "1").close();
        assertEquals(0, state(budget).settled());
        admitted(List.of(budget), "a", "1");
    }

    @Test
    void aCallThatCostMoreThanWasHeldIsChargedWhole() {
        var budget = all("1", Calendar.DAY);
        admitted(List.of(budget), "a", "0.5").settle(usd("3"), 0, true);
        assertEquals(usd("3"), state(budget).settled());
        assertEquals(BudgetState.BLOCKED, state(budget).state());
        refused(List.of(budget), "a", "0.1");
    }

    @Test
    void oneBudgetWithoutRoomTakesNothingFromTheOthers() {
        var wide = all("10", Calendar.DAY);
        var narrow = eachKey("1");
        admitted(List.of(wide, narrow), "a", "1");
        assertEquals("per-key", refused(List.of(wide, narrow), "a", "0.1").budget());
        assertEquals(usd("1"), state(wide).reserved());
        admitted(List.of(wide, narrow), "b", "1");
        assertEquals(usd("2"), state(wide).reserved());
    }

    @Test
    void ofSeveralFullBudgetsTheOneThatOpensLastIsNamed() {
        var total = Budget.usd("whole-life", Scope.EVERYTHING, Calendar.TOTAL, usd("1"));
        var over = refused(List.of(all("1", Calendar.DAY), total), "a", "2");
        assertEquals("whole-life", over.budget());
        assertEquals(Optional.empty(), over.opens());
    }

    @Test
    void theRefusalNamesBudgetWindowAndWhenItOpens() {
        admitted(List.of(all("25", Calendar.DAY)), "a", "24.999").settle(usd("24.98"), 0, true);
        var over = refused(List.of(all("25", Calendar.DAY)), "a", "0.05");
        assertEquals(Optional.of(TOMORROW), over.opens());
        assertEquals("Budget \"everything\" for everything allows $25 a day: $24.98 spent, $0 held by running calls,"
                + " $0.02 left, and this call may cost up to $0.05. It opens again at 2026-11-22 00:00 (Europe/Berlin)."
                + " Raise the budget in Tollgate, or ask for less output.", over.message());
    }

    @Test
    void aCallOutsideTheScopeIsNotMatched() {
        var acme = Budget.usd("acme", new Scope(Map.of(Dimension.CUSTOMER, "acme"), Optional.empty()), Calendar.DAY, 0);
        admitted(List.of(acme), "a", "5");
        var perThread = Budget.usd("thread", new Scope(Map.of(), Optional.of(Dimension.THREAD)), Calendar.TOTAL, 0);
        admitted(List.of(perThread), "a", "5");
        assertEquals(List.of(), admission.states(List.of(perThread), BERLIN));
    }

    @Test
    void midnightOfTheZoneOpensANewDayAndTheOldCallSettlesInItsOwn() {
        var budget = all("1", Calendar.DAY);
        var late = admitted(List.of(budget), "a", "1");
        refused(List.of(budget), "a", "1");
        time.advance(Duration.between(NOON, TOMORROW).minusNanos(1));
        refused(List.of(budget), "a", "1");
        time.advance(Duration.ofNanos(1));
        admitted(List.of(budget), "a", "1").settle(usd("0.25"), 0, true);
        late.settle(usd("1"), 0, true);
        assertEquals(usd("0.25"), state(budget).settled());
        assertEquals(TOMORROW, state(budget).windowStart());
    }

    @Test
    void aTotalNeverStartsAnew() {
        var budget = all("1", Calendar.TOTAL);
        admitted(List.of(budget), "a", "1").settle(usd("1"), 0, true);
        time.advance(Duration.ofDays(400));
        refused(List.of(budget), "a", "0.01");
        assertEquals(Optional.empty(), state(budget).windowEnd());
    }

    @Test
    void whatTheLedgerKnowsCountsAfterARestart() {
        var budget = eachKey("1");
        admission.restore(budget, BERLIN, "a", admission.windowStart(budget, BERLIN), usd("0.9"));
        refused(List.of(budget), "a", "0.2");
        admitted(List.of(budget), "b", "0.2");
        assertEquals(TODAY, admission.windowStart(budget, BERLIN));
        admission.restore(budget, BERLIN, "a", TODAY, usd("0.5"));
        assertEquals(usd("0.9"), state(budget).settled());
        var total = all("1", Calendar.TOTAL);
        admission.restore(total, BERLIN, "everything", Instant.EPOCH, usd("1"));
        refused(List.of(total), "a", "0.1");
    }

    @Test
    void aGrowingCallHoldsMoreUntilABudgetHasNoRoom() {
        var budget = all("1", Calendar.DAY);
        var held = admitted(List.of(budget), "a", "0.1");
        assertEquals(Optional.empty(), held.grow(usd("0.1"), 0));
        assertEquals(usd("0.1"), held.held());
        assertEquals(Optional.empty(), held.grow(usd("0.8"), 0));
        assertEquals(usd("0.9"), held.held());
        assertEquals(Optional.empty(), held.grow(usd("0.95"), 0));
        assertEquals(usd("1"), held.held());
        assertEquals(Optional.of("everything"), held.grow(usd("1.000000000001"), 0).map(OverBudget::budget));
        assertEquals(usd("1"), state(budget).reserved());
        held.close();
        assertEquals(0, state(budget).reserved());
    }

    @Test
    void growingAfterSettlingOrWithoutBudgetsChangesNothing() {
        var budget = all("1", Calendar.DAY);
        var held = admitted(List.of(budget), "a", "0.1");
        held.settle(usd("0.1"), 0, true);
        assertEquals(Optional.empty(), held.grow(usd("5"), 0));
        assertEquals(0, state(budget).reserved());
        assertEquals(Optional.empty(), admitted(List.of(), "a", "0").grow(Long.MAX_VALUE, 0));
    }

    @Test
    void aChangedLimitKeepsWhatWasSpent() {
        admitted(List.of(all("1", Calendar.DAY)), "a", "1").settle(usd("1"), 0, true);
        refused(List.of(all("1", Calendar.DAY)), "a", "0.5");
        admitted(List.of(all("2", Calendar.DAY)), "a", "0.5");
    }

    @Test
    void previewTakesNothing() {
        var budget = all("1", Calendar.DAY);
        assertEquals(Optional.empty(), admission.preview(List.of(budget), BERLIN, claim("a", "1")));
        assertEquals(0, state(budget).holds());
        assertTrue(admission.preview(List.of(budget), BERLIN, claim("a", "2")).isPresent());
    }

    @Test
    void statesComeTightestFirst() {
        var wide = all("10", Calendar.DAY);
        var narrow = eachKey("1");
        admitted(List.of(wide, narrow), "half", "0.5");
        admitted(List.of(wide, narrow), "full", "1").settle(usd("1"), 0, true);
        var states = admission.states(List.of(wide, narrow), BERLIN);
        assertEquals(List.of("full", "half", "everything"), states.stream().map(BudgetState::subject).toList());
        assertEquals(List.of("blocked", "ok", "ok"), states.stream().map(BudgetState::state).toList());
        assertEquals(Optional.of(TOMORROW), states.getFirst().windowEnd());
    }

    @Test
    void anUntouchedBudgetIsShownToo() {
        assertEquals("everything", state(all("1", Calendar.DAY)).subject());
        assertEquals(BudgetState.BLOCKED, state(all("0", Calendar.DAY)).state());
    }

    @Test
    void hugeClaimsDoNotWrapAround() {
        var budget = Budget.usd("b", Scope.EVERYTHING, Calendar.TOTAL, Long.MAX_VALUE);
        admission.admit(List.of(budget), BERLIN,
                new Claim("req", Attribution.NONE, KeyLimits.NONE, Long.MAX_VALUE - 1, 0, true));
        var over = admission.admit(List.of(budget), BERLIN,
                new Claim("req", Attribution.NONE, KeyLimits.NONE, Long.MAX_VALUE, 0, true));
        assertInstanceOf(OverBudget.class, over);
        admission.restore(budget, BERLIN, "everything", Instant.EPOCH, Long.MAX_VALUE);
        assertEquals(BudgetState.BLOCKED, state(budget).state());
    }

    @Test
    void pastDaysAreForgotten() {
        var budget = eachKey("1");
        for (int day = 0; day < 40; day++) {
            for (int key = 0; key < 20; key++) {
                admitted(List.of(budget), "k" + key, "0.1").settle(usd("0.1"), 0, true);
            }
            time.advance(Duration.ofDays(1));
        }
        assertTrue(admission.size() <= 320, "kept " + admission.size());
    }
}
