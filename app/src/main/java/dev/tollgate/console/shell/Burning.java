package dev.tollgate.console.shell;

import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.Suspect;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.event.LiveSeries;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What one thread, agent, key or route, or everything, uses at this moment.
///
/// @param subject a key's name, [#EVERYTHING] or the text of any other subject
/// @param picosPerHour pico-dollars, running estimates included
/// @param hits what else a stop would hit
/// @param proposed it is the narrowest that explains most of what is more than usual
record Burning(String subject, long tokensPerMinute, long picosPerHour, boolean unpriced, long inFlight,
        boolean paused, String hits, boolean proposed) {
    static final String EVERYTHING = Control.EVERYTHING;
    private static final int MINUTE = 60;

    boolean everything() {
        return subject.equals(EVERYTHING);
    }

    /// Thread, agent, key and route of what burns most, then every other key, the fastest first, everything last; copies
    /// counters, any thread.
    ///
    /// @param within of which calls the first are
    static List<Burning> of(Gateway gateway, Subject within) {
        var keys = keys(gateway);
        var suspects = gateway.alarms().suspects(within);
        var paused = paused(gateway);
        var all = new ArrayList<Burning>();
        var named = new LinkedHashSet<String>();
        for (var suspect : suspects) {
            var known = keys.stream().filter(each -> each.subject.equals(suspect.subject().text())).findFirst();
            all.add(of(suspect, known, paused));
            named.add(suspect.subject().text());
        }
        keys.stream().filter(each -> !named.contains(each.subject)).forEach(all::add);
        return List.copyOf(all);
    }

    static List<Burning> of(Gateway gateway) {
        return of(gateway, Subject.EVERYTHING);
    }

    private static Burning of(Suspect suspect, Optional<Burning> key, Set<String> paused) {
        var text = suspect.subject().text();
        return new Burning(text, suspect.tokensPerMinute(), suspect.picosPerMinute() * MINUTE,
                key.filter(Burning::unpriced).isPresent(), suspect.inFlight(), paused.contains(text), suspect.hits(),
                suspect.proposed());
    }

    private static Set<String> paused(Gateway gateway) {
        return gateway.control().pauses().stream().map(Pauses.Pause::subject).collect(Collectors.toSet());
    }

    private static List<Burning> keys(Gateway gateway) {
        var view = gateway.counts().view(Dimension.KEY);
        var series = view.series().stream().collect(Collectors.toMap(LiveSeries::name, s -> s, (a, _) -> a));
        Map<String, Long> flights = gateway.flights().views().stream()
                .collect(Collectors.groupingBy(FlightView::key, Collectors.counting()));
        var paused = paused(gateway);
        var names = new LinkedHashSet<String>();
        gateway.config().keys().forEach(key -> names.add(key.name()));
        names.addAll(flights.keySet());
        var all = new ArrayList<Burning>();
        for (var name : names) {
            var used = series.get(name);
            all.add(new Burning(name, used == null ? 0 : used.tokensOver(MINUTE),
                    used == null ? 0 : used.picosOver(MINUTE) * MINUTE, used != null && used.unpriced(),
                    flights.getOrDefault(name, 0L), paused.contains(name), "hits no other key", false));
        }
        all.sort(Comparator.comparingLong(Burning::picosPerHour).thenComparingLong(Burning::tokensPerMinute)
                .thenComparingLong(Burning::inFlight).reversed().thenComparing(Burning::subject));
        all.add(new Burning(EVERYTHING, view.inputPerMinute() + view.outputPerMinute(),
                view.picosPerMinute() * MINUTE, false, flights.values().stream().mapToLong(Long::longValue).sum(),
                paused.contains(EVERYTHING), "hits every app", false));
        return all;
    }

    /// Whom the sheet proposes: the narrowest that explains most of the excess, unless it is stopped; else the fastest
    /// key that is not, else everything.
    static String proposed(List<Burning> burners) {
        return burners.stream().filter(b -> b.proposed && !b.paused).findFirst()
                .or(() -> burners.stream().filter(b -> !b.everything() && !b.paused())
                        .filter(b -> Subject.parse(b.subject).get(Dimension.KEY).isPresent())
                        .filter(b -> b.tokensPerMinute() > 0 || b.inFlight() > 0).findFirst())
                .map(Burning::subject).orElse(EVERYTHING);
    }
}
