package dev.tollgate.gateway.admission;

import dev.tollgate.gateway.config.KeyLimits;
import dev.tollgate.gateway.term.Attribution;

/// What a call may use at most, asked for before it is made.
///
/// @param id the request's
/// @param limits its key's
/// @param picos pico-dollars, 0 or more
/// @param tokens input and output, 0 or more
/// @param priced whether `picos` is a price, or a stand-in for one that is unknown
public record Claim(String id, Attribution who, KeyLimits limits, long picos, long tokens, boolean priced) {}
