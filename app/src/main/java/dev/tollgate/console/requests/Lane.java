package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Outcome;
import java.time.Duration;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// Where in its request's time an attempt lay: grey while it waited for the first token, coloured while it answered.
final class Lane extends Region {
    private final double from;
    private final double first;
    private final double to;
    private final Region wait = new Region();
    private final Region flow = new Region();

    private Lane(double from, double first, double to, boolean lost, String told) {
        this.from = from;
        this.first = first;
        this.to = to;
        getStyleClass().add("tg-lane");
        wait.getStyleClass().add("wait");
        flow.getStyleClass().add(lost ? "lost" : "flow");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(told);
        getChildren().addAll(wait, flow);
    }

    static Lane of(Entry entry, Attempt attempt) {
        double whole = Math.max(1, Math.max(entry.durationMs(), begin(entry, attempt) + attempt.durationMs()));
        long begin = begin(entry, attempt);
        long first = begin + attempt.ttftMs().orElse(attempt.durationMs());
        return new Lane(begin / whole, Math.min(first, begin + attempt.durationMs()) / whole,
                (begin + attempt.durationMs()) / whole, attempt.outcome() != Outcome.SUCCESS,
                "attempt " + attempt.number() + " from " + millis(begin) + " to "
                        + millis(begin + attempt.durationMs()));
    }

    /// The whole request.
    static Lane of(Entry entry) {
        double whole = Math.max(1, entry.durationMs());
        return new Lane(0, Math.min(whole, (double) entry.ttftMs().orElse(entry.durationMs())) / whole, 1, false,
                "request, " + millis(entry.durationMs()));
    }

    static long begin(Entry entry, Attempt attempt) {
        return Math.max(0, Duration.between(entry.started(), attempt.started()).toMillis());
    }

    private static String millis(long millis) {
        return Format.duration(Duration.ofMillis(millis));
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double start = Math.floor(from * width);
        double middle = Math.floor(first * width);
        double end = Math.max(middle, Math.ceil(to * width));
        wait.resizeRelocate(start, 0, Math.max(0, middle - start), getHeight());
        flow.resizeRelocate(middle, 0, end - middle, getHeight());
        if (end - start < 2) {
            flow.resizeRelocate(Math.min(start, width - 2), 0, 2, getHeight());
        }
    }
}
