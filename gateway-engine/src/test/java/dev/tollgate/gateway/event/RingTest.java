package dev.tollgate.gateway.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// The ring of seconds against a plain array that forgets nothing.
class RingTest {
    private static final int LONG = 20_000;

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);

    @Test
    void itKeepsExactlyTheLastNineHundredSeconds() {
        var ring = new Ring(1_000);
        var all = new long[LONG];
        for (int second = 1_000; second < LONG; second += random.nextInt(4) == 0 ? random.nextInt(1_200) : 1) {
            int amount = random.nextInt(100);
            ring.add(second, amount);
            all[second] += amount;
            check(ring, all, second);
            int late = second - random.nextInt(2_000);
            ring.change(late, 5, late);
            if (late > second - Ring.SECONDS && late >= 0) {
                all[late] += 5;
            }
            check(ring, all, second);
        }
    }

    private static void check(Ring ring, long[] all, int second) {
        var expected = Arrays.copyOfRange(all, second - Ring.SECONDS + 1, second + 1);
        assertArrayEquals(expected, ring.copy(second));
        assertEquals(Arrays.stream(expected).sum(), ring.total(second));
        assertEquals(Arrays.stream(expected, Ring.SECONDS - 60, Ring.SECONDS).sum(), ring.sum(second, 60));
    }

    @Test
    void aCorrectionEmptiesSecondsBackwardsAndStopsAtTheFirstOfItsOwn() {
        var ring = new Ring(10);
        for (int second = 10; second <= 13; second++) {
            ring.add(second, 100);
        }
        ring.change(13, -250, 12);
        var copy = ring.copy(13);
        assertArrayEquals(new long[] {100, 100, 0, 0}, Arrays.copyOfRange(copy, 896, 900));
        assertEquals(200, ring.total(13));
    }

    @Test
    void whatLiesTooFarBackIsForgotten() {
        var ring = new Ring(10);
        ring.add(10, 7);
        assertEquals(7, ring.sum(909, 900));
        assertEquals(0, ring.sum(910, 900));
        assertEquals(0, ring.total(100_000));
    }
}
