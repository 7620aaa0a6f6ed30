package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the tools a model may call, and which it must. For one request.
///
/// A tool that runs at its provider is refused, unless it could not be called anyway, or is a web search that an agent
/// offers beside tools of its own, unasked (Codex does so in every request): the model then answers without it.
final class ToolReader {
    private final At body;
    private final List<String> dropped;
    private final Prompt.Choice choice;
    /// Empty where every tool may be called.
    private final Optional<Set<String>> allowed;
    private final List<Prompt.Tool> tools = new ArrayList<>();

    ToolReader(At body, List<String> dropped) {
        this.body = body;
        this.dropped = dropped;
        this.allowed = allowed(body.get("tool_choice"));
        this.choice = body.maybe("tool_choice").map(this::choice).orElseGet(Prompt.Choice.Auto::new);
    }

    /// @param loaded lists of tools that came in the midst of the conversation
    void read(List<At> loaded) {
        body.get("tools").items().forEach(tool -> tools.addAll(read(tool.object())));
        for (var list : loaded) {
            for (var tool : list.items()) {
                read(tool.object()).stream().filter(late -> named(late.name()).isEmpty()).forEach(tools::add);
            }
        }
        check();
    }

    List<Prompt.Tool> tools() {
        return tools.stream().filter(tool -> allowed.map(names -> names.contains(tool.name())).orElse(true)).toList();
    }

    Prompt.Choice choice() {
        return choice;
    }

    private Optional<Prompt.Tool> named(String name) {
        return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    private void check() {
        if (choice instanceof Prompt.Choice.Named(var name)) {
            body.get("tool_choice").expect(named(name).isPresent(), "names none of `tools`");
        }
        if (choice instanceof Prompt.Choice.Any) {
            body.get("tool_choice").expect(!tools().isEmpty(), "asks for a call, but there is no tool to call");
        }
    }

    private List<Prompt.Tool> read(At tool) {
        var type = tool.get("type").text();
        return switch (type) {
            case "function" -> List.of(function(tool, Names.read(tool)));
            case "custom" -> List.of(custom(tool, Names.read(tool)));
            case "namespace" -> namespace(tool);
            default -> {
                hosted(tool, type);
                yield List.of();
            }
        };
    }

    private List<Prompt.Tool> namespace(At namespace) {
        var found = new ArrayList<Prompt.Tool>();
        namespace.maybe("description").filter(at -> !at.text().isBlank()).ifPresent(at -> dropped.add(at.path()));
        for (var tool : namespace.get("tools").items()) {
            var name = Names.in(namespace.get("name"), Names.read(tool.object()));
            switch (tool.get("type").text()) {
                case "function" -> found.add(function(tool, name));
                case "custom" -> found.add(custom(tool, name));
                default -> throw tool.get("type").wrong("must be `function` or `custom`");
            }
        }
        return found;
    }

    private static Prompt.Tool function(At tool, String name) {
        return new Prompt.Tool(name, tool.maybe("description").map(At::text),
                tool.maybe("parameters").map(at -> at.object().node()).orElseGet(Json::object),
                tool.maybe("strict").map(At::truth), false, Optional.empty());
    }

    /// A grammar holds the model to itself at OpenAI only; others are told of it.
    private Prompt.Tool custom(At tool, String name) {
        var format = tool.maybe("format").filter(at -> at.object().get("type").text().equals("grammar"));
        format.ifPresent(at -> dropped.add(at.path() + " (told in the description)"));
        var described = tool.maybe("description").map(At::text);
        var description = format.map(at -> described.map(text -> text + "\n\n").orElse("") + grammar(at.node()))
                .or(() -> described);
        return new Prompt.Tool(name, description, Json.object(), Optional.empty(), true, Optional.empty());
    }

    private static String grammar(JsonNode format) {
        return "The input is plain text that keeps to this " + format.path("syntax").asString("") + " grammar:\n"
                + format.path("definition").asString("");
    }

    private void hosted(At tool, String type) {
        boolean unasked = type.startsWith("web_search") && choice instanceof Prompt.Choice.Auto && hasOwn();
        boolean never = choice instanceof Prompt.Choice.None || choice instanceof Prompt.Choice.Named
                || allowed.map(names -> !names.contains(type)).orElse(false);
        if (!unasked && !never) {
            throw tool.get("type").cannot("is a tool that runs at its provider (or is known to it only), and the model"
                    + " that answers has none of that kind: leave it out, or route to a provider that has Responses");
        }
        dropped.add(tool.path() + " (" + type + ")");
    }

    /// Whether the client also offers tools that it runs itself: then it is an agent that can do without the search.
    private boolean hasOwn() {
        return body.get("tools").items().stream().anyMatch(tool -> isOurs(tool.object().get("type").text()));
    }

    /// Functions by their names, others by their types.
    private static Optional<Set<String>> allowed(At choice) {
        if (!choice.node().isObject() || !choice.get("type").text().equals("allowed_tools")) {
            return Optional.empty();
        }
        var names = new HashSet<String>();
        for (var tool : choice.get("tools").items()) {
            var type = tool.object().get("type").text();
            names.add(isOurs(type) ? Names.read(tool) : type);
        }
        return Optional.of(names);
    }

    private static boolean isOurs(String type) {
        return type.equals("function") || type.equals("custom");
    }

    private Prompt.Choice choice(At at) {
        if (at.node().isString()) {
            return mode(at);
        }
        var type = at.object().get("type");
        return switch (type.text()) {
            case "function", "custom" -> new Prompt.Choice.Named(Names.read(at));
            case "allowed_tools" -> at.maybe("mode").map(ToolReader::mode).orElseGet(Prompt.Choice.Auto::new);
            default -> throw type.cannot("must be `function`, `custom` or `allowed_tools` here: tools that run at their"
                    + " provider cannot be carried over");
        };
    }

    private static Prompt.Choice mode(At at) {
        return switch (at.text()) {
            case "auto" -> new Prompt.Choice.Auto();
            case "none" -> new Prompt.Choice.None();
            case "required" -> new Prompt.Choice.Any();
            default -> throw at.wrong("must be `auto`, `none` or `required`, or an object that names a tool");
        };
    }
}
