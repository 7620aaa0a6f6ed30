package dev.tollgate.console.alarms;

import dev.tollgate.gateway.alarm.AlarmState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.ChannelState;
import dev.tollgate.gateway.config.AlarmRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the page shows at one moment; immutable.
///
/// @param paused texts of the subjects that are paused
/// @param lastCheck when the rules were last looked at
/// @param trouble why alarms cannot be kept, where they cannot
record Picture(Instant at, List<AlarmView> open, List<AlarmRule> rules, List<ChannelState> channels,
        Set<String> paused, Instant lastCheck, Optional<String> trouble) {
    Picture {
        open = List.copyOf(open);
        rules = List.copyOf(rules);
        channels = List.copyOf(channels);
        paused = Set.copyOf(paused);
    }

    List<AlarmView> active() {
        return open.stream().filter(each -> each.state() == AlarmState.ACTIVE).toList();
    }

    /// Acknowledged or snoozed: still there, but seen.
    List<AlarmView> seen() {
        return open.stream().filter(each -> each.state() != AlarmState.ACTIVE).toList();
    }
}
