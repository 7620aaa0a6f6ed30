package dev.tollgate.gateway.upstream.dialect;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Numbers of a usage object by path, as text: `prompt_tokens_details.cached_tokens`. Gemini's lists by modality become
/// `promptTokensDetails.AUDIO`, Bedrock's by lifetime `cacheDetails.1h`. Pure.
public final class UsageTree {
    private UsageTree() {}

    /// Adds what is stated; what was there under the same path is replaced.
    public static void flatten(JsonNode usage, Map<String, String> into) {
        flatten("", usage, into);
    }

    private static void flatten(String path, JsonNode usage, Map<String, String> into) {
        for (var field : usage.properties()) {
            var value = field.getValue();
            var name = path + field.getKey();
            if (value.isObject()) {
                flatten(name + ".", value, into);
            } else if (value.isArray()) {
                listed(name + ".", value, into);
            } else if (!value.isNull()) {
                into.put(name, value.asString());
            }
        }
    }

    private static void listed(String path, JsonNode list, Map<String, String> into) {
        for (var each : list) {
            if (each.path("modality").isString() && each.path("tokenCount").isNumber()) {
                into.put(path + each.path("modality").asString(), each.path("tokenCount").asString());
            } else if (each.path("ttl").isString() && each.path("inputTokens").isNumber()) {
                into.put(path + each.path("ttl").asString(), each.path("inputTokens").asString());
            }
        }
    }
}
