package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.Budget;
import java.time.Instant;

/// What one running call holds in one budget.
///
/// @param request its id
/// @param key whose call it is
/// @param subject whose counter of the budget it is held in
/// @param since when it was admitted
/// @param amount in the budget's unit
public record Hold(String request, String key, String budget, String subject, Instant since, Budget.Unit unit,
        long amount) {}
