package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes the items of one answer's output, with ids that follow from the answer's and their place in it.
record Items(String base, Prompt asked, Map<Integer, String> known) {
    static final String DONE = "completed";
    static final String BEGUN = "in_progress";
    static final String CUT = "incomplete";
    static final String TEXT = "output_text";
    static final String REFUSAL = "refusal";
    private static final String ANSWER = "resp_";
    /// So that ids of items, with what comes before and behind, are no longer than OpenAI's longest.
    private static final int LONGEST = 48;

    /// @param id the upstream's
    /// @param created epoch second
    /// @param known ids that items have already, by their place
    static Items of(String id, long created, Prompt asked, Map<Integer, String> known) {
        var own = id.startsWith(ANSWER) ? id.substring(ANSWER.length()) : id;
        var kept = own.replaceAll("[^A-Za-z0-9_-]", "_");
        return new Items(kept.isEmpty() ? Long.toString(created) : kept, asked, known);
    }

    /// The answer's own id.
    String id() {
        return ANSWER + base;
    }

    /// @param kind `msg`, `fc`, `ctc`, `rs` or `ig`
    String id(String kind, int place) {
        return known.getOrDefault(place,
                kind + "_" + base.substring(0, Math.min(LONGEST, base.length())) + "_" + place);
    }

    /// @param said the upstream's id, which may be empty
    String callId(String said, int place) {
        return said.isEmpty() ? id("call", place) : said;
    }

    /// Whether the client knows the tool as one that takes any text, whatever the upstream knows.
    boolean freeform(String tool) {
        return Words.freeform(asked.tools(), tool);
    }

    ObjectNode message(int place, String status) {
        var item = Json.object().put("id", id("msg", place)).put("type", "message").put("status", status);
        item.putArray("content");
        return item.put("role", "assistant");
    }

    ObjectNode message(int place, String kind, String text, String status) {
        var item = message(place, status);
        item.withArrayProperty("content").add(part(kind, text));
        return item;
    }

    /// @param kind [#TEXT] or [#REFUSAL]
    static ObjectNode part(String kind, String text) {
        var part = Json.object().put("type", kind);
        if (kind.equals(REFUSAL)) {
            return part.put("refusal", text);
        }
        part.putArray("annotations");
        part.putArray("logprobs");
        return part.put("text", text);
    }

    /// @param name with its namespace, if the client gave it one
    ObjectNode call(int place, String callId, String name, boolean freeform, String arguments, String status) {
        var item = Json.object().put("id", id(freeform ? "ctc" : "fc", place))
                .put("type", freeform ? "custom_tool_call" : "function_call").put("status", status)
                .put(freeform ? "input" : "arguments", arguments).put("call_id", callId).put("name", Names.name(name));
        var namespace = Names.namespace(name);
        return namespace.isEmpty() ? item : item.put("namespace", namespace);
    }

    ObjectNode thought(int place, String text, Optional<Seal> seal) {
        var item = Json.object().put("id", id("rs", place)).put("type", "reasoning");
        var summary = item.putArray("summary");
        if (!text.isEmpty()) {
            summary.add(summary(text));
        }
        seal.ifPresent(own -> item.put("encrypted_content", own.in(Protocol.RESPONSES)));
        return item;
    }

    static ObjectNode summary(String text) {
        return Json.object().put("type", "summary_text").put("text", text);
    }

    /// Pictures are items; for anything else there is only text.
    ObjectNode shown(int place, Part.Media media) {
        if (media.kind() == Part.Kind.IMAGE && media.source() instanceof Part.Source.Data(var base64)) {
            return Json.object().put("id", id("ig", place)).put("type", "image_generation_call").put("status", DONE)
                    .put("result", base64);
        }
        return message(place, TEXT, words(media), DONE);
    }

    static String words(Part.Media media) {
        return switch (media.source()) {
            case Part.Source.Link(var url) -> url;
            case Part.Source.Plain(var text) -> text;
            case Part.Source.Data _,Part.Source.Stored _ -> "[The model gave "
                    + (media.mime().isEmpty() ? "a sound or a file" : media.mime())
                    + ", which the Responses API cannot carry.]";
        };
    }

    /// What the model put into the one field of a function that stands for a tool of any text. A model that names the
    /// field otherwise is understood.
    static String unwrapped(String arguments) {
        var object = Json.read(arguments).filter(JsonNode::isObject);
        return object.flatMap(node -> Json.string(node, "input"))
                .or(() -> object.filter(node -> node.size() == 1).map(node -> node.iterator().next())
                        .filter(JsonNode::isString).map(JsonNode::asString))
                .orElse(arguments);
    }

    /// Clients read arguments as JSON.
    static String arguments(String said) {
        return said.isBlank() ? "{}" : said;
    }
}
