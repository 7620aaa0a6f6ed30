package dev.tollgate.console.feed;

import dev.tollgate.gateway.GatewayStatus;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.control.RefusedFile;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.event.LiveView;
import dev.tollgate.gateway.ledger.LedgerStatus;
import dev.tollgate.gateway.routing.TargetState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is going on at one moment, built off the UI thread; immutable.
///
/// @param alarms that have not ended, the loud ones first
/// @param refusedFile a changed configuration file that cannot be used
public record LiveSnapshot(Instant at, GatewayStatus status, LiveView counts, List<FlightView> flights,
        List<TargetState> targets, List<BudgetState> budgets, LedgerStatus ledger, List<Pauses.Pause> pauses,
        Today today, List<AlarmView> alarms, Optional<RefusedFile> refusedFile) {
    /// Of the day in the billing zone.
    ///
    /// @param settledPicos everything settled so far, to the pico-dollar
    /// @param reservedPicos held for running calls
    /// @param runningPicos estimate of what running calls have cost so far
    public record Today(long settledPicos, long reservedPicos, long runningPicos, long unpriced, long requests) {}
}
