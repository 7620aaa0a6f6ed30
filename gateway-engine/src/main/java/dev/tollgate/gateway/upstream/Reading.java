package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.ProviderError;
import dev.tollgate.gateway.upstream.judge.Unfit;
import dev.tollgate.gateway.wire.ErrorBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An answer that is read while it is passed on. For one thread.
interface Reading {
    /// Takes what has come.
    void feed(byte[] bytes, int from, int to);

    /// Nothing more comes.
    void end();

    /// Bytes that may be written; valid until [#written].
    byte[] out();

    int length();

    void written();

    /// How many events have come so far.
    int events();

    /// Whether there is content: from now on the client may see it.
    boolean hasBegun();

    /// Whether content flows that the client is not to see yet.
    default boolean holds() {
        return false;
    }

    /// Whether all of the answer has been read.
    default boolean isOver() {
        return false;
    }

    /// What is wrong with what has come, as far as that is certain.
    default Optional<Unfit> unfit() {
        return Optional.empty();
    }

    /// Whether nothing is missing if the connection ends now.
    boolean isFinished();

    StreamReader.Stop stop();

    /// What ends a whole answer.
    byte[] tail();

    /// What tells the client of a failure in the midst of the answer; nothing where it cannot be told in band.
    byte[] farewell(ErrorBody.Said said);

    ProviderError error();

    byte[] errorBody();

    Optional<String> model();

    /// The id under which the provider keeps this answer, if it does.
    default Optional<String> storedAs() {
        return Optional.empty();
    }

    Optional<Figures> figures();

    long inputSoFar();

    long outputSoFar();

    /// What the provider reported, else our own count: of a whole answer an estimate, of a broken one at least this.
    Usage usage(boolean whole);

    List<String> notes();

    /// What the calls of a batch used, by model, where this is its output.
    default Map<String, Usage> batched() {
        return Map.of();
    }
}
