package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Writes the tools a model may call, and which it must. For one request.
final class ToolWriter {
    private final Prompt prompt;
    private final Claude claude;
    private final List<String> dropped;

    ToolWriter(Prompt prompt, Claude claude, List<String> dropped) {
        this.prompt = prompt;
        this.claude = claude;
        this.dropped = dropped;
    }

    void write(ObjectNode body) {
        if (prompt.tools().isEmpty()) {
            return; // a choice among none is refused
        }
        var tools = body.putArray("tools");
        for (int i = 0; i < prompt.tools().size(); i++) {
            tools.add(tool(prompt.tools().get(i), "tools[" + i + "]"));
        }
        choice().ifPresent(choice -> body.set("tool_choice", choice));
    }

    private ObjectNode tool(Prompt.Tool tool, String path) {
        var written = Json.object().put("name", name(tool.name(), path));
        tool.description().ifPresent(text -> written.put("description", text));
        written.set("input_schema", tool.freeform() ? Freeform.schema() : Schemas.ofTool(tool.schema()));
        if (tool.strict().orElse(false)) {
            strict(written, path);
        }
        tool.cache().ifPresent(mark -> written.set("cache_control", mark));
        return written;
    }

    private void strict(ObjectNode tool, String path) {
        if (claude.strictTools()) {
            tool.put("strict", true);
        } else {
            dropped.add(path + ".strict");
        }
    }

    private static String name(String name, String path) {
        var spelled = Names.spelled(name);
        if (spelled.length() > Names.LONGEST) {
            throw new Untranslatable(path + ".name", "`" + path + ".name` is too long for Anthropic, which takes "
                    + Names.LONGEST + " letters, digits, `_` and `-`: shorten it.");
        }
        return spelled;
    }

    private Optional<ObjectNode> choice() {
        var choice = switch (prompt.choice()) {
            case Prompt.Choice.Auto _ -> Json.object().put("type", "auto");
            case Prompt.Choice.None _ -> Json.object().put("type", "none");
            case Prompt.Choice.Any _ -> Json.object().put("type", "any");
            case Prompt.Choice.Named(var name) -> Json.object().put("type", "tool").put("name", Names.spelled(name));
        };
        var parallel = prompt.settings().get(Prompt.Setting.PARALLEL_CALLS);
        boolean alone = parallel != null && parallel.isBoolean() && !parallel.asBoolean();
        if (alone && !(prompt.choice() instanceof Prompt.Choice.None)) {
            choice.put("disable_parallel_tool_use", true);
        }
        return prompt.choice() instanceof Prompt.Choice.Auto && !alone ? Optional.empty() : Optional.of(choice);
    }
}
