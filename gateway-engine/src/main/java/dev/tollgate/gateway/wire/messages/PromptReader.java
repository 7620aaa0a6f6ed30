package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads what a client asks. For one request.
final class PromptReader {
    private static final Set<String> KNOWN =
            Set.of("model", "messages", "system", "stream", "max_tokens", "temperature",
                    "top_p", "top_k", "stop_sequences", "metadata", "service_tier", "tools", "tool_choice", "thinking",
                    "output_config", "output_format", "mcp_servers");

    private final At body;
    private final List<String> dropped = new ArrayList<>();

    private PromptReader(At body) {
        this.body = body;
    }

    static Prompt read(JsonNode body) {
        if (!body.isObject()) {
            throw new Untranslatable("body", "The body must be a JSON object.");
        }
        return new PromptReader(new At(body, "")).prompt();
    }

    private Prompt prompt() {
        body.get("mcp_servers").items().stream().findFirst().ifPresent(server -> {
            throw server.cannot("is for Anthropic to call, and another provider does not: connect the client to it");
        });
        var turns = turns();
        var options = new OptionsReader(body, dropped);
        var tools = options.tools();
        var effort = options.effort();
        var settings = options.settings();
        body.node().properties().stream().filter(field -> !KNOWN.contains(field.getKey()))
                .filter(field -> !field.getValue().isNull()).forEach(field -> dropped.add(field.getKey()));
        return new Prompt(body.get("model").text(), body.maybe("stream").map(At::truth).orElse(false), true, turns,
                tools, options.choice(tools), options.format(), effort, settings, dropped);
    }

    private List<Prompt.Turn> turns() {
        var blocks = new BlockReader(dropped);
        var turns = new ArrayList<Prompt.Turn>();
        body.maybe("system").ifPresent(system -> turns
                .add(new Prompt.Turn(Prompt.Role.SYSTEM, blocks.parts(Prompt.Role.SYSTEM, system))));
        var messages = body.get("messages");
        messages.expect(!messages.absent(), "is missing");
        for (var message : messages.items()) {
            var role = role(message.get("role"));
            turns.add(new Prompt.Turn(role, blocks.parts(role, message.get("content"))));
        }
        return turns;
    }

    /// Newer models take a system's words in the midst of the conversation, and Claude Code sends them.
    private static Prompt.Role role(At role) {
        return switch (role.text()) {
            case "user" -> Prompt.Role.USER;
            case "assistant" -> Prompt.Role.ASSISTANT;
            case "system" -> Prompt.Role.SYSTEM;
            default -> throw role.wrong("must be `user`, `assistant` or `system`");
        };
    }
}
