package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Gathered;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a provider's answer, whole or chunk by chunk; a whole answer is a stream of one chunk. For one answer.
final class AnswerReader implements PieceReader {
    private enum Open {
        NOTHING,
        TEXT,
        THOUGHT
    }

    private static final List<String> REASONS = List.of("", "STOP", "MAX_TOKENS", "SAFETY", "RECITATION", "OTHER",
            "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MALFORMED_FUNCTION_CALL");

    private Open open = Open.NOTHING;
    private int slot = -1;
    private int calls;
    private boolean opened;
    private String id = "";
    private @Nullable PartialArguments partial;

    static Answer whole(JsonNode body) {
        if (!body.has("candidates") && !body.has("promptFeedback")) {
            throw new Garbled("answered with something that is no answer of Gemini's");
        }
        var gathered = new Gathered();
        new AnswerReader().read("", body, gathered::add);
        return gathered.answer();
    }

    @Override
    public void read(String name, JsonNode chunk, Consumer<Piece> out) {
        if (!opened) {
            opened = true;
            id = chunk.path("responseId").asString("");
            out.accept(new Piece.Opened(id, chunk.path("modelVersion").asString("")));
        }
        var candidate = chunk.path("candidates").path(0);
        for (var part : candidate.path("content").path("parts")) {
            part(part, out);
        }
        if (!chunk.path("usageMetadata").isEmpty()) {
            out.accept(new Piece.Counted(chunk.path("usageMetadata")));
        }
        finish(chunk, candidate, out);
    }

    private void part(JsonNode part, Consumer<Piece> out) {
        if (part.path("functionCall").isObject()) {
            call(part, out);
        } else if (part.path("inlineData").isObject()) {
            shown(part.path("inlineData"), out);
        } else if (part.path("text").isString()) {
            text(part, part.path("text").asString(), out);
        }
    }

    private void text(JsonNode part, String text, Consumer<Piece> out) {
        boolean thought = part.path("thought").asBoolean(false);
        var kind = thought ? Open.THOUGHT : Open.TEXT;
        if (open != kind && !text.isEmpty()) {
            close(out);
            open = kind;
            slot++;
        }
        if (!text.isEmpty()) {
            out.accept(thought ? new Piece.Thought(slot, text, false) : new Piece.Text(slot, text));
        }
        Json.string(part, "thoughtSignature").map(Signature::read).ifPresent(seal -> sealed(seal, out));
    }

    /// A signature of text stands behind it, as a thought of which nothing may be read.
    private void sealed(Seal seal, Consumer<Piece> out) {
        if (open == Open.THOUGHT) {
            out.accept(new Piece.Sealed(slot, seal));
            return;
        }
        close(out);
        slot++;
        out.accept(new Piece.Thought(slot, "", true));
        out.accept(new Piece.Sealed(slot, seal));
        out.accept(new Piece.Closed(slot));
    }

    private void close(Consumer<Piece> out) {
        if (partial != null) {
            out.accept(new Piece.Arguments(slot, partial.json()));
            out.accept(new Piece.Closed(slot));
            partial = null;
        }
        if (open != Open.NOTHING) {
            out.accept(new Piece.Closed(slot));
            open = Open.NOTHING;
        }
    }

    private void call(JsonNode part, Consumer<Piece> out) {
        var call = part.path("functionCall");
        if (partial != null && !call.has("name")) {
            partial.add(call.path("partialArgs"));
            return;
        }
        close(out);
        var name = Json.string(call, "name").filter(said -> !said.isEmpty())
                .orElseThrow(() -> new Garbled("sent a function call without a name"));
        slot++;
        calls++;
        var callId = Json.string(call, "id").filter(said -> !said.isEmpty())
                .orElseGet(() -> "call_" + (id.isEmpty() ? "" : id + "_") + calls);
        out.accept(new Piece.Called(slot, callId, name, false));
        Json.string(part, "thoughtSignature").ifPresent(
                signature -> out.accept(new Piece.Sealed(slot, Signature.read(signature))));
        if (call.path("willContinue").asBoolean(false)) {
            partial = new PartialArguments();
            partial.add(call.path("partialArgs"));
            return;
        }
        out.accept(new Piece.Arguments(slot, arguments(call.path("args"))));
        out.accept(new Piece.Closed(slot));
    }

    private static String arguments(JsonNode args) {
        if (args.isMissingNode() || args.isNull()) {
            return "{}";
        }
        var read = args.isString() ? Json.read(args.asString()) : Optional.of(args);
        return read.filter(JsonNode::isObject).map(Json::text)
                .orElseThrow(() -> new Garbled("sent arguments of a function call that are no JSON object"));
    }

    private void shown(JsonNode data, Consumer<Piece> out) {
        close(out);
        slot++;
        var mime = data.path("mimeType").asString("");
        out.accept(new Piece.Shown(slot, new Part.Media(PartReader.kind(mime),
                new Part.Source.Data(Base64Text.standard(data.path("data").asString(""))), mime, Optional.empty(),
                Optional.empty(),
                Optional.empty())));
        out.accept(new Piece.Closed(slot));
    }

    private void finish(JsonNode chunk, JsonNode candidate, Consumer<Piece> out) {
        var reason = reason(candidate.path("finishReason"));
        boolean blocked = candidate.isMissingNode() && chunk.path("promptFeedback").has("blockReason");
        if (!blocked && (reason.isEmpty() || reason.equals("FINISH_REASON_UNSPECIFIED"))) {
            return;
        }
        close(out);
        out.accept(new Piece.Finished(blocked ? Finish.FILTER : finish(reason), Optional.empty()));
    }

    /// By its number in Google's protocol buffers where a server writes enums so.
    private static String reason(JsonNode said) {
        return said.isIntegralNumber()
                ? said.asInt() >= 0 && said.asInt() < REASONS.size() ? REASONS.get(said.asInt()) : "OTHER"
                : said.asString("");
    }

    private Finish finish(String reason) {
        return switch (reason) {
            case "MAX_TOKENS" -> Finish.LENGTH;
            case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "IMAGE_SAFETY",
                    "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION" ->
                Finish.FILTER;
            case "MALFORMED_FUNCTION_CALL" -> throw new Garbled("says that its own function call is malformed");
            case "UNEXPECTED_TOOL_CALL" -> {
                if (calls == 0) {
                    throw new Garbled("says that it called a function that nobody offered");
                }
                yield Finish.CALLS;
            }
            default -> calls > 0 ? Finish.CALLS : Finish.STOP;
        };
    }
}
