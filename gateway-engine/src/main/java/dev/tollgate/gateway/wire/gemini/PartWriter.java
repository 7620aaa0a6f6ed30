package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Freeform;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Seal;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the parts of a conversation in order. For one request.
final class PartWriter {
    /// What Google names for calls that no Gemini model has made: from version 3 on it refuses a call without.
    private static final String UNSIGNED = "skip_thought_signature_validator";

    private final boolean needsSignature;
    private final List<String> dropped;
    private final Map<String, String> names = new HashMap<>();
    private Optional<Seal> waiting = Optional.empty();
    private boolean signed;

    PartWriter(Prompt prompt, ProviderForm.Model model, List<String> dropped) {
        this.dropped = dropped;
        needsSignature = model.name().startsWith("gemini-3");
        for (var turn : prompt.turns()) {
            for (var part : turn.parts()) {
                if (part instanceof Part.Call call) {
                    names.put(call.id(), call.name());
                }
            }
        }
    }

    void write(Part part, ArrayNode out) {
        switch (part) {
            case Part.Text(var text, _) -> {
                if (!text.isEmpty()) {
                    sealed(out.addObject().put("text", text));
                }
            }
            case Part.Refusal(var text) -> out.addObject().put("text", text);
            case Part.Media media -> media(media, out);
            case Part.Call call -> call(call, out);
            case Part.Result result -> result(result, out);
            case Part.Thought thought -> waiting = thought.seal().filter(seal -> seal.by() == Protocol.GEMINI)
                    .or(() -> waiting);
        }
    }

    /// A signature of a thought belongs to the part behind it.
    private void sealed(ObjectNode part) {
        waiting.ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        waiting = Optional.empty();
    }

    /// Of calls made at once the first bears the signature.
    ///
    /// @param out the turn's parts: a signature behind all of them stands with an empty text, as Google writes it
    void turnEnds(ArrayNode out) {
        signed = false;
        waiting.ifPresent(seal -> out.addObject().put("text", "").put("thoughtSignature", seal.value()));
        waiting = Optional.empty();
    }

    private void call(Part.Call call, ArrayNode out) {
        var part = out.addObject();
        var function = part.putObject("functionCall").put("id", call.id()).put("name", call.name());
        function.set("args", arguments(call));
        var own = call.seal().filter(seal -> seal.by() == Protocol.GEMINI).or(() -> waiting);
        own.ifPresent(seal -> part.put("thoughtSignature", seal.value()));
        if (own.isEmpty() && needsSignature && !signed) {
            part.put("thoughtSignature", UNSIGNED);
        }
        signed = true;
        waiting = Optional.empty();
    }

    private static JsonNode arguments(Part.Call call) {
        if (call.freeform()) {
            return Freeform.wrapped(call.arguments());
        }
        return call.arguments().isBlank()
                ? Json.object()
                : Json.read(call.arguments()).filter(JsonNode::isObject)
                        .orElseThrow(() -> Untranslatable.wrong(Untranslatable.Place.CONVERSATION,
                                "holds a call of " + call.name() + " whose arguments are no JSON object"));
    }

    private void result(Part.Result result, ArrayNode out) {
        var name = result.name().isEmpty() ? names.getOrDefault(result.id(), "") : result.name();
        var text = new StringBuilder();
        result.content().forEach(part -> text.append(part instanceof Part.Text(var said, _) ? said : ""));
        out.addObject().putObject("functionResponse").put("id", result.id()).put("name", name)
                .set("response", response(text.toString(), result.error()));
        result.content().stream().filter(Part.Media.class::isInstance).forEach(part -> write(part, out));
    }

    /// Only an object may stand there.
    private static JsonNode response(String text, boolean error) {
        var object = text.startsWith("{") ? Json.read(text).filter(JsonNode::isObject) : Optional.<JsonNode>empty();
        return object.filter(_ -> !error).orElseGet(() -> Json.object().put(error ? "error" : "output", text));
    }

    private void media(Part.Media media, ArrayNode out) {
        switch (media.source()) {
            case Part.Source.Data(var base64) -> out.addObject().putObject("inlineData")
                    .put("mimeType", media.mime().isEmpty() ? "application/octet-stream" : media.mime())
                    .put("data", base64);
            case Part.Source.Link(var url) -> {
                if (!isGoogles(url)) {
                    throw new Untranslatable(Untranslatable.Place.CONVERSATION,
                            "holds a picture or file by its URL, and Gemini"
                                    + " reads only those of Google's own storage: send its bytes as a data: URL");
                }
                var file = out.addObject().putObject("fileData").put("fileUri", url);
                if (!media.mime().isEmpty()) {
                    file.put("mimeType", media.mime());
                }
            }
            case Part.Source.Stored(var _) -> throw new Untranslatable(Untranslatable.Place.CONVERSATION,
                    "holds a file by an id that only the provider knows where it was uploaded: send its bytes");
            case Part.Source.Plain(var text) -> out.addObject().put("text", text);
        }
        media.detail().ifPresent(_ -> dropped.add("detail"));
    }

    private static boolean isGoogles(String url) {
        return url.startsWith("gs://") || url.startsWith("https://generativelanguage.googleapis.com/")
                || url.startsWith("https://www.youtube.com/") || url.startsWith("https://youtu.be/");
    }
}
