package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.term.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One alarm at one moment.
///
/// @param id `al_12`
/// @param name of the rule, or of the budget
/// @param measure what amounts are counted in
/// @param value counted over the window now; of an ended alarm the last one
/// @param worst the highest value so far
/// @param usual empty where too little is known
/// @param limit what the value passed when it was raised
/// @param window what the value is counted over; empty where that has no end, or is not known
/// @param acts what the alarm did by itself: `notify`, `pause`, `cut`; `undone` once that was taken back
/// @param note what more there is to say, in words
public record AlarmView(String id, String name, AlarmRule.Kind kind, AlarmRule.Measure measure, Severity severity,
        AlarmState state,
        Instant started, Optional<Instant> ended, Optional<Instant> snoozedUntil, Subject subject, long value,
        long worst, OptionalLong usual, long limit, Optional<Duration> window, List<String> acts, String note) {
    public AlarmView {
        acts = List.copyOf(acts);
    }

    public boolean isOpen() {
        return state != AlarmState.ENDED;
    }

    /// Whether it wants somebody's eye: open, and neither acknowledged nor snoozed.
    public boolean isLoud() {
        return state == AlarmState.ACTIVE;
    }

    /// Whether its subject can be paused from here.
    public boolean canPause() {
        return !subject.isEverything() && subject.values().keySet().stream().allMatch(AlarmRule.STOPPABLE::contains);
    }

    /// Whether the alarm itself paused its subject and that has not been taken back.
    public boolean hasPaused() {
        return acts.contains("pause") && !acts.contains("undone");
    }

    /// Times usual; empty where usual is unknown or nothing.
    public Optional<Double> timesUsual() {
        return usual.isPresent() && usual.getAsLong() > 0
                ? Optional.of(value / (double) usual.getAsLong())
                : Optional.empty();
    }

    /// What is going on, in words.
    public String text() {
        return Phrases.of(this);
    }
}
