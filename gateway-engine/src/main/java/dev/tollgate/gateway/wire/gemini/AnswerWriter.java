package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The shapes of an answer for a client of Gemini. Pure.
final class AnswerWriter {
    private AnswerWriter() {}

    static ObjectNode whole(Answer answer, Usage usage, Prompt asked) {
        var parts = Json.array();
        boolean thoughts = showsThoughts(asked);
        for (var part : answer.parts()) {
            part(part, thoughts, parts);
        }
        var chunk = chunk(answer.id(), answer.model(), parts);
        ended(chunk, answer.finish(), usage);
        return chunk;
    }

    /// As Google does: thoughts are shown to those who ask for them.
    static boolean showsThoughts(Prompt asked) {
        return asked.effort().shown().orElse(false);
    }

    private static void part(Part part, boolean thoughts, ArrayNode out) {
        switch (part) {
            case Part.Text(var text, _) -> out.addObject().put("text", text);
            case Part.Refusal(var text) -> out.addObject().put("text", text);
            case Part.Thought thought -> {
                if (thoughts) {
                    thought(thought.text(), thought.seal(), out);
                }
            }
            case Part.Call call -> call(call, out);
            case Part.Media media -> media(media, out);
            case Part.Result _ -> {
                // a model gives no tool's result
            }
        }
    }

    static void thought(String text, Optional<Seal> seal, ArrayNode out) {
        var part = out.addObject().put("text", text).put("thought", true);
        seal.ifPresent(given -> part.put("thoughtSignature", Signature.of(given)));
    }

    /// A call whose arguments were cut off is left out: no client could run it.
    static void call(Part.Call call, ArrayNode out) {
        var arguments = call.arguments().isBlank()
                ? Optional.<JsonNode>of(Json.object())
                : Json.read(call.arguments()).filter(JsonNode::isObject);
        arguments.ifPresent(args -> {
            var part = out.addObject();
            var function = part.putObject("functionCall");
            if (!call.id().isEmpty()) {
                function.put("id", call.id());
            }
            function.put("name", call.name()).set("args", args);
            call.seal().ifPresent(seal -> part.put("thoughtSignature", Signature.of(seal)));
        });
    }

    static void media(Part.Media media, ArrayNode out) {
        switch (media.source()) {
            case Part.Source.Data(var base64) -> out.addObject().putObject("inlineData").put("mimeType", media.mime())
                    .put("data", base64);
            case Part.Source.Link(var url) -> out.addObject().putObject("fileData").put("mimeType", media.mime())
                    .put("fileUri", url);
            case Part.Source.Plain(var text) -> out.addObject().put("text", text);
            case Part.Source.Stored _ -> {
                // known to its provider only
            }
        }
    }

    static ObjectNode chunk(String id, String model, ArrayNode parts) {
        var chunk = Json.object();
        var candidate = chunk.putArray("candidates").addObject();
        candidate.putObject("content").put("role", "model").set("parts", parts);
        candidate.put("index", 0);
        if (!model.isEmpty()) {
            chunk.put("modelVersion", model);
        }
        if (!id.isEmpty()) {
            chunk.put("responseId", id);
        }
        return chunk;
    }

    static void ended(ObjectNode chunk, Finish finish, Usage usage) {
        if (chunk.path("candidates").path(0) instanceof ObjectNode candidate) {
            candidate.put("finishReason", reason(finish));
        }
        long reasoning = usage.get(Unit.REASONING);
        var counts = chunk.putObject("usageMetadata").put("promptTokenCount", usage.get(Unit.INPUT))
                .put("candidatesTokenCount", Math.max(0, usage.get(Unit.OUTPUT) - reasoning))
                .put("totalTokenCount", usage.get(Unit.INPUT) + usage.get(Unit.OUTPUT));
        if (usage.get(Unit.CACHE_READ) > 0) {
            counts.put("cachedContentTokenCount", usage.get(Unit.CACHE_READ));
        }
        if (reasoning > 0) {
            counts.put("thoughtsTokenCount", reasoning);
        }
    }

    private static String reason(Finish finish) {
        return switch (finish) {
            case STOP, STOP_SEQUENCE, CALLS, PAUSE -> "STOP";
            case LENGTH, CONTEXT -> "MAX_TOKENS";
            case FILTER -> "SAFETY";
        };
    }
}
