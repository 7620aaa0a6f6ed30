package dev.tollgate.console.demo;

import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// An agent that has lost its way: several loops at once read the same big files again and again, each turn with all
/// that came before. Ends as soon as `on` says so.
final class Runaway implements Runnable {
    private static final int TURNS = 4;
    private static final int FILE_WORDS = 12_000;
    private static final Duration BREATH = Duration.ofMillis(250);
    private static final Duration REFUSED = Duration.ofSeconds(2);

    private final Caller caller;
    private final Time time;
    private final BooleanSupplier on;
    private final SplittableRandom random;
    private final Map<String, String> headers;

    /// @param number which of the loops
    Runaway(Caller caller, Time time, int number, BooleanSupplier on) {
        this.caller = caller;
        this.time = time;
        this.on = on;
        this.random = new SplittableRandom(number);
        this.headers = Map.of("x-tollgate-feature", "coding", "x-tollgate-thread", "fix-loop-" + number,
                "x-tollgate-customer", "internal");
    }

    @Override
    public void run() {
        while (on.getAsBoolean()) {
            loop();
        }
    }

    private void loop() {
        List<String> messages = new ArrayList<>();
        messages.add(Talk.message("system", "You are a coding agent. " + Talk.words(200, random)));
        for (int turn = 0; turn < TURNS && on.getAsBoolean(); turn++) {
            messages.add(Talk.message("user", "File read again: " + Talk.words(FILE_WORDS, random)));
            var body = Talk.body("code", true, messages, false, 160);
            boolean answered = caller.call("agent-dev", "/chat/completions", body, headers);
            time.sleep(answered ? BREATH : REFUSED);
            messages.add(Talk.message("assistant", "The test still fails. I read the file again."));
        }
    }
}
