package dev.tollgate.console.spend;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// What the ledger's roll-ups know of the past: days of which zone, and for how long single minutes and hours are kept.
/// A question finer than what is kept would read too little without a word.
record Records(ZoneId zone, Duration minutes, Duration hours) {
    /// Whether single minutes are still there from then on.
    boolean hasMinutes(Instant from, Instant now) {
        return !from.isBefore(now.minus(minutes));
    }

    boolean hasHours(Instant from, Instant now) {
        return !from.isBefore(now.minus(hours));
    }

    /// Whether an instant is a full hour of the zone.
    boolean isHour(Instant at) {
        return at.equals(hour(at));
    }

    Instant hour(Instant at) {
        long into = Math.floorMod(at.getEpochSecond() + zone.getRules().getOffset(at).getTotalSeconds(), 3_600L);
        return Instant.ofEpochSecond(at.getEpochSecond() - into);
    }

    Instant day(Instant at) {
        return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }
}
