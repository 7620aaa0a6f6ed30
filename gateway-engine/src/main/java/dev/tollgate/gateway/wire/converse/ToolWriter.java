package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.messages.Names;
import dev.tollgate.gateway.wire.messages.Schemas;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the tools a model may call, and which it must. An answer that keeps to a schema is the call of a tool that takes
/// it: [#ANSWER]. For one request.
final class ToolWriter {
    /// The tool whose arguments are the answer; what is read of it becomes text again.
    static final String ANSWER = "tollgate_answer";

    private final Prompt prompt;
    private final Family family;
    private final List<String> dropped;
    private final ArrayNode tools = Json.array();

    ToolWriter(Prompt prompt, Family family, List<String> dropped) {
        this.prompt = prompt;
        this.family = family;
        this.dropped = dropped;
    }

    /// Whether some tool must be called.
    boolean write(ObjectNode body) {
        boolean may = !(prompt.choice() instanceof Prompt.Choice.None) && !prompt.tools().isEmpty();
        if (may) {
            for (int i = 0; i < prompt.tools().size(); i++) {
                tool(prompt.tools().get(i), "tools[" + i + "]");
            }
        } else {
            called();
        }
        var choice = answer(may).or(() -> may ? choice() : Optional.empty());
        if (!tools.isEmpty()) {
            var config = body.putObject("toolConfig");
            config.set("tools", tools);
            choice.ifPresent(which -> config.set("toolChoice", which));
            alone();
        }
        return choice.isPresent();
    }

    private void alone() {
        var parallel = prompt.settings().get(Prompt.Setting.PARALLEL_CALLS);
        if (parallel != null && !parallel.asBoolean(true)) {
            dropped.add("parallel_tool_calls");
        }
    }

    private void tool(Prompt.Tool tool, String path) {
        var spec = spec(name(tool.name(), path), tool.freeform() ? Freeform.schema() : Schemas.ofTool(tool.schema()));
        tool.description().filter(text -> !text.isBlank()).ifPresent(text -> spec.put("description", text));
        if (tool.strict().orElse(false)) {
            dropped.add(path + ".strict");
        }
        tool.cache().ifPresent(mark -> {
            if (family.cachesTools()) {
                tools.add(BlockWriter.cachePoint(mark));
            } else {
                dropped.add(path + ".cache_control");
            }
        });
    }

    private ObjectNode spec(String name, JsonNode schema) {
        var spec = tools.addObject().putObject("toolSpec").put("name", name);
        spec.putObject("inputSchema").set("json", schema);
        return spec;
    }

    private static String name(String name, String path) {
        var spelled = Names.spelled(name);
        if (spelled.length() > Names.LONGEST) {
            throw new Untranslatable(path + ".name", "`" + path + ".name` is too long for Bedrock, which takes "
                    + Names.LONGEST + " letters, digits, `_` and `-`: shorten it.");
        }
        return spelled;
    }

    /// Bedrock refuses calls in a conversation without tools: those that were called are declared again.
    private void called() {
        var names = prompt.turns().stream().flatMap(turn -> turn.parts().stream()).filter(Part.Call.class::isInstance)
                .map(part -> Names.spelled(((Part.Call) part).name())).distinct().toList();
        names.forEach(name -> spec(name, Json.object().put("type", "object")));
        if (!names.isEmpty()) {
            dropped.add("tools: those called before are declared, since Bedrock wants them, and could be called again");
        }
    }

    /// @param may whether the model may call the client's tools
    private Optional<ObjectNode> answer(boolean may) {
        if (!(prompt.format() instanceof Prompt.Format.Schema(_, var schema, _))) {
            return Optional.empty();
        }
        if (may && !(prompt.choice() instanceof Prompt.Choice.Auto)) {
            dropped.add("response_format: a tool must be called");
            return Optional.empty();
        }
        var type = schema.path("type");
        if (!type.isMissingNode() && !type.asString("").equals("object")) {
            throw new Untranslatable(Untranslatable.Place.FORMAT, "holds a schema that is none of an object, which is"
                    + " what Bedrock answers with: put the value into an object's field");
        }
        spec(ANSWER, Schemas.ofTool(schema)).put("description", "Gives the answer to the user.");
        return Optional.of(may ? any() : named(ANSWER));
    }

    private Optional<ObjectNode> choice() {
        return switch (prompt.choice()) {
            case Prompt.Choice.Auto _,Prompt.Choice.None _ -> Optional.empty();
            case Prompt.Choice.Any _ -> Optional.of(any());
            case Prompt.Choice.Named(var name) -> Optional.of(named(Names.spelled(name)));
        };
    }

    private static ObjectNode any() {
        var choice = Json.object();
        choice.putObject("any");
        return choice;
    }

    private static ObjectNode named(String name) {
        var choice = Json.object();
        choice.putObject("tool").put("name", name);
        return choice;
    }
}
