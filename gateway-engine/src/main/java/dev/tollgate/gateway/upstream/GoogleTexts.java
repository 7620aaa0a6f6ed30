package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.gemini.Vectors;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Asked in Gemini's words of a provider that has OpenAI's `/embeddings` or Ollama's `/api/embed`.
record GoogleTexts(Ask ask, Protocol theirs, String model, Vectors asked) implements Embedding {
    static GoogleTexts of(Ask ask, Protocol theirs, String model, JsonNode body) {
        return new GoogleTexts(ask, theirs, model,
                Vectors.read(body, ask.called().tail().startsWith("batchEmbedContents")));
    }

    @Override
    public List<String> dropped() {
        return asked.dropped();
    }

    @Override
    public List<ByteBuffer> body() {
        var body = Json.object().put("model", model);
        asked.texts().forEach(body.putArray("input")::add);
        asked.dimensions().ifPresent(count -> body.set("dimensions", count));
        if (theirs == Protocol.CHAT) {
            body.put("encoding_format", "float");
        }
        return List.of(ByteBuffer.wrap(Json.bytes(body)));
    }

    @Override
    public String tail() {
        return "";
    }

    @Override
    public Usage usage(JsonNode answer) {
        return Embedding.used(ask, answer.path("usage").path("prompt_tokens").asLong(answer.path("prompt_eval_count")
                .asLong(0)));
    }

    @Override
    public byte[] reply(JsonNode answer, long tokens) {
        var vectors = new ArrayList<JsonNode>();
        answer.path("embeddings").forEach(vectors::add);
        answer.path("data").forEach(item -> vectors.add(item.path("embedding")));
        if (vectors.size() != asked.texts().size() || !vectors.stream().allMatch(JsonNode::isArray)) {
            throw new Garbled("answered " + asked.texts().size() + " texts with " + vectors.size() + " vectors");
        }
        return Json.bytes(asked.reply(vectors, tokens));
    }
}
