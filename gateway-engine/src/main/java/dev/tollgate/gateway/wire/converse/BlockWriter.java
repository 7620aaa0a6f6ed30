package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.messages.Names;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the blocks of a question. For one request, since documents must not share a name.
final class BlockWriter {
    private static final int LONGEST_NAME = 180;

    private final Family family;
    private final List<String> dropped;
    private final Set<String> documents = new HashSet<>();

    BlockWriter(Family family, List<String> dropped) {
        this.family = family;
        this.dropped = dropped;
    }

    /// @param mark the client's `cache_control`; it becomes a block of its own behind what it stands on
    void mark(JsonNode mark, ArrayNode out) {
        if (family.caches()) {
            out.add(cachePoint(mark));
        } else if (!dropped.contains("cache_control")) {
            dropped.add("cache_control");
        }
    }

    static ObjectNode cachePoint(JsonNode mark) {
        var block = Json.object();
        var point = block.putObject("cachePoint").put("type", "default");
        if (mark.path("ttl").asString("").equals("1h")) {
            point.put("ttl", "1h");
        }
        return block;
    }

    /// Blank texts are refused, so there is none.
    void text(Part.Text text, ArrayNode out) {
        if (!text.text().isBlank()) {
            out.addObject().put("text", text.text());
            text.cache().ifPresent(mark -> mark(mark, out));
        }
    }

    static ObjectNode call(Part.Call call, String id) {
        var block = Json.object();
        block.putObject("toolUse").put("toolUseId", id).put("name", Names.spelled(call.name()))
                .set("input", input(call));
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

    void result(Part.Result result, String id, ArrayNode out) {
        var written = out.addObject().putObject("toolResult").put("toolUseId", id);
        var content = written.putArray("content");
        for (var part : result.content()) {
            switch (part) {
                case Part.Text(var text, var _) -> {
                    if (!text.isBlank()) {
                        content.addObject().put("text", text);
                    }
                }
                case Part.Media media -> content.add(media(media));
                case Part.Refusal _,Part.Call _,Part.Result _,Part.Thought _ -> {
                    // a tool says none of these
                }
            }
        }
        if (result.error()) {
            written.put("status", "error");
        }
        // inside a result no mark may stand: one of its parts' holds behind it
        result.cache().or(() -> result.content().stream().flatMap(part -> cache(part).stream()).findFirst())
                .ifPresent(mark -> mark(mark, out));
    }

    private static Optional<JsonNode> cache(Part part) {
        return switch (part) {
            case Part.Text text -> text.cache();
            case Part.Media media -> media.cache();
            case Part.Refusal _,Part.Call _,Part.Result _,Part.Thought _ -> Optional.empty();
        };
    }

    /// A thought that Bedrock issued itself, as it came.
    static ObjectNode thought(Part.Thought thought, String sealed) {
        var block = Json.object();
        var content = block.putObject("reasoningContent");
        if (thought.hidden()) {
            content.put("redactedContent", sealed);
        } else {
            content.putObject("reasoningText").put("text", thought.text()).put("signature", sealed);
        }
        return block;
    }

    void media(Part.Media media, ArrayNode out) {
        out.add(media(media));
        media.cache().ifPresent(mark -> mark(mark, out));
    }

    private ObjectNode media(Part.Media media) {
        media.detail().filter(_ -> !dropped.contains("detail")).ifPresent(_ -> dropped.add("detail"));
        return switch (media.source()) {
            case Part.Source.Data(var base64) -> block(media, base64, Formats.of(media, base64)
                    .orElseThrow(() -> refused(media.kind())));
            case Part.Source.Plain(var text) -> block(media, Base64.getEncoder().encodeToString(
                    text.getBytes(StandardCharsets.UTF_8)), "txt");
            case Part.Source.Link _ ->
                throw new Untranslatable(Untranslatable.Place.CONVERSATION, "holds a picture or file"
                        + " by its URL, and Bedrock takes only its bytes: send them as base64, in a data: URL");
            case Part.Source.Stored _ ->
                throw new Untranslatable(Untranslatable.Place.CONVERSATION, "holds a file that another"
                        + " provider stores, which Bedrock cannot read: send its bytes");
        };
    }

    private static Untranslatable refused(Part.Kind kind) {
        return new Untranslatable(Untranslatable.Place.CONVERSATION, "holds " + switch (kind) {
            case IMAGE -> "a picture of another kind than JPEG, PNG, GIF and WebP";
            case DOCUMENT -> "a file that is neither text nor PDF, Word or Excel";
            case AUDIO -> "a sound in a format";
            case VIDEO -> "a film in a format";
        } + " which Bedrock does not take: convert it, and say its media type");
    }

    private ObjectNode block(Part.Media media, String base64, String format) {
        var block = Json.object();
        var content = block.putObject(Formats.block(media.kind())).put("format", format);
        if (media.kind() == Part.Kind.DOCUMENT) {
            content.put("name", name(media.name().orElse("")));
        }
        content.putObject("source").put("bytes", base64);
        return block;
    }

    /// In the letters that Bedrock takes, and unlike all others of the request.
    private String name(String file) {
        var plain = file.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "").replaceAll("[^A-Za-z0-9()\\[\\]-]+", " ").strip();
        var first = plain.isEmpty() ? "Document" : plain.substring(0, Math.min(LONGEST_NAME, plain.length())).strip();
        var name = first;
        for (int i = 2; !documents.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = first + " " + i;
        }
        return name;
    }
}
