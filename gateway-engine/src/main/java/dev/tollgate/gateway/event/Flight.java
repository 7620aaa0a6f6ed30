package dev.tollgate.gateway.event;

import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One running request. Progress is written by its own thread only; anyone may read it and end it, once.
public final class Flight implements AutoCloseable {
    /// What can be ended and has deadlines: the upstream call.
    public interface Running {
        void end(Fault why);

        /// Checks deadlines; called by the watchman, never blocks.
        void tick(long nanos);
    }

    private final Flights home;
    private final String id;
    private final String key;
    private final Instant started;
    private final AtomicReference<@Nullable Fault> ended = new AtomicReference<>();
    private volatile @Nullable Running running;
    private volatile FlightView.Phase phase = FlightView.Phase.QUEUED;
    private volatile String route = "";
    private volatile String target = "";
    private volatile Attribution attribution = Attribution.NONE;
    private volatile long input;
    private volatile long output;
    private volatile long picos;
    private volatile boolean priced = true;
    private volatile Asked asked = Asked.NOTHING;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile boolean settled;

    Flight(Flights home, String id, String key, Instant started) {
        this.home = home;
        this.id = id;
        this.key = key;
        this.started = started;
    }

    public String id() {
        return id;
    }

    public String key() {
        return key;
    }

    public void granted(String routeName, Attribution who) {
        route = routeName;
        attribution = who;
        tell();
    }

    /// What the body says of repetition.
    ///
    /// @param fingerprint tells bodies apart
    /// @param steps a hash of each tool call so far, in order
    public void asked(long fingerprint, long[] steps) {
        asked = new Asked(fingerprint, steps);
    }

    public Asked asked() {
        return asked;
    }

    private void tell() {
        if (!told.getAndSet(true)) {
            home.asked(this);
        }
    }

    /// What is remembered of a body: only hashes.
    ///
    /// @param fingerprint 0 where there was no body
    public record Asked(long fingerprint, long[] steps) {
        static final Asked NOTHING = new Asked(0, new long[0]);
    }

    /// Whom to end when the flight ends; if it has ended already, at once.
    public void running(Running next, String targetLabel) {
        target = targetLabel;
        phase = FlightView.Phase.WAITING;
        running = next;
        why().ifPresent(next::end);
    }

    /// Whom to end when the flight ends while it waits for its turn; if it has ended already, at once.
    public void queued(Running next) {
        running = next;
        why().ifPresent(next::end);
    }

    /// What runs now is to go on with an answer that broke off.
    public void rescuing() {
        if (!isEnded()) {
            phase = FlightView.Phase.RESCUING;
        }
    }

    /// The watchman's tick.
    public void tick(long nanos) {
        var now = running;
        if (now != null) {
            now.tick(nanos);
        }
    }

    /// @return whether this was the first reason
    public boolean end(Fault why) {
        boolean first = ended.compareAndSet(null, why);
        var now = running;
        if (first) {
            phase = FlightView.Phase.CUTTING;
            if (now != null) {
                now.end(why);
            }
        }
        return first;
    }

    public boolean isEnded() {
        return ended.get() != null;
    }

    public Optional<Fault> why() {
        return Optional.ofNullable(ended.get());
    }

    /// Estimates so far, over all attempts; never falling.
    ///
    /// @param spent pico-dollars, or negative where the target has no price
    public void progress(long in, long out, long spent) {
        input = in;
        output = out;
        picos = Math.max(0, spent);
        priced = spent >= 0;
        if (phase == FlightView.Phase.WAITING && out > 0) {
            phase = FlightView.Phase.STREAMING;
        }
    }

    public FlightView view() {
        return new FlightView(id, key, route, target, phase, started, input, output, picos, priced, attribution);
    }

    /// A dimension's value as far as it is known by now.
    public Optional<String> value(Dimension dimension) {
        return view().value(dimension);
    }

    /// To be called before its entry is told of: from then on the entry counts and not the flight, and nothing of the call is
    /// kept by those who still hold the flight.
    public void settled() {
        settled = true;
        running = null;
    }

    public boolean isSettled() {
        return settled;
    }

    @Override
    public void close() {
        tell();
        home.landed(this);
    }
}
