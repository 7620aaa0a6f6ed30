package dev.tollgate.gateway.smoke;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Reads what providers send: JSON, and the data of server-sent events. Pure.
final class Reading {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DONE = "[DONE]";

    private Reading() {}

    /// A missing node where it is no JSON, or where something stands behind it.
    static JsonNode json(String text) {
        try (var parser = JSON.createParser(text)) {
            JsonNode tree = JSON.readTree(parser);
            return tree == null || parser.nextToken() != null ? MissingNode.getInstance() : tree;
        } catch (JacksonException malformed) {
            return MissingNode.getInstance();
        }
    }

    static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /// The data of each event, in order, the end marker among them.
    static List<String> data(String stream) {
        var events = new ArrayList<String>();
        var data = new StringBuilder();
        for (var line : stream.split("\\r\\n|\\r|\\n", -1)) {
            if (line.isEmpty() && !data.isEmpty()) {
                events.add(data.toString());
                data.setLength(0);
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(line.startsWith("data: ") ? 6 : 5));
            }
        }
        if (!data.isEmpty()) {
            events.add(data.toString());
        }
        return events;
    }

    static boolean isDone(String data) {
        return data.strip().equals(DONE);
    }

    /// Events but for the end marker, each as JSON; missing nodes where they are none.
    static List<JsonNode> chunks(String stream) {
        return data(stream).stream().filter(event -> !isDone(event)).map(Reading::json).toList();
    }
}
