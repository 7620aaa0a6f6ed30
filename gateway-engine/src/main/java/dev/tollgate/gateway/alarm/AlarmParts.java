package dev.tollgate.gateway.alarm;

import dev.tollgate.gateway.admission.BudgetState;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Secrets;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.event.Flights;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.upstream.Transport;
import java.util.List;
import java.util.function.Supplier;

/// What [Alarms] is made of.
///
/// @param config the rules and channels in force
/// @param budgets every budget's counters now
/// @param transport sends webhooks
public record AlarmParts(Supplier<GatewayConfig> config, Supplier<List<BudgetState>> budgets, Flights flights,
        Events events, Ledger ledger, Control control,
        Transport transport, Secrets secrets, Time time) {}
