package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Word;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What a trial call of a provider showed.
public sealed interface Probed {
    /// It answered.
    ///
    /// @param latency from sending to the last byte
    record Works(String model, Duration latency, Usage usage, OptionalLong reportedPicos) implements Probed {}

    /// It did not.
    ///
    /// @param message what happened and what to do, in plain words; quotes no secret
    /// @param detail the provider's own words, if any
    record Fails(Kind kind, String message, Optional<String> detail) implements Probed {}

    /// What went wrong, as far as it can be told apart from here.
    enum Kind implements Word {
        WRONG_KEY,
        NO_CREDIT,
        MODEL_NOT_ALLOWED,
        MODEL_UNKNOWN,
        REGION_REFUSED,
        RATE_LIMITED,
        NO_SUCH_HOST,
        NOTHING_LISTENS,
        TIMED_OUT,
        TLS,
        PROXY,
        NOT_OPENAI,
        PROVIDER_TROUBLE,
        REQUEST_REFUSED
    }
}
