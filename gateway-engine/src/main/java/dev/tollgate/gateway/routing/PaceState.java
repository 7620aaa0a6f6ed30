package dev.tollgate.gateway.routing;

import java.util.OptionalLong;

/// What a credential has used of its limits at one moment.
///
/// @param calls within the last minute, where there is a limit to them
/// @param tokens within the last minute, where there is a limit to them
/// @param running calls now
public record PaceState(OptionalLong rpm, long calls, OptionalLong tpm, long tokens, OptionalLong parallel,
        int running) {}
