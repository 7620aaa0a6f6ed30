package dev.tollgate.gateway.config;

import java.util.ArrayList;
import java.util.OptionalLong;

/// What a target takes at most, all its credentials together.
///
/// @param rpm calls a minute, 1 to [Credential#MOST]
/// @param tpm tokens a minute, input and output, 1 to [Credential#MOST]
/// @param parallel calls at the same time, 1 to [Credential#MOST]
public record Quota(OptionalLong rpm, OptionalLong tpm, OptionalLong parallel) {
    public static final Quota NONE = new Quota(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /// `60 calls a minute, 4 at once`; empty without limits.
    public String words() {
        var words = new ArrayList<String>();
        rpm.ifPresent(calls -> words.add(calls + " calls a minute"));
        tpm.ifPresent(tokens -> words.add(tokens + " tokens a minute"));
        parallel.ifPresent(calls -> words.add(calls + " at once"));
        return String.join(", ", words);
    }

    public boolean isLimited() {
        return rpm.isPresent() || tpm.isPresent() || parallel.isPresent();
    }
}
