package dev.tollgate.gateway.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the providers publish of their replies, as JSON Schemas of our own beside this class. What others send may have
/// more fields and more kinds of things than these know; what we write ourselves may not. Thread-safe.
public final class Schemas {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /// Marks the branch that stands for kinds of things that we do not know, and never write.
    private static final String FOREIGN = "foreign";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> open = new ConcurrentHashMap<>();
    private final Map<String, Schema> closed = new ConcurrentHashMap<>();

    /// What is wrong with a reply as others send it; empty where nothing is.
    ///
    /// @param name of the schema's file, such as `openai-chat`
    public List<String> faults(String name, JsonNode reply) {
        return said(open.computeIfAbsent(name, n -> registry.getSchema(read(n))), reply);
    }

    /// The same of a reply that we wrote, in which nothing may stand that is not described.
    public List<String> ownFaults(String name, JsonNode reply) {
        return said(closed.computeIfAbsent(name, n -> registry.getSchema(close(read(n)))), reply);
    }

    public List<String> ownFaults(String name, String reply) {
        return ownFaults(name, JSON.readTree(reply));
    }

    /// The data of a stream's events, the end marker left out.
    public static List<JsonNode> events(String stream) {
        var events = new ArrayList<JsonNode>();
        for (var event : stream.split("\r\n\r\n|\n\n|\r\r", -1)) {
            var data = new StringBuilder();
            event.lines().filter(line -> line.startsWith("data:")).forEach(line -> data.append(line.substring(5)));
            if (!data.isEmpty() && !data.toString().strip().equals("[DONE]")) {
                events.add(JSON.readTree(data.toString()));
            }
        }
        return events;
    }

    private static List<String> said(Schema schema, JsonNode reply) {
        return schema.validate(reply).stream().map(e -> e.getInstanceLocation() + ": " + e.getMessage()).toList();
    }

    private static JsonNode read(String name) {
        try (var in = Objects.requireNonNull(Schemas.class.getResourceAsStream("schema/" + name + ".json"), name)) {
            return JSON.readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode close(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties")) {
            object.put("additionalProperties", false);
        }
        if (node.path("anyOf") instanceof ArrayNode branches) {
            branches.removeIf(branch -> branch.path("$comment").asString("").equals(FOREIGN));
        }
        node.forEach(Schemas::close);
        return node;
    }
}
