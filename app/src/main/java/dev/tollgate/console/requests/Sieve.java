package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Whether a row in memory passes the filter: the same answer as the ledger's for the same entry, so that nothing comes
/// or goes when the list is read again.
final class Sieve {
    private static final Set<Dimension> UNKNOWN_YET = Set.of(Dimension.OUTCOME, Dimension.REQUESTED_MODEL,
            Dimension.RESPONSE_MODEL, Dimension.ROUTE_TYPE, Dimension.ENDPOINT, Dimension.TAG);

    private Sieve() {}

    static boolean passes(Filter filter, Entry entry) {
        for (var only : filter.only().entrySet()) {
            if (values(entry, only.getKey()).noneMatch(only.getValue()::contains)) {
                return false;
            }
        }
        for (var not : filter.not().entrySet()) {
            if (values(entry, not.getKey()).anyMatch(not.getValue()::contains)) {
                return false;
            }
        }
        return (filter.minPicos().isEmpty() || entry.cost().picos() >= filter.minPicos().getAsLong())
                && filter.fellBack().map(yes -> yes == entry.served().fellBackFrom().isPresent()).orElse(true);
    }

    /// A running call is left out where the filter asks for what is known at its end only.
    static boolean passes(Filter filter, FlightView flight) {
        if (filter.minPicos().isPresent() || filter.fellBack().isPresent()
                || Stream.concat(filter.only().keySet().stream(), filter.not().keySet().stream())
                        .anyMatch(UNKNOWN_YET::contains)) {
            return false;
        }
        return filter.only().entrySet().stream()
                .allMatch(f -> f.getValue().contains(flight.value(f.getKey()).orElse("")))
                && filter.not().entrySet().stream()
                        .noneMatch(f -> f.getValue().contains(flight.value(f.getKey()).orElse("")));
    }

    private static Stream<String> values(Entry e, Dimension dimension) {
        return switch (dimension) {
            case KEY -> Stream.of(e.asked().key());
            case REQUESTED_MODEL -> one(e.asked().model());
            case ROUTE -> one(e.asked().route());
            case ENDPOINT -> one(e.asked().endpoint().map(Word::word));
            case OUTCOME -> Stream.of(e.result().outcome().word());
            case MODEL -> each(e, a -> Optional.of(a.target().model()), e.served().upstreamModel());
            case PROVIDER -> each(e, a -> Optional.of(a.target().provider()), e.served().provider());
            case TARGET -> each(e, a -> Optional.of(a.target().label()), e.served().target());
            case RESPONSE_MODEL -> each(e, Attempt::responseModel, e.served().responseModel());
            case ROUTE_TYPE -> one(e.served().routeType().map(Word::word));
            case OWNER, CUSTOMER, PLAN, WORKSPACE, USER, AGENT, FEATURE, TASK, THREAD, ENVIRONMENT, TRAFFIC, SETTLEMENT,
                    CALLER ->
                one(e.attribution().get(dimension));
            case TAG -> tags(e.attribution().tags());
        };
    }

    private static Stream<String> each(Entry e, Function<Attempt, Optional<String>> value, Optional<String> served) {
        return e.attempts().isEmpty() ? one(served) : e.attempts().stream().map(value).map(v -> v.orElse(""));
    }

    private static Stream<String> one(Optional<String> value) {
        return Stream.of(value.orElse(""));
    }

    private static Stream<String> tags(List<String> tags) {
        return tags.isEmpty() ? Stream.of("") : tags.stream();
    }
}
