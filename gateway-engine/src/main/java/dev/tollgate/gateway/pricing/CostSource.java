package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Word;

/// Where a cost comes from. Free, none and unpriced are three states, never one zero.
public enum CostSource implements Word {
    PROVIDER,
    COMPUTED,
    FREE,
    UNPRICED,
    NONE,
    MIXED
}
