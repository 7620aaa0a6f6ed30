package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads `messages`: results of tools that follow each other become one turn of the user. Used once.
final class MessageReader {
    private static final Set<String> KNOWN = Set.of("role", "content", "refusal", "tool_calls", "tool_call_id",
            "function_call", "reasoning_content", "reasoning", "reasoning_details", "cache_control");
    private final Fields messages;
    private final Set<String> dropped;
    private final List<Turn> turns = new ArrayList<>();
    private final List<Part> results = new ArrayList<>();
    /// Names of the tools that were called, by the call's id.
    private final Map<String, String> called = new HashMap<>();
    /// Ids of calls without a result so far.
    private final Set<String> open = new HashSet<>();
    /// Ids made up for calls of old, by the function's name.
    private final Map<String, String> functions = new HashMap<>();

    MessageReader(Fields messages, Set<String> dropped) {
        this.messages = messages;
        this.dropped = dropped;
    }

    List<Turn> turns() {
        if (messages.list().absent()) {
            throw messages.wrong("is missing: send the conversation as a list of messages");
        }
        for (int i = 0; i < messages.node().size(); i++) {
            read(messages.at(i).needObject(), i);
        }
        rest();
        return turns;
    }

    private void read(Fields message, int number) {
        var role = message.at("role").needText();
        switch (role) {
            case "tool" -> results.add(result(message, message.at("tool_call_id")));
            case "function" -> results.add(legacy(message));
            case "system", "developer" -> turn(Role.SYSTEM, Contents.parts(message));
            case "user" -> turn(Role.USER, Contents.parts(said(message)));
            case "assistant" -> turn(Role.ASSISTANT, answer(message, number));
            default -> throw message.at("role").wrong("must be system, developer, user, assistant or tool");
        }
        unknown(message, role);
    }

    private static Fields said(Fields message) {
        if (message.at("content").absent()) {
            throw message.at("content").wrong("is missing: a string or a list of parts is needed here");
        }
        return message;
    }

    /// Named once, not for each message.
    private void unknown(Fields message, String role) {
        for (var field : message.node().properties()) {
            boolean named = field.getKey().equals("name") && (role.equals("tool") || role.equals("function"));
            if (!KNOWN.contains(field.getKey()) && !named && !field.getValue().isNull()) {
                dropped.add("messages[]." + field.getKey());
            }
        }
    }

    private void turn(Role role, List<Part> parts) {
        rest();
        turns.add(new Turn(role, parts));
    }

    private void rest() {
        if (!results.isEmpty()) {
            turns.add(new Turn(Role.USER, results));
            results.clear();
        }
    }

    private Part result(Fields message, Fields id) {
        var name = called.get(id.needText());
        if (name == null) {
            throw id.wrong("names no tool call of an earlier assistant message; send that message, too");
        }
        open.remove(id.needText());
        return new Part.Result(id.needText(), name, Contents.parts(message), false,
                message.at("cache_control").object());
    }

    private Part legacy(Fields message) {
        var name = message.at("name").needText();
        var id = functions.get(name);
        if (id == null) {
            throw message.at("name").wrong("names no function_call of an earlier assistant message; send that message,"
                    + " too");
        }
        return new Part.Result(id, name, Contents.parts(message), false, Optional.empty());
    }

    private List<Part> answer(Fields message, int number) {
        var parts = new ArrayList<Part>(Thoughts.of(message.node(), true));
        parts.addAll(Contents.parts(message));
        message.at("refusal").text().filter(text -> !text.isEmpty())
                .ifPresent(text -> parts.add(new Part.Refusal(text)));
        var calls = message.at("tool_calls").list();
        for (int i = 0; i < calls.node().size(); i++) {
            parts.add(call(calls.at(i).needObject()));
        }
        if (message.at("function_call").present()) {
            parts.add(functionCall(message.at("function_call").needObject(), number));
        }
        if (message.at("audio").present()) {
            throw message.at("audio").cannot("refers to an earlier answer that only its provider knows; send its"
                    + " transcript as content");
        }
        return parts;
    }

    private Part.Call call(Fields call) {
        var id = call.at("id").needText();
        var type = call.at("type").text().orElse("function");
        var read = switch (type) {
            case "function" -> {
                var function = call.at("function").needObject();
                yield new Part.Call(id, function.at("name").needText(), arguments(function.at("arguments")), false,
                        Thoughts.ofCall(call.node()));
            }
            case "custom" -> {
                var custom = call.at("custom").needObject();
                yield new Part.Call(id, custom.at("name").needText(), custom.at("input").text().orElse(""), true,
                        Thoughts.ofCall(call.node()));
            }
            default -> throw call.at("type").wrong("must be function or custom");
        };
        if (!open.add(id)) {
            throw call.at("id").wrong("is that of another call that has no result yet; give each call its own id");
        }
        called.put(id, read.name());
        return read;
    }

    private Part.Call functionCall(Fields call, int number) {
        var name = call.at("name").needText();
        var id = "call_" + number;
        functions.put(name, id);
        called.put(id, name);
        return new Part.Call(id, name, arguments(call.at("arguments")), false, Optional.empty());
    }

    /// As the model wrote them, if they are an object: some wires have them as one.
    private static String arguments(Fields arguments) {
        if (arguments.node().isObject()) {
            return Json.text(arguments.node());
        }
        var text = arguments.text().orElse("");
        if (!text.isBlank() && Json.read(text).filter(node -> node.isObject()).isEmpty()) {
            throw arguments.wrong("must be the text of a JSON object");
        }
        return text;
    }
}
