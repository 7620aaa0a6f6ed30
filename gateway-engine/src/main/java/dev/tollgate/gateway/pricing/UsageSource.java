package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Word;

/// How a usage figure came about, from best to worst.
public enum UsageSource implements Word {
    REPORTED,
    ESTIMATED,
    AT_LEAST,
    NONE
}
