package dev.tollgate.gateway.request;

import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.Word;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What would become of a call, and why. Immutable.
///
/// @param refusal why it would get no target at all, in the words the caller would read
/// @param barred which budget or limit would refuse it before anything is sent, in the same words; the rungs stand as
///     they would if there were room
/// @param notes what is worth telling of the choice of the route
/// @param rungs the route's targets in its order
/// @param heldPicos pico-dollars that budgets would hold for it
public record Explained(Hypothesis asked, Optional<String> refusal, Optional<String> barred, Optional<String> route,
        List<String> notes, List<Rung> rungs, long heldPicos) {
    public Explained {
        notes = List.copyOf(notes);
        rungs = List.copyOf(rungs);
    }

    /// One target of the route.
    ///
    /// @param target `provider/model` as sent
    /// @param reason why it stands there, or was left out
    /// @param facts what else bears on it: health, limits, context
    /// @param likelyPicos what the call would cost here; empty without a price
    public record Rung(String target, RouteType type, Fate fate, String reason, List<String> facts,
            OptionalLong likelyPicos) {
        public Rung {
            facts = List.copyOf(facts);
        }
    }

    /// What happens to a target.
    public enum Fate implements Word {
        TAKEN,
        STANDBY,
        DROPPED
    }
}
