package dev.tollgate.gateway.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.RateLimited;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A key's calls and tokens of a minute, and its calls at a time, under a clock that stands still.
class KeyLimitsTest {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final OptionalLong NONE = OptionalLong.empty();

    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-21T12:00:00Z"));
    private final Admission admission = new Admission(time, new Events());

    private static KeyLimits rpm(long rpm) {
        return new KeyLimits(OptionalLong.of(rpm), NONE, NONE, NONE, NONE, NONE);
    }

    private static KeyLimits tpm(long tpm) {
        return new KeyLimits(NONE, OptionalLong.of(tpm), NONE, NONE, NONE, NONE);
    }

    private static KeyLimits parallel(long parallel) {
        return new KeyLimits(NONE, NONE, OptionalLong.of(parallel), NONE, NONE, NONE);
    }

    private Decision call(String key, KeyLimits limits, long tokens) {
        return call(key, limits, tokens, List.of());
    }

    private Decision call(String key, KeyLimits limits, long tokens, List<Budget> budgets) {
        var who = new Attribution(Map.of(Dimension.KEY, key), List.of(), Map.of());
        return admission.admit(budgets, UTC, new Claim("req", who, limits, 1, tokens, true));
    }

    private Reservation admitted(Decision decision) {
        return assertInstanceOf(Admitted.class, decision).reservation();
    }

    private RateLimited limited(Decision decision) {
        return assertInstanceOf(RateLimited.class, decision);
    }

    @Test
    void anIdleKeysCallsPassAtOnceAndTheNextWaitsForTheMinute() {
        for (int i = 0; i < 5; i++) {
            var rate = admitted(call("a", rpm(5), 0)).rates().requests().orElseThrow();
            assertEquals(5, rate.limit());
            assertEquals(4 - i, rate.remaining());
        }
        var no = limited(call("a", rpm(5), 0));
        assertEquals(Duration.ofMillis(60_250), no.retryAfter());
        assertEquals(0, no.rates().requests().orElseThrow().remaining());
        assertTrue(no.message().contains("5 requests a minute") && no.message().contains("61 s"), no.message());
        admitted(call("b", rpm(5), 0));
        time.advance(no.retryAfter().minusNanos(1));
        limited(call("a", rpm(5), 0));
        time.advance(Duration.ofNanos(1));
        admitted(call("a", rpm(5), 0));
    }

    @Test
    void refusedCallsCountNowhere() {
        var budget = Budget.usd("b", Scope.EVERYTHING, Budget.Calendar.DAY, 3);
        for (int i = 0; i < 3; i++) {
            admitted(call("a", rpm(9), 0, List.of(budget)));
        }
        for (int i = 0; i < 50; i++) {
            assertInstanceOf(Decision.OverBudget.class, call("a", rpm(9), 0, List.of(budget)));
        }
        assertEquals(5, admitted(call("a", rpm(9), 0)).rates().requests().orElseThrow().remaining());
        for (int i = 0; i < 5; i++) {
            admitted(call("a", rpm(9), 0));
        }
        limited(call("a", rpm(9), 0, List.of(budget)));
        assertEquals(3, admission.states(List.of(budget), UTC).getFirst().reserved());
    }

    /// Whatever the pattern of calls, no 60 seconds hold more than the limit, and a steady caller gets nearly all of it.
    @Test
    void noMinuteHoldsMoreThanTheLimit() {
        var random = new Random(7);
        var passed = new ArrayList<Long>();
        for (int i = 0; i < 20_000; i++) {
            time.advance(Duration.ofMillis(random.nextInt(random.nextInt(100) == 0 ? 20_000 : 120)));
            if (call("a", rpm(100), 0) instanceof Admitted) {
                passed.add(time.nanos());
            }
        }
        for (int i = 100; i < passed.size(); i++) {
            assertTrue(passed.get(i) - passed.get(i - 100) >= Duration.ofMinutes(1).toNanos(), "call " + i);
        }
        double minutes = time.nanos() / 6e10;
        assertTrue(passed.size() > 85 * minutes, passed.size() + " calls in " + minutes + " minutes");
    }

    @Test
    void tokensAreThoseHeldUntilTheCallEndsThenTheRealOnes() {
        var first = admitted(call("a", tpm(1_000), 900));
        assertEquals(100, first.rates().tokens().orElseThrow().remaining());
        var no = limited(call("a", tpm(1_000), 200));
        assertTrue(no.message().contains("900 count already") && no.message().contains("up to 200"), no.message());
        first.settle(0, 50, true);
        assertEquals(750, admitted(call("a", tpm(1_000), 200)).rates().tokens().orElseThrow().remaining());
        limited(call("a", tpm(1_000), 751));
    }

    @Test
    void moreTokensThanWereHeldCountToo() {
        admitted(call("a", tpm(1_000), 100)).settle(0, 990, true);
        assertEquals(10, limited(call("a", tpm(1_000), 11)).rates().tokens().orElseThrow().remaining());
    }

    @Test
    void tokensOfACallThatEndsAfterItsMinuteCountNoMore() {
        var slow = admitted(call("a", tpm(1_000), 900));
        time.advance(Duration.ofMinutes(3));
        slow.settle(0, 800, true);
        admitted(call("a", tpm(1_000), 1_000));
    }

    @Test
    void theTimeToAskAgainIsWhenEnoughTokensHaveLeft() {
        admitted(call("a", tpm(1_000), 300)).settle(0, 300, true);
        time.advance(Duration.ofSeconds(20));
        admitted(call("a", tpm(1_000), 600)).settle(0, 600, true);
        var no = limited(call("a", tpm(1_000), 400));
        assertEquals(Duration.ofMillis(40_250), no.retryAfter());
        assertEquals(Duration.ofMillis(60_250), no.rates().tokens().orElseThrow().reset());
    }

    @Test
    void callsAtATimeAreRefusedAndFreedHoweverTheyEnd() {
        var one = admitted(call("a", parallel(2), 0));
        var two = admitted(call("a", parallel(2), 0));
        var no = limited(call("a", parallel(2), 0));
        assertEquals(Duration.ofSeconds(1), no.retryAfter());
        assertTrue(no.rates().isNone());
        assertEquals(2, admission.running("a"));
        one.close();
        one.close();
        admitted(call("a", parallel(2), 0));
        limited(call("a", parallel(2), 0));
        two.settle(5, 5, true);
        assertEquals(1, admission.running("a"));
    }

    @Test
    void aChangedLimitHoldsAtOnceAndForgetsNothing() {
        for (int i = 0; i < 5; i++) {
            admitted(call("a", rpm(5), 0));
        }
        limited(call("a", rpm(5), 0));
        admitted(call("a", rpm(6), 0));
        limited(call("a", rpm(3), 0));
    }

    @Test
    void aKeyWithoutLimitsIsNotCounted() {
        assertEquals(Rates.NONE, admitted(call("a", KeyLimits.NONE, 5)).rates());
        assertEquals(0, admission.running("a"));
    }
}
