package dev.tollgate.gateway.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What an entry and its attempts say of themselves.
class FactsTest {
    private static final Instant AT = Instant.parse("2026-11-02T10:00:00Z");

    @Test
    void anAgentThatIsOnlyGuessedIsSoForTheEntryAndForEachAttempt() {
        for (boolean guessed : List.of(true, false)) {
            var who = new Attribution(Map.of(Dimension.KEY, "web", Dimension.AGENT, "curl"), List.of(),
                    Map.of(Dimension.AGENT, guessed ? "user-agent" : "x-tollgate-agent"));
            var entry = Calls.settled("req_1", who, AT, 10);
            assertEquals(guessed, Facts.of(entry).guessedAgent());
            assertEquals(guessed, Facts.of(entry, entry.attempts().getFirst()).guessedAgent());
            assertEquals(Optional.of("curl"), Facts.of(entry, entry.attempts().getFirst()).value(Dimension.AGENT));
        }
    }

    @Test
    void anAttemptNamesItsOwnTarget() {
        var entry = Calls.failed("web", AT, "broken", true);
        assertEquals(Optional.of("broken/model"),
                Facts.of(entry, entry.attempts().getFirst()).value(Dimension.TARGET));
        assertEquals(Optional.of("backup/model"), Facts.of(entry).value(Dimension.TARGET));
        assertTrue(Facts.failed(entry.attempts().getFirst()));
        assertFalse(Facts.failed(entry));
    }
}
