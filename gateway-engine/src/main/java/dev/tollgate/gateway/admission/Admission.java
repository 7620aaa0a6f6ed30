package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.admission.Decision.Admitted;
import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.admission.Reservation.Paced;
import dev.tollgate.gateway.admission.Reservation.Part;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.time.Time;
import java.time.Duration;
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

/// All budgets' counters and all keys' minutes. Checking and taking is one step over all of them, so that calls that
/// run at once can never pass a cap together. Thread-safe: one lock, held for a few additions and never while anything
/// waits; what has to be told is published after it.
///
/// Counters belong to names, not to configurations: a new configuration keeps what was spent, only limits change.
public final class Admission {
    private static final int GROW_BY = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final Books books = new Books();
    private final Map<String, Pace> paces = new HashMap<>();
    private final Raises raises = new Raises();
    private final Steps steps;
    private final Time time;
    private final Running running = new Running();

    public Admission(Time time, Events events) {
        this.time = time;
        this.steps = new Steps(events, books.told()::changed);
    }

    /// Holds the claim in every budget that covers it and counts it for its key, or does neither.
    ///
    /// @param zone where days begin
    public Decision admit(List<Budget> budgets, ZoneId zone, Claim claim) {
        Decision decision;
        lock.lock();
        try {
            decision = decide(budgets, zone, claim);
        } finally {
            lock.unlock();
        }
        steps.publish();
        return decision;
    }

    private Decision decide(List<Budget> budgets, ZoneId zone, Claim claim) {
        boolean paced = claim.limits().counts();
        long nanos = paced ? time.nanos() : 0;
        @Nullable
        Pace pace = paced ? pace(claim) : null;
        if (pace != null) {
            var limited = pace.refusal(claim, nanos);
            if (limited.isPresent()) {
                return limited.get();
            }
        }
        var now = time.instant();
        var parts = parts(budgets, zone, claim, now);
        var full = withoutRoom(parts, claim);
        if (full.isPresent()) {
            steps.refused(full.get(), full.get().amount(claim.picos(), claim.tokens()), now);
            return refusal(full.get(), zone, claim, pace == null ? Rates.NONE : pace.rates(claim.limits(), nanos));
        }
        return new Admitted(take(parts, zone, claim, now, pace, nanos));
    }

    private Pace pace(Claim claim) {
        return paces.computeIfAbsent(claim.who().get(Dimension.KEY).orElse(""), _ -> new Pace());
    }

    private Reservation take(List<Part> parts, ZoneId zone, Claim claim, Instant now, @Nullable Pace pace,
            long nanos) {
        long picos = Math.max(0, claim.picos());
        long tokens = Math.max(0, claim.tokens());
        for (Part part : parts) {
            part.hold(part.amount(picos, tokens));
            steps.check(part.book, part.account, now);
        }
        var paced = Paced.NOT;
        if (pace != null) {
            long slot = pace.take(claim.tokens(), nanos);
            paced = new Paced(pace, slot, pace.rates(claim.limits(), nanos));
        }
        var key = claim.who().values().getOrDefault(Dimension.KEY, "");
        var reservation = new Reservation(this, claim, key, now, zone, parts, paced);
        running.add(reservation);
        return reservation;
    }

    /// What [#admit] would refuse now; takes nothing.
    public Optional<Decision> preview(List<Budget> budgets, ZoneId zone, Claim claim) {
        lock.lock();
        try {
            if (claim.limits().counts()) {
                var limited = pace(claim).refusal(claim, time.nanos());
                if (limited.isPresent()) {
                    return Optional.of(limited.get());
                }
            }
            return withoutRoom(parts(budgets, zone, claim, time.instant()), claim)
                    .map(full -> refusal(full, zone, claim, Rates.NONE));
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
            for (Book book : books.of(budgets, zone, now)) {
                States.add(book, raises, now, zone, states);
            }
            states.sort(Comparator.comparingDouble(BudgetState::share).reversed().thenComparing(BudgetState::name)
                    .thenComparing(BudgetState::subject));
            return List.copyOf(states);
        } finally {
            lock.unlock();
        }
    }

    /// Percent used or held of each budget that counts such calls, by name.
    public Map<String, Integer> used(List<Budget> budgets, ZoneId zone, Attribution who) {
        lock.lock();
        try {
            var now = time.instant();
            return States.used(books.of(budgets, zone, now), who, now, zone);
        } finally {
            lock.unlock();
        }
    }

    /// What running calls hold now, the oldest first; one row for each budget a call is held in.
    public List<Hold> holds() {
        lock.lock();
        try {
            var holds = new ArrayList<Hold>();
            for (var each = running.newest(); each != null; each = each.after) {
                if (each.isOpen()) {
                    for (Part part : each.parts) {
                        holds.add(new Hold(each.id, each.key, part.budget().name(), part.account.subject, each.since,
                                part.budget().unit(), part.held));
                    }
                }
            }
            return List.copyOf(holds.reversed());
        } finally {
            lock.unlock();
        }
    }

    /// Gives back what a running call holds, in all budgets; what it comes to is charged when it ends.
    ///
    /// @return whether it held something
    public boolean release(String request) {
        lock.lock();
        try {
            for (var each = running.newest(); each != null; each = each.after) {
                if (each.id.equals(request)) {
                    return each.release() && !each.parts.isEmpty();
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// How many calls of a key with limits run now.
    public long running(String key) {
        lock.lock();
        try {
            var pace = paces.get(key);
            return pace == null ? 0 : pace.running();
        } finally {
            lock.unlock();
        }
    }

    /// Tells what the ledger knows was used, at start or when a budget is new. What is counted already never falls.
    ///
    /// @param start of the window it was used in; another than the present one is ignored
    /// @param settled in the budget's unit
    public void restore(Budget budget, ZoneId zone, String subject, Instant start, long settled) {
        lock.lock();
        try {
            var now = time.instant();
            var book = books.of(budget, zone, now);
            if (book.window(now, zone).start().equals(start)) {
                var account = book.account(subject, now);
                account.settled = Math.max(account.settled, settled);
                steps.check(book, account, now);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Tells of a call that an earlier process admitted within the last minute: a restart forgives no key its limits.
    ///
    /// @param tokens input and output that it came to
    public void restoreCall(String key, Duration ago, long tokens) {
        lock.lock();
        try {
            paces.computeIfAbsent(key, _ -> new Pace()).recall(ago, tokens, time.nanos());
        } finally {
            lock.unlock();
        }
    }

    /// Which counters may use more for a while.
    public Raises raises() {
        return raises;
    }

    /// When the budget's present window began: where [#restore] has to start counting.
    public Instant windowStart(Budget budget, ZoneId zone) {
        return Window.of(budget.window(), time.instant(), zone).start();
    }

    /// Takes over which steps an earlier process told, as [#told] gave them; to be called before anything is restored.
    public void recall(String told) {
        lock.lock();
        try {
            books.told().read(told);
        } finally {
            lock.unlock();
        }
    }

    /// Tells the steps that were found reached by [#restore].
    ///
    /// @return which steps were told in the present windows, for [#recall], if that changed since the last time
    public Optional<String> told() {
        steps.publish();
        lock.lock();
        try {
            return books.told().takeChanged() ? Optional.of(books.told().text(books.all())) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// How many counters are kept.
    int size() {
        lock.lock();
        try {
            return books.all().stream().mapToInt(Book::size).sum();
        } finally {
            lock.unlock();
        }
    }

    Optional<OverBudget> grow(Reservation reservation, long spent, long tokens) {
        Optional<OverBudget> full;
        lock.lock();
        try {
            full = growNow(reservation, spent, tokens);
        } finally {
            lock.unlock();
        }
        steps.publish();
        return full;
    }

    private Optional<OverBudget> growNow(Reservation reservation, long spent, long tokens) {
        if (reservation.isSettled()) {
            return Optional.empty();
        }
        for (Part part : reservation.parts) {
            if (part.account.room(part.cap) + part.held < part.amount(spent, tokens)) {
                return Optional.of(new OverBudget(part.budget().name(),
                        Wording.outgrown(part, reservation.zone, part.amount(spent, tokens)),
                        part.account.window.end(), reservation.rates()));
            }
        }
        if (reservation.isOpen()) {
            // An eighth more than needed, so that a long stream asks a few times and not for each event.
            reservation.growTo(ample(reservation, spent, reservation.held(), Budget.Unit.USD),
                    ample(reservation, tokens, reservation.heldTokens(), Budget.Unit.TOKENS));
            var now = time.instant();
            for (Part part : reservation.parts) {
                steps.check(part.book, part.account, now);
            }
        }
        return Optional.empty();
    }

    private static long ample(Reservation reservation, long needed, long held, Budget.Unit unit) {
        if (needed <= held) {
            return held;
        }
        long ample = needed + needed / GROW_BY;
        for (Part part : reservation.parts) {
            if (part.budget().unit() == unit) {
                ample = Math.min(ample, part.held + part.account.room(part.cap));
            }
        }
        return ample;
    }

    void settle(Reservation reservation, long picos, long tokens, boolean asked) {
        lock.lock();
        try {
            var now = time.instant();
            if (reservation.settleNow(picos, tokens, asked, now, reservation.isPaced() ? time.nanos() : 0)) {
                running.remove(reservation);
                for (Part part : reservation.parts) {
                    steps.check(part.book, part.account, now);
                }
            }
        } finally {
            lock.unlock();
        }
        steps.publish();
    }

    /// Counts what became known only after a call had settled, as the cost of a batch; refuses nothing.
    ///
    /// @param at when the call was made: windows that ended since stay as they are
    /// @param picos pico-dollars
    /// @param tokens input and output
    public void charge(List<Budget> budgets, ZoneId zone, Attribution who, Instant at, long picos, long tokens) {
        lock.lock();
        try {
            var now = time.instant();
            for (Book book : books.of(budgets, zone, now)) {
                if (book.budget().scope().covers(who) && book.window(now, zone).holds(at)) {
                    var account = book.account(who, now, zone);
                    account.settle(book.late(picos, tokens), now);
                    steps.check(book, account, now);
                }
            }
        } finally {
            lock.unlock();
        }
        steps.publish();
    }

    private List<Part> parts(List<Budget> budgets, ZoneId zone, Claim claim, Instant now) {
        if (budgets.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<Part>(budgets.size());
        var traffic = claim.who().traffic();
        for (Book book : books.of(budgets, zone, now)) {
            var budget = book.budget();
            if (budget.scope().covers(claim.who())) {
                var account = book.account(claim.who(), now, zone);
                parts.add(new Part(book, account, budget.exempt().contains(traffic)
                        ? Long.MAX_VALUE
                        : raises.over(book.cap(), budget, account, now)));
            }
        }
        return parts;
    }

    private static Optional<Part> withoutRoom(List<Part> parts, Claim claim) {
        @Nullable
        Part last = null;
        for (Part part : parts) {
            if (part.amount(claim.picos(), claim.tokens()) > part.account.room(part.cap)
                    && (last == null || opensLater(part, last))) {
                last = part;
            }
        }
        return Optional.ofNullable(last);
    }

    private static boolean opensLater(Part one, Part other) {
        var end = other.account.window.end();
        return end.isPresent()
                && one.account.window.end().map(opens -> opens.isAfter(end.get())).orElse(true);
    }

    private static OverBudget refusal(Part part, ZoneId zone, Claim claim, Rates rates) {
        return new OverBudget(part.budget().name(),
                Wording.overBudget(part, zone, part.amount(claim.picos(), claim.tokens())),
                part.account.window.end(), rates);
    }
}
