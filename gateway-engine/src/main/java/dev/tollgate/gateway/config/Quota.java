package dev.tollgate.gateway.config;

import java.util.OptionalLong;

/// What a target takes at most, all its credentials together.
///
/// @param rpm calls a minute, 1 to [Credential#MOST]
/// @param tpm tokens a minute, input and output, 1 to [Credential#MOST]
/// @param parallel calls at the same time, 1 to [Credential#MOST]
public record Quota(OptionalLong rpm, OptionalLong tpm, OptionalLong parallel) {
    public static final Quota NONE = new Quota(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    public boolean isLimited() {
        return rpm.isPresent() || tpm.isPresent() || parallel.isPresent();
    }
}
