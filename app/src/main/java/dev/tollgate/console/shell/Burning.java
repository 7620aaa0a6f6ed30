package dev.tollgate.console.shell;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// What one key, or everything, uses at this moment.
///
/// @param subject a key's name or [#EVERYTHING]
/// @param picosPerHour pico-dollars, running estimates included
record Burning(String subject, long tokensPerMinute, long picosPerHour, boolean unpriced, long inFlight,
        boolean paused) {
    static final String EVERYTHING = Control.EVERYTHING;
    private static final int MINUTE = 60;

    boolean everything() {
        return subject.equals(EVERYTHING);
    }

    /// Every key, the fastest first, everything last; copies counters, any thread.
    static List<Burning> of(Gateway gateway) {
        var view = gateway.counts().view(Dimension.KEY);
        var series = view.series().stream().collect(Collectors.toMap(LiveSeries::name, s -> s, (a, _) -> a));
        var flights = gateway.flights().views().stream()
                .collect(Collectors.groupingBy(FlightView::key, Collectors.counting()));
        var paused = gateway.control().pauses().stream().map(Pauses.Pause::subject).collect(Collectors.toSet());
        var names = new LinkedHashSet<String>();
        gateway.config().keys().forEach(key -> names.add(key.name()));
        names.addAll(flights.keySet());
        var all = new ArrayList<Burning>();
        for (var name : names) {
            var used = series.get(name);
            all.add(new Burning(name, used == null ? 0 : used.tokensOver(MINUTE),
                    used == null ? 0 : used.picosOver(MINUTE) * MINUTE, used != null && used.unpriced(),
                    flights.getOrDefault(name, 0L), paused.contains(name)));
        }
        all.sort(Comparator.comparingLong(Burning::picosPerHour).thenComparingLong(Burning::tokensPerMinute)
                .thenComparingLong(Burning::inFlight).reversed().thenComparing(Burning::subject));
        all.add(new Burning(EVERYTHING, view.inputPerMinute() + view.outputPerMinute(),
                view.picosPerMinute() * MINUTE, false, flights.values().stream().mapToLong(Long::longValue).sum(),
                paused.contains(EVERYTHING)));
        return List.copyOf(all);
    }

    /// Whom the sheet proposes: the fastest key that is not stopped yet, else everything.
    static String proposed(List<Burning> burners) {
        return burners.stream().filter(b -> !b.everything() && !b.paused())
                .filter(b -> b.tokensPerMinute() > 0 || b.inFlight() > 0).findFirst().map(Burning::subject)
                .orElse(EVERYTHING);
    }
}
