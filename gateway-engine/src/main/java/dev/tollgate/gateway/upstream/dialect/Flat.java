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

    /// What is worth reading; the rest is passed over without a path being made for it.
    interface Taste {
        /// The container of that name in the container at `path` (`""`: the whole).
        boolean enters(String path, String name);

        /// The plain values of the container at `path`.
        boolean keeps(String path);
    }

    static final Taste ALL = new Taste() {
        @Override
        public boolean enters(String path, String name) {
            return true;
        }

        @Override
        public boolean keeps(String path) {
            return true;
        }
    };

    private Flat() {}

    /// Reads all of it, so that an empty result means: no complete JSON.
    static Optional<Map<String, String>> read(byte[] json, int from, int to, Taste taste) {
        var found = new LinkedHashMap<String, String>();
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json, from, to - from)) {
            var first = parser.nextToken();
            if (first == null) {
                return Optional.empty();
            }
            if (first.isScalarValue()) {
                found.put("", parser.getString());
            } else {
                inside(parser, first, "", found, taste);
            }
            return parser.nextToken() == null ? Optional.of(found) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static void inside(JsonParser parser, JsonToken token, String path, Map<String, String> found,
            Taste taste) {
        if (token == JsonToken.START_OBJECT) {
            object(parser, path, found, taste);
        } else {
            array(parser, path, found, taste);
        }
    }

    private static void object(JsonParser parser, String path, Map<String, String> found, Taste taste) {
        boolean keeps = taste.keeps(path);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (token.isScalarValue()) {
                if (keeps && token != JsonToken.VALUE_NULL && found.size() < AT_MOST) {
                    found.put(join(path, name), parser.getString());
                }
            } else if (taste.enters(path, name)) {
                inside(parser, token, join(path, name), found, taste);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static void array(JsonParser parser, String path, Map<String, String> found, Taste taste) {
        boolean keeps = taste.keeps(path);
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isScalarValue()) {
                inside(parser, token, path, found, taste);
            } else if (keeps && token != JsonToken.VALUE_NULL && found.size() < AT_MOST) {
                found.put(path, parser.getString());
            }
        }
    }
}
