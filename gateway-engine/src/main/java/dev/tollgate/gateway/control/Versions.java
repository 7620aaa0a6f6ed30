package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigCheck;
import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigText;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.request.Setup;
import dev.tollgate.gateway.time.Time;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Changes the configuration in force: check, build, save, swap, in this order, so that a failure leaves the old one.
/// Thread-safe; changes are serialised.
public final class Versions {
    private final ReentrantLock lock = new ReentrantLock();
    private final LiveSetup live;
    private final ConfigStore store;
    private final Secrets secrets;
    private final Optional<String> file;
    private final Consumer<GatewayConfig> beforeSwap;
    private final Events events;
    private final Time time;

    /// @param file where the configuration comes from a file, its name: then only [#replaced] changes it
    /// @param beforeSwap brings counters of new budgets and the like in line with the next configuration
    public Versions(LiveSetup live, ConfigStore store, Secrets secrets, Optional<String> file,
            Consumer<GatewayConfig> beforeSwap, Events events, Time time) {
        this.live = live;
        this.store = store;
        this.secrets = secrets;
        this.file = file;
        this.beforeSwap = beforeSwap;
        this.events = events;
        this.time = time;
    }

    public Optional<String> file() {
        return file;
    }

    /// Changes the newest configuration by a function, so that two editors at once lose nothing.
    public Applied apply(String author, UnaryOperator<GatewayConfig> change) {
        lock.lock();
        try {
            if (file.isPresent()) {
                return new Applied.ReadOnly(file.get());
            }
            var next = change.apply(live.current().config());
            var problems = ConfigCheck.of(next).stream().filter(p -> !p.warning()).toList();
            if (!problems.isEmpty()) {
                return new Applied.Wrong(problems);
            }
            return swap(author, next, store.save(ConfigText.write(next), author));
        } finally {
            lock.unlock();
        }
    }

    /// The file has changed and was read without a mistake.
    public Applied replaced(GatewayConfig next, List<Problem> problems) {
        lock.lock();
        try {
            return problems.isEmpty() ? swap("file", next, live.current().version() + 1) : new Applied.Wrong(problems);
        } finally {
            lock.unlock();
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
