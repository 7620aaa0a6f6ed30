package dev.tollgate.gateway.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How often a rule would have fired.
public sealed interface Replayed {
    /// Found by replaying the roll-ups.
    ///
    /// @param when the newest first, at most 100
    record Fired(int times, Duration back, List<Instant> when) implements Replayed {
        public Fired {
            when = List.copyOf(when);
        }
    }

    /// The ledger does not keep what this rule counts; why, in words.
    record Unknown(String why) implements Replayed {}
}
