package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final World world = new World();
    private final Pauses pauses = world.pauses;

    @Test
    void aPausedKeyIsHeldAndNoOther() {
        pauses.pause("app", "console");
        var pause = pauses.holding("app").orElseThrow();
        assertEquals("app", pause.subject());
        assertEquals(World.NOON, pause.since());
        assertEquals("console", pause.author());
        assertEquals(Optional.empty(), pauses.holding("other"));
    }

    @Test
    void everythingHoldsEveryKeyAndGoesBeforeTheKeysOwn() {
        pauses.pause("app", "a");
        pauses.pause(Pauses.EVERYTHING, "b");
        assertTrue(pauses.holding("app").orElseThrow().isEverything());
        pauses.refused("app");
        pauses.resume(Pauses.EVERYTHING);
        assertEquals(0, pauses.holding("app").orElseThrow().refused());
    }

    @Test
    void aSecondPauseKeepsTheFirstsSinceAndCount() {
        pauses.pause("app", "first");
        pauses.refused("app");
        world.time.advance(Duration.ofHours(1));
        pauses.pause("app", "second");
        var pause = pauses.holding("app").orElseThrow();
        assertEquals(World.NOON, pause.since());
        assertEquals("first", pause.author());
        assertEquals(1, pause.refused());
    }

    @Test
    void resumeLetsThroughAndANewPauseCountsFromZero() {
        pauses.pause("app", "a");
        pauses.refused("app");
        pauses.resume("app");
        assertEquals(Optional.empty(), pauses.holding("app"));
        pauses.refused("app");
        pauses.pause("app", "a");
        assertEquals(0, pauses.holding("app").orElseThrow().refused());
    }

    @Test
    void aPauseAndItsCountSurviveARestart() {
        pauses.pause("odd name\twith = everything %", "Dana O'Neil\n");
        pauses.pause(Pauses.EVERYTHING, "");
        pauses.refused("whoever");
        pauses.flush();
        assertEquals(pauses.all(), world.pauses().all());
        assertEquals(1, world.pauses().all().getFirst().refused());
    }

    @Test
    void countsAreKeptByFlushAndOnlyWhenTheyChanged() {
        pauses.pause("app", "a");
        world.stored.clear();
        pauses.flush();
        assertEquals(0, world.stored.size());
        pauses.refused("app");
        pauses.flush();
        assertEquals(1, world.stored.size());
    }

    @Test
    void aDamagedLineStillStopsWhatItNames() {
        world.stored.put("pauses", "app not-a-date console 3\n*\n");
        var read = world.pauses();
        assertTrue(read.holding("app").isPresent());
        assertEquals(List.of("*", "app"), read.all().stream().map(Pauses.Pause::subject).toList());
    }
}
