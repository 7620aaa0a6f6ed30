package dev.tollgate.gateway.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.access.Keys.Known;
import dev.tollgate.gateway.access.Keys.Used;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsesTest {
    private final World world = new World();

    private static Known known(String key, String secret, Optional<Instant> until) {
        return new Known(new byte[32], KeyEntry.of(key, new Secret.Hashed("")), until, new Used(key, secret));
    }

    private Uses reopened() {
        return new Uses(world.time, new Pauses.PauseStore() {
            @Override
            public Optional<String> load(String name) {
                return Optional.ofNullable(world.stored.get(name));
            }

            @Override
            public void save(String name, String text) {
                world.stored.put(name, text);
            }
        });
    }

    @Test
    void theLastUseOfEachSecretOutlivesTheProcess() {
        assertTrue(world.uses.take(known("a key", "one", Optional.empty())));
        world.time.advance(Duration.ofSeconds(5));
        assertTrue(world.uses.take(known("a key", "two", Optional.empty())));
        world.uses.save();
        var next = reopened();
        assertEquals(Optional.of(World.NOON), next.last(new Used("a key", "one")));
        assertEquals(Optional.of(World.NOON.plusSeconds(5)), next.last("a key"));
        assertEquals(Optional.empty(), next.last(new Used("a key", "three")));
    }

    @Test
    void aReplacedSecretWorksUntilItsLastMoment() {
        var old = known("a", "old", Optional.of(World.NOON.plusSeconds(1)));
        assertTrue(world.uses.take(old));
        world.time.advance(Duration.ofMillis(999));
        assertTrue(world.uses.take(old));
        world.time.advance(Duration.ofMillis(1));
        assertFalse(world.uses.take(old));
        assertEquals(Optional.of(World.NOON.plusMillis(999)), world.uses.last("a"));
    }

    @Test
    void busyKeysAreWrittenDownEveryTenSeconds() {
        world.uses.take(known("a", "one", Optional.empty()));
        world.uses.flush();
        var first = world.stored.get("key-uses");
        world.time.advance(Duration.ofSeconds(9));
        world.uses.take(known("a", "one", Optional.empty()));
        world.uses.flush();
        assertEquals(first, world.stored.get("key-uses"));
        world.time.advance(Duration.ofSeconds(1));
        world.uses.flush();
        assertNotEquals(first, world.stored.get("key-uses"));
    }

    @Test
    void aDamagedLineIsForgotten() {
        world.stored.put("key-uses", "a one\nb two soon\nc three 5\n");
        var uses = reopened();
        assertEquals(Optional.empty(), uses.last("b"));
        assertEquals(Optional.of(Instant.ofEpochMilli(5)), uses.last("c"));
    }
}
