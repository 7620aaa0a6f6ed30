package dev.tollgate.gateway.control;

import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.Scope;
import dev.tollgate.gateway.term.Subject;
import dev.tollgate.gateway.time.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
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
    private final Vault vault;
    private final Events events;
    private final Time time;
    /// When the last secret was kept, in milliseconds since the epoch.
    private final AtomicLong lastKept = new AtomicLong();

    public Control(Flights flights, Pauses pauses, Versions versions, KeyDesk keys,
            BudgetDesk budgets, Vault vault, Events events, Time time) {
        this.flights = flights;
        this.pauses = pauses;
        this.versions = versions;
        this.keys = keys;
        this.budgets = budgets;
        this.vault = vault;
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

    /// Ends what runs for a subject.
    public Done cut(String author, Subject subject) {
        return cutWhere(author, subject.text(), flight -> subject.covers(flight::value));
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
    ///
    /// @param key a key's name or the text of another [Subject]
    public Done pause(String author, String key) {
        pauses.pause(key, author);
        return done(author, "pause", key, 0);
    }

    public Done resume(String author, String key) {
        pauses.resume(key);
        return done(author, "resume", key, 0);
    }

    /// Refuses a subject's new calls until resumed, as [#pause(String,String)] those of a key.
    public Done pause(String author, Subject subject) {
        return pause(author, subject.text());
    }

    public Done resume(String author, Subject subject) {
        return resume(author, subject.text());
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

    /// Keeps a pasted key in the system's keychain, else in the home's encrypted file; blocks some seconds at most. Each
    /// gets an id of its own, so that a configuration that names an older one is told from one that names this.
    ///
    /// @param owner what the id begins with: the provider's name
    /// @return what the configuration names it by, and where it is, in words
    public Vault.Kept keep(String owner, String secret) {
        long now = time.instant().toEpochMilli();
        // two pasted together can come within one millisecond
        var moment = Long.toString(lastKept.updateAndGet(last -> Math.max(last + 1, now)), Character.MAX_RADIX);
        return vault.keep(owner.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + moment, secret);
    }

    /// Where the next pasted key will be kept, in words.
    public String keepingPlace() {
        return vault.place();
    }

    /// As [#keep], where nobody asks for the place.
    public Secret keepSecret(String owner, String secret) {
        return keep(owner, secret).reference();
    }
}
