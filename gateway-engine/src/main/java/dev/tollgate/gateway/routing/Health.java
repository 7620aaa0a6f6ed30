package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.HealthRule;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.config.Quota;
import dev.tollgate.gateway.config.Target;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// Which targets rest. What a target is called with is taken and given back here alone. Thread-safe: one short lock
/// per target; listeners are told outside of it.
public final class Health {
    /// Names sent on by `*` come from clients: more than this many are not remembered for ever.
    private static final int MANY = 4_096;
    /// Stands for all credentials of a provider.
    private static final String ALL = "*";

    private final ConcurrentHashMap<TargetId, Track> tracks = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Place, Pace> paces = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<TargetId, Allowed> allowed = new ConcurrentHashMap<>();
    private final AtomicReference<String> kept = new AtomicReference<>("");
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

    /// Asks for one call of a plan's choice, within the limits of its credential and its target too.
    ///
    /// @param tokens expected of it
    public Entrance enter(Choice choice, HealthRule rule, long tokens) {
        var said = allowed.get(choice.id());
        var none = said == null ? Optional.<Entrance.Resting>empty() : said.full(tokens, time.instant());
        if (none.isPresent()) {
            return none.get();
        }
        var taken = new ArrayList<Pace>(2);
        for (var limited : limits(choice.id(), choice.target(), choice.provider())) {
            var pace = paces.computeIfAbsent(limited.place, _ -> new Pace(time));
            var full = pace.take(limited.quota, tokens);
            if (full.isPresent()) {
                taken.forEach(each -> each.over(false, -tokens));
                return full.get();
            }
            taken.add(pace);
        }
        var entrance = enter(choice.id(), rule);
        switch (entrance) {
            case Entrance.Permit permit -> {
                taken.forEach(pace -> permit.paced(pace, tokens));
                permit.listens(head -> heard(choice.id(), head));
                if (said != null) {
                    said.took(tokens);
                }
            }
            case Entrance.Resting _ -> taken.forEach(pace -> pace.over(false, -tokens));
        }
        return entrance;
    }

    private void heard(TargetId id, Head head) {
        if (Allowed.tells(head)) {
            if (allowed.size() >= MANY) {
                allowed.clear(); // the next replies say it again
            }
            allowed.computeIfAbsent(id, _ -> new Allowed()).heard(head, time.instant());
        }
    }

    /// Takes room for a repeated call to a target: retries add at most a fifth to what it has to bear.
    public boolean mayRetry(TargetId id) {
        var track = tracks.get(id);
        return track == null || track.mayRetry();
    }

    /// A limit and who it is of.
    private record Limited(Place place, Quota quota) {}

    private static List<Limited> limits(TargetId id, Target target, Provider provider) {
        var quota = quota(target, provider);
        if (!quota.isLimited() && id.credential().isEmpty()) {
            return List.of();
        }
        var limits = new ArrayList<Limited>(2);
        if (!id.credential().isEmpty()) {
            var credential = provider.credentials().get(Integer.parseInt(id.credential()) - 1);
            if (credential.isLimited()) {
                limits.add(new Limited(new Place(id.provider(), id.credential(), ""), credential.quota()));
            }
        }
        if (quota.isLimited()) {
            limits.add(new Limited(new Place(id.provider(), ALL, id.model()), quota));
        }
        return limits;
    }

    /// What is known of a free tier holds for targets that say they are of it, unless they have limits of their own.
    private static Quota quota(Target target, Provider provider) {
        return target.quota().isLimited() || target.type() != RouteType.FREE
                ? target.quota()
                : Catalogue.freeQuota(provider);
    }

    /// What a provider's credentials have used of their limits, in their order; unlimited ones have used nothing.
    public List<PaceState> paces(Provider provider) {
        return IntStream.rangeClosed(1, provider.credentials().size()).mapToObj(i -> {
            var pace = paces.get(new Place(provider.name(), Integer.toString(i), ""));
            return (pace == null ? new Pace(time) : pace).state(provider.credentials().get(i - 1).quota());
        }).toList();
    }

    /// Whether the limits of its credential or its target refuse a call now; takes nothing.
    Optional<Entrance.Resting> full(TargetId id, Target target, Provider provider, long tokens) {
        var said = allowed.get(id);
        var none = said == null ? Optional.<Entrance.Resting>empty() : said.full(tokens, time.instant());
        if (none.isPresent()) {
            return none;
        }
        for (var limited : limits(id, target, provider)) {
            var pace = paces.get(limited.place);
            var full = pace == null ? Optional.<Entrance.Resting>empty() : pace.full(limited.quota, tokens);
            if (full.isPresent()) {
                return full;
            }
        }
        return Optional.empty();
    }

    /// One credential of one provider, or one of its models with all of them.
    private record Place(String provider, String credential, String model) {}

    /// Calls of a target that run now.
    int running(TargetId id) {
        var track = tracks.get(id);
        return track == null ? 0 : track.running();
    }

    /// Nanoseconds to the first token of late; empty where nothing was measured.
    OptionalDouble firstToken(TargetId id) {
        var track = tracks.get(id);
        return track == null ? OptionalDouble.empty() : track.firstToken();
    }

    /// Every target that was ever called, by name.
    public List<TargetState> states() {
        return tracks.values().stream().map(Track::state)
                .sorted(Comparator.comparing((TargetState s) -> s.id().label()).thenComparing(s -> s.id().credential()))
                .toList();
    }

    /// What [#recall] reads, if it is another than the last time.
    public Optional<String> takeChanged() {
        var text = new StringBuilder();
        tracks.values().forEach(track -> track.kept().ifPresent(line -> text.append(line).append('\n')));
        var now = text.toString();
        return now.equals(kept.getAndSet(now)) ? Optional.empty() : Optional.of(now);
    }

    /// Takes over the rests that an earlier process knew; lines that are none of ours are passed over.
    public void recall(String text) {
        text.lines().map(line -> line.split("\t", -1)).filter(cells -> cells.length == Track.CELLS).forEach(cells -> {
            var id = new TargetId(cells[0], cells[1], cells[2]);
            tracks.computeIfAbsent(id, known -> new Track(known, time, events)).recall(cells);
        });
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
