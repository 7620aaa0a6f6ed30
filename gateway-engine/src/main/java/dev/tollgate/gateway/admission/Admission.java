package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.admission.Account.Place;
import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.admission.Reservation.Part;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.time.Time;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// All budgets' counters. Checking and taking is one step over all of them, so that calls that run at once can never
/// pass a cap together. Thread-safe: one lock, held for a few additions and never while anything waits.
///
/// Counters belong to names, not to configurations: a new configuration keeps what was spent, only limits change.
public final class Admission {
    private static final int SWEEP_FROM = 256;
    private static final int GROW_BY = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, Account> accounts = new HashMap<>();
    private final Time time;
    private Window day = Window.FOREVER;
    private @Nullable ZoneId dayZone;
    private int sweepAt = SWEEP_FROM;

    public Admission(Time time) {
        this.time = time;
    }

    /// Holds the claim in every budget that covers it, or in none.
    ///
    /// @param zone where days begin
    public Decision admit(List<Budget> budgets, ZoneId zone, Claim claim) {
        long picos = Math.max(0, claim.picos());
        lock.lock();
        try {
            var parts = parts(budgets, zone, claim);
            var full = withoutRoom(parts, picos);
            if (full.isPresent()) {
                return refusal(full.get(), zone, picos);
            }
            for (Part part : parts) {
                part.account().hold(picos);
            }
            return new Admitted(new Reservation(this, parts, picos));
        } finally {
            lock.unlock();
        }
    }

    /// What [#admit] would refuse now; takes nothing.
    public Optional<OverBudget> preview(List<Budget> budgets, ZoneId zone, Claim claim) {
        long picos = Math.max(0, claim.picos());
        lock.lock();
        try {
            return withoutRoom(parts(budgets, zone, claim), picos).map(full -> refusal(full, zone, picos));
        } finally {
            lock.unlock();
        }
    }

    /// Every counter of these budgets in its present window, tightest first.
    public List<BudgetState> states(List<Budget> budgets, ZoneId zone) {
        lock.lock();
        try {
            var now = time.instant();
            var states = new ArrayList<BudgetState>();
            for (Budget budget : budgets) {
                states(budget, window(budget, now, zone), states);
            }
            states.sort(Comparator.comparingDouble(BudgetState::share).reversed().thenComparing(BudgetState::name)
                    .thenComparing(BudgetState::subject));
            return List.copyOf(states);
        } finally {
            lock.unlock();
        }
    }

    /// Tells what the ledger knows was spent, at start or when a budget is new. What is counted already never falls.
    ///
    /// @param windowStart ignored for a budget without windows
    /// @param settledPicos pico-dollars
    public void restore(Budget budget, String subject, Instant windowStart, long settledPicos) {
        lock.lock();
        try {
            var start = budget.window() == Budget.Window.TOTAL ? Instant.EPOCH : windowStart;
            var account = account(new Place(budget.name(), subject, start));
            account.settled = Math.max(account.settled, settledPicos);
        } finally {
            lock.unlock();
        }
    }

    /// When the budget's present window began: where [#restore] has to start counting.
    public Instant windowStart(Budget budget, ZoneId zone) {
        return Window.of(budget.window(), time.instant(), zone).start();
    }

    /// How many counters are kept.
    int size() {
        lock.lock();
        try {
            return accounts.size();
        } finally {
            lock.unlock();
        }
    }

    Optional<String> grow(Reservation reservation, long spent) {
        lock.lock();
        try {
            if (reservation.isSettled() || spent <= reservation.held()) {
                return Optional.empty();
            }
            // An eighth more than needed, so that a long stream asks a few times and not for each event.
            long ample = spent + spent / GROW_BY;
            for (Part part : reservation.parts()) {
                long most = reservation.held() + part.account().room(part.budget().picos());
                if (most < spent) {
                    return Optional.of(part.budget().name());
                }
                ample = Math.min(ample, most);
            }
            reservation.growTo(ample);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    void settle(Reservation reservation, long picos) {
        lock.lock();
        try {
            reservation.settleNow(picos);
        } finally {
            lock.unlock();
        }
    }

    private List<Part> parts(List<Budget> budgets, ZoneId zone, Claim claim) {
        var parts = new ArrayList<Part>(budgets.size());
        var now = time.instant();
        for (Budget budget : budgets) {
            if (budget.scope().covers(claim.who())) {
                var start = window(budget, now, zone).start();
                var place = new Place(budget.name(), budget.scope().subject(claim.who()), start);
                parts.add(new Part(budget, account(place)));
            }
        }
        return parts;
    }

    private Account account(Place place) {
        var known = accounts.get(place);
        if (known != null) {
            return known;
        }
        sweep();
        var account = new Account(place);
        accounts.put(place, account);
        return account;
    }

    private void sweep() {
        if (accounts.size() >= sweepAt) {
            var now = time.instant();
            accounts.values().removeIf(account -> account.isPast(now));
            sweepAt = Math.max(SWEEP_FROM, 2 * accounts.size());
        }
    }

    /// Zone arithmetic once a day, not once a call.
    private Window window(Budget budget, Instant now, ZoneId zone) {
        if (budget.window() == Budget.Window.TOTAL) {
            return Window.FOREVER;
        }
        if (!zone.equals(dayZone) || !day.holds(now)) {
            day = Window.of(Budget.Window.DAY, now, zone);
            dayZone = zone;
        }
        return day;
    }

    private static Optional<Part> withoutRoom(List<Part> parts, long picos) {
        @Nullable
        Part last = null;
        for (Part part : parts) {
            if (picos > part.account().room(part.budget().picos()) && (last == null || opensLater(part, last))) {
                last = part;
            }
        }
        return Optional.ofNullable(last);
    }

    private static boolean opensLater(Part one, Part other) {
        return one.budget().window() == Budget.Window.TOTAL && other.budget().window() != Budget.Window.TOTAL;
    }

    private OverBudget refusal(Part part, ZoneId zone, long picos) {
        var window = window(part.budget(), time.instant(), zone);
        return new OverBudget(part.budget().name(), Wording.overBudget(part, window, zone, picos), window.end());
    }

    private void states(Budget budget, Window window, List<BudgetState> into) {
        boolean any = false;
        for (Account account : accounts.values()) {
            var place = account.place;
            if (place.budget().equals(budget.name()) && place.start().equals(window.start())) {
                into.add(state(budget, window, account));
                any = true;
            }
        }
        if (!any && budget.scope().each().isEmpty()) {
            var subject = budget.scope().subject(Attribution.NONE);
            into.add(state(budget, window, new Account(new Place(budget.name(), subject, window.start()))));
        }
    }

    private static BudgetState state(Budget budget, Window window, Account account) {
        boolean open = account.room(budget.picos()) > 0;
        return new BudgetState(budget.name(), account.place.subject(), window.start(), window.end(), budget.picos(),
                account.settled, account.held, account.holds, open ? BudgetState.OK : BudgetState.BLOCKED);
    }
}
