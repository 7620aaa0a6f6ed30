package dev.tollgate.console.routes;

import dev.tollgate.gateway.config.Target;
import java.time.LocalDate;
import java.util.Optional;

/// A target in its route's editor, as text. Immutable.
///
/// @param place from 1
/// @param was its place before, where it has another now
/// @param changed new, or not as it was
/// @param retires when its provider takes the model away, where that is announced
/// @param paced what is used of its credentials' calls a minute, 0 to 1; NaN without a limit
record TargetRow(int place, Target target, Optional<Integer> was, boolean changed, Standing standing,
        Optional<LocalDate> retires, String pacing, double paced, String ttft, String input, String cached,
        String output) {
    String label() {
        return target.provider() + "/" + (target.model().equals(Target.SAME_NAME) ? "the asked model" : target.model());
    }

    String notes() {
        return RouteWords.notes(target) + retires.map(day -> ", retires " + day).orElse("");
    }
}
