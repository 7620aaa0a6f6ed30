package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.upstream.dialect.Figures;
import dev.tollgate.gateway.upstream.dialect.Quirks;
import dev.tollgate.gateway.upstream.dialect.Reply;
import dev.tollgate.gateway.wire.Ask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a stream has consumed: as its provider states it, else as it is counted here. For one thread.
final class Counting {
    private final Ask ask;
    private final Way way;
    private final Quirks quirks;
    /// Usage by path, the last value of each; never added up.
    private final Map<String, String> stated;
    private final LongSupplier said;
    private @Nullable Figures figures;

    /// @param stated grows while the stream is read
    /// @param said bytes of text, thoughts and arguments so far
    Counting(Ask ask, Way way, Quirks quirks, Map<String, String> stated, LongSupplier said) {
        this.ask = ask;
        this.way = way;
        this.quirks = quirks;
        this.stated = stated;
        this.said = said;
    }

    /// Takes what an event, or an error, states of usage.
    void read(byte[] json, int from, int to) {
        Reply.read(json, from, to).ifPresent(reply -> stated.putAll(reply.usage()));
        figure();
    }

    /// Something new was stated.
    void figure() {
        if (Figures.tells(stated, way.protocol())) {
            figures = Figures.of(stated, way.at(), quirks, new Figures.Counted(this::inputGuess, this::outputGuess));
        }
    }

    Optional<Figures> figures() {
        return Optional.ofNullable(figures);
    }

    private long inputGuess() {
        return Estimator.tokens(ask.inputBytes());
    }

    private long outputGuess() {
        return Estimator.tokens(said.getAsLong());
    }

    long inputSoFar() {
        return figures == null ? inputGuess() : figures.usage().get(Unit.INPUT);
    }

    long outputSoFar() {
        return Math.max(outputGuess(), figures == null ? 0 : figures.usage().get(Unit.OUTPUT));
    }

    /// The best known by now: at least an estimate of the input.
    Usage soFar() {
        return figures != null ? figures.usage() : Usage.of(inputGuess(), 0, UsageSource.ESTIMATED);
    }

    /// What the provider reported, else our own count: of a whole answer an estimate, of a broken one at least this.
    Usage usage(boolean whole) {
        if (figures != null && (whole || figures.usage().get(Unit.OUTPUT) > 0 || said.getAsLong() == 0)) {
            return figures.usage();
        }
        return Usage.of(inputSoFar(), outputGuess(), whole ? UsageSource.ESTIMATED : UsageSource.AT_LEAST);
    }

    List<String> notes() {
        return figures == null ? List.of() : figures.notes();
    }
}
