package dev.tollgate.gateway.ledger;

import java.time.ZoneId;

/// The billing zone in force, changed while rows are written and read: both see a change at their next row or question.
final class BillingDays {
    /// @param since first minute from which coarse roll-ups may stand in for fine ones
    private record Now(Buckets buckets, long since) {}

    private volatile Now now;

    BillingDays(ZoneId zone) {
        now = new Now(new Buckets(zone), 0);
    }

    void use(ZoneId zone, long since) {
        now = new Now(new Buckets(zone), since);
    }

    Buckets buckets() {
        return now.buckets;
    }

    long since() {
        return now.since;
    }
}
