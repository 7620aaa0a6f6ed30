package dev.tollgate.gateway.config;

import java.util.OptionalLong;

/// What one key may use at most; an empty field is no limit.
///
/// @param rpm calls in any 60 seconds
/// @param tpm tokens, input and output, in any 60 seconds
/// @param parallel calls at a time
/// @param maxInputTokens of one call
/// @param maxOutputTokens of one call; sent on where the call names none
/// @param maxRequestPicos what one call may cost at most, in pico-dollars
public record KeyLimits(OptionalLong rpm, OptionalLong tpm, OptionalLong parallel, OptionalLong maxInputTokens,
        OptionalLong maxOutputTokens, OptionalLong maxRequestPicos) {
    public static final KeyLimits NONE = new KeyLimits(OptionalLong.empty(), OptionalLong.empty(),
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /// Whether calls have to be counted for it: the other limits look at one call alone.
    public boolean counts() {
        return rpm.isPresent() || tpm.isPresent() || parallel.isPresent();
    }

    public boolean isNone() {
        return equals(NONE);
    }
}
