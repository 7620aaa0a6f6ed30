package dev.tollgate.console.live;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// By what each key, model and so on is mostly used, by majority vote over what settles. Used by one thread at a time.
final class Habits {
    private static final int MOST = 2_000;
    private final Map<Dimension, Map<String, Vote>> votes = new HashMap<>();

    void heard(Entry entry) {
        var key = entry.asked().key();
        var route = entry.asked().route();
        var model = entry.served().upstreamModel();
        var doing = entry.attribution().get(Dimension.FEATURE).or(() -> entry.attribution().get(Dimension.AGENT));
        var by = doing.or(() -> model);
        vote(Dimension.KEY, Optional.of(key),
                by.flatMap(b -> route.map(r -> b.equals(r) ? r : b + " · " + r)).or(() -> by));
        vote(Dimension.MODEL, model, Optional.of(key));
        vote(Dimension.ROUTE, route, model);
        vote(Dimension.CUSTOMER, entry.attribution().get(Dimension.CUSTOMER), Optional.of(key));
        vote(Dimension.AGENT, entry.attribution().get(Dimension.AGENT), Optional.of(key));
    }

    private void vote(Dimension by, Optional<String> name, Optional<String> choice) {
        if (name.isPresent() && choice.isPresent()) {
            var of = votes.computeIfAbsent(by, _ -> new HashMap<>());
            if (of.size() < MOST || of.containsKey(name.get())) {
                of.computeIfAbsent(name.get(), _ -> new Vote()).cast(choice.get());
            }
        }
    }

    /// Empty where nothing is known.
    String mostly(Dimension by, String name) {
        var vote = votes.getOrDefault(by, Map.of()).get(name);
        return vote == null ? "" : vote.choice;
    }

    /// Boyer and Moore's vote: the majority wins, with one counter.
    private static final class Vote {
        private static final int SURE = 50;
        private String choice = "";
        private int lead;

        void cast(String next) {
            if (lead == 0) {
                choice = next;
            }
            lead = Math.min(SURE, lead + (choice.equals(next) ? 1 : -1));
        }
    }
}
