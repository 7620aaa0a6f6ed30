package dev.tollgate.gateway.sim;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A value that fits a JSON schema: arguments of a tool call, an answer in a demanded form. For one thread.
final class Sample {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final Dice dice;
    private final Prose prose;

    Sample(Dice dice, Prose prose) {
        this.dice = dice;
        this.prose = prose;
    }

    JsonNode of(JsonNode schema) {
        return of(schema, 0);
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.get("enum").get(dice.below(schema.get("enum").size()));
        }
        if (!schema.path("anyOf").isEmpty()) {
            return of(schema.get("anyOf").get(0), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> NODES.arrayNode().add(depth < DEEPEST
                    ? of(schema.path("items"), depth + 1)
                    : NODES.nullNode());
            case "integer" -> NODES.numberNode(dice.between(schema.path("minimum").asInt(1), 40));
            case "number" -> NODES.numberNode(dice.between(schema.path("minimum").asInt(1), 40) + 0.5);
            case "boolean" -> NODES.booleanNode(dice.below(2) == 0);
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(prose.word());
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        var object = NODES.objectNode();
        if (depth < DEEPEST) {
            for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
                object.set(each.getKey(), of(each.getValue(), depth + 1));
            }
        }
        return object;
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        if (type.isArray() && !type.isEmpty()) {
            return type.get(0).asString();
        }
        return type.isString() ? type.asString() : schema.has("properties") ? "object" : "string";
    }
}
