package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final RetryBudget budget = new RetryBudget();

    private long taken(long at, int wanted) {
        return LongStream.range(0, wanted).filter(_ -> budget.take(at)).count();
    }

    @Test
    void tenInTenSecondsAreAlwaysAllowed() {
        assertEquals(10, taken(5 * SECOND, 50));
        assertEquals(0, taken(14 * SECOND, 50));
        assertEquals(10, taken(15 * SECOND, 50));
    }

    @Test
    void afterThatOneForFiveCalls() {
        LongStream.range(0, 100).forEach(_ -> budget.called(SECOND));
        assertEquals(20, taken(SECOND, 50));
        LongStream.range(0, 25).forEach(_ -> budget.called(2 * SECOND));
        assertEquals(5, taken(2 * SECOND, 50));
        assertEquals(10, taken(12 * SECOND, 50)); // of the old calls nothing is left
    }

    @Test
    void aClockThatBeganBelowZeroIsNone() {
        assertTrue(budget.take(-3 * SECOND));
        assertEquals(9, taken(-SECOND, 50));
        assertFalse(budget.take(6 * SECOND));
        assertTrue(budget.take(7 * SECOND));
    }

    @Test
    void whenOneIsAllowedRetriesAreAFifthOrTenOfTheLastTenSeconds() {
        var random = new SplittableRandom(7);
        var calls = new int[200];
        var retries = new int[200];
        for (int second = 0; second < 200; second++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                budget.called(second * SECOND);
                calls[second]++;
                if (budget.take(second * SECOND)) {
                    retries[second]++;
                    int called = of(calls, second);
                    int retried = of(retries, second);
                    assertTrue(retried <= Math.max(10, called / 5), retried + " of " + called);
                }
            }
        }
        assertTrue(Arrays.stream(retries).sum() > Arrays.stream(calls).sum() / 7);
    }

    private static int of(int[] counts, int last) {
        return Arrays.stream(counts, Math.max(0, last - 9), last + 1).sum();
    }
}
