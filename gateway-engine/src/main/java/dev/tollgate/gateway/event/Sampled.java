package dev.tollgate.gateway.event;

import dev.tollgate.gateway.term.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What has been counted for one running request so far, and where: a request may change its target on the way. Not
/// thread-safe: [LiveCounts] guards it.
final class Sampled {
    private final List<Portion> portions = new ArrayList<>(0);
    private final long since;
    private @Nullable FlightView last;
    private long seen;

    Sampled(long second) {
        since = second;
        seen = second;
    }

    /// The second of the first sample.
    long since() {
        return since;
    }

    long seen() {
        return seen;
    }

    List<Portion> portions() {
        return portions;
    }

    /// Whether the request still counts where it did at the last sample.
    boolean isWhereItWas(FlightView now) {
        return last != null && last.target().equals(now.target()) && last.route().equals(now.route())
                && last.attribution().equals(now.attribution());
    }

    void moved(Map<Dimension, Counted> where) {
        portions.add(new Portion(where));
    }

    Portion current() {
        return portions.getLast();
    }

    /// What has come since the last sample; estimates never fall.
    Amount growth(FlightView now, long second) {
        var before = last;
        last = now;
        seen = second;
        if (before == null) {
            return new Amount(now.input(), now.output(), now.picos());
        }
        return new Amount(Math.max(0, now.input() - before.input()), Math.max(0, now.output() - before.output()),
                Math.max(0, now.picos() - before.picos()));
    }

    /// What was counted in one place.
    static final class Portion {
        private final Map<Dimension, Counted> where;
        private Amount amount = Amount.ZERO;

        Portion(Map<Dimension, Counted> where) {
            this.where = where;
        }

        Map<Dimension, Counted> where() {
            return where;
        }

        Amount amount() {
            return amount;
        }

        void add(Amount more) {
            amount = amount.plus(more);
        }
    }
}
