package dev.tollgate.gateway.ledger;

import dev.tollgate.gateway.config.Retention;
import java.nio.file.Path;
import java.time.ZoneId;

/// Where the ledger lives and what it must know before it opens.
///
/// @param dir made if absent; `ledger.mv.db`, `journal/`, `backups/` and `ledger.lock` stand in it
/// @param billingZone days and hours of roll-ups begin by its clock
/// @param zoneAsked false: a ledger that has a zone of its own keeps it, until [Ledger#zone] says otherwise
public record LedgerHome(Path dir, ZoneId billingZone, Retention retention, boolean zoneAsked) {
    public LedgerHome(Path dir, ZoneId billingZone, Retention retention) {
        this(dir, billingZone, retention, true);
    }
}
