package dev.tollgate.gateway.term;

/// How much a call matters when something has to give way.
public enum Traffic implements Word {
    CRITICAL,
    NORMAL,
    BACKGROUND
}
