package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which targets rest. What a target is called with is taken and given back here alone. Thread-safe: one short lock
/// per target; listeners are told outside of it.
public final class Health {
    /// Names sent on by `*` come from clients: more than this many are not remembered for ever.
    private static final int MANY = 4_096;

    private final ConcurrentHashMap<TargetId, Track> tracks = new ConcurrentHashMap<>();
    private final Time time;
    private final Events events;

    public Health(Time time, Events events) {
        this.time = time;
        this.events = events;
    }

    /// Asks for one call. A target whose rest is over lets a single call in, and the others when that has succeeded.
    ///
    /// @param rule as configured now: how its failures count
    public Entrance enter(TargetId id, HealthRule rule) {
        var track = tracks.get(id);
        if (track == null) {
            forgetIdle();
            track = tracks.computeIfAbsent(id, known -> new Track(known, time, events));
        }
        return track.enter(new Rest(rule));
    }

    /// Every target that was ever called, by name.
    public List<TargetState> states() {
        return tracks.values().stream().map(Track::state)
                .sorted(Comparator.comparing((TargetState s) -> s.id().label()).thenComparing(s -> s.id().credential()))
                .toList();
    }

    /// A provider's credentials or address were changed: nothing held against it counts any longer.
    public void forgive(String provider) {
        tracks.values().stream().filter(t -> t.id().provider().equals(provider)).forEach(Track::forgive);
    }

    /// Whether [#enter] would refuse now; takes nothing.
    Optional<Entrance.Resting> resting(TargetId id) {
        var track = tracks.get(id);
        return track == null ? Optional.empty() : track.resting();
    }

    /// From now until then, never negative.
    Duration until(Instant then) {
        var left = Duration.between(time.instant(), then);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void forgetIdle() {
        if (tracks.size() >= MANY) {
            tracks.values().removeIf(Track::isIdle);
        }
    }
}
