package dev.tollgate.gateway.upstream.judge;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Whether JSON keeps to a schema that a client sent. Nothing is fetched: a schema that points elsewhere judges nothing.
final class Schemas {
    private static final int LONGEST = 120;

    private Schemas() {}

    /// The first thing that is wrong, by its place and the schema's rule; empty where all is well, or where the schema
    /// itself is of no use.
    static Optional<String> fault(JsonNode schema, JsonNode value) {
        try {
            return read(schema).validate(value).stream().findFirst().map(error -> {
                var place = error.getInstanceLocation().toString();
                return (place.isEmpty() ? "the whole" : place) + " breaks the rule " + elided(error.getKeyword());
            });
        } catch (SchemaException | IllegalArgumentException useless) {
            return Optional.empty();
        }
    }

    private static Schema read(JsonNode schema) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
    }

    private static String elided(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
