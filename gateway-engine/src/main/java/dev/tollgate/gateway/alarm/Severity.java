package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.term.Word;

/// How bad it is; an alarm keeps the worst it has had.
public enum Severity implements Word {
    INFO,
    WARNING,
    CRITICAL;

    Severity worst(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
