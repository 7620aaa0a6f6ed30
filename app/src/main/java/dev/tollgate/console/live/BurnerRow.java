package dev.tollgate.console.live;

import dev.tollgate.console.chart.Values;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Severity;
import dev.tollgate.gateway.config.AlarmRule;
import java.util.Optional;

/// One row of the top burners. Immutable.
///
/// @param second what it mostly does, or since when it is idle
/// @param slot its colour in the chart, 0 for one of the others
/// @param quarter use of the last 15 minutes, for the order of rows at rest
/// @param pace tokens a minute
/// @param times against usual, as its alarm would say it; NaN where nothing is usual yet
/// @param picosPerHour the last 60 s, times 60
/// @param burning it is why the whole is far above usual
/// @param severity of its alarm; critical where it burns without one of its own
/// @param running requests in flight
record BurnerRow(String name, String second, int slot, Values spark, long quarter, Pace pace, double times,
        long picosPerHour, boolean unpriced, boolean burning, Severity severity, int running,
        Optional<Pauses.Pause> paused) {
    BurnerRow with(Optional<Pauses.Pause> pause) {
        return new BurnerRow(name, second, slot, spark, quarter, pace, times, picosPerHour, unpriced, burning, severity,
                running, pause);
    }

    /// With an alarm of its own it burns, whatever the whole does.
    BurnerRow alarmed(AlarmView alarm) {
        double said = alarm.kind() == AlarmRule.Kind.TOKEN_VELOCITY ? alarm.timesUsual().orElse(times) : times;
        return new BurnerRow(name, alarm.name() + " alarm", slot, spark, quarter, pace, said, picosPerHour, unpriced,
                true, alarm.severity(), running, paused);
    }

    /// It stands for all that the engine no longer tells apart: it has no requests of its own, and nothing to stop.
    boolean isFolded() {
        return name.equals(Curves.FOLDED);
    }

    boolean isIdle() {
        return pace.perMinute() <= 0 && running == 0;
    }

    static BurnerRow unused(String name) {
        return new BurnerRow(name, "idle", 0, Values.of(), 0, Pace.of(new long[0], 0), Double.NaN, 0, false, false,
                Severity.CRITICAL, 0, Optional.empty());
    }
}
