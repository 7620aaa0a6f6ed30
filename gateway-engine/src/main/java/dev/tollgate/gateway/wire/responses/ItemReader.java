package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import dev.tollgate.gateway.wire.neutral.Prompt.Turn;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the items of a conversation in their order: what one side says one after the other is one turn. For one request.
final class ItemReader {
    private final List<String> dropped;
    private final List<Turn> turns = new ArrayList<>();
    /// Tools' names by the calls' ids so far.
    private final Map<String, String> called = new HashMap<>();
    /// Ids of calls without an output so far.
    private final Set<String> open = new HashSet<>();
    /// Seals of calls, which travel in items of their own, by the calls' ids.
    private final Map<String, Seal> seals = new HashMap<>();
    private final List<At> loaded = new ArrayList<>();

    ItemReader(List<String> dropped) {
        this.dropped = dropped;
    }

    List<Turn> turns() {
        return turns;
    }

    /// Lists of tools that the conversation brings.
    List<At> loaded() {
        return loaded;
    }

    void instructions(At text) {
        add(Role.SYSTEM, ContentReader.parts(text));
    }

    void read(At input) {
        if (input.node().isString()) {
            add(Role.USER, ContentReader.parts(input));
            return;
        }
        input.expect(!input.absent(), "is missing: send the conversation as a text or a list of items");
        input.items().forEach(item -> Thoughts.ofCall(item.node()).ifPresent(seal -> seals.put(seal.id(), seal)));
        input.items().forEach(item -> item(item.object()));
    }

    private void item(At item) {
        var type = item.maybe("type").map(At::text).orElse(item.get("role").absent() ? "" : "message");
        switch (type) {
            case "message" -> message(item);
            case "function_call" -> call(item, Names.read(item), arguments(item.get("arguments")), false);
            case "custom_tool_call" -> call(item, Names.read(item), item.get("input").text(), true);
            case "local_shell_call", "shell_call" -> ownCall(item, type, item.get("action"));
            case "apply_patch_call" -> ownCall(item, type, item.get("operation"));
            case "function_call_output", "custom_tool_call_output" ->
                result(item.get("call_id"), ContentReader.parts(item.get("output")));
            case "local_shell_call_output", "shell_call_output", "apply_patch_call_output" -> ownResult(item);
            case "reasoning" -> thought(item);
            case "additional_tools" -> loaded.add(item.get("tools"));
            case "tool_search_output" -> {
                dropped.add(item.path());
                loaded.add(item.get("tools"));
            }
            default -> other(item, type);
        }
    }

    /// Work of tools at the provider: what came of it stands in the messages that follow.
    private void other(At item, String type) {
        switch (type) {
            case "web_search_call", "file_search_call", "code_interpreter_call", "image_generation_call",
                    "tool_search_call", "computer_call", "computer_call_output", "mcp_list_tools", "mcp_call",
                    "mcp_approval_request", "mcp_approval_response", "x_search_call", "program", "program_output" ->
                dropped.add(item.path());
            case "item_reference" ->
                throw item.get("type").cannot("refers to an item that only its provider keeps: send"
                        + " the item itself, or route to a provider that has Responses");
            case "compaction", "compaction_summary", "compaction_trigger", "context_compaction" ->
                throw item.get("type").cannot("is a history that only its provider can read: send the items themselves,"
                        + " or route to a provider that has Responses");
            default -> throw item.get("type").cannot("is of no kind that can be carried over: send messages, reasoning,"
                    + " calls and their outputs, or route to a provider that has Responses");
        }
    }

    private void message(At item) {
        var role = item.get("role");
        var speaker = switch (role.text()) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            default -> throw role.wrong("must be `user`, `assistant`, `system` or `developer`");
        };
        add(speaker, ContentReader.parts(item.get("content")));
    }

    private void add(Role role, List<Part> parts) {
        if (!turns.isEmpty() && turns.getLast().role() == role && role != Role.SYSTEM) {
            var both = new ArrayList<>(turns.removeLast().parts());
            both.addAll(parts);
            turns.add(new Turn(role, both));
        } else if (!parts.isEmpty()) {
            turns.add(new Turn(role, parts));
        }
    }

    /// As the model wrote them, if they are an object; some providers have them as one.
    private static String arguments(At arguments) {
        if (arguments.node().isObject()) {
            return Json.text(arguments.node());
        }
        arguments.expect(arguments.text().isBlank()
                || Json.read(arguments.text()).filter(JsonNode::isObject).isPresent(),
                "must be the text of a JSON object");
        return arguments.text();
    }

    private void call(At item, String name, String arguments, boolean freeform) {
        var id = item.get("call_id").word();
        item.get("call_id").expect(open.add(id), "is that of another call that has no output yet: give each call its"
                + " own");
        called.put(id, name);
        var seal = Optional.ofNullable(seals.get(id)).map(with -> new Seal(with.by(), "", with.value()));
        add(Role.ASSISTANT, List.of(new Part.Call(id, name, arguments, freeform, seal)));
    }

    /// A tool of OpenAI's that runs at the client: to others it is a function of that name.
    private void ownCall(At item, String type, At action) {
        call(item, type.substring(0, type.length() - "_call".length()), Json.text(action.object().node()), false);
    }

    /// Some outputs are texts, others objects or lists.
    private void ownResult(At item) {
        var output = item.get("output");
        var text = output.node().isString() ? output.text() : output.absent() ? "" : Json.text(output.node());
        result(item.maybe("call_id").orElse(item.get("id")), List.of(Part.Text.of(text)));
    }

    private void result(At id, List<Part> content) {
        var name = called.get(id.text());
        if (name == null) {
            throw id.wrong("names no call of an earlier item: send that call, too");
        }
        open.remove(id.text());
        add(Role.USER, List.of(new Part.Result(id.text(), name, content, false, Optional.empty())));
    }

    private void thought(At item) {
        if (Thoughts.ofCall(item.node()).isEmpty()) {
            Thoughts.read(item.node(), true).ifPresent(thought -> add(Role.ASSISTANT, List.of(thought)));
        }
    }
}
