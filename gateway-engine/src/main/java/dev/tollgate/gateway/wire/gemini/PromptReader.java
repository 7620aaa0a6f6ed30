package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Prompt.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads what a client of Gemini asks. For one request.
final class PromptReader {
    private static final Set<String> READ = Set.of("contents", "systemInstruction", "system_instruction", "tools",
            "toolConfig", "tool_config", "generationConfig", "generation_config", "model", "labels");
    /// Content filters that only Google has; leaving them out lets more through, never less.
    private static final Set<String> REFUSED = Set.of("cachedContent", "cached_content");

    private final At body;
    private final List<String> dropped = new ArrayList<>();

    PromptReader(At body) {
        this.body = body.object();
    }

    Prompt read() {
        for (var name : body.node().propertyNames()) {
            if (REFUSED.contains(name) && !body.node().path(name).isNull()) {
                throw body.get(name)
                        .cannot("names content that is cached at Google, which the model that answers cannot"
                                + " read: send the content itself");
            }
            if (!READ.contains(name)) {
                dropped.add(name);
            }
        }
        var options = new OptionsReader(body, dropped);
        var tools = new ToolReader(body);
        return new Prompt("", false, true, turns(), tools.tools(), tools.choice(), options.format(), options.effort(),
                options.settings(), dropped);
    }

    private List<Prompt.Turn> turns() {
        var turns = new ArrayList<Prompt.Turn>();
        var parts = new PartReader(dropped);
        body.maybe("systemInstruction").ifPresent(at -> turns.add(new Prompt.Turn(Role.SYSTEM, system(at, parts))));
        for (var content : body.get("contents").items()) {
            var role = role(content);
            var said = content.object().get("parts").items();
            if (said.isEmpty() && role == Role.USER) {
                throw content.get("parts").wrong("must hold at least one part");
            }
            var found = said.stream().flatMap(part -> parts.read(said(part, role)).stream()).toList();
            turns.add(new Prompt.Turn(role, found));
        }
        return turns;
    }

    private static At said(At part, Role role) {
        if (role != Role.ASSISTANT && part.has("functionCall")) {
            throw part.get("functionCall").wrong("belongs into a turn of the model");
        }
        return part;
    }

    private static List<Part> system(At at, PartReader parts) {
        if (at.node().isString()) {
            return List.of(Part.Text.of(at.text()));
        }
        var holder = at.has("parts") ? at.get("parts") : at;
        return holder.items().stream().flatMap(part -> parts.read(part).stream()).toList();
    }

    private static Role role(At content) {
        return content.maybe("role").map(role -> switch (role.text()) {
            case "user", "function", "tool" -> Role.USER;
            case "model" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw role.wrong("must be user or model");
        }).orElse(Role.USER);
    }
}
