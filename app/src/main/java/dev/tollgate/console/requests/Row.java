package dev.tollgate.console.requests;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of the list: a call that runs, and later, in the same place, what became of it. JavaFX thread only.
final class Row {
    private final String id;
    private final Instant started;
    private @Nullable FlightView flight;
    private @Nullable Entry entry;
    private Instant seen;
    private int version;

    private Row(String id, Instant started) {
        this.id = id;
        this.started = started;
        this.seen = started;
    }

    static Row of(Entry entry) {
        var row = new Row(entry.id(), entry.started());
        row.entry = entry;
        return row;
    }

    static Row of(FlightView flight, Instant now) {
        var row = new Row(flight.id(), flight.started());
        row.fly(flight, now);
        return row;
    }

    /// It still runs, and this is how far it is.
    void fly(FlightView now, Instant at) {
        if (entry == null) {
            flight = now;
            seen = at;
            version++;
        }
    }

    /// It ended; or the ledger knows more of it by now.
    void settle(Entry ended) {
        entry = ended;
        version++;
    }

    String id() {
        return id;
    }

    Instant started() {
        return started;
    }

    /// Rises whenever something about it changed.
    int version() {
        return version;
    }

    /// When it was last seen running.
    Instant seen() {
        return seen;
    }

    boolean isRunning() {
        return entry == null || (entry.ended().isEmpty() && flight != null);
    }

    /// What the ledger keeps of it; empty while it runs.
    Optional<Entry> entry() {
        return Optional.ofNullable(entry);
    }

    Optional<FlightView> flight() {
        return Optional.ofNullable(flight);
    }

    String key() {
        return entry != null ? entry.asked().key() : flight != null ? flight.key() : "";
    }

    Attribution who() {
        return entry != null ? entry.attribution() : flight != null ? flight.attribution() : Attribution.NONE;
    }

    /// The one value that *Only this* would ask for.
    Optional<String> value(Dimension dimension) {
        var settled = entry;
        if (settled == null) {
            return entry().isPresent() || flight == null ? Optional.empty() : flight.value(dimension);
        }
        return switch (dimension) {
            case KEY -> Optional.of(settled.asked().key());
            case MODEL -> settled.served().upstreamModel();
            case REQUESTED_MODEL -> settled.asked().model();
            case RESPONSE_MODEL -> settled.served().responseModel();
            case PROVIDER -> settled.served().provider();
            case TARGET -> settled.served().target();
            case ROUTE -> settled.asked().route();
            case ROUTE_TYPE -> settled.served().routeType().map(Word::word);
            case ENDPOINT -> settled.asked().endpoint().map(Word::word);
            case OUTCOME -> Optional.of(settled.result().outcome().word());
            case TAG -> tags().stream().findFirst();
            case OWNER, CUSTOMER, PLAN, WORKSPACE, USER, AGENT, FEATURE, TASK, THREAD, ENVIRONMENT, TRAFFIC, SETTLEMENT,
                    CALLER ->
                settled.attribution().get(dimension);
        };
    }

    List<String> tags() {
        return who().tags();
    }
}
