package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes single blocks of a question.
final class BlockWriter {
    private static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";

    private BlockWriter() {}

    static ObjectNode marked(ObjectNode block, Optional<JsonNode> cache) {
        cache.ifPresent(mark -> block.set("cache_control", mark));
        return block;
    }

    static ObjectNode call(Part.Call call, String id) {
        var block = Json.object().put("type", "tool_use").put("id", id).put("name", Names.spelled(call.name()));
        block.set("input", input(call));
        return block;
    }

    private static JsonNode input(Part.Call call) {
        if (call.freeform()) {
            return Freeform.wrapped(call.arguments());
        }
        if (call.arguments().isBlank()) {
            return Json.object();
        }
        return Json.read(call.arguments()).filter(JsonNode::isObject)
                .orElseThrow(() -> Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                        "holds a tool call whose arguments are no JSON object: send them as the model wrote them"));
    }

    static ObjectNode result(Part.Result result, String id) {
        var block = Json.object().put("type", "tool_result").put("tool_use_id", id);
        var content = Json.array();
        for (var part : result.content()) {
            switch (part) {
                case Part.Text(var text, var cache) -> {
                    if (!text.isBlank()) {
                        content.add(marked(Json.object().put("type", "text").put("text", text), cache));
                    }
                }
                case Part.Media media -> content.add(media(media));
                case Part.Refusal _,Part.Call _,Part.Result _,Part.Thought _ -> {
                    // a tool says none of these
                }
            }
        }
        if (!content.isEmpty()) {
            block.set("content", content);
        }
        if (result.error()) {
            block.put("is_error", true);
        }
        return marked(block, result.cache());
    }

    /// @param sealed Anthropic's own signature, or its hidden thought itself
    static ObjectNode thought(Part.Thought thought, String sealed) {
        return thought.hidden()
                ? Json.object().put("type", "redacted_thinking").put("data", sealed)
                : Json.object().put("type", "thinking").put("thinking", thought.text()).put("signature", sealed);
    }

    static ObjectNode media(Part.Media media) {
        var block = switch (media.kind()) {
            case IMAGE -> Json.object().put("type", "image");
            case DOCUMENT -> Json.object().put("type", "document");
            case AUDIO -> throw foreign("a sound", "send what was said as text");
            case VIDEO -> throw foreign("a film", "send pictures of it");
        };
        block.set("source", source(media));
        if (media.kind() == Part.Kind.DOCUMENT) {
            media.name().ifPresent(name -> block.put("title", name));
        }
        return marked(block, media.cache());
    }

    private static ObjectNode source(Part.Media media) {
        return switch (media.source()) {
            case Part.Source.Data(var data) -> data(media, data);
            case Part.Source.Link(var url) -> Json.object().put("type", "url").put("url", url);
            case Part.Source.Plain(var text) -> plain(text);
            case Part.Source.Stored _ -> throw foreign("a file that another provider stores", "send its bytes");
        };
    }

    private static ObjectNode plain(String text) {
        return Json.object().put("type", "text").put("media_type", "text/plain").put("data", text);
    }

    private static ObjectNode data(Part.Media media, String data) {
        var mime = mime(media, data);
        boolean image = media.kind() == Part.Kind.IMAGE;
        if (!image && (mime.startsWith("text/") || mime.equals("application/json"))) {
            return plain(decoded(data));
        }
        if (image ? !PICTURES.contains(mime) : !mime.equals(PDF)) {
            throw image
                    ? foreign("a picture of another kind than JPEG, PNG, GIF and WebP", "convert it")
                    : foreign("a file that is neither PDF nor text", "convert it");
        }
        return Json.object().put("type", "base64").put("media_type", mime).put("data", data);
    }

    /// As the client says, else by the first bytes.
    private static String mime(Part.Media media, String data) {
        var said = media.mime().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        if (said.equals("image/jpg")) {
            return "image/jpeg";
        }
        if (!said.isEmpty() && !said.equals("application/octet-stream")) {
            return said;
        }
        return data.startsWith("/9j/")
                ? "image/jpeg"
                : data.startsWith("iVBORw")
                        ? "image/png"
                        : data.startsWith("R0lGOD")
                                ? "image/gif"
                                : data.startsWith("UklGR")
                                        ? "image/webp"
                                        : data.startsWith("JVBERi") ? PDF : said;
    }

    private static String decoded(String data) {
        try {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw foreign("a file whose base64 is broken", "encode it again");
        }
    }

    private static Untranslatable foreign(String what, String instead) {
        return new Untranslatable(Untranslatable.Place.CONVERSATION,
                "holds " + what + ", which Anthropic does not take: " + instead);
    }
}
