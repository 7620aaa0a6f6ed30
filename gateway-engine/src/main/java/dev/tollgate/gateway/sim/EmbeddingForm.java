package dev.tollgate.gateway.sim;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Embeddings: vectors of length 1 that follow from the text alone, so that equal texts are equal.
final class EmbeddingForm {
    private static final int DIMENSIONS = 256;
    private static final int MOST_DIMENSIONS = 3072;

    private EmbeddingForm() {}

    static Script script(SimRequest request, SimModel model) {
        var input = request.body().path("input");
        int dimensions = Math.clamp(request.body().path("dimensions").asInt(DIMENSIONS), 1, MOST_DIMENSIONS);
        boolean base64 = request.body().path("encoding_format").asString("float").equals("base64");
        var body = SimRequest.JSON.createObjectNode().put("object", "list").put("model", model.name());
        var data = body.putArray("data");
        long tokens = 0;
        if (input.isArray() && !input.isEmpty() && !input.get(0).isNumber()) {
            for (var each : input) {
                data.add(item(each, data.size(), dimensions, base64));
                tokens += tokens(each);
            }
        } else {
            data.add(item(input, 0, dimensions, base64));
            tokens = tokens(input);
        }
        body.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return Reply.json(body, model.firstToken(), 0, tokens, 0);
    }

    private static long tokens(JsonNode text) {
        return text.isArray() ? text.size() : Math.max(1, SimRequest.tokens(text.asString("")));
    }

    private static ObjectNode item(JsonNode text, int index, int dimensions, boolean base64) {
        var item = SimRequest.JSON.createObjectNode().put("object", "embedding").put("index", index);
        var vector = vector(Dice.hash(7, text.toString()), dimensions);
        if (base64) {
            var bytes = ByteBuffer.allocate(dimensions * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float each : vector) {
                bytes.putFloat(each);
            }
            return item.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        }
        var list = item.putArray("embedding");
        for (float each : vector) {
            list.add(each);
        }
        return item;
    }

    private static float[] vector(long seed, int dimensions) {
        var dice = new Dice(seed);
        var vector = new float[dimensions];
        float square = 0;
        for (int i = 0; i < dimensions; i++) {
            vector[i] = dice.between(-10_000, 10_000) / 10_000f;
            square += vector[i] * vector[i];
        }
        float length = (float) Math.sqrt(Math.max(square, Float.MIN_NORMAL));
        for (int i = 0; i < dimensions; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
