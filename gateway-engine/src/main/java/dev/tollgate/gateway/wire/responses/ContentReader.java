package dev.tollgate.gateway.wire.responses;

import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Part.Kind;
import dev.tollgate.gateway.wire.neutral.Part.Source;
import java.util.List;
import java.util.Optional;

/// Reads what a message, or a tool's output, holds: a text or a list of parts.
final class ContentReader {
    private static final String DATA = "data:";

    private ContentReader() {}

    static List<Part> parts(At content) {
        if (content.node().isString()) {
            return content.text().isEmpty() ? List.of() : List.of(Part.Text.of(content.text()));
        }
        content.expect(content.node().isArray(), content.absent()
                ? "is missing"
                : "must be a text or a list of parts");
        return content.items().stream().map(part -> part(part.object())).toList();
    }

    private static Part part(At part) {
        var type = part.get("type");
        return switch (type.text()) {
            case "input_text", "output_text", "text" -> Part.Text.of(part.get("text").text());
            case "refusal" -> new Part.Refusal(part.get("refusal").text());
            case "input_image" -> image(part);
            case "input_file" -> file(part);
            case "input_audio" -> audio(part.get("input_audio").object());
            default -> throw type.wrong("must be `input_text`, `output_text`, `refusal`, `input_image`, `input_file` or"
                    + " `input_audio`");
        };
    }

    private static Part.Media image(At part) {
        var detail = part.maybe("detail").map(At::text).filter(level -> !level.equals("auto"));
        var stored = part.maybe("file_id").map(at -> new Media(new Source.Stored(at.text()), ""));
        var image = stored.orElseGet(() -> media(part.get("image_url")));
        return new Part.Media(Kind.IMAGE, image.source(), image.mime(), Optional.empty(), detail, Optional.empty());
    }

    /// Bytes, or where they are, with their type as far as it is said.
    private record Media(Source source, String mime) {}

    private static Part.Media file(At part) {
        var name = part.maybe("filename").map(At::text);
        var file = part.maybe("file_id").map(at -> new Media(new Source.Stored(at.text()), ""))
                .or(() -> part.maybe("file_url").map(ContentReader::media))
                .orElseGet(() -> bytes(part.get("file_data")));
        return new Part.Media(Kind.DOCUMENT, file.source(), file.mime(), name, Optional.empty(), Optional.empty());
    }

    /// OpenAI takes bytes as they are for PDFs.
    private static Media bytes(At data) {
        return data.text().startsWith(DATA) ? media(data) : new Media(base64(data, data.text()), "application/pdf");
    }

    private static Media media(At url) {
        if (!url.text().startsWith(DATA)) {
            return new Media(new Source.Link(url.text()), "");
        }
        int comma = url.text().indexOf(',');
        var head = url.text().substring(DATA.length(), Math.max(DATA.length(), comma));
        url.expect(head.endsWith(";base64"), "must be a URL, or `data:TYPE;base64,DATA`");
        return new Media(base64(url, url.text().substring(comma + 1)), head.split(";", 2)[0]);
    }

    private static Source base64(At at, String data) {
        at.expect(Source.Data.isBase64(data), "holds no valid base64");
        return new Source.Data(data);
    }

    private static Part.Media audio(At audio) {
        var format = audio.maybe("format").map(At::text).orElse("");
        var mime = format.isEmpty() ? "" : "audio/" + (format.equals("mp3") ? "mpeg" : format);
        return new Part.Media(Kind.AUDIO, base64(audio.get("data"), audio.get("data").text()), mime, Optional.empty(),
                Optional.empty(), Optional.empty());
    }
}
