package dev.tollgate.gateway.admission;

import java.time.Instant;
import java.util.Optional;

/// One budget's counter as it stands now; money in pico-dollars.
///
/// @param subject whose counter, see `Scope.subject`
/// @param windowEnd empty: it never starts anew
/// @param reserved held by running calls
/// @param holds how many calls hold something
/// @param state `ok`, or `blocked` where nothing is left
public record BudgetState(String name, String subject, Instant windowStart, Optional<Instant> windowEnd, long limit,
        long settled, long reserved, long holds, String state) {
    static final String OK = "ok";
    static final String BLOCKED = "blocked";

    /// Used share of the limit, 1 and more where nothing is left.
    public double share() {
        return limit <= 0 ? 1 : (settled + (double) reserved) / limit;
    }
}
