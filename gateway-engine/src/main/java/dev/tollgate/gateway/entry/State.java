package dev.tollgate.gateway.entry;

import dev.tollgate.gateway.term.Word;

/// Where an entry stands; interrupted only by a crash of our own.
public enum State implements Word {
    STARTED,
    SETTLED,
    INTERRUPTED
}
