package dev.tollgate.gateway.control;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.time.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The one place where endpoints, buttons and later alarms change or stop something. Thread-safe.
public final class Control {
    /// Stands for every key.
    public static final String EVERYTHING = "*";

    private final Flights flights;
    private final Pauses pauses;
    private final Versions versions;
    private final KeyDesk keys;
    private final BudgetDesk budgets;
    private final SecretBox box;
    private final Events events;
    private final Time time;

    public Control(Flights flights, Pauses pauses, Versions versions, KeyDesk keys,
            BudgetDesk budgets, SecretBox box, Events events, Time time) {
        this.flights = flights;
        this.pauses = pauses;
        this.versions = versions;
        this.keys = keys;
        this.budgets = budgets;
        this.box = box;
        this.events = events;
        this.time = time;
    }

    /// Ends one running request; its tokens so far are billed. Affects none where it has ended already.
    public Done cut(String author, String flightId) {
        return cutWhere(author, flightId, flight -> flight.id().equals(flightId));
    }

    public Done cutKey(String author, String key) {
        return cutWhere(author, key, flight -> flight.key().equals(key));
    }

    public Done cutAll(String author) {
        return cutWhere(author, EVERYTHING, _ -> true);
    }

    private Done cutWhere(String author, String subject, Predicate<Flight> which) {
        int ended = 0;
        for (Flight flight : flights.all()) {
            if (which.test(flight) && flight.end(Fault.CUT)) {
                ended++;
            }
        }
        return done(author, "cut", subject, ended);
    }

    /// Refuses a key's new calls (or everybody's, [#EVERYTHING]) until resumed; survives a restart.
    public Done pause(String author, String key) {
        pauses.pause(key, author);
        return done(author, "pause", key, 0);
    }

    public Done resume(String author, String key) {
        pauses.resume(key);
        return done(author, "resume", key, 0);
    }

    public List<Pauses.Pause> pauses() {
        return pauses.all();
    }

    private Done done(String author, String action, String subject, int affected) {
        events.publish(new Event.Acted(time.instant(), author, action, subject));
        return new Done(action, subject, affected);
    }

    public Applied apply(String author, UnaryOperator<GatewayConfig> change) {
        return versions.apply(author, change);
    }

    /// Makes a key and, where wanted, its daily cap; the secret is returned once and kept as a hash.
    ///
    /// @param dailyPicos cap in pico-dollars a day
    /// @return the key, empty where the configuration would not take it (see `apply` for why)
    public Made makeKey(String author, String name, OptionalLong dailyPicos) {
        var made = keys.make(author, KeyEntry.of(name, new Secret.Hashed("")), dailyPicos.isEmpty()
                ? List.of()
                : List.of(Budget.usd(name + "-day", new Scope(Map.of(Dimension.KEY, name), Optional.empty()),
                        Budget.Calendar.DAY, dailyPicos.getAsLong())));
        return new Made(made.key(), made.applied());
    }

    /// Virtual keys.
    public KeyDesk keys() {
        return keys;
    }

    /// Budgets and what is held in them.
    public BudgetDesk budgets() {
        return budgets;
    }

    /// What making a key came to.
    public record Made(Optional<NewKey> key, Applied applied) {}

    /// Keeps a provider's key in the home's encrypted file; the configuration then names it by the returned reference.
    public Secret keepSecret(String id, String secret) {
        return new Secret.Stored(box.put(id, secret));
    }
}
