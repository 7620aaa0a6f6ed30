package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt.Choice;
import dev.tollgate.gateway.wire.neutral.Prompt.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads `tools` and `tool_choice`, and `functions` and `function_call` of old.
final class ToolReader {
    private final Fields body;
    private final Set<String> dropped;

    ToolReader(Fields body, Set<String> dropped) {
        this.body = body;
        this.dropped = dropped;
    }

    List<Tool> tools() {
        var found = new ArrayList<Tool>();
        var tools = body.at("tools").list();
        for (int i = 0; i < tools.node().size(); i++) {
            found.add(tool(tools.at(i).needObject()));
        }
        var functions = body.at("functions").list();
        for (int i = 0; i < functions.node().size(); i++) {
            found.add(function(functions.at(i).needObject(), Optional.empty()));
        }
        return found;
    }

    private Tool tool(Fields tool) {
        var type = tool.at("type").text().orElse("function");
        return switch (type) {
            case "function" -> function(tool.at("function").needObject(), tool.at("cache_control").object()
                    .or(() -> tool.at("function").at("cache_control").object()).map(mark -> tool));
            case "custom" -> custom(tool.at("custom").needObject());
            default -> throw tool.at("type").cannot("must be function or custom here: a tool that runs at its provider"
                    + " cannot be carried over; leave it out");
        };
    }

    private static Tool function(Fields said, Optional<Fields> marked) {
        var cache = marked.flatMap(tool -> tool.at("cache_control").some()
                .or(() -> tool.at("function").at("cache_control").some()));
        return new Tool(name(said), said.at("description").text(), said.at("parameters").object()
                .orElseGet(Json::object), said.at("strict").flag(), false, cache);
    }

    private static String name(Fields said) {
        var name = said.at("name").needText();
        if (name.isBlank()) {
            throw said.at("name").wrong("is empty: a tool needs a name");
        }
        return name;
    }

    private Tool custom(Fields said) {
        if (said.at("format").at("type").text().filter(type -> !type.equals("text")).isPresent()) {
            dropped.add(said.at("format").path());
        }
        return new Tool(name(said), said.at("description").text(), Json.object(), Optional.empty(), true,
                Optional.empty());
    }

    Choice choice() {
        var choice = body.at("tool_choice");
        if (choice.absent()) {
            return legacy();
        }
        return choice.node().isString() ? word(choice) : known(choice, object(choice.needObject()));
    }

    private Choice known(Fields choice, Choice said) {
        if (said instanceof Choice.Named(var name) && tools().stream().noneMatch(tool -> tool.name().equals(name))) {
            throw choice.wrong("names none of tools; send that tool, too");
        }
        return said;
    }

    private Choice legacy() {
        var call = body.at("function_call");
        if (call.absent()) {
            return new Choice.Auto();
        }
        return call.node().isString() ? word(call) : new Choice.Named(call.needObject().at("name").needText());
    }

    private static Choice word(Fields choice) {
        return switch (choice.needText()) {
            case "auto" -> new Choice.Auto();
            case "none" -> new Choice.None();
            case "required", "any" -> new Choice.Any();
            default -> throw choice.wrong("must be auto, none or required, or an object that names a tool");
        };
    }

    private Choice object(Fields choice) {
        var type = choice.at("type").text().orElse("function");
        return switch (type) {
            case "function", "custom" -> new Choice.Named(choice.at(type).needObject().at("name").needText());
            case "allowed_tools" -> allowed(choice.at("allowed_tools").needObject());
            default -> throw choice.at("type").wrong("must be function, custom or allowed_tools");
        };
    }

    /// Some of the tools: only all of them, or one that must be called, can be said elsewhere.
    private Choice allowed(Fields said) {
        boolean must = said.at("mode").text().filter("required"::equals).isPresent();
        var names = new TreeSet<String>();
        var list = said.at("tools").list();
        for (int i = 0; i < list.node().size(); i++) {
            var tool = list.at(i);
            names.add(tool.at(tool.at("type").text().orElse("function")).at("name").needText());
        }
        if (must && names.size() == 1) {
            return new Choice.Named(names.first());
        }
        if (tools().stream().allMatch(tool -> names.contains(tool.name()))) {
            return must ? new Choice.Any() : new Choice.Auto();
        }
        throw said.at("tools").cannot("must name one required tool or all tools: a choice among some cannot be carried"
                + " over to the model that answers; leave the others out of tools");
    }
}
