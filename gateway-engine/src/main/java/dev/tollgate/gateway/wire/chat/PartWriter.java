package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Part.Source;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes parts of a message's content.
final class PartWriter {
    private PartWriter() {}

    /// Empty for what is no content: calls, results and thoughts have places of their own.
    static Optional<ObjectNode> write(Part part) {
        return switch (part) {
            case Part.Text(var text, var cache) -> Optional.of(text(text, cache));
            case Part.Refusal(var text) -> Optional.of(text(text, Optional.empty()));
            case Part.Media media -> Optional.of(media(media));
            case Part.Call _,Part.Result _,Part.Thought _ -> Optional.empty();
        };
    }

    private static ObjectNode text(String text, Optional<JsonNode> cache) {
        return marked(Json.object().put("type", "text").put("text", text), cache);
    }

    private static ObjectNode marked(ObjectNode part, Optional<JsonNode> cache) {
        cache.ifPresent(mark -> part.set("cache_control", mark));
        return part;
    }

    private static ObjectNode media(Part.Media media) {
        var part = Json.object();
        switch (media.kind()) {
            case IMAGE -> {
                var image = part.put("type", "image_url").putObject("image_url").put("url", url(media, "image/png"));
                media.detail().ifPresent(detail -> image.put("detail", detail));
            }
            case VIDEO -> part.put("type", "video_url").putObject("video_url").put("url", url(media, "video/mp4"));
            case AUDIO -> part.put("type", "input_audio").putObject("input_audio").put("data", bytes(media))
                    .put("format", format(media.mime()));
            case DOCUMENT -> {
                if (media.source() instanceof Source.Plain(var text)) {
                    return text(text, media.cache());
                }
                document(media, part.put("type", "file").putObject("file"));
            }
        }
        return marked(part, media.cache());
    }

    private static void document(Part.Media media, ObjectNode file) {
        var mime = media.mime().isEmpty() ? "application/pdf" : media.mime();
        file.put("filename", media.name().orElse("document"))
                .put("file_data", "data:" + mime + ";base64," + bytes(media));
    }

    private static String url(Part.Media media, String usual) {
        return switch (media.source()) {
            case Source.Data(var base64) ->
                "data:" + (media.mime().isEmpty() ? usual : media.mime()) + ";base64," + base64;
            case Source.Link(var url) -> url;
            case Source.Stored _ -> throw stored();
            case Source.Plain _ -> throw plain();
        };
    }

    private static String bytes(Part.Media media) {
        return switch (media.source()) {
            case Source.Data(var base64) -> base64;
            case Source.Link _ -> throw new Untranslatable(Untranslatable.Place.CONVERSATION,
                    "holds a file by its URL, which the model that answers cannot fetch: send its bytes as base64");
            case Source.Stored _ -> throw stored();
            case Source.Plain _ -> throw plain();
        };
    }

    private static Untranslatable stored() {
        return new Untranslatable(Untranslatable.Place.CONVERSATION,
                "holds a file by the id of an upload, which the model that answers does not know: send its bytes as"
                        + " base64");
    }

    private static Untranslatable plain() {
        return new Untranslatable(Untranslatable.Place.CONVERSATION,
                "holds plain text as a picture or sound: send it as text");
    }

    /// `wav` and `mp3` are OpenAI's, others are passed on as the type names them.
    private static String format(String mime) {
        return switch (mime) {
            case "", "audio/wav", "audio/x-wav", "audio/wave" -> "wav";
            case "audio/mpeg", "audio/mp3" -> "mp3";
            default -> mime.substring(mime.indexOf('/') + 1);
        };
    }
}
