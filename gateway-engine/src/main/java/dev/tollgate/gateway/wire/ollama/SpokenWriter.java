package dev.tollgate.gateway.wire.ollama;

import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Part.Source;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes what one side says as messages of its role. A message holds one text and, beside it, pictures; so that each
/// picture stays with its words, one that holds both is followed by another. Used once.
final class SpokenWriter {

    private final String role;
    private final ArrayNode messages;
    private final Dropped dropped;
    private @Nullable ObjectNode message;
    private boolean pictureLast;

    SpokenWriter(String role, ArrayNode messages, Dropped dropped) {
        this.role = role;
        this.messages = messages;
        this.dropped = dropped;
    }

    void write(List<Part> parts) {
        for (var part : parts) {
            dropped.addIf(marked(part), "cache_control");
            if (part instanceof Part.Media media && words(media).isEmpty()) {
                picture(media);
            } else {
                words(part).ifPresent(this::text);
            }
        }
        if (message == null) {
            begun();
        }
    }

    private void text(String text) {
        var into = into(false);
        var before = into.path("content").asString("");
        into.put("content", before.isEmpty() ? text : before + "\n\n" + text);
    }

    private void picture(Part.Media media) {
        var data = bytes(media);
        dropped.addIf(media.detail().isPresent(), "detail");
        into(true).withArrayProperty("images").add(data);
    }

    private ObjectNode into(boolean picture) {
        var open = message;
        boolean turns = open != null && pictureLast != picture;
        boolean full = open != null && !open.path("images").isEmpty() && !open.path("content").asString("").isEmpty();
        pictureLast = picture;
        return open == null || (turns && full) ? begun() : open;
    }

    private ObjectNode begun() {
        var begun = messages.addObject().put("role", role).put("content", "");
        message = begun;
        return begun;
    }

    private static String bytes(Part.Media media) {
        return switch (media.kind()) {
            case IMAGE -> switch (media.source()) {
                case Source.Data(var base64) -> base64;
                case Source.Link _ -> throw refused("a picture by its URL, which the model that answers cannot fetch:"
                        + " send its bytes as base64");
                case Source.Stored _ -> throw refused("a picture by the id of an upload, which the model that answers"
                        + " does not know: send its bytes as base64");
                case Source.Plain _ -> throw refused("plain text as a picture: send it as text");
            };
            case DOCUMENT -> throw refused("a document, and Ollama takes only text and pictures: send its text");
            case AUDIO -> throw refused("a sound, and Ollama takes only text and pictures: leave it out");
            case VIDEO -> throw refused("a video, and Ollama takes only text and pictures: leave it out");
        };
    }

    private static Untranslatable refused(String what) {
        return new Untranslatable(Untranslatable.Place.CONVERSATION, "holds " + what);
    }

    /// What a part says in words; empty for what does not.
    static Optional<String> words(Part part) {
        return switch (part) {
            case Part.Text(var text, _) -> Optional.of(text);
            case Part.Refusal(var text) -> Optional.of(text);
            case Part.Media media ->
                media.source() instanceof Source.Plain(var text) && media.kind() == Part.Kind.DOCUMENT
                        ? Optional.of(text)
                        : Optional.empty();
            case Part.Call _,Part.Result _,Part.Thought _ -> Optional.empty();
        };
    }

    static boolean marked(Part part) {
        return switch (part) {
            case Part.Text(_, var cache) -> cache.isPresent();
            case Part.Media media -> media.cache().isPresent();
            case Part.Refusal _,Part.Call _,Part.Result _,Part.Thought _ -> false;
        };
    }
}
