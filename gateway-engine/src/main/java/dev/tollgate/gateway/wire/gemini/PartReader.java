package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the parts of a conversation in order. Calls without an id get one, and results without an id belong to the first
/// call of their name that has none yet (WIRE D1). For one conversation.
final class PartReader {
    private static final List<String> HOSTED =
            List.of("executableCode", "codeExecutionResult", "toolCall", "toolResponse");

    private static final Set<String> ABOUT = Set.of("thought", "thoughtSignature", "thought_signature", "videoMetadata",
            "video_metadata", "mediaResolution", "media_resolution", "partMetadata", "part_metadata", "text",
            "inlineData", "inline_data", "fileData", "file_data", "functionCall", "function_call", "functionResponse",
            "function_response");

    private final List<String> dropped;
    private final Map<String, Deque<String>> open = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private int calls;

    PartReader(List<String> dropped) {
        this.dropped = dropped;
    }

    List<Part> read(At part) {
        part.object();
        for (var hosted : HOSTED) {
            if (part.has(hosted)) {
                throw part.get(hosted).cannot("is of a tool that runs at Google, which the model that answers does not"
                        + " know: leave it out");
            }
        }
        var parts = new ArrayList<Part>();
        part.maybe("text").ifPresent(text -> parts.add(text(part, text.text())));
        part.maybe("inlineData").ifPresent(data -> parts.add(media(data, "data",
                text -> new Part.Source.Data(bytes(data, text)))));
        part.maybe("fileData").ifPresent(data -> parts.add(media(data, "fileUri", Part.Source.Link::new)));
        part.maybe("functionCall").ifPresent(call -> parts.add(call(part, call)));
        part.maybe("functionResponse").ifPresent(result -> parts.add(result(result)));
        if (parts.isEmpty()) {
            empty(part);
        }
        return parts;
    }

    /// What only describes a part says nothing alone.
    private void empty(At part) {
        for (var name : part.node().propertyNames()) {
            if (!ABOUT.contains(name)) {
                throw part.get(name).cannot("is of no kind that can be carried over: send text, data, a functionCall or"
                        + " a functionResponse");
            }
        }
        if (part.node().isEmpty()) {
            throw part.wrong("is empty: it must hold text, data, a functionCall or a functionResponse");
        }
        if (!part.has("thoughtSignature")) {
            dropped.add(part.path());
        }
    }

    private static Part text(At part, String text) {
        var seal = part.maybe("thoughtSignature").map(at -> Signature.read(at.text()));
        return part.get("thought").node().asBoolean(false)
                ? new Part.Thought(text, seal, text.isEmpty())
                : Part.Text.of(text);
    }

    private interface Source {
        Part.Source of(String text);
    }

    private static Part media(At at, String field, Source source) {
        var mime = at.object().maybe("mimeType").map(At::text).orElse("");
        return new Part.Media(kind(mime), source.of(at.get(field).text()), mime,
                at.maybe("displayName").map(At::text), Optional.empty(), Optional.empty());
    }

    private static String bytes(At data, String text) {
        return Base64Text.checked(text).orElseThrow(() -> data.get("data").wrong("is no base64"));
    }

    static Part.Kind kind(String mime) {
        return mime.startsWith("image/")
                ? Part.Kind.IMAGE
                : mime.startsWith("audio/")
                        ? Part.Kind.AUDIO
                        : mime.startsWith("video/") ? Part.Kind.VIDEO : Part.Kind.DOCUMENT;
    }

    private Part call(At part, At call) {
        var name = call.object().get("name").text();
        var given = call.maybe("id").map(At::text).filter(id -> !id.isEmpty());
        var id = given.orElseGet(this::free);
        if (names.containsKey(id) && open.getOrDefault(names.get(id), new ArrayDeque<>()).contains(id)) {
            throw call.get("id").wrong("is that of another call that has no result yet: give each call its own id");
        }
        open.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(id);
        names.put(id, name);
        var arguments = call.maybe("args").map(args -> Json.text(args.object().node())).orElse("{}");
        return new Part.Call(id, name, arguments, false,
                part.maybe("thoughtSignature").map(at -> Signature.read(at.text())));
    }

    private String free() {
        do {
            calls++;
        } while (names.containsKey("call_" + calls));
        return "call_" + calls;
    }

    private Part result(At result) {
        var name = result.object().maybe("name").map(At::text).orElse("");
        var id = result.maybe("id").map(At::text).filter(names::containsKey).or(() -> first(name))
                .orElseThrow(() -> result.get("name").wrong("answers no functionCall of the turns before it"));
        open.getOrDefault(names.getOrDefault(id, name), new ArrayDeque<>()).remove(id);
        var response = result.get("response");
        boolean error = response.node().isObject() && response.node().size() == 1 && response.node().has("error");
        var content = new ArrayList<Part>(List.of(Part.Text.of(said(response))));
        result.get("parts").items().forEach(part -> part.object().maybe("inlineData").ifPresentOrElse(
                data -> content.add(media(data, "data", text -> new Part.Source.Data(bytes(data, text)))),
                () -> dropped.add(part.path())));
        return new Part.Result(id, names.getOrDefault(id, name), content, error, Optional.empty());
    }

    private Optional<String> first(String name) {
        return Optional.ofNullable(open.getOrDefault(name, new ArrayDeque<>()).peek());
    }

    /// What stands under `output`, `result` or `error` alone is the result itself, as Google's own clients wrap it.
    private static String said(At response) {
        var node = response.node();
        if (node.isObject() && node.size() == 1) {
            for (var wrap : List.of("output", "result", "error", "content")) {
                if (node.path(wrap).isString()) {
                    return node.path(wrap).asString();
                }
            }
        }
        return response.isAbsent() ? "" : node.isString() ? node.asString() : Json.text(node);
    }
}
