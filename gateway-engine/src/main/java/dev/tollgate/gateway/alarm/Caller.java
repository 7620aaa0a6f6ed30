package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import java.util.Locale;
import java.util.Optional;

/// What a call says of each dimension.
interface Caller {
    Optional<String> value(Dimension dimension);

    /// Whether the agent is only guessed from the program that calls, which many others may be too.
    default boolean guessedAgent() {
        return false;
    }

    static Caller of(FlightView flight) {
        return new Told(flight::value, guessed(flight.attribution()));
    }

    static Caller told(Caller caller, Attribution who) {
        return new Told(caller, guessed(who));
    }

    private static boolean guessed(Attribution who) {
        var source = who.sources().getOrDefault(Dimension.AGENT, "").toLowerCase(Locale.ROOT);
        return source.contains("user-agent") || source.contains("user agent");
    }

    /// With the knowledge where the agent came from.
    record Told(Caller caller, boolean guessedAgent) implements Caller {
        @Override
        public Optional<String> value(Dimension dimension) {
            return caller.value(dimension);
        }
    }
}
