package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads the blocks of a client's messages in their order, since a tool's result refers to an earlier call. For one
/// request.
final class BlockReader {
    private final List<String> dropped;
    /// Tools' names by the calls' ids so far.
    private final Map<String, String> called = new HashMap<>();
    /// Ids of calls without a result so far.
    private final Set<String> open = new HashSet<>();

    BlockReader(List<String> dropped) {
        this.dropped = dropped;
    }

    /// @param content a text or a list of blocks
    List<Part> parts(Prompt.Role role, At content) {
        if (content.node().isString()) {
            return List.of(Part.Text.of(content.text()));
        }
        content.expect(content.node().isArray(), "must be a text or a list of blocks");
        return content.items().stream().flatMap(block -> block(role, block).stream()).toList();
    }

    private List<Part> block(Prompt.Role role, At at) {
        var type = at.get("type");
        var speaker = switch (type.text()) {
            case "tool_use", "thinking", "redacted_thinking" -> Prompt.Role.ASSISTANT;
            case "tool_result" -> Prompt.Role.USER;
            default -> role;
        };
        type.expect(role == speaker, "stands in a message of the wrong role");
        return switch (type.text()) {
            case "tool_use" -> List.of(call(at));
            case "thinking" -> List.of(thought(at));
            case "redacted_thinking" -> List.of(new Part.Thought("", Optional.of(seal(at.get("data").text())), true));
            case "tool_result" -> List.of(result(at));
            default -> shown(at);
        };
    }

    /// What may stand in a message and in a tool's result alike.
    private List<Part> shown(At at) {
        var type = at.get("type");
        return switch (type.text()) {
            case "text" -> List.of(new Part.Text(at.get("text").text(), cache(at)));
            case "image" -> List.of(media(Part.Kind.IMAGE, at));
            case "document" -> document(at);
            case "search_result" -> List.of(found(at));
            default -> throw unknown(type);
        };
    }

    private static Untranslatable unknown(At type) {
        return type
                .cannot("is a kind of block that only Anthropic's own models understand: leave the block out, or use a"
                        + " model behind a provider that speaks Messages");
    }

    private Part.Call call(At at) {
        var id = at.get("id").text();
        var name = at.get("name").text();
        at.get("name").expect(!name.isEmpty(), "must not be empty");
        at.get("id").expect(open.add(id), "is that of another call that has no result yet: give each call its own id");
        called.put(id, name);
        return new Part.Call(Names.read(id), name, Json.text(at.get("input").object().node()), false, Optional.empty());
    }

    private Part.Result result(At at) {
        var id = at.get("tool_use_id");
        var name = called.get(id.text());
        if (name == null) {
            throw id.wrong("names no `tool_use` of an earlier message: send the call before its result");
        }
        open.remove(id.text());
        var content = at.maybe("content").map(this::content).orElse(List.of());
        return new Part.Result(Names.read(id.text()), name, content, at.maybe("is_error").map(At::truth).orElse(false),
                cache(at));
    }

    private List<Part> content(At content) {
        if (content.node().isString()) {
            return List.of(Part.Text.of(content.text()));
        }
        return content.items().stream().flatMap(block -> shown(block).stream()).toList();
    }

    private static Part.Thought thought(At at) {
        var signature = at.maybe("signature").map(At::text).filter(text -> !text.isEmpty());
        return new Part.Thought(at.get("thinking").text(), signature.map(BlockReader::seal), false);
    }

    private static Seal seal(String text) {
        return Seal.read(Protocol.MESSAGES, "", text);
    }

    private static Part.Media media(Part.Kind kind, At at) {
        var source = at.get("source");
        var mime = source.maybe("media_type").map(At::text).orElse("");
        return new Part.Media(kind, source(source), mime, at.maybe("title").map(At::text), Optional.empty(), cache(at));
    }

    private static Part.Source source(At at) {
        var type = at.get("type");
        return switch (type.text()) {
            case "base64" -> data(at.get("data"));
            case "url" -> new Part.Source.Link(at.get("url").text());
            case "file" -> new Part.Source.Stored(at.get("file_id").text());
            case "text" -> new Part.Source.Plain(at.get("data").text());
            default -> throw type.wrong("is not known: send `base64` or `url`");
        };
    }

    private static Part.Source data(At at) {
        at.expect(Part.Source.Data.isBase64(at.text()), "holds no valid base64");
        return new Part.Source.Data(at.text());
    }

    private List<Part> document(At at) {
        note(at.get("context"));
        at.maybe("citations").filter(asked -> asked.node().path("enabled").asBoolean(false)).ifPresent(this::note);
        var source = at.get("source");
        if (!source.get("type").text().equals("content")) {
            return List.of(media(Part.Kind.DOCUMENT, at));
        }
        return content(source.get("content"));
    }

    private void note(At at) {
        if (!at.absent()) {
            dropped.add(at.path());
        }
    }

    /// What the client's own search found is text with a title and an origin.
    private Part.Media found(At at) {
        at.maybe("citations").filter(asked -> asked.node().path("enabled").asBoolean(false)).ifPresent(this::note);
        var text = at.get("content").items().stream().map(block -> block.get("text").text())
                .collect(Collectors.joining("\n\n", at.get("source").text() + "\n\n", ""));
        return new Part.Media(Part.Kind.DOCUMENT, new Part.Source.Plain(text), "text/plain",
                at.maybe("title").map(At::text), Optional.empty(), cache(at));
    }

    private static Optional<JsonNode> cache(At at) {
        return at.maybe("cache_control").map(At::node);
    }
}
