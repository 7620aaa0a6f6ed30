package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.term.Attribution;

/// What a call may cost at most, asked for before it is made.
///
/// @param picos pico-dollars, 0 or more
/// @param priced whether that is a price, or a stand-in for one that is unknown
public record Claim(Attribution who, long picos, boolean priced) {}
