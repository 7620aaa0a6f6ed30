package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigText;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.request.Setup;
import dev.tollgate.gateway.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Changes the configuration in force: check, build, save, swap, in this order, so that a failure leaves the old one.
/// Thread-safe; changes are serialised.
public final class Versions {
    private final ReentrantLock lock = new ReentrantLock();
    private final LiveSetup live;
    private final ConfigStore store;
    private final Secrets secrets;
    private final Optional<String> file;
    private final Consumer<GatewayConfig> beforeSwap;
    private final SecretBox box;
    private final Events events;
    private final Time time;
    private final List<Readiness> outside = new CopyOnWriteArrayList<>();
    private volatile Optional<RefusedFile> refused = Optional.empty();

    /// @param file where the configuration comes from a file, its name: then only [#replaced] changes it
    /// @param beforeSwap brings counters of new budgets and the like in line with the next configuration
    /// @param box where literal secrets go before a version is kept
    public Versions(LiveSetup live, ConfigStore store, Secrets secrets, SecretBox box, Optional<String> file,
            Consumer<GatewayConfig> beforeSwap, Events events, Time time) {
        this.live = live;
        this.store = store;
        this.secrets = secrets;
        this.box = box;
        this.file = file;
        this.beforeSwap = beforeSwap;
        this.events = events;
        this.time = time;
    }

    public Optional<String> file() {
        return file;
    }

    /// From now on no change is in force before this is ready for it.
    public void require(Readiness readiness) {
        outside.add(readiness);
    }

    /// Changes the newest configuration by a function, so that two editors at once lose nothing.
    public Applied apply(String author, UnaryOperator<GatewayConfig> change) {
        lock.lock();
        try {
            if (file.isPresent()) {
                return new Applied.ReadOnly(file.get());
            }
            var now = live.current().config();
            var next = change.apply(now);
            var problems = mistakes(now, next);
            if (!problems.isEmpty()) {
                return new Applied.Wrong(problems);
            }
            var sealed = Sealing.sealed(next, box);
            if (sealed.equals(now) && store.newest().isPresent()) {
                return new Applied.InForce(live.current().version());
            }
            return ready(now, sealed, () -> save(author, now, sealed));
        } finally {
            lock.unlock();
        }
    }

    /// The same for an editor who saw this version; empty where another one is in force by now.
    public Optional<Applied> applyTo(long version, String author, UnaryOperator<GatewayConfig> change) {
        lock.lock();
        try {
            return live.current().version() == version ? Optional.of(apply(author, change)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private static List<Problem> mistakes(GatewayConfig now, GatewayConfig next) {
        return Stream.concat(ConfigCheck.of(next).stream().filter(p -> !p.warning()),
                new Receivers(now).wrongIn(next).stream()).toList();
    }

    /// Keeps what was in force before the first change too, so that there is a way back to it.
    private Applied save(String author, GatewayConfig now, GatewayConfig next) {
        if (store.newest().isEmpty()) {
            var first = Sealing.sealed(now, box);
            long version = store.save(ConfigText.write(first), "first start");
            if (first.equals(next)) {
                return swap(author, next, version);
            }
        }
        return swap(author, next, store.save(ConfigText.write(next), author));
    }

    /// Keeps what is in force as a version without changing anything: what a file says is then there without it too.
    ///
    /// @return its number
    public long keep(String author) {
        lock.lock();
        try {
            return store.save(ConfigText.write(Sealing.sealed(live.current().config(), box)), author);
        } finally {
            lock.unlock();
        }
    }

    /// The file has changed and was read without a mistake.
    public Applied replaced(GatewayConfig next) {
        lock.lock();
        try {
            var applied = ready(live.current().config(), next,
                    () -> swap("file", next, live.current().version() + 1));
            if (applied instanceof Applied.Wrong(var problems)) {
                refuse(problems);
            } else {
                refused = Optional.empty();
            }
            return applied;
        } finally {
            lock.unlock();
        }
    }

    /// The file has changed and cannot be used; what is in force stays.
    public void refuse(List<Problem> problems) {
        refused = file.map(name -> new RefusedFile(name, time.instant(), problems));
    }

    /// What is wrong with the file as it is now; empty where it is in force.
    public Optional<RefusedFile> refused() {
        return refused;
    }

    /// Runs the change when everything outside is ready for it; a failure leaves all as it was.
    private Applied ready(GatewayConfig now, GatewayConfig next, Supplier<Applied> change) {
        var prepared = new ArrayList<Readiness>();
        boolean done = false;
        try {
            for (var each : outside) {
                var problems = each.prepare(now, next);
                if (!problems.isEmpty()) {
                    return new Applied.Wrong(problems);
                }
                prepared.add(each);
            }
            var applied = change.get();
            done = true;
            return applied;
        } finally {
            for (var each : prepared) {
                if (done) {
                    each.commit();
                } else {
                    each.cancel();
                }
            }
        }
    }

    private Applied swap(String author, GatewayConfig next, long version) {
        var built = Setup.of(next, secrets, version);
        beforeSwap.accept(next);
        live.swap(built);
        events.publish(new Event.ConfigApplied(time.instant(), version, author));
        return new Applied.InForce(version);
    }
}
