package dev.tollgate.gateway.wire.neutral;

import tools.jackson.databind.node.ObjectNode;

/// A tool that takes any text, for protocols that know only tools that take an object: one with a single field for it.
public final class Freeform {
    private static final String FIELD = "input";

    private Freeform() {}

    /// What such a function takes.
    public static ObjectNode schema() {
        var schema = Json.object().put("type", "object");
        schema.putObject("properties").putObject(FIELD).put("type", "string");
        schema.putArray("required").add(FIELD);
        return schema;
    }

    /// The text as the function's arguments.
    public static ObjectNode wrapped(String text) {
        return Json.object().put(FIELD, text);
    }
}
