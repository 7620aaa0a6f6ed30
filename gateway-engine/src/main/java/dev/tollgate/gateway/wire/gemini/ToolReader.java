package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads the functions a client of Gemini declares, and which of them may or must be called. For one request.
final class ToolReader {
    private final List<Prompt.Tool> tools = new ArrayList<>();
    private final Prompt.Choice choice;

    ToolReader(At body) {
        for (var group : body.get("tools").items()) {
            group(group.object());
        }
        choice = body.get("toolConfig").maybe("functionCallingConfig").map(this::choice)
                .orElseGet(Prompt.Choice.Auto::new);
    }

    List<Prompt.Tool> tools() {
        return tools;
    }

    Prompt.Choice choice() {
        return choice;
    }

    private void group(At group) {
        for (var name : group.node().propertyNames()) {
            if (!name.equals("functionDeclarations") && !name.equals("function_declarations")) {
                throw group.get(name)
                        .cannot("is a tool that runs at Google, and the model that answers has none of that"
                                + " kind: leave it out, or route to a provider that speaks Gemini");
            }
        }
        for (var function : group.get("functionDeclarations").items()) {
            tools.add(new Prompt.Tool(function.object().get("name").text(),
                    function.maybe("description").map(At::text), schema(function), Optional.empty(), false,
                    Optional.empty()));
        }
    }

    private static JsonNode schema(At function) {
        return function.maybe("parametersJsonSchema").map(At::node)
                .or(() -> function.maybe("parameters").map(at -> Schemas.jsonSchema(at.node())))
                .orElseGet(Json::object);
    }

    private Prompt.Choice choice(At at) {
        var names = new HashSet<String>();
        at.get("allowedFunctionNames").items().forEach(name -> names.add(name.text()));
        return switch (at.maybe("mode").map(At::upper).orElse("AUTO")) {
            case "NONE" -> new Prompt.Choice.None();
            case "ANY" -> {
                if (names.size() == 1) {
                    yield new Prompt.Choice.Named(names.iterator().next());
                }
                tools.removeIf(tool -> !names.isEmpty() && !names.contains(tool.name()));
                yield new Prompt.Choice.Any();
            }
            case "AUTO", "VALIDATED", "MODE_UNSPECIFIED" -> new Prompt.Choice.Auto();
            default -> throw at.get("mode").wrong("must be AUTO, ANY or NONE");
        };
    }
}
