package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Route;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.term.Fault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whom to ask, in order, and who was left out. Immutable; making it took nothing.
///
/// @param choices at least one
/// @param place whose calls shall stay with what answers this one
public record Plan(Route route, List<Choice> choices, List<Verdict> dropped, Optional<Pins.Place> place) {
    public Plan {
        choices = List.copyOf(choices);
        dropped = List.copyOf(dropped);
    }

    /// Who comes after a failure: another credential of the same target helps only where the credential was the cause.
    ///
    /// @param failed the index of the choice that failed
    public OptionalInt next(int failed, Fault fault) {
        boolean byCredential = fault == Fault.AUTH || fault == Fault.RATE_LIMITED;
        for (int i = failed + 1; i < choices.size(); i++) {
            if (byCredential || !choices.get(i).twinOf(choices.get(failed))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }
}
