package dev.tollgate.gateway.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowanceTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static Head head(String... fields) {
        var head = new ArrayList<Head.Field>();
        for (int i = 0; i < fields.length; i += 2) {
            head.add(new Head.Field(fields[i], fields[i + 1]));
        }
        return new Head(head);
    }

    @ParameterizedTest
    @CsvSource({"1s,1000", "6m0s,360000", "120ms,120", "8.64s,8640", "2m59.56s,179560", "1h0m0s,3600000", "17,17000",
            "2026-11-24T10:00:05Z,5000", "1795514430000,30000", "1795514430,30000"})
    void everyWayToSayWhenIsUnderstood(String reset, long millis) {
        var said = Allowance.calls(head("X-RateLimit-Remaining-Requests", "0", "x-ratelimit-reset-requests", reset),
                NOW);
        assertEquals(Optional.of(new Allowance(0, NOW.plusMillis(millis))), said);
    }

    @ParameterizedTest
    @CsvSource({"soon", "''", "2d", "2026-11-25T10:00:05Z", "99999999", "1.2.3s"})
    void whatIsNoneOrTooFarAwayIsNotBelieved(String reset) {
        assertEquals(Optional.empty(), Allowance.calls(
                head("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", reset), NOW));
    }

    @Test
    void anthropicsNamesAreKnown() {
        var head = head("anthropic-ratelimit-requests-remaining", "3", "anthropic-ratelimit-requests-reset",
                "2026-11-24T10:00:30Z", "anthropic-ratelimit-tokens-remaining", "5000",
                "anthropic-ratelimit-tokens-reset", "2026-11-24T10:01:00Z");
        assertEquals(3, Allowance.calls(head, NOW).orElseThrow().left());
        assertEquals(5_000, Allowance.tokens(head, NOW).orElseThrow().left());
    }

    @Test
    void whatWasTakenSinceCountsUntilTheReset() {
        var allowed = new Allowed();
        allowed.heard(head("x-ratelimit-remaining-requests", "2", "x-ratelimit-reset-requests", "6s",
                "x-ratelimit-remaining-tokens", "1000", "x-ratelimit-reset-tokens", "6s"), NOW);
        assertEquals(Optional.empty(), allowed.full(400, NOW));
        allowed.took(400);
        assertEquals("its provider leaves it 600 tokens for now", allowed.full(700, NOW).orElseThrow().because());
        assertEquals(Optional.empty(), allowed.full(500, NOW));
        allowed.took(500);
        var full = allowed.full(1, NOW).orElseThrow();
        assertTrue(full.byLimit());
        assertEquals(NOW.plusSeconds(6), full.until());
        assertEquals(Optional.empty(), allowed.full(700, NOW.plus(Duration.ofSeconds(6))));
    }

    @Test
    void aHeadWithoutSuchFieldsChangesNothing() {
        assertFalse(Allowed.tells(new Head(List.of(new Head.Field("x-request-id", "1")))));
        assertTrue(Allowed.tells(head("X-RateLimit-Remaining", "1")));
    }
}
