package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A call's arguments that come in pieces, each under a JSON path (`streamFunctionCallArguments`). For one call.
final class PartialArguments {
    private final ObjectNode all = Json.object();

    void add(JsonNode pieces) {
        for (var piece : pieces) {
            var path = List.of(piece.path("jsonPath").asString("$").replaceFirst("^\\$\\.?", "").split("\\.", -1));
            var at = all;
            for (var name : path.subList(0, path.size() - 1)) {
                at = at.path(name) instanceof ObjectNode inner ? inner : at.putObject(name);
            }
            put(at, path.getLast(), piece);
        }
    }

    private static void put(ObjectNode at, String name, JsonNode piece) {
        if (piece.has("stringValue")) {
            at.put(name, at.path(name).asString("") + piece.path("stringValue").asString(""));
        } else if (piece.has("numberValue")) {
            at.set(name, piece.path("numberValue"));
        } else if (piece.has("boolValue")) {
            at.set(name, piece.path("boolValue"));
        } else {
            at.putNull(name);
        }
    }

    String json() {
        return Json.text(all);
    }
}
