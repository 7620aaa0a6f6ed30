package dev.tollgate.gateway.wire.converse;

import dev.tollgate.gateway.wire.neutral.Part;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Bedrock's words for formats of pictures and files. Pure.
final class Formats {
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final Map<String, String> IMAGES = Map.of("image/png", "png", "image/jpeg", "jpeg", "image/jpg",
            "jpeg", "image/gif", "gif", "image/webp", "webp");
    private static final Map<String, String> DOCUMENTS = Map.of("application/pdf", "pdf", "text/csv", "csv",
            "application/msword", "doc", OFFICE + "wordprocessingml.document", "docx", "application/vnd.ms-excel",
            "xls", OFFICE + "spreadsheetml.sheet", "xlsx", "text/html", "html", "text/markdown", "md",
            "application/json", "txt");
    private static final Map<String, String> SOUNDS = Map.ofEntries(Map.entry("audio/mpeg", "mp3"),
            Map.entry("audio/mp3", "mp3"), Map.entry("audio/wav", "wav"), Map.entry("audio/x-wav", "wav"),
            Map.entry("audio/wave", "wav"), Map.entry("audio/opus", "opus"), Map.entry("audio/aac", "aac"),
            Map.entry("audio/flac", "flac"), Map.entry("audio/ogg", "ogg"), Map.entry("audio/mp4", "mp4"),
            Map.entry("audio/m4a", "m4a"), Map.entry("audio/x-m4a", "m4a"), Map.entry("audio/webm", "webm"));
    private static final Map<String, String> FILMS = Map.of("video/mp4", "mp4", "video/quicktime", "mov",
            "video/x-matroska", "mkv", "video/webm", "webm", "video/x-flv", "flv", "video/mpeg", "mpeg",
            "video/x-ms-wmv", "wmv", "video/3gpp", "three_gp");
    /// How base64 of it begins.
    private static final Map<String, String> BEGINNINGS = Map.of("iVBORw", "png", "/9j/", "jpeg", "R0lGOD", "gif",
            "UklGR", "webp", "JVBERi", "pdf");
    private static final Set<String> BY_ENDING =
            Set.of("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md");

    private Formats() {}

    /// The name of its kind of block.
    static String block(Part.Kind kind) {
        return switch (kind) {
            case IMAGE -> "image";
            case DOCUMENT -> "document";
            case AUDIO -> "audio";
            case VIDEO -> "video";
        };
    }

    /// As the client says, else by the file's first bytes or its name; empty for what Bedrock does not take.
    static Optional<String> of(Part.Media media, String base64) {
        var mime = media.mime().toLowerCase(Locale.ROOT).replaceFirst(";.*", "").strip();
        if (!mime.isEmpty() && !mime.equals("application/octet-stream")) {
            return said(media.kind(), mime);
        }
        return BEGINNINGS.entrySet().stream().filter(known -> base64.startsWith(known.getKey())).findFirst()
                .map(Map.Entry::getValue)
                .filter(format -> (media.kind() == Part.Kind.DOCUMENT) == format.equals("pdf"))
                .or(() -> media.kind() == Part.Kind.DOCUMENT
                        ? media.name().flatMap(Formats::ending)
                        : Optional.empty());
    }

    private static Optional<String> said(Part.Kind kind, String mime) {
        return switch (kind) {
            case IMAGE -> Optional.ofNullable(IMAGES.get(mime));
            case DOCUMENT -> Optional.ofNullable(DOCUMENTS.get(mime))
                    .or(() -> mime.startsWith("text/") ? Optional.of("txt") : Optional.empty());
            case AUDIO -> Optional.ofNullable(SOUNDS.get(mime));
            case VIDEO -> Optional.ofNullable(FILMS.get(mime));
        };
    }

    private static Optional<String> ending(String name) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.of(ending).filter(BY_ENDING::contains);
    }
}
