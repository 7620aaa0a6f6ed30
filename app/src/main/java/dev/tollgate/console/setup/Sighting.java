package dev.tollgate.console.setup;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A call that was seen while waiting for the first one: answered, or not and why.
///
/// @param title what happened, in a few words
/// @param detail the rest of it
/// @param request to open it by, where it has a row
record Sighting(Instant at, boolean answered, String title, String detail, Optional<String> request) {
    static Sighting of(Entry entry) {
        var at = entry.ended().orElse(entry.started());
        var id = Optional.of(entry.id());
        if (entry.result().outcome() == Outcome.SUCCESS) {
            return new Sighting(at, true, entry.served().target().or(() -> entry.asked().model()).orElse("a call"),
                    figures(entry), id);
        }
        var status = entry.result().status();
        var model = entry.asked().model().map(asked -> " for " + asked).orElse("");
        return new Sighting(at, false, (status == 0 ? "no answer" : Integer.toString(status)) + model,
                entry.result().message().orElseGet(() -> entry.result().outcome().word()), id);
    }

    static Sighting of(Event.Unknown unknown) {
        var agent = unknown.userAgent().split("[/ ]", 2)[0];
        return new Sighting(unknown.at(), false, "refused a call" + (agent.isEmpty() ? "" : " by " + agent) + " (401): "
                + (unknown.keySent() ? "its key is not one of Tollgate's" : "it sent no key"),
                "POST " + unknown.path(), Optional.empty());
    }

    private static String figures(Entry entry) {
        var usage = entry.usage();
        return Format.count(usage.get(Unit.INPUT)) + " tokens in, " + Format.count(usage.get(Unit.OUTPUT)) + " out · "
                + cost(entry) + " · " + Format.duration(Duration.ofMillis(entry.durationMs()));
    }

    private static String cost(Entry entry) {
        var cost = entry.cost();
        return switch (cost.source()) {
            case FREE -> Money.FREE;
            case NONE -> Money.NONE;
            case UNPRICED -> Money.UNPRICED;
            case PROVIDER, COMPUTED, MIXED -> Money.sum(cost.picos());
        };
    }
}
