package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All counters of one budget, by window and subject. Not thread-safe: guarded by [Admission]'s lock.
final class Book {
    /// What a counter belongs to: limits and steps may change under it.
    record Identity(String name, Scope scope, Budget.Window window, Budget.Unit unit) {
        static Identity of(Budget budget) {
            return new Identity(budget.name(), budget.scope(), budget.window(), budget.unit());
        }
    }

    /// Earlier windows are kept for a clock that is set back.
    private static final int WINDOWS_KEPT = 4;

    private final TreeMap<Instant, Map<String, Account>> windows = new TreeMap<>();
    private final Told told;
    /// Of a budget without `each`; put together once.
    private final @Nullable String only;
    private Budget budget;
    /// What calls may use together.
    private long cap;
    private Window window = new Window(Instant.MAX, Optional.empty());
    private Map<String, Account> accounts = new HashMap<>();

    Book(Budget budget, Told told) {
        this.budget = budget;
        this.told = told;
        this.only = budget.scope().each().isEmpty() ? budget.scope().subject(Attribution.NONE) : null;
        this.cap = budget.cap().orElse(Long.MAX_VALUE);
    }

    Budget budget() {
        return budget;
    }

    long cap() {
        return cap;
    }

    /// What of a call's cost counts here that became known after the call was counted itself.
    long late(long picos, long tokens) {
        return switch (budget.unit()) {
            case USD -> picos;
            case TOKENS -> tokens;
            case REQUESTS -> 0;
        };
    }

    /// The budget as it stands in the configuration now.
    void update(Budget next) {
        if (!next.equals(budget)) {
            budget = next;
            cap = next.cap().orElse(Long.MAX_VALUE);
            windows.values().forEach(each -> each.values().forEach(account -> account.relimited(next)));
        }
    }

    /// Zone arithmetic once a window, not once a call.
    Window window(Instant now, ZoneId zone) {
        if (!window.holds(now)) {
            turn(Window.of(budget.window(), now, zone));
        }
        return window;
    }

    /// Days begin elsewhere now.
    void moved(Instant now, ZoneId zone) {
        turn(Window.of(budget.window(), now, zone));
    }

    private void turn(Window next) {
        window = next;
        accounts = windows.computeIfAbsent(next.start(), _ -> new HashMap<>());
        while (windows.size() > WINDOWS_KEPT) {
            windows.pollFirstEntry();
        }
    }

    /// The caller's counter of the present window.
    Account account(Attribution who, Instant now, ZoneId zone) {
        window(now, zone);
        return account(only == null ? budget.scope().subject(who) : only, now);
    }

    Account account(String subject, Instant now) {
        var known = accounts.get(subject);
        if (known != null) {
            return known;
        }
        var account = new Account(subject, window, now);
        told.recall(budget.name(), account);
        account.next(budget);
        accounts.put(subject, account);
        return account;
    }

    /// Of the present window.
    Instant start() {
        return window.start();
    }

    int size() {
        return windows.values().stream().mapToInt(Map::size).sum();
    }

    /// Of the present window.
    Map<String, Account> accounts() {
        return accounts;
    }
}
