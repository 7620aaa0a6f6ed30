package dev.tollgate.gateway.request;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.Ask;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A call that is only thought of, by what its route is chosen by.
///
/// @param key name of the virtual key; an unknown one stands for a key without any rule
/// @param input tokens, 0 or more
/// @param output tokens it will write, for the estimate of its cost
/// @param maxOutput what the caller would set as its maximum
public record Hypothesis(String key, String model, Endpoint endpoint, long input, long output, OptionalLong maxOutput,
        boolean tools) {
    private static final int BYTES_A_TOKEN = 4;

    /// A call that was made, as if it came again now.
    public static Hypothesis again(Entry entry) {
        return new Hypothesis(entry.asked().key(), entry.asked().model().orElse(""),
                entry.asked().endpoint().orElse(Endpoint.CHAT), entry.usage().get(Unit.INPUT),
                entry.usage().get(Unit.OUTPUT), OptionalLong.empty(), false);
    }

    Ask ask() {
        var nothing = new Ask.Spans(List.of(), 0, OptionalInt.empty(), List.of(), List.of());
        return new Ask(endpoint, model, true, false, maxOutput, maxOutput, false, 1, input * BYTES_A_TOKEN, tools,
                false,
                false, Map.of(), new byte[0], nothing, new long[0]);
    }
}
