package dev.tollgate.gateway.ledger;

import java.time.Instant;
import java.util.List;

/// Totals of one bucket for one combination of the asked dimensions; an unknown value is `""`.
public record SpendRow(Instant start, List<String> by, Totals totals) {
    public SpendRow {
        by = List.copyOf(by);
    }
}
