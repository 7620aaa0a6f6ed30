package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.Head;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What opening a call led to; until here the client has seen nothing of it.
public sealed interface Opening {
    /// An answer.
    sealed interface Came extends Opening {}

    /// The whole answer.
    ///
    /// @param head the reply's fields that may pass; no length
    /// @param responseModel the model that answered, as the provider names it
    /// @param reportedPicos the provider's own price in pico-dollars
    /// @param took from sending to the last byte
    /// @param notes what was repaired in the provider's figures
    record Whole(int status, Head head, byte[] body, Usage usage, Optional<String> responseModel,
            OptionalLong reportedPicos, Duration took, Optional<String> notes) implements Came {}

    /// Content is there and held back: relay it, and close it on every path.
    record Streaming(Answer answer) implements Came {}

    /// An answer that is not what was demanded: to be passed on only if nobody does better. A stream is to be closed on
    /// every path.
    record Unsuited(Came answer, Unfit unfit) implements Opening {}

    /// Nothing that could be passed on as a success; the usage is what it cost all the same.
    record Failed(Failure failure, Usage usage) implements Opening {}
}
