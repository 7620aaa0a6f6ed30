package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.RouteType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A value for each dimension of an entry: those with few values make a combination, those with many a subject.
final class Dims {
    /// In the order of a combination's columns.
    static final List<Dimension> LOW = List.of(Dimension.KEY, Dimension.OWNER, Dimension.MODEL,
            Dimension.REQUESTED_MODEL, Dimension.RESPONSE_MODEL, Dimension.PROVIDER, Dimension.TARGET,
            Dimension.ROUTE, Dimension.ROUTE_TYPE, Dimension.ENDPOINT, Dimension.CUSTOMER, Dimension.PLAN,
            Dimension.WORKSPACE, Dimension.AGENT, Dimension.FEATURE, Dimension.ENVIRONMENT, Dimension.TRAFFIC,
            Dimension.SETTLEMENT, Dimension.OUTCOME);
    /// Each with a row of its own a day.
    static final List<Dimension> MANY = List.of(Dimension.USER, Dimension.TASK, Dimension.THREAD, Dimension.CALLER,
            Dimension.TAG);
    /// Stands for the values beyond the bound.
    static final String OTHERS = "(others)";
    /// What a client can invent; folded into [#OTHERS] beyond the bound.
    private static final Set<Dimension> INVENTED = EnumSet.of(Dimension.REQUESTED_MODEL, Dimension.RESPONSE_MODEL,
            Dimension.CUSTOMER, Dimension.WORKSPACE, Dimension.AGENT, Dimension.FEATURE, Dimension.ENVIRONMENT);
    private static final int LONGEST = 300;

    private Dims() {}

    /// The combination of one attempt, at any length; of the request itself where there was none.
    static List<String> of(Entry e, Optional<Attempt> attempt) {
        var values = new ArrayList<String>(LOW.size());
        for (var dimension : LOW) {
            values.add(one(e, attempt, dimension));
        }
        return values;
    }

    static List<String> cut(List<String> values) {
        var cut = new ArrayList<>(values);
        cut.replaceAll(Dims::cut);
        return cut;
    }

    static List<String> folded(List<String> values) {
        var folded = new ArrayList<>(values);
        for (int i = 0; i < folded.size(); i++) {
            if (INVENTED.contains(LOW.get(i)) && !folded.get(i).isEmpty()) {
                folded.set(i, OTHERS);
            }
        }
        return folded;
    }

    private static String cut(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST);
    }

    private static String one(Entry e, Optional<Attempt> attempt, Dimension dimension) {
        return switch (dimension) {
            case KEY -> e.asked().key();
            case ROUTE -> e.asked().route().orElse("");
            case REQUESTED_MODEL -> e.asked().model().orElse("");
            case ENDPOINT -> e.asked().endpoint().map(Endpoint::word).orElse("");
            case OUTCOME -> e.result().outcome().word();
            case MODEL -> attempt.map(a -> a.target().model()).or(() -> e.served().upstreamModel()).orElse("");
            case PROVIDER -> attempt.map(a -> a.target().provider()).or(() -> e.served().provider()).orElse("");
            case TARGET -> target(e, attempt);
            case RESPONSE_MODEL ->
                attempt.map(Attempt::responseModel).orElseGet(() -> e.served().responseModel()).orElse("");
            case ROUTE_TYPE -> attempt.map(a -> a.number() == e.attempts().getLast().number()).orElse(true)
                    ? e.served().routeType().map(RouteType::word).orElse("")
                    : "";
            case OWNER, CUSTOMER, PLAN, WORKSPACE, AGENT, FEATURE, ENVIRONMENT, TRAFFIC, SETTLEMENT, USER, TASK,
                    THREAD, CALLER ->
                e.attribution().get(dimension).orElse("");
            case TAG -> String.join(",", e.attribution().tags());
        };
    }

    /// Where there was one attempt the entry names its target already.
    private static String target(Entry e, Optional<Attempt> attempt) {
        var served = e.served().target();
        return attempt.isEmpty() || (e.attempts().size() == 1 && served.isPresent())
                ? served.orElse("")
                : attempt.get().target().label();
    }

    /// Every value the entry has of a dimension: several for tags, and for what attempts may differ in.
    static Set<String> all(Entry e, Dimension dimension) {
        var values = new HashSet<String>();
        if (dimension == Dimension.TAG) {
            e.attribution().tags().forEach(tag -> values.add(cut(tag)));
        } else if (e.attempts().isEmpty()) {
            values.add(cut(one(e, Optional.empty(), dimension)));
        } else {
            e.attempts().forEach(a -> values.add(cut(one(e, Optional.of(a), dimension))));
        }
        return values;
    }
}
