package dev.tollgate.gateway.request;

import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.routing.Routed;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Traffic;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Calls of one route that wait for room under the limits of its targets: critical ones first, then as they came. Only
/// the first of them asks again, and keeps its place until it has been let in, so that nobody passes those who wait.
/// Thread-safe: `lock` guards the places.
final class WaitingRoom {
    /// The first one looks again this often: room may come back before its time, when a call ends.
    private static final Duration LOOK = Duration.ofMillis(20);
    /// Who ends a wait that has just begun is noticed after this time at the latest.
    private static final Duration CHECK = Duration.ofMillis(100);

    private final ReentrantLock lock = new ReentrantLock();
    private final TreeSet<Turn> turns =
            new TreeSet<>(Comparator.comparing(Turn::traffic).thenComparingLong(Turn::number));
    private final Time time;
    private long number;

    WaitingRoom(Time time) {
        this.time = time;
    }

    /// A call that may have to wait.
    ///
    /// @param wait from now on, at most; zero: it never waits
    /// @param most that may wait beside each other
    Turn turn(Traffic traffic, Duration wait, int most, Flight flight) {
        return new Turn(traffic, wait, most, flight);
    }

    /// One call's turn, for the call's own thread.
    final class Turn implements AutoCloseable {
        private final Traffic traffic;
        private final boolean waits;
        private final long until;
        private final int most;
        private final Flight flight;
        private long number;
        private boolean queued;
        private volatile Time.Signal signal = time.signal();

        private Turn(Traffic traffic, Duration wait, int most, Flight flight) {
            this.traffic = traffic;
            this.waits = !wait.isZero();
            this.until = time.nanos() + wait.toNanos();
            this.most = most;
            this.flight = flight;
        }

        private Traffic traffic() {
            return traffic;
        }

        private long number() {
            return number;
        }

        /// Plans the call: at once where nobody waits who would be passed, else again and again until it is the first and
        /// finds room, the wait is over, or the flight is.
        Routed plan(Supplier<Routed> plan) {
            if (!waits || (!queued && !isAhead(traffic))) {
                var routed = plan.get();
                if (!waits || !lacksRoom(routed)) {
                    return routed;
                }
            }
            return enter(this) ? wait(plan) : plan.get();
        }

        private Routed wait(Supplier<Routed> plan) {
            flight.queued(new Flight.Running() {
                @Override
                public void end(Fault why) {
                    signal.set();
                }

                @Override
                public void tick(long nanos) {
                    // the wait has its own end
                }
            });
            while (true) {
                boolean over = isOver();
                if (over || isFirst(this)) {
                    var routed = plan.get();
                    if (over || !lacksRoom(routed)) {
                        return routed;
                    }
                    await(LOOK);
                } else {
                    await(CHECK);
                }
            }
        }

        private void await(Duration most) {
            var left = Duration.ofNanos(Math.max(0, until - time.nanos()));
            var next = signal;
            next.await(left.compareTo(most) < 0 ? left : most);
            signal = time.signal();
        }

        /// Whether it has no time left to wait.
        boolean isOver() {
            return !waits || time.nanos() >= until || flight.isEnded();
        }

        /// It has been let in, or goes away: the next one's turn.
        @Override
        public void close() {
            leave(this);
        }
    }

    private static boolean lacksRoom(Routed routed) {
        return switch (routed) {
            case Routed.Planned _ -> false;
            case Routed.NoTarget no -> no.lacksRoom();
        };
    }

    /// Whether somebody waits who would be passed.
    private boolean isAhead(Traffic traffic) {
        lock.lock();
        try {
            return !turns.isEmpty() && turns.first().traffic.compareTo(traffic) <= 0;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a place, if there is one; who has one keeps it.
    private boolean enter(Turn turn) {
        lock.lock();
        try {
            if (!turn.queued && turns.size() < turn.most) {
                turn.number = number++;
                turn.queued = turns.add(turn);
            }
            return turn.queued;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFirst(Turn turn) {
        lock.lock();
        try {
            return turns.first() == turn;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Turn turn) {
        if (!turn.queued) {
            return;
        }
        lock.lock();
        try {
            turns.remove(turn);
            turn.queued = false;
            if (!turns.isEmpty()) {
                turns.first().signal.set();
            }
        } finally {
            lock.unlock();
        }
    }
}
