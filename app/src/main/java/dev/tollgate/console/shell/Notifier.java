package dev.tollgate.console.shell;

import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// Tells the desktop of alarms while nobody looks at the window: from warning up, each once, one for each rule and
/// subject in a quarter of an hour. JavaFX thread only.
final class Notifier {
    private static final Duration QUIET = Duration.ofMinutes(15);

    private final Time time;
    private final BiConsumer<String, String> show;
    private final Map<String, Instant> told = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /// @param show title and text; must not wait
    Notifier(Time time, BiConsumer<String, String> show) {
        this.time = time;
        this.show = show;
    }

    /// @param watched whether somebody has the window before their eyes: what was on screen is told no more
    void see(List<AlarmView> alarms, boolean watched) {
        for (var alarm : alarms) {
            if (alarm.isLoud() && alarm.severity() != Severity.INFO && seen.add(alarm.id()) && !watched
                    && isDue(alarm)) {
                show.accept("Tollgate: " + alarm.name(), alarm.text());
            }
        }
        if (!alarms.isEmpty() || !seen.isEmpty()) {
            var open = new HashSet<String>();
            alarms.forEach(alarm -> open.add(alarm.id()));
            seen.retainAll(open);
        }
    }

    private boolean isDue(AlarmView alarm) {
        var now = time.instant();
        told.values().removeIf(at -> !now.isBefore(at.plus(QUIET)));
        return told.putIfAbsent(alarm.name() + " " + alarm.subject().text(), now) == null;
    }
}
