package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Part.Kind;
import dev.tollgate.gateway.wire.neutral.Part.Media;
import dev.tollgate.gateway.wire.neutral.Part.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads `content`: a string or parts, and what a model shows in an answer.
final class Contents {
    private static final String BASE64 = ";base64";

    private Contents() {}

    /// A cache mark on the message itself (LiteLLM) stands behind its last text.
    static List<Part> parts(Fields message) {
        var content = message.at("content");
        var mark = message.at("cache_control").object();
        var parts = new ArrayList<Part>();
        if (content.node().isString() && (!content.node().asString().isEmpty() || mark.isPresent())) {
            parts.add(new Part.Text(content.node().asString(), mark));
        } else if (!content.node().isString()) {
            for (int i = 0; i < list(content).node().size(); i++) {
                part(content.at(i)).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Fields list(Fields content) {
        if (content.present() && !content.node().isArray()) {
            throw content.wrong("must be a string or a list of parts");
        }
        return content;
    }

    private static Optional<Part> part(Fields part) {
        if (part.node().isString()) {
            return text(part.node().asString(), part);
        }
        var cache = part.needObject().at("cache_control").object();
        return switch (part.at("type").needText()) {
            case "text", "input_text", "output_text" -> text(part.at("text").needText(), part);
            case "image_url" -> Optional.of(image(part.at("image_url"), cache));
            case "input_audio" -> Optional.of(audio(part.at("input_audio"), cache));
            case "file" -> Optional.of(file(part.at("file").needObject(), cache));
            case "document_url" -> Optional.of(linked(Kind.DOCUMENT, part.at("document_url"), cache));
            case "video_url" -> Optional.of(linked(Kind.VIDEO, part.at("video_url"), cache));
            case "refusal" -> Optional.of(new Part.Refusal(part.at("refusal").needText()));
            case "thinking" -> Optional.of(new Part.Thought(thinking(part.node().path("thinking")), Optional.empty(),
                    false));
            default -> throw part.at("type").wrong("must be text, image_url, input_audio, file or refusal");
        };
    }

    /// Mistral's thoughts stand among its content, unsigned: a text, or texts in a list.
    static String thinking(JsonNode said) {
        var text = new StringBuilder(said.asString(""));
        said.values().forEach(piece -> text.append(Words.text(piece, "text")));
        return text.toString();
    }

    private static Optional<Part> text(String text, Fields part) {
        var cache = part.at("cache_control").object();
        return text.isEmpty() && cache.isEmpty() ? Optional.empty() : Optional.of(new Part.Text(text, cache));
    }

    private static Media image(Fields image, Optional<JsonNode> cache) {
        return linked(Kind.IMAGE, image, cache);
    }

    /// An URL as it is (Mistral) or in an object.
    private static Media linked(Kind kind, Fields said, Optional<JsonNode> cache) {
        var url = said.node().isString() ? said : said.needObject().at("url");
        var detail = said.node().isString() ? Optional.<String>empty() : said.at("detail").text();
        return media(kind, url, Optional.empty(), detail, cache);
    }

    private static Media media(Kind kind, Fields url, Optional<String> name, Optional<String> detail,
            Optional<JsonNode> cache) {
        var text = url.needText();
        if (!text.startsWith("data:")) {
            return new Media(kind, new Source.Link(text), "", name, detail, cache);
        }
        int comma = text.indexOf(',');
        var head = comma < 0 ? "" : text.substring("data:".length(), comma);
        if (!head.endsWith(BASE64)) {
            throw url.wrong("must be data:TYPE;base64,DATA");
        }
        var mime = head.split(";", 2)[0];
        return new Media(kind, data(url, text.substring(comma + 1)), mime, name, detail, cache);
    }

    private static Source data(Fields field, String base64) {
        if (!Source.Data.isBase64(base64)) {
            throw field.wrong("holds no valid base64");
        }
        return new Source.Data(base64);
    }

    /// Mistral takes the data, or an URL, in place of the object.
    private static Media audio(Fields audio, Optional<JsonNode> cache) {
        if (audio.node().isString() && audio.node().asString().startsWith("http")) {
            return media(Kind.AUDIO, audio, Optional.empty(), Optional.empty(), cache);
        }
        var data = audio.node().isString() ? audio : audio.needObject().at("data");
        var format = audio.node().isString() ? Optional.<String>empty() : audio.at("format").text();
        return new Media(Kind.AUDIO, data(data, data.needText()), mime(format.orElse("")), Optional.empty(),
                Optional.empty(), cache);
    }

    private static String mime(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "" -> "";
            case "mp3" -> "audio/mpeg";
            default -> "audio/" + format.toLowerCase(Locale.ROOT);
        };
    }

    private static Media file(Fields file, Optional<JsonNode> cache) {
        var name = file.at("filename").text();
        if (file.at("file_id").present()) {
            return new Media(Kind.DOCUMENT, new Source.Stored(file.at("file_id").needText()), "", name,
                    Optional.empty(), cache);
        }
        var data = file.at("file_data");
        var text = data.needText();
        if (text.startsWith("data:") || text.startsWith("http")) {
            return media(Kind.DOCUMENT, data, name, Optional.empty(), cache);
        }
        return new Media(Kind.DOCUMENT, data(data, text), "application/pdf", name, Optional.empty(), cache);
    }

    /// A picture in an answer (OpenRouter, Gemini's OpenAI surface); empty where it is none.
    static Optional<Media> shown(JsonNode image) {
        var url = Words.text(image.path("image_url"), "url");
        return url.isEmpty() || (url.startsWith("data:") && !url.contains(BASE64 + ","))
                ? Optional.empty()
                : Optional.of(media(Kind.IMAGE, Fields.of(image).at("image_url").at("url"), Optional.empty(),
                        Optional.empty(), Optional.empty()));
    }

    /// A sound in an answer; OpenAI names its format in the request only.
    static Optional<Media> sound(JsonNode audio) {
        var data = Words.text(audio, "data");
        return data.isEmpty()
                ? Optional.empty()
                : Optional.of(new Media(Kind.AUDIO, new Source.Data(data), "", Optional.empty(), Optional.empty(),
                        Optional.empty()));
    }
}
