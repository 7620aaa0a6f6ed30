package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.wire.Ask;
import java.util.Optional;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Tells the turns of one conversation from those of others where no header names it: by how it begins. Read to the first
/// user's words and no further. Pure.
final class Opening {
    private static final JsonFactory JSON = new JsonFactory();

    private Opening() {}

    /// A short text, the same for every turn of a conversation; empty where the call is none.
    static Optional<String> of(Ask ask) {
        if (!ask.endpoint().isConversation() || ask.body().length == 0) {
            return Optional.empty();
        }
        try (var parser = JSON.createParser(ObjectReadContext.empty(), ask.body(), 0, ask.body().length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? read(parser, ask.body()) : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    private static Optional<String> read(JsonParser parser, byte[] body) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("messages") || name.equals("contents") || name.equals("input")) {
                return Optional.of(
                        token == JsonToken.START_ARRAY ? turns(parser, body) : hash(body, from(parser), body.length));
            }
            parser.skipChildren();
        }
        return Optional.empty();
    }

    /// From the first turn to the end of the first that is a user's.
    private static String turns(JsonParser parser, byte[] body) {
        int from = from(parser);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            boolean user = isUsers(parser);
            if (user) {
                break;
            }
        }
        return hash(body, from, (int) parser.currentLocation().getByteOffset());
    }

    /// Gemini's may leave the role out.
    private static boolean isUsers(JsonParser parser) {
        boolean user = true;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (name.equals("role") && token == JsonToken.VALUE_STRING) {
                user = parser.getString().equals("user");
            } else if (name.equals("type") && token == JsonToken.VALUE_STRING) {
                user &= parser.getString().equals("message");
            }
            parser.skipChildren();
        }
        return user;
    }

    private static int from(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static String hash(byte[] body, int from, int to) {
        var sum = new CRC32C();
        sum.update(body, from, to - from);
        return "~" + Long.toString(sum.getValue() | (long) (to - from) << 32, 36);
    }
}
