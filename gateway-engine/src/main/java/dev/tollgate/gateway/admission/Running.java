package dev.tollgate.gateway.admission;

import org.jspecify.annotations.Nullable;

/// What is held by calls that run, the newest first: a list whose links are the reservations' own, so that a call takes
/// no memory for it. Not thread-safe: guarded by [Admission]'s lock.
final class Running {
    private @Nullable Reservation newest;

    @Nullable
    Reservation newest() {
        return newest;
    }

    void add(Reservation reservation) {
        var next = newest;
        if (next != null) {
            next.before = reservation;
        }
        reservation.after = next;
        newest = reservation;
    }

    void remove(Reservation reservation) {
        var before = reservation.before;
        var after = reservation.after;
        if (before == null) {
            newest = after;
        } else {
            before.after = after;
        }
        if (after != null) {
            after.before = before;
        }
    }
}
