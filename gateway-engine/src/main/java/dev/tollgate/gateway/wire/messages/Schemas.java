package dev.tollgate.gateway.wire.messages;

import dev.tollgate.gateway.wire.neutral.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Schemas as Anthropic and Bedrock want them.
public final class Schemas {
    private Schemas() {}

    /// A tool's: its type must be `object`, also where the client gave none at all.
    public static JsonNode ofTool(JsonNode schema) {
        if (schema.path("type").isString()) {
            return schema;
        }
        var typed = Json.object().put("type", "object");
        schema.properties().stream().filter(field -> !field.getKey().equals("type"))
                .forEach(field -> typed.set(field.getKey(), field.getValue()));
        return typed;
    }

    /// An answer's: each object must say that it takes no other fields. Said for those that say nothing, as Anthropic's
    /// own SDKs do; what is said otherwise is left for Anthropic to judge.
    static JsonNode closed(JsonNode schema) {
        if (schema.isArray()) {
            var items = Json.array();
            schema.forEach(item -> items.add(closed(item)));
            return items;
        }
        return schema instanceof ObjectNode object ? closed(object) : schema;
    }

    private static ObjectNode closed(ObjectNode schema) {
        var closed = Json.object();
        schema.properties().forEach(field -> closed.set(field.getKey(),
                verbatim(field.getKey()) ? field.getValue() : closed(field.getValue())));
        boolean object = schema.path("type").asString("").equals("object") && !schema.has("additionalProperties");
        return object ? closed.put("additionalProperties", false) : closed;
    }

    /// Values, not schemas.
    private static boolean verbatim(String keyword) {
        return switch (keyword) {
            case "enum", "const", "default", "examples", "required" -> true;
            default -> false;
        };
    }
}
