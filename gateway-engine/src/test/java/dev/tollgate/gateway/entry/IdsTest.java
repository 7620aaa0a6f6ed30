package dev.tollgate.gateway.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdsTest {
    private final HandClock clock = new HandClock(Instant.parse("2026-11-21T10:00:00.123Z"));
    private final Ids ids = new Ids(clock);
    private final SplittableRandom chance = new SplittableRandom(1);

    @Test
    void idsRiseAndTellWhenTheyWereMade() {
        String before = "";
        for (int i = 0; i < 1_000; i++) {
            var id = ids.next(chance);
            assertTrue(id.compareTo(before) > 0, id);
            assertEquals(Optional.of(clock.instant()), Ids.made(id));
            before = id;
            clock.advance(Duration.ofMillis(i % 3));
        }
    }

    @Test
    void aClockSetBackALittleIsWaitedForAndOneSetBackFurtherIsFollowed() {
        var first = ids.next(chance);
        clock.advance(Ids.AHEAD.minusMillis(1).negated());
        assertTrue(ids.next(chance).compareTo(first) > 0);
        clock.advance(Duration.ofHours(-1));
        assertEquals(Optional.of(clock.instant()), Ids.made(ids.next(chance)));
    }

    @Test
    void otherTextTellsNoTime() {
        for (var other : List.of("", "req_", "req_00000000000000000000000001", "req_0000000000000000000000001",
                "xyz_1b9zzzzzzzzzzzzzzzzzzzzzz", "req_1b9!zzzzzzzzzzzzzzzzzzzzz")) {
            assertEquals(Optional.empty(), Ids.made(other), other);
        }
    }
}
