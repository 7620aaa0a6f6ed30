package dev.tollgate.gateway.sim;

import dev.tollgate.gateway.pricing.Estimator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the simulated provider reads from a body.
///
/// @param model the name without a fault's suffix
/// @param suffix the fault asked for by `MODEL+FAULT`, empty without
record SimRequest(JsonNode body, String model, String suffix) {
    static final JsonMapper JSON = JsonMapper.shared();

    static Optional<SimRequest> parse(byte[] bytes) {
        try {
            var body = JSON.readTree(bytes);
            if (!body.isObject() || !body.path("model").isString()) {
                return Optional.empty();
            }
            String name = body.get("model").asString();
            int plus = name.indexOf('+');
            return Optional.of(new SimRequest(body, plus < 0 ? name : name.substring(0, plus),
                    plus < 0 ? "" : name.substring(plus + 1)));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    boolean usageAsked() {
        return body.path("stream_options").path("include_usage").asBoolean(false);
    }

    Optional<String> tag() {
        return body.path("user").isString() ? Optional.of(body.get("user").asString()) : Optional.empty();
    }

    /// The smallest of the caps on output.
    OptionalInt maxOutput() {
        int most = Math.min(body.path("max_tokens").asInt(Integer.MAX_VALUE),
                body.path("max_completion_tokens").asInt(Integer.MAX_VALUE));
        return most > 0 && most < Integer.MAX_VALUE ? OptionalInt.of(most) : OptionalInt.empty();
    }

    /// What the last message (or the prompt) asks.
    String question() {
        var messages = body.path("messages");
        return messages.isEmpty() ? text(body.path("prompt")) : text(messages.get(messages.size() - 1).path("content"));
    }

    /// The function to call: tools are offered, not forbidden, and the last message is not a tool's result.
    Optional<JsonNode> tool() {
        var tools = body.path("tools");
        var messages = body.path("messages");
        boolean answered = !messages.isEmpty()
                && messages.get(messages.size() - 1).path("role").asString("").equals("tool");
        var choice = body.path("tool_choice");
        if (tools.isEmpty() || answered || choice.asString("").equals("none")) {
            return Optional.empty();
        }
        String wanted = choice.path("function").path("name").asString("");
        for (var tool : tools) {
            if (tool.path("function").path("name").asString("").equals(wanted)) {
                return Optional.of(tool.path("function"));
            }
        }
        return Optional.of(tools.get(0).path("function"));
    }

    /// The schema of a demanded JSON answer; an empty object where any JSON will do.
    Optional<JsonNode> schema() {
        var format = body.path("response_format");
        return switch (format.path("type").asString("")) {
            case "json_schema" -> Optional.of(format.path("json_schema").path("schema"));
            case "json_object" -> Optional.of(JSON.createObjectNode());
            default -> toldToWriteJson() ? Optional.of(JSON.createObjectNode()) : Optional.empty();
        };
    }

    /// Where a protocol has no mode for it, JSON is asked for in words, which a model obeys.
    private boolean toldToWriteJson() {
        var first = body.path("messages").path(0);
        return first.path("role").asString("").equals("system")
                && text(first.path("content")).contains("one JSON object and nothing else");
    }

    /// Every beginning of the conversation with its tokens, the whole last.
    List<Memory.Prefix> prefixes() {
        var chain = new ArrayList<Memory.Prefix>();
        long hash = Dice.hash(1, model + body.path("tools"));
        long tokens = 3 + (body.has("tools") ? tokens(body.get("tools").toString()) : 0);
        for (var message : body.path("messages")) {
            hash = Dice.hash(hash, message.toString());
            tokens += 4 + tokens(text(message.path("content"))) + tokens(text(message.path("tool_calls")));
            chain.add(new Memory.Prefix(hash, tokens));
        }
        if (chain.isEmpty()) {
            String prompt = text(body.path("prompt"));
            chain.add(new Memory.Prefix(Dice.hash(hash, prompt), tokens(prompt)));
        }
        return chain;
    }

    static long tokens(String text) {
        return Estimator.tokens(text.getBytes(StandardCharsets.UTF_8).length);
    }

    /// The text of a content: a string, or the text parts of a list.
    static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        var text = new StringBuilder();
        for (var part : content) {
            text.append(part.isString() ? part.asString() : part(part));
        }
        return text.toString();
    }

    /// Pictures and sound are no text, however long their base64 is.
    private static String part(JsonNode part) {
        boolean media = part.has("image_url") || part.has("input_audio") || part.has("file");
        return media ? "" : part.path("text").asString(part.toString());
    }
}
