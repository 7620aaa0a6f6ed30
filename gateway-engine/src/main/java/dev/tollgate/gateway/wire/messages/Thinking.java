package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Says how much to think, in the words of the model's generation: adaptive with an effort since 4.6, a budget of tokens
/// before, and for other vendors' models behind this protocol. For one request.
final class Thinking {
    private static final String FIELD = "reasoning_effort";
    /// Anthropic's least budget, in tokens.
    private static final long LEAST = 1_024;

    private final Prompt prompt;
    private final Claude claude;
    private final long cap;
    private final List<String> dropped;

    /// @param cap tokens that the whole answer may have, thoughts included
    Thinking(Prompt prompt, Claude claude, long cap, List<String> dropped) {
        this.prompt = prompt;
        this.claude = claude;
        this.cap = cap;
        this.dropped = dropped;
    }

    /// Whether the model will think because it was asked to.
    ///
    /// @param body holds the messages already
    boolean write(ObjectNode body) {
        if (prompt.effort().unwanted()) {
            off(body);
            return false;
        }
        if (!prompt.effort().wanted()) {
            return false;
        }
        if (prompt.choice() instanceof Prompt.Choice.Any || prompt.choice() instanceof Prompt.Choice.Named) {
            dropped.add(FIELD + ": no thinking where a tool must be called");
            return false;
        }
        if (goesOn(body.path("messages"))) {
            dropped.add(FIELD + ": no thinking where the assistant's own words are to be continued");
            return false;
        }
        return claude.adaptive() ? adaptive(body) : budget(body);
    }

    private static boolean goesOn(JsonNode messages) {
        return messages.path(messages.size() - 1).path("role").asString("").equals("assistant");
    }

    private void off(ObjectNode body) {
        if (claude.always()) {
            dropped.add(FIELD + " none: this model always thinks");
        } else if (!claude.quiet()) {
            body.putObject("thinking").put("type", "disabled");
        }
    }

    private boolean adaptive(ObjectNode body) {
        display(body.putObject("thinking").put("type", "adaptive"));
        var effort = prompt.effort();
        if (effort.level().isPresent() || effort.tokens().isPresent()) {
            body.withObjectProperty("output_config").put("effort", grade(effort.grade()));
        }
        return true;
    }

    private String grade(String level) {
        return switch (level) {
            case "minimal" -> "low";
            case "xhigh" -> claude.extraHigh() ? level : "high";
            case "low", "medium", "high", "max" -> level;
            default -> "medium";
        };
    }

    private void display(ObjectNode thinking) {
        prompt.effort().shown().ifPresent(shown -> thinking.put("display", shown ? "summarized" : "omitted"));
    }

    private boolean budget(ObjectNode body) {
        if (cap <= LEAST) {
            dropped.add(FIELD + ": max_tokens leaves no room to think");
            return false;
        }
        if (interrupted(body.path("messages"))) {
            dropped.add(FIELD + ": the calls that are being answered came without Anthropic's thoughts");
            return false;
        }
        long wanted = Math.max(LEAST, prompt.effort().budget());
        long fitting = wanted < cap ? wanted : Math.max(LEAST, cap / 2); // half is left for the answer
        display(body.putObject("thinking").put("type", "enabled").put("budget_tokens", fitting));
        return true;
    }

    /// With a budget Anthropic refuses a turn whose calls are being answered unless it began with a thought. A turn goes
    /// on through all its calls and results: the thought stands before the first of them.
    private static boolean interrupted(JsonNode messages) {
        var turn = new ArrayList<String>();
        for (var message : messages) {
            var types = new ArrayList<String>();
            message.path("content").forEach(block -> types.add(block.path("type").asString("")));
            if (message.path("role").asString("").equals("user") && !types.contains("tool_result")) {
                turn.clear();
            }
            turn.addAll(types);
        }
        return turn.contains("tool_use") && turn.stream().takeWhile(type -> !type.equals("tool_use"))
                .noneMatch(type -> type.endsWith("thinking"));
    }

    static boolean own(Part.Thought thought) {
        return thought.seal().filter(seal -> seal.by() == Protocol.MESSAGES).isPresent();
    }
}
