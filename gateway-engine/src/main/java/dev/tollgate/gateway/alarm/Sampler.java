package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.FlightView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts what running calls use while they run. What was estimated is replaced by what was really used when a call
/// settles, as [dev.tollgate.gateway.event.LiveCounts] does. Not thread-safe: [Detector]'s owner guards it.
final class Sampler {
    private static final long FORGOTTEN_AFTER = 60_000;

    private final Map<String, Running> running = new HashMap<>();

    /// What was counted of one call at one counter.
    private static final class Portion {
        private final Counter counter;
        private long tokens;
        private long picos;

        Portion(Counter counter) {
            this.counter = counter;
        }

        void add(long millis, long moreTokens, long morePicos) {
            counter.add(millis, moreTokens, morePicos);
            tokens += moreTokens;
            picos += morePicos;
        }
    }

    /// One call that is or was running.
    private static final class Running {
        private final List<Portion> past = new ArrayList<>(0);
        private List<Portion> now = List.of();
        private @Nullable FlightView last;
        private long seen;

        boolean moved(FlightView view) {
            var before = last;
            return before == null || !before.target().equals(view.target()) || !before.route().equals(view.route())
                    || !before.attribution().equals(view.attribution());
        }
    }

    /// Adds what this call used since the last time.
    void sample(FlightView view, long millis, List<? extends Counting> countings) {
        var call = running.computeIfAbsent(view.id(), _ -> new Running());
        call.seen = millis;
        if (call.moved(view)) {
            call.past.addAll(call.now);
            call.now = portions(view, millis, countings);
        }
        var before = call.last;
        call.last = view;
        long tokens = before == null
                ? view.input() + view.output()
                : Math.max(0, view.input() - before.input()) + Math.max(0, view.output() - before.output());
        long picos = before == null ? view.picos() : Math.max(0, view.picos() - before.picos());
        if (tokens != 0 || picos != 0) {
            for (var portion : call.now) {
                portion.add(millis, tokens, picos);
            }
        }
    }

    private static List<Portion> portions(FlightView view, long millis, List<? extends Counting> countings) {
        var list = new ArrayList<Portion>(countings.size());
        var caller = Caller.of(view);
        for (var counting : countings) {
            Optional<? extends Counter> counter = counting.at(caller, millis);
            counter.ifPresent(at -> list.add(new Portion(at)));
        }
        return list;
    }

    /// Puts what was really used in the place of the estimates.
    void settle(Entry entry, long millis, List<? extends Counting> countings) {
        var change = new IdentityHashMap<Counter, long[]>(8);
        for (var counting : countings) {
            if (counting.byAttempt()) {
                for (var attempt : entry.attempts()) {
                    want(change, counting.at(Facts.of(entry, attempt), millis), Facts.tokens(attempt.usage()),
                            Facts.picos(attempt.cost()));
                }
            } else {
                want(change, counting.at(Facts.of(entry), millis), Facts.tokens(entry.usage()),
                        Facts.picos(entry.cost()));
            }
        }
        var call = running.remove(entry.id()); // none of a call that began and ended between two samples
        if (call != null) {
            call.past.addAll(call.now);
            for (var portion : call.past) {
                want(change, Optional.of(portion.counter), -portion.tokens, -portion.picos);
            }
        }
        change.forEach((counter, amount) -> counter.add(millis, amount[0], amount[1]));
    }

    private static void want(Map<Counter, long[]> change, Optional<? extends Counter> counter, long tokens,
            long picos) {
        if (counter.isPresent() && (tokens != 0 || picos != 0)) {
            var sum = change.computeIfAbsent(counter.get(), _ -> new long[2]);
            sum[0] += tokens;
            sum[1] += picos;
        }
    }

    /// Lets go of calls that have gone without an entry.
    void forget(long millis) {
        running.values().removeIf(each -> millis - each.seen > FORGOTTEN_AFTER);
    }
}
