package dev.tollgate.gateway.alarm;

/// Takes what calls use while they run; negative amounts correct what was counted before.
interface Counter {
    void add(long millis, long tokens, long picos);
}
