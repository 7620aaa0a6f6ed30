package dev.tollgate.gateway.alarm;

import java.time.Instant;
import java.util.Optional;

/// How a channel does.
///
/// @param trouble why the last delivery failed, in words; empty while all is well
/// @param since when the trouble began
/// @param waiting alarms that are still to be told
/// @param lost alarms that were given up
public record ChannelState(String name, Optional<Instant> lastSent, Optional<String> trouble, Optional<Instant> since,
        int waiting, long lost) {}
