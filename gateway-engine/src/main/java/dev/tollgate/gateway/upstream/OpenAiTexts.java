package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.neutral.At;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Texts to be embedded, asked in OpenAI's words of a provider that has others (Gemini's `batchEmbedContents`, Ollama's
/// `/api/embed`), and the vectors on their way back. For one thread.
final class OpenAiTexts implements Embedding {
    private static final Set<String> CARRIED = Set.of("model", "input", "dimensions", "encoding_format");

    private final Ask ask;
    private final Protocol theirs;
    private final String model;
    private final List<String> texts;
    private final boolean packed;
    private final JsonNode dimensions;
    private final List<String> dropped;

    OpenAiTexts(Ask ask, Protocol theirs, String model, JsonNode body) {
        this.ask = ask;
        this.theirs = theirs;
        this.model = model.startsWith("models/") ? model.substring(7) : model;
        texts = texts(new At(body, "").get("input"));
        packed = "base64".equals(body.path("encoding_format").asString(""));
        dimensions = body.path("dimensions");
        dropped = body.propertyStream().map(field -> field.getKey()).filter(name -> !CARRIED.contains(name)).toList();
    }

    @Override
    public Protocol theirs() {
        return theirs;
    }

    @Override
    public List<String> dropped() {
        return dropped;
    }

    private static List<String> texts(At input) {
        if (input.node().isString()) {
            return List.of(input.text());
        }
        var texts = new ArrayList<String>();
        for (var item : input.items()) {
            if (!item.node().isString()) {
                throw item.wrong("must be a text: tokens are numbered differently by this provider's models");
            }
            texts.add(item.text());
        }
        input.expect(!texts.isEmpty(), "is empty");
        return texts;
    }

    @Override
    public List<ByteBuffer> body() {
        return List.of(ByteBuffer.wrap(Json.bytes(theirs == Protocol.GEMINI ? gemini() : ollama())));
    }

    @Override
    public String tail() {
        return theirs == Protocol.GEMINI ? "batchEmbedContents" : "";
    }

    private ObjectNode gemini() {
        var body = Json.object();
        var requests = body.putArray("requests");
        for (var text : texts) {
            var request = requests.addObject().put("model", "models/" + model);
            request.putObject("content").putArray("parts").addObject().put("text", text);
            if (dimensions.isNumber()) {
                request.set("outputDimensionality", dimensions);
            }
        }
        return body;
    }

    private ObjectNode ollama() {
        var body = Json.object().put("model", model);
        texts.forEach(body.putArray("input")::add);
        if (dimensions.isNumber()) {
            body.set("dimensions", dimensions);
        }
        return body;
    }

    @Override
    public Usage usage(JsonNode answer) {
        return Embedding.used(ask, answer.path("usageMetadata").path("promptTokenCount").asLong(
                answer.path("prompt_eval_count").asLong(0)));
    }

    @Override
    public byte[] reply(JsonNode answer, long tokens) {
        var vectors = answer.path("embeddings");
        if (!vectors.isArray() || vectors.size() != texts.size()) {
            throw new Garbled("answered " + texts.size() + " texts with " + vectors.size() + " vectors");
        }
        var body = Json.object().put("object", "list");
        var data = body.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            var values = theirs == Protocol.GEMINI ? vectors.get(i).path("values") : vectors.get(i);
            var each = data.addObject().put("object", "embedding").put("index", i);
            if (packed) {
                each.put("embedding", packed(values));
            } else {
                each.set("embedding", values);
            }
        }
        body.put("model", model);
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Json.bytes(body);
    }

    /// As OpenAI packs them: single precision, least significant byte first.
    private static String packed(JsonNode values) {
        var bytes = ByteBuffer.allocate(values.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(value -> bytes.putFloat(value.floatValue()));
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
