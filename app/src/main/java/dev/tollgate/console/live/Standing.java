package dev.tollgate.console.live;

import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import java.util.Locale;

/// Where a flight is, until and shortly after its end.
enum Standing {
    QUEUED(Mark.QUEUED),
    WAITING(Mark.WAITING),
    STREAMING(Mark.STREAMING),
    RESCUING(Mark.RESCUING),
    CUTTING(Mark.CUTTING),
    DONE(Mark.SUCCESS),
    CUT(Mark.CUT),
    FAILED(Mark.FAILED),
    INVALID(Mark.INVALID),
    REFUSED(Mark.REFUSED),
    INTERRUPTED(Mark.INTERRUPTED),
    REJECTED(Mark.REJECTED),
    /// Gone, its outcome not yet known.
    ENDED(Mark.IDLE);

    private final Mark mark;

    Standing(Mark mark) {
        this.mark = mark;
    }

    Mark mark() {
        return mark;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOver() {
        return compareTo(CUTTING) > 0;
    }

    static Standing of(FlightView.Phase phase) {
        return switch (phase) {
            case QUEUED -> QUEUED;
            case WAITING -> WAITING;
            case STREAMING -> STREAMING;
            case RESCUING -> RESCUING;
            case CUTTING -> CUTTING;
        };
    }

    static Standing of(Entry entry) {
        if (entry.wasCut()) {
            return CUT;
        }
        return switch (entry.result().outcome()) {
            case SUCCESS -> DONE;
            case INVALID_OUTPUT -> INVALID;
            case REFUSED -> REFUSED;
            case FAILED -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
            case REJECTED -> REJECTED;
        };
    }
}
