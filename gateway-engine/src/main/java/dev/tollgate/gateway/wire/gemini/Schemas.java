package dev.tollgate.gateway.wire.gemini;

import dev.tollgate.gateway.wire.neutral.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Between Google's subset of OpenAPI schemas, whose types are in capitals, and JSON Schema. Pure.
final class Schemas {
    private Schemas() {}

    /// `OBJECT` becomes `object`, `nullable` a second type; everything else stays.
    static JsonNode jsonSchema(JsonNode schema) {
        if (schema.isArray()) {
            var list = Json.array();
            schema.forEach(each -> list.add(jsonSchema(each)));
            return list;
        }
        if (!schema.isObject()) {
            return schema;
        }
        var out = Json.object();
        for (var field : schema.properties()) {
            switch (field.getKey()) {
                case "type" -> out.set("type", type(field.getValue(), schema.path("nullable").asBoolean(false)));
                case "nullable", "propertyOrdering", "property_ordering" -> {
                    // said by the type; an order of its own
                }
                case "properties", "patternProperties", "$defs", "definitions", "dependentSchemas" ->
                    out.set(field.getKey(), named(field.getValue()));
                case "enum", "example", "default", "required" -> out.set(field.getKey(), field.getValue());
                default -> out.set(field.getKey(), jsonSchema(field.getValue()));
            }
        }
        return out;
    }

    /// Schemas under names that somebody chose: whatever they spell, they are no keywords.
    private static JsonNode named(JsonNode schemas) {
        if (!schemas.isObject()) {
            return schemas;
        }
        var out = Json.object();
        schemas.properties().forEach(each -> out.set(each.getKey(), jsonSchema(each.getValue())));
        return out;
    }

    private static JsonNode type(JsonNode type, boolean nullable) {
        if (!type.isString()) {
            return jsonSchema(type);
        }
        var list = Json.array().add(type.asString().toLowerCase(Locale.ROOT));
        return nullable ? list.add("null") : list.get(0);
    }

    /// What Google reads as JSON Schema, without the field that it refuses.
    static JsonNode plain(JsonNode schema) {
        if (!schema.isObject() || !schema.has("$schema")) {
            return schema;
        }
        var copy = Json.object();
        schema.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
        copy.remove("$schema");
        return copy;
    }
}
