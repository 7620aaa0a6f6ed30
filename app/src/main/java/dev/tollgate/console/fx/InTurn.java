package dev.tollgate.console.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/// Makes the parts of a page that are not what is seen of it first: one a pulse, in their order, so that a page opens at
/// once and the window answers in between. JavaFX thread.
public final class InTurn {
    private final Deque<Runnable> parts;
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            next();
        }
    };

    public InTurn(Runnable... parts) {
        this.parts = new ArrayDeque<>(List.of(parts));
    }

    /// Begins with the next pulse; once begun, it only goes on.
    public void start() {
        if (!parts.isEmpty()) {
            timer.start();
        }
    }

    private void next() {
        var part = parts.poll();
        if (part == null) {
            timer.stop();
        } else {
            part.run();
        }
    }
}
