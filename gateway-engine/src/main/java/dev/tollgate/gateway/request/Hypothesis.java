package dev.tollgate.gateway.request;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Estimator;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.Head;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A call that is only thought of, by what its route is chosen by.
///
/// @param key name of the virtual key; an unknown one stands for a key without any rule
/// @param input tokens, 0 or more
/// @param output tokens it will write, for the estimate of its cost
/// @param maxOutput what the caller would set as its maximum
/// @param head the caller's fields: what they attribute and mark counts as it would
/// @param whole the body read, where there is one; else one of that size is made up
public record Hypothesis(String key, String model, Endpoint endpoint, long input, long output, OptionalLong maxOutput,
        boolean tools, Head head, Optional<Ask> whole) {
    private static final int BYTES_A_TOKEN = 4;
    private static final long SHORT_ANSWER = 500;

    /// Known by its size alone.
    public Hypothesis(String key, String model, Endpoint endpoint, long input, long output, OptionalLong maxOutput,
            boolean tools) {
        this(key, model, endpoint, input, output, maxOutput, tools, Head.EMPTY, Optional.empty());
    }

    /// The same from a caller with this head.
    public Hypothesis from(Head caller) {
        return new Hypothesis(key, model, endpoint, input, output, maxOutput, tools, caller, whole);
    }

    /// A call with this body.
    ///
    /// @param wanted tokens it will write; empty: its own maximum where that is small, else a short answer
    public static Hypothesis of(String key, Ask ask, OptionalLong wanted, Head caller) {
        long most = ask.maxOutput().orElse(SHORT_ANSWER);
        return new Hypothesis(key, ask.model(), ask.endpoint(), Estimator.tokens(ask.inputBytes()),
                wanted.orElse(Math.min(most, SHORT_ANSWER)), ask.maxOutput(), ask.tools(), caller, Optional.of(ask));
    }

    /// A call that was made, as if it came again now.
    public static Hypothesis again(Entry entry) {
        return new Hypothesis(entry.asked().key(), entry.asked().model().orElse(""),
                entry.asked().endpoint().orElse(Endpoint.CHAT), entry.usage().get(Unit.INPUT),
                entry.usage().get(Unit.OUTPUT), OptionalLong.empty(), false);
    }

    Ask ask() {
        if (whole.isPresent()) {
            return whole.get();
        }
        var nothing = new Ask.Spans(List.of(), 0, OptionalInt.empty(), List.of(), List.of());
        return new Ask(endpoint, model, true, false, maxOutput, maxOutput, false, 1, input * BYTES_A_TOKEN, tools,
                false,
                false, Map.of(), new byte[0], nothing, new long[0]);
    }
}
