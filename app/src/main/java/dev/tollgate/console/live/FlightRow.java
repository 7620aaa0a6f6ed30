package dev.tollgate.console.live;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money.Certainty;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;

/// What the list shows of one flight. Immutable, compared to repaint only what changed.
///
/// @param where thread, else route
/// @param ageMillis rounded to what is shown
record FlightRow(String id, String key, String where, Standing stage, long ageMillis, long output, long picos,
        Certainty certainty) {
    private static final int TENTH = 100;
    private static final int SECOND = 1_000;
    private static final int MINUTE = 60;

    static FlightRow of(FlightView flight, Instant now) {
        long age = Math.max(0, Duration.between(flight.started(), now).toMillis());
        var where = flight.attribution().get(Dimension.THREAD).map(FlightRow::tail).orElse(flight.route());
        return new FlightRow(flight.id(), flight.key(), where, Standing.of(flight.phase()),
                age < SECOND ? age - age % TENTH : age - age % SECOND, flight.output(), flight.picos(), sure(flight));
    }

    private static Certainty sure(FlightView flight) {
        if (!flight.priced()) {
            return Certainty.UNPRICED;
        }
        return flight.picos() > 0 ? Certainty.ESTIMATED : Certainty.NONE;
    }

    private static String tail(String thread) {
        return thread.length() <= 8 ? thread : thread.substring(thread.length() - 4);
    }

    /// It is no longer listed; how it ended comes with its entry.
    FlightRow ended() {
        return new FlightRow(id, key, where, Standing.ENDED, ageMillis, output, picos, certainty);
    }

    FlightRow settled(Entry entry) {
        return new FlightRow(id, key, where, Standing.of(entry), entry.durationMs(),
                entry.usage().get(Unit.OUTPUT), entry.cost().picos(), sure(entry));
    }

    private static Certainty sure(Entry entry) {
        var cost = entry.cost();
        if (cost.source() == CostSource.UNPRICED) {
            return Certainty.UNPRICED;
        }
        if (cost.source() == CostSource.NONE || cost.source() == CostSource.FREE) {
            return cost.source() == CostSource.FREE ? Certainty.FREE : Certainty.NONE;
        }
        return cost.bound() == CostBound.EXACT
                ? Certainty.MEASURED
                : cost.bound() == CostBound.AT_LEAST ? Certainty.AT_LEAST : Certainty.ESTIMATED;
    }

    String age() {
        if (ageMillis < SECOND) {
            return "0." + ageMillis / TENTH + " s";
        }
        long seconds = ageMillis / SECOND;
        if (stage.isOver() && seconds < MINUTE) {
            return Format.duration(Duration.ofMillis(ageMillis));
        }
        return seconds < SECOND ? seconds + " s" : seconds / MINUTE + " m";
    }
}
