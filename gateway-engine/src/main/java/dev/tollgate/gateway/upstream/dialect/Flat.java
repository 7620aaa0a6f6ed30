package dev.tollgate.gateway.upstream.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Parts of a JSON body as paths and texts: `usage.prompt_tokens_details.cached_tokens` is `"12"`. Numbers stay as
/// written, so that money is never a binary fraction; nulls vanish; array elements share their array's path, the last
/// one standing.
final class Flat {
    private static final int AT_MOST = 500;
    private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(2_000).maxStringLength(Integer.MAX_VALUE).build()).build();

    /// Which containers are worth entering.
    interface Taste {
        boolean enters(String path);
    }

    private Flat() {}

    /// Reads all of it, so that an empty result means: no complete JSON.
    static Optional<Map<String, String>> read(byte[] json, int from, int to, Taste taste) {
        var found = new LinkedHashMap<String, String>();
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json, from, to - from)) {
            var first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            take(parser, first, "", found, taste);
            return parser.nextToken() == null ? Optional.of(found) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static void take(JsonParser parser, JsonToken token, String path, Map<String, String> found, Taste taste) {
        switch (token) {
            case START_OBJECT -> object(parser, path, found, taste);
            case START_ARRAY -> array(parser, path, found, taste);
            case VALUE_NULL -> {
            }
            default -> {
                if (found.size() < AT_MOST) {
                    found.put(path, parser.getString());
                }
            }
        }
    }

    private static void object(JsonParser parser, String path, Map<String, String> found, Taste taste) {
        if (!path.isEmpty() && !taste.enters(path)) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            take(parser, parser.nextToken(), path.isEmpty() ? name : path + "." + name, found, taste);
        }
    }

    private static void array(JsonParser parser, String path, Map<String, String> found, Taste taste) {
        if (!path.isEmpty() && !taste.enters(path)) {
            parser.skipChildren();
            return;
        }
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            take(parser, token, path, found, taste);
        }
    }
}
