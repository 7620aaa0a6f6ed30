package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.util.List;
import java.util.Optional;

/// Money held for one request in all budgets that cover it. [#grow] is for the request's own thread; settling is safe
/// from any and counts once. Closing unsettled gives everything back.
public final class Reservation implements AutoCloseable {
    /// One budget's counter with the budget as it stood at admission.
    record Part(Budget budget, Account account) {}

    private final Admission home;
    private final List<Part> parts;
    private volatile long held;
    private boolean settled;

    Reservation(Admission home, List<Part> parts, long held) {
        this.home = home;
        this.parts = List.copyOf(parts);
        this.held = held;
    }

    /// Pico-dollars held now.
    public long held() {
        return held;
    }

    /// Holds more where a call costs more than was thought; cheap while it does not.
    ///
    /// @param spentSoFar pico-dollars over all attempts, never falling
    /// @return the budget that has no room: then the hold is as before and the call should end
    public Optional<String> grow(long spentSoFar) {
        return spentSoFar <= held || parts.isEmpty() ? Optional.empty() : home.grow(this, spentSoFar);
    }

    /// Replaces the hold by what the call cost, once; more than was held is charged whole.
    ///
    /// @param picos pico-dollars, 0 or more
    public void settle(long picos) {
        home.settle(this, Math.max(0, picos));
    }

    @Override
    public void close() {
        settle(0);
    }

    // What follows is called under the lock of `home`.

    List<Part> parts() {
        return parts;
    }

    boolean isSettled() {
        return settled;
    }

    void growTo(long picos) {
        long more = picos - held;
        for (Part part : parts) {
            part.account.held += more;
        }
        held = picos;
    }

    void settleNow(long picos) {
        if (!settled) {
            settled = true;
            for (Part part : parts) {
                part.account.settle(held, picos);
            }
        }
    }
}
