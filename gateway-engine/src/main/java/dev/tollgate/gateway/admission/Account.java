package dev.tollgate.gateway.admission;

import java.time.Instant;

/// One counter of one budget. Not thread-safe: guarded by [Admission]'s lock.
final class Account {
    /// Which budget's, whose, and of the window that began then.
    record Place(String budget, String subject, Instant start) {}

    final Place place;
    long settled;
    long held;
    long holds;

    Account(Place place) {
        this.place = place;
    }

    /// Nothing runs on it and its window is over for good.
    boolean isPast(Instant now) {
        return holds == 0 && !place.start.equals(Instant.EPOCH) && place.start.plus(Window.LONGEST_DAY).isBefore(now);
    }

    /// What is left under this limit; negative where real costs went over it.
    long room(long limit) {
        return limit - settled - held;
    }

    void hold(long picos) {
        held += picos;
        holds++;
    }

    void settle(long hold, long spent) {
        held -= hold;
        holds--;
        long sum = settled + spent;
        settled = sum < settled ? Long.MAX_VALUE : sum;
    }
}
