package dev.tollgate.console.feed;

import dev.tollgate.gateway.term.Fault;

/// Why a call failed, as people say it: the words of the contract have underscores.
public final class FaultWords {
    private FaultWords() {}

    public static String of(Fault fault) {
        return fault.word().replace('_', ' ');
    }

    /// A sentence of the engine's in which a fault may be named.
    public static String in(String sentence) {
        var said = sentence;
        for (var fault : Fault.values()) {
            said = said.replace(fault.word(), of(fault));
        }
        return said;
    }
}
