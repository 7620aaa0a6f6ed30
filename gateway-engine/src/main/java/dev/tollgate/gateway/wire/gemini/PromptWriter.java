package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what a Gemini provider is asked. For one request.
final class PromptWriter {
    private final Prompt prompt;
    private final ProviderForm.Model model;
    private final List<String> dropped;
    private final ObjectNode body = Json.object();

    PromptWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.prompt = prompt;
        this.model = model;
        this.dropped = dropped;
    }

    ObjectNode write() {
        var system = Json.array();
        var contents = Json.array();
        var parts = new PartWriter(prompt, model, dropped);
        for (var turn : prompt.turns()) {
            if (turn.role() == Role.SYSTEM) {
                turn.parts().forEach(part -> parts.write(part, system));
            } else {
                content(turn, parts, contents);
            }
        }
        if (contents.isEmpty()) {
            throw Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                    "holds no message of a user: Gemini answers nothing without one");
        }
        if (!system.isEmpty()) {
            body.putObject("systemInstruction").set("parts", system);
        }
        body.set("contents", contents);
        tools();
        var config = new OptionsWriter(prompt, model, dropped).write();
        if (!config.isEmpty()) {
            body.set("generationConfig", config);
        }
        return body;
    }

    /// Neighbours of one role are one content.
    private static void content(Prompt.Turn turn, PartWriter parts, ArrayNode contents) {
        var role = turn.role() == Role.ASSISTANT ? "model" : "user";
        var last = contents.isEmpty() ? Json.object() : contents.get(contents.size() - 1);
        boolean joins = last.path("role").asString("").equals(role);
        var list = joins && last.path("parts") instanceof ArrayNode open ? open : Json.array();
        results(turn).forEach(part -> parts.write(part, list));
        turn.parts().stream().filter(part -> !(part instanceof Part.Result)).forEach(part -> parts.write(part, list));
        parts.turnEnds(list);
        if (!joins && !list.isEmpty()) {
            contents.addObject().put("role", role).set("parts", list);
        }
    }

    /// Results stand first: they answer the turn before.
    private static List<Part> results(Prompt.Turn turn) {
        return turn.parts().stream().filter(Part.Result.class::isInstance).toList();
    }

    private void tools() {
        if (prompt.tools().isEmpty()) {
            return;
        }
        var functions = body.putArray("tools").addObject().putArray("functionDeclarations");
        for (var tool : prompt.tools()) {
            var function = functions.addObject().put("name", tool.name());
            tool.description().ifPresent(text -> function.put("description", text));
            var schema = schema(tool);
            if (!schema.isEmpty()) {
                function.set("parametersJsonSchema", schema);
            }
        }
        choice();
    }

    private static JsonNode schema(Prompt.Tool tool) {
        return tool.freeform() ? Freeform.schema() : Schemas.plain(tool.schema());
    }

    private void choice() {
        switch (prompt.choice()) {
            case Prompt.Choice.Auto _ -> {
                // as it is without a word
            }
            case Prompt.Choice.None _ -> mode("NONE");
            case Prompt.Choice.Any _ -> mode("ANY");
            case Prompt.Choice.Named(var name) -> mode("ANY").putArray("allowedFunctionNames").add(name);
        }
    }

    private ObjectNode mode(String mode) {
        return body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
    }
}
