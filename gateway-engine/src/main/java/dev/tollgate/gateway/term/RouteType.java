package dev.tollgate.gateway.term;

/// What a target is on its route: the first choice, a pool, a stand-in, a saver.
public enum RouteType implements Word {
    DIRECT,
    POOLED,
    BACKUP,
    CHEAPER,
    FREE
}
