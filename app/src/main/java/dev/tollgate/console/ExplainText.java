package dev.tollgate.console;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What would become of a call, as lines of text.
final class ExplainText {
    private ExplainText() {}

    /// @param told as `POST routes/NAME/explain` answers
    static List<String> lines(JsonNode told) {
        var lines = new ArrayList<String>();
        told.path("notes").forEach(note -> lines.add(note.asString()));
        if (!told.path("refusal").isNull()) {
            lines.add("Refused: " + told.path("refusal").asString());
        }
        if (!told.path("barred").isNull()) {
            lines.add("Refused now: " + told.path("barred").asString());
        }
        if (!told.path("route").isNull()) {
            lines.add("Route " + told.path("route").asString() + ", " + told.path("input").asLong() + " tokens in and "
                    + told.path("output").asLong() + " out, budgets would hold $" + told.path("held_usd").asString());
        }
        int number = 0;
        for (var rung : told.path("targets")) {
            lines.add("%3d  %-8s %s%s".formatted(++number, rung.path("fate").asString(),
                    rung.path("target").asString(), price(rung)));
            lines.add("     " + rung.path("reason").asString());
            rung.path("facts").forEach(fact -> lines.add("     " + fact.asString()));
        }
        return lines;
    }

    private static String price(JsonNode rung) {
        return rung.path("likely_usd").isNull() ? "" : "  about $" + rung.path("likely_usd").asString();
    }
}
