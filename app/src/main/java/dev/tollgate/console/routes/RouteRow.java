package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.config.Policy;
import java.time.Duration;
import java.util.OptionalLong;

/// A route in the list, as text. Immutable, so that an unchanged row is not drawn again.
///
/// @param pending it has changes that are not in force
/// @param removed it goes with the next commit
record RouteRow(String id, String name, String strategy, String targets, Standing standing, String ttft,
        String fallback, boolean fallsBack, String errors, String requests, boolean pending, boolean removed) {
    private static final double WORTH_A_LOOK = 0.05;

    static RouteRow of(String id, String name, int targets, Policy.Strategy strategy, Standing standing, Rates rates,
            boolean pending,
            boolean removed) {
        var hour = rates.of(name).totals();
        boolean any = hour.requests() > 0;
        double fell = any ? (double) hour.fallbacks() / hour.requests() : 0;
        return new RouteRow(id, name, targets == 1 ? "single" : strategy.said(), Integer.toString(targets), standing,
                ttft(rates.ttft(name)), targets == 1 || !any ? Format.NONE : Format.share(fell), fell > WORTH_A_LOOK,
                !any
                        ? Format.NONE
                        : hour.errors() == 0
                                ? "none"
                                : Format.share((double) hour.errors()
                                        / hour.requests()),
                any ? Format.count(hour.requests()) : Format.NONE, pending, removed);
    }

    static String ttft(OptionalLong millis) {
        return millis.isPresent() ? Format.duration(Duration.ofMillis(millis.getAsLong())) : Format.NONE;
    }
}
