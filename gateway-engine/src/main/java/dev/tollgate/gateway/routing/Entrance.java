package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Whether a target may be called now.
public sealed interface Entrance {
    /// It may not, until then.
    ///
    /// @param byLimit it is well, and only has no room: waiting a little helps
    record Resting(Instant until, String because, boolean byLimit) implements Entrance {
        Resting(Instant until, String because) {
            this(until, because, false);
        }
    }

    /// One call to one target, given back exactly once by closing. For the request's own thread.
    final class Permit implements Entrance, AutoCloseable {
        private final Track track;
        private final Rest rest;
        private final boolean probe;
        private boolean counted;
        private boolean closed;
        private final List<Pace> paces = new ArrayList<>(2);
        private long unforeseen;
        private Consumer<Head> ears = _ -> {};

        Permit(Track track, Rest rest, boolean probe) {
            this.track = track;
            this.rest = rest;
            this.probe = probe;
        }

        void paced(Pace by, long expected) {
            paces.add(by);
            unforeseen = -expected;
        }

        void listens(Consumer<Head> to) {
            ears = to;
        }

        /// The head of the reply, which may say how much of the provider's limits is left.
        public void heard(Head head) {
            ears.accept(head);
        }

        /// Tokens the call used, all of them; what a credential's limit counts.
        public void used(long tokens) {
            unforeseen += tokens;
        }

        /// Whether this call decides if the target is back.
        public boolean isProbe() {
            return probe;
        }

        /// Content came; counts once. To be said as soon as it does: others wait for a probe.
        public void succeeded(Duration firstToken) {
            if (!counted) {
                counted = true;
                track.succeeded(probe, firstToken);
            }
        }

        /// The call failed, also after [#succeeded]. Faults that say nothing about the target change nothing.
        ///
        /// @param retryAfter how long the provider asked to be left alone
        public void failed(Fault fault, Optional<Duration> retryAfter) {
            if (fault.againstTarget()) {
                track.failed(probe, fault, rest, retryAfter);
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                track.left(probe);
                paces.forEach(pace -> pace.over(true, unforeseen));
            }
        }
    }
}
