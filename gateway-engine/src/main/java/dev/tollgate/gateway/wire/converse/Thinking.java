package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.neutral.Prompt;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Says to a Claude how much to think, in the fields of its own that Converse passes on to it. For one request.
final class Thinking {
    /// What Converse passes on to the model as it stands.
    static final String PASSED = "additionalModelRequestFields";
    private static final String FIELD = "reasoning_effort";
    /// Anthropic's least budget, in tokens.
    private static final long LEAST = 1_024;

    private final Prompt prompt;
    private final Family family;
    private final long cap;
    private final List<String> dropped;

    /// @param cap tokens that the whole answer may have, thoughts included; 0 where nothing is said of it
    Thinking(Prompt prompt, Family family, long cap, List<String> dropped) {
        this.prompt = prompt;
        this.family = family;
        this.cap = cap;
        this.dropped = dropped;
    }

    /// Whether the model will think because it was asked to.
    ///
    /// @param body holds the messages already
    /// @param forced a tool must be called
    boolean write(ObjectNode body, boolean forced) {
        var effort = prompt.effort();
        if (effort.unwanted()) {
            off(body);
            return false;
        }
        return effort.wanted() && may(body.path("messages"), forced) && on(body);
    }

    private void off(ObjectNode body) {
        if (!family.isClaude() || family.claude().always()) {
            dropped.add(FIELD + " none");
        } else if (!family.claude().quiet()) {
            thinking(body).put("type", "disabled");
        }
    }

    private boolean may(JsonNode messages, boolean forced) {
        if (!family.isClaude()) {
            dropped.add(FIELD + ": of Bedrock's models only Claude is told");
        } else if (forced) {
            dropped.add(FIELD + ": no thinking where a tool must be called");
        } else if (messages.path(messages.size() - 1).path("role").asString("").equals("assistant")) {
            dropped.add(FIELD + ": no thinking where the assistant's own words are to be continued");
        } else {
            return true;
        }
        return false;
    }

    private boolean on(ObjectNode body) {
        return family.claude().adaptive() ? adaptive(body) : budget(body);
    }

    private static ObjectNode thinking(ObjectNode body) {
        return body.withObjectProperty(PASSED).putObject("thinking");
    }

    private boolean adaptive(ObjectNode body) {
        var effort = prompt.effort();
        var thinking = thinking(body).put("type", "adaptive");
        effort.shown().ifPresent(shown -> thinking.put("display", shown ? "summarized" : "omitted"));
        if (effort.level().isPresent() || effort.tokens().isPresent()) {
            body.withObjectProperty(PASSED).putObject("output_config").put("effort", grade(effort.grade()));
        }
        return true;
    }

    private String grade(String level) {
        return switch (level) {
            case "minimal" -> "low";
            case "xhigh" -> family.claude().extraHigh() ? level : "high";
            case "low", "medium", "high", "max" -> level;
            default -> "medium";
        };
    }

    private boolean budget(ObjectNode body) {
        if (cap > 0 && cap <= LEAST) {
            dropped.add(FIELD + ": max_tokens leaves no room to think");
            return false;
        }
        if (interrupted(body.path("messages"))) {
            dropped.add(FIELD + ": the calls that are being answered came without Bedrock's thoughts");
            return false;
        }
        long wanted = Math.max(LEAST, prompt.effort().budget());
        long fitting = cap == 0 || wanted < cap ? wanted : Math.max(LEAST, cap / 2); // half is left for the answer
        thinking(body).put("type", "enabled").put("budget_tokens", fitting);
        return true;
    }

    /// With a budget a turn whose calls are being answered is refused unless it began with a thought. A turn goes on
    /// through all its calls and results: the thought stands before the first of them.
    private static boolean interrupted(JsonNode messages) {
        var turn = new ArrayList<String>();
        for (var message : messages) {
            var kinds = new ArrayList<String>();
            message.path("content").forEach(block -> kinds.addAll(block.propertyNames()));
            if (message.path("role").asString("").equals("user") && !kinds.contains("toolResult")) {
                turn.clear();
            }
            turn.addAll(kinds);
        }
        int call = turn.indexOf("toolUse");
        return call >= 0 && !turn.subList(0, call).contains("reasoningContent");
    }
}
