package dev.tollgate.gateway.wire.chat;

import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reasoning on a message or a delta: `reasoning_content` (DeepSeek and most), `reasoning` (Groq, OpenRouter) and
/// OpenRouter's `reasoning_details`, whose entries carry signatures and encrypted data.
///
/// An own seal's value is its whole entry without the text, as JSON: format and id have to come back, too.
final class Thoughts {
    private static final String TEXT = "reasoning.text";
    private static final String ENCRYPTED = "reasoning.encrypted";

    private Thoughts() {}

    /// The thoughts of a message or a delta, in order.
    ///
    /// @param marked a client's: its seals may be another protocol's, marked
    static List<Part.Thought> of(JsonNode message, boolean marked) {
        var found = new ArrayList<Part.Thought>();
        for (var entry : message.path("reasoning_details").values()) {
            detail(entry, marked).ifPresent(found::add);
        }
        if (found.stream().allMatch(thought -> thought.text().isEmpty())) {
            plain(message).ifPresent(text -> found.addFirst(new Part.Thought(text, Optional.empty(), false)));
        }
        return found;
    }

    private static Optional<String> plain(JsonNode message) {
        return Optional.of(Words.text(message, "reasoning_content")).filter(text -> !text.isEmpty())
                .or(() -> Optional.of(Words.text(message, "reasoning"))).filter(text -> !text.isEmpty());
    }

    private static Optional<Part.Thought> detail(JsonNode entry, boolean marked) {
        boolean hidden = ENCRYPTED.equals(Words.text(entry, "type"));
        var opaque = Words.text(entry, hidden ? "data" : "signature");
        var text = hidden ? "" : Words.text(entry, "text") + Words.text(entry, "summary");
        if (opaque.isEmpty() && text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Part.Thought(text, seal(entry, opaque, marked), hidden));
    }

    private static Optional<Seal> seal(JsonNode entry, String opaque, boolean marked) {
        if (opaque.isEmpty() || !(entry instanceof ObjectNode object)) {
            return Optional.empty();
        }
        var id = Words.text(entry, "id");
        var read = marked ? Seal.read(Protocol.CHAT, id, opaque) : new Seal(Protocol.CHAT, id, opaque);
        return Optional.of(read.by() == Protocol.CHAT ? own(object, id) : read);
    }

    private static Seal own(ObjectNode entry, String id) {
        var kept = entry.deepCopy();
        kept.remove(List.of("text", "summary"));
        return new Seal(Protocol.CHAT, id, Json.text(kept));
    }

    /// An entry of `reasoning_details` for a client or the provider that issued it.
    static ObjectNode entry(String text, boolean hidden, Seal seal, int index) {
        if (seal.by() == Protocol.CHAT && Json.read(seal.value()).orElse(null) instanceof ObjectNode own) {
            return text.isEmpty() ? own : own.put("text", text);
        }
        var entry = Json.object().put("type", hidden ? ENCRYPTED : TEXT);
        if (hidden) {
            entry.put("data", seal.in(Protocol.CHAT));
        } else {
            entry.put("text", text).put("signature", seal.in(Protocol.CHAT));
        }
        if (!seal.id().isEmpty()) {
            entry.put("id", seal.id());
        }
        return entry.put("format", "unknown").put("index", index);
    }

    /// Gemini's signature on a call, where its own OpenAI surface has it, too; another's is marked.
    static Optional<Seal> ofCall(JsonNode call) {
        var signature = Words.text(call.path("extra_content").path("google"), "thought_signature");
        return signature.isEmpty() ? Optional.empty() : Optional.of(Seal.read(Protocol.GEMINI, "", signature));
    }

    /// Puts a signature where [#ofCall] finds it.
    static void onCall(ObjectNode call, Seal seal) {
        call.putObject("extra_content").putObject("google").put("thought_signature", seal.in(Protocol.GEMINI));
    }
}
