package dev.tollgate.gateway.term;

/// What kind of call a client made.
public enum Endpoint implements Word {
    CHAT,
    COMPLETIONS,
    EMBEDDINGS
}
