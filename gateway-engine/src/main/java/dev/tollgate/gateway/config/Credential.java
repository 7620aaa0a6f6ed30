package dev.tollgate.gateway.config;

import java.util.OptionalLong;

/// One key of a provider, and what it may be used for at most. At a limit the next credential or target takes over; no
/// call waits for it.
///
/// @param rpm calls a minute, 1 to [#MOST]
/// @param tpm tokens a minute, input and output, 1 to [#MOST]
/// @param parallel calls at the same time, 1 to [#MOST]
public record Credential(Secret secret, OptionalLong rpm, OptionalLong tpm, OptionalLong parallel) {
    /// No limit is larger: a minute's tokens of all the world's traffic fit below it.
    public static final long MOST = 1_000_000_000_000L;

    /// Without limits.
    public static Credential of(Secret secret) {
        return new Credential(secret, OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /// The same limits on another key.
    public Credential with(Secret other) {
        return new Credential(other, rpm, tpm, parallel);
    }

    public boolean isLimited() {
        return rpm.isPresent() || tpm.isPresent() || parallel.isPresent();
    }

    /// Its limits alone.
    public Quota quota() {
        return new Quota(rpm, tpm, parallel);
    }
}
