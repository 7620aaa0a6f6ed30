package dev.tollgate.console.shell;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.Opening;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a window shows: where its gateway comes from and what goes on in it.
///
/// @param open opens the home, again after a restore; called off the JavaFX thread
/// @param traffic starts the demo's traffic once the gateway was asked to listen; empty outside the demo
/// @param closed run once the gateway has closed
/// @param real what *Use it for real* opens instead; empty outside the demo
public record Source(Path home, Supplier<Opening> open, Function<Gateway, Optional<DemoTraffic>> traffic,
        Runnable closed, Optional<Supplier<Source>> real) {
    public static Source of(Path home, Supplier<Opening> open) {
        return new Source(home, open, _ -> Optional.empty(), () -> {}, Optional.empty());
    }

    boolean demo() {
        return real.isPresent();
    }
}
