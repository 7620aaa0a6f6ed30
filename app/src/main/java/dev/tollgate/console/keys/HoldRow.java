package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.admission.Hold;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one running call holds in the budget that is looked at.
///
/// @param flight the call; empty where it has left and its hold has not
record HoldRow(Hold hold, Optional<FlightView> flight, Instant at) {
    private static final Duration OLD = Duration.ofMinutes(5);

    /// Its agent and thread where it names them, else the end of its id.
    String what() {
        var agent = flight.flatMap(f -> f.value(Dimension.AGENT));
        var thread = flight.flatMap(f -> f.value(Dimension.THREAD));
        if (agent.isEmpty() && thread.isEmpty()) {
            return Format.shortId(hold.request());
        }
        return agent.orElse("thread") + thread.map(t -> "/" + Format.elide(t, 12)).orElse("");
    }

    String who() {
        return hold.key() + flight.flatMap(f -> f.value(Dimension.FEATURE).or(() -> f.value(Dimension.CUSTOMER)))
                .map(feature -> " › " + feature).orElse("");
    }

    String way() {
        return flight.map(f -> f.target().isEmpty() ? f.route() : f.route() + " › " + model(f.target()))
                .orElse(Format.NONE);
    }

    private static String model(String target) {
        return target.substring(target.indexOf('/') + 1);
    }

    Duration age() {
        return Duration.between(hold.since(), at);
    }

    /// Nothing runs behind it any more, or it has been held for long.
    boolean isStale() {
        return flight.isEmpty() || age().compareTo(OLD) > 0;
    }

    String state() {
        return flight.map(HoldRow::state).orElse("its call is gone, its usage never came");
    }

    private static String state(FlightView flight) {
        return switch (flight.phase()) {
            case QUEUED -> "waiting for a target";
            case WAITING -> "waiting for the first token";
            case STREAMING -> "streaming, " + Format.count(flight.output()) + " out"
                    + (flight.priced() ? ", ≈" + Money.cell(flight.picos()) + " so far" : "");
            case RESCUING -> "another target goes on with its answer";
            case CUTTING -> "being cut";
        };
    }

    Mark mark() {
        return flight.map(f -> isStale() ? Mark.WARNING : switch (f.phase()) {
            case QUEUED -> Mark.QUEUED;
            case WAITING -> Mark.WAITING;
            case STREAMING -> Mark.STREAMING;
            case RESCUING -> Mark.RESCUING;
            case CUTTING -> Mark.CUTTING;
        }).orElse(Mark.WARNING);
    }
}
