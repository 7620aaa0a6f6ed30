package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One budget's counter as it stands now; amounts are in the budget's unit: pico-dollars, tokens or requests.
///
/// @param subject whose counter, see `Scope.subject`
/// @param window as configurations spell it: `day`, `5h`
/// @param windowEnd empty: it never starts anew
/// @param limit what was added to it for a while included
/// @param reserved held by running calls
/// @param holds how many calls hold something
/// @param projected settled and reserved at the window's end if the last hour's pace goes on, no more than the cap while
///     calls are turned away; empty where that cannot be said
/// @param state `ok`, `notified` from its first notify step on, `blocked` from its first block step on
/// @param told the highest share a notify step told of in this window, 0 for none
/// @param toldAt when that was
/// @param refused calls turned away in this window
/// @param refusedSince when the first of them came
/// @param raise what is added to the configured limit now
/// @param refusing whether the call that was turned away last would not fit now either, though something may be left
public record BudgetState(String name, String subject, Budget.Unit unit, String window, Instant windowStart,
        Optional<Instant> windowEnd, long limit, long settled, long reserved, long holds, OptionalLong projected,
        String state, int told, Optional<Instant> toldAt, long refused, Optional<Instant> refusedSince,
        Optional<Raise> raise, boolean refusing) {
    public static final String OK = "ok";
    public static final String NOTIFIED = "notified";
    public static final String BLOCKED = "blocked";

    /// Used share of the limit, 1 and more where nothing is left.
    public double share() {
        return limit <= 0 ? 1 : (settled + (double) reserved) / limit;
    }
}
