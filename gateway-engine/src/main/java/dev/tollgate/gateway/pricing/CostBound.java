package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Word;

/// How sure a cost is, from best to worst.
public enum CostBound implements Word {
    EXACT,
    ESTIMATED,
    AT_LEAST
}
