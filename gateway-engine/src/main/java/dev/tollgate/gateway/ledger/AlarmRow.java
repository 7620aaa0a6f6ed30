package dev.tollgate.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An alarm as it is kept.
///
/// @param subject as [dev.tollgate.gateway.term.Subject#text]
/// @param measure what amounts are counted in
/// @param value what was counted
/// @param worst the highest value so far
/// @param limit what the value passed
/// @param window what values are counted over; empty where that is without end, or not known
/// @param acts what the alarm did by itself, or what of it was taken back: `notify`, `pause`, `cut`, `undone` …
/// @param note what more there is to say, in words
public record AlarmRow(long id, String rule, String kind, String measure, String subject, String severity, String state,
        Instant started, Optional<Instant> ended, Optional<Instant> snoozedUntil, long value, long worst,
        OptionalLong usual, long limit, Optional<Duration> window, List<String> acts, String note) {
    public AlarmRow {
        acts = List.copyOf(acts);
    }
}
