package dev.tollgate.gateway.wire.neutral;

import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import java.util.ArrayList;
import java.util.List;

/// Turns as they follow each other. Pure.
public final class Turns {
    private Turns() {}

    /// An answer with calls that came in several turns is one: results must follow the message with their calls.
    public static List<Turn> joined(List<Turn> turns) {
        var all = new ArrayList<Turn>();
        for (var turn : turns) {
            if (!all.isEmpty() && all.getLast().role() == Role.ASSISTANT && turn.role() == Role.ASSISTANT
                    && (calls(all.getLast()) || calls(turn))) {
                var parts = new ArrayList<>(all.removeLast().parts());
                parts.addAll(turn.parts());
                all.add(new Turn(Role.ASSISTANT, parts));
            } else {
                all.add(turn);
            }
        }
        return all;
    }

    private static boolean calls(Turn turn) {
        return turn.parts().stream().anyMatch(Part.Call.class::isInstance);
    }
}
