package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.admission.Decision.OverBudget;
import dev.tollgate.gateway.config.Budget;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one request holds in all budgets that cover it, and its place among its key's calls. [#grow] is for the
/// request's own thread; settling is safe from any and counts once. Closing unsettled gives everything back.
public final class Reservation implements AutoCloseable {
    /// What is held in one counter.
    static final class Part {
        final Book book;
        final Account account;
        /// What calls may use together; no limit for those that are exempt.
        final long cap;
        long held;

        Part(Book book, Account account, long cap) {
            this.book = book;
            this.account = account;
            this.cap = cap;
        }

        Budget budget() {
            return book.budget();
        }

        /// The part of an amount that this budget counts.
        long amount(long picos, long tokens) {
            return switch (book.budget().unit()) {
                case USD -> picos;
                case TOKENS -> tokens;
                case REQUESTS -> 1;
            };
        }

        void hold(long amount) {
            held = amount;
            account.held = Account.sum(account.held, amount);
            account.holds++;
        }
    }

    private final Admission home;
    final String id;
    final String key;
    final Instant since;
    final ZoneId zone;
    final List<Part> parts;
    private final @Nullable Pace pace;
    private final long paceSlot;
    private final long paceTokens;
    private final Rates rates;
    private volatile long held;
    private volatile long heldTokens;
    private boolean settled;
    private boolean released;
    /// Neighbours among all that are open.
    @Nullable
    Reservation before;
    @Nullable
    Reservation after;

    Reservation(Admission home, Claim claim, String key, Instant since, ZoneId zone, List<Part> parts,
            Paced paced) {
        this.home = home;
        this.id = claim.id();
        this.key = key;
        this.since = since;
        this.zone = zone;
        this.parts = parts;
        this.pace = paced.pace;
        this.paceSlot = paced.slot;
        this.rates = paced.rates;
        this.paceTokens = claim.tokens();
        this.held = Math.max(0, claim.picos());
        this.heldTokens = Math.max(0, claim.tokens());
    }

    /// A key's counters, and where the call stands in them; for keys without limits all of it is empty.
    record Paced(@Nullable Pace pace, long slot, Rates rates) {
        static final Paced NOT = new Paced(null, 0, Rates.NONE);
    }

    /// Pico-dollars held now.
    public long held() {
        return held;
    }

    /// How the key's limits stood when the call was admitted, itself included.
    public Rates rates() {
        return rates;
    }

    /// Holds more where a call costs more than was thought; cheap while it does not.
    ///
    /// @param spentSoFar pico-dollars over all attempts, never falling
    /// @param tokensSoFar input and output over all attempts, never falling
    /// @return the budget that has no room: then the hold is as before and the call should end
    public Optional<OverBudget> grow(long spentSoFar, long tokensSoFar) {
        return (spentSoFar <= held && tokensSoFar <= heldTokens) || parts.isEmpty()
                ? Optional.empty()
                : home.grow(this, spentSoFar, tokensSoFar);
    }

    /// Replaces the hold by what the call came to, once; more than was held is charged whole.
    ///
    /// @param picos pico-dollars, 0 or more
    /// @param tokens input and output, 0 or more
    /// @param asked whether a provider was asked: what never left counts as no request
    public void settle(long picos, long tokens, boolean asked) {
        home.settle(this, Math.max(0, picos), Math.max(0, tokens), asked);
    }

    @Override
    public void close() {
        settle(0, 0, false);
    }

    // What follows is called under the lock of `home`.

    boolean isOpen() {
        return !settled && !released;
    }

    boolean isPaced() {
        return pace != null;
    }

    boolean isSettled() {
        return settled;
    }

    long heldTokens() {
        return heldTokens;
    }

    void growTo(long picos, long tokens) {
        for (Part part : parts) {
            long more = part.amount(picos, tokens) - part.held;
            if (more > 0) {
                part.held += more;
                part.account.held = Account.sum(part.account.held, more);
            }
        }
        held = Math.max(held, picos);
        heldTokens = Math.max(heldTokens, tokens);
    }

    /// Gives back what is held; what the call comes to is charged all the same when it ends.
    boolean release() {
        boolean first = isOpen();
        if (first) {
            released = true;
            parts.forEach(Reservation::giveBack);
            held = 0;
            heldTokens = 0;
        }
        return first;
    }

    private static void giveBack(Part part) {
        part.account.held -= part.held;
        part.account.holds--;
        part.held = 0;
    }

    /// @return whether this was the first time
    boolean settleNow(long picos, long tokens, boolean asked, Instant now, long nanos) {
        if (settled) {
            return false;
        }
        boolean holds = isOpen();
        settled = true;
        for (Part part : parts) {
            if (holds) {
                giveBack(part);
            }
            part.account.settle(part.budget().unit() == Budget.Unit.REQUESTS
                    ? asked ? 1 : 0
                    : part.amount(picos, tokens), now);
        }
        if (pace != null) {
            pace.settle(paceSlot, paceTokens, tokens, nanos);
        }
        return true;
    }
}
