package dev.tollgate.gateway.routing;

import java.time.ZonedDateTime;
import java.util.Map;
import java.util.OptionalLong;

/// What a plan may ask about the call and the moment. Asked only where the route's policy needs it, since an answer may
/// take some microseconds. For one thread.
public interface Outlook {
    /// Pico-dollars that the call would likely cost there; empty without a price.
    OptionalLong likely(Choice choice);

    /// Percent used or held of the budgets that count the call, by name.
    Map<String, Integer> budgets();

    /// In the billing zone.
    ZonedDateTime now();

    Complexity complexity();

    /// From 0 to 1, below 1, anew each time.
    double chance();
}
