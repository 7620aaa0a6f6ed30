package dev.tollgate.gateway.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Counts what a model will have to read while a body is scanned: its bytes, base64 data apart, whether there are
/// pictures, and the tool calls so far. Builds no text. For one thread.
final class Bulk {
    private final byte[] body;
    private final JsonParser parser;
    private final Steps steps;
    private long bytes;
    private boolean images;

    Bulk(byte[] body, JsonParser parser) {
        this.body = body;
        this.parser = parser;
        this.steps = new Steps(body);
    }

    long bytes() {
        return bytes;
    }

    boolean hasImages() {
        return images;
    }

    /// A hash of each tool call, the newest last.
    long[] steps() {
        return steps.all();
    }

    /// Adds the value the parser stands at.
    ///
    /// @param turns whether it can hold tool calls
    /// @return its size in bytes, data and all
    int count(boolean turns) {
        steps.watch(turns);
        int from = tokenFrom();
        long encoded = 0;
        if (parser.currentToken().isStructStart()) {
            encoded = walk();
        } else {
            parser.finishToken();
        }
        int size = (int) parser.currentLocation().getByteOffset() - from;
        bytes += size - encoded;
        steps.watch(false);
        return size;
    }

    /// Walks a list or an object to its end.
    ///
    /// @return how many of its bytes are base64 data
    private long walk() {
        long encoded = 0;
        int dataFrom = -1;
        for (int depth = 1; depth > 0;) {
            JsonToken token = parser.nextToken();
            if (dataFrom >= 0) {
                encoded += Math.max(0, tokenFrom() - dataFrom - 2);
                dataFrom = -1;
            }
            if (steps.isOpen(depth)) {
                steps.end(tokenFrom());
            }
            switch (token) {
                case START_OBJECT -> {
                    steps.beginObject(parser.currentName(), this::tokenFrom, depth);
                    depth++;
                }
                case START_ARRAY -> depth++;
                case END_ARRAY, END_OBJECT -> depth--;
                case VALUE_STRING -> {
                    dataFrom = dataFrom();
                    steps.begin(parser.currentName(), this::tokenFrom, depth);
                }
                case PROPERTY_NAME -> images |= isImage(parser.currentName());
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE,
                        VALUE_FALSE, VALUE_NULL ->
                    {
                    }
            }
        }
        return encoded;
    }

    /// A chat part and a Responses item name it so, Messages and Gemini the type of its data.
    private static boolean isImage(@Nullable String name) {
        return name != null && switch (name) {
            case "image_url", "media_type", "inlineData", "inline_data" -> true;
            default -> false;
        };
    }

    /// Where a string of base64 data begins: a `data:` URL, or the bare data of a picture, a file or a sound; -1 for all
    /// else.
    private int dataFrom() {
        String name = parser.currentName();
        if (name == null) {
            return -1;
        }
        return switch (name) {
            case "url", "image_url", "file_data" -> {
                int from = tokenFrom();
                yield startsWithData(from + 1) ? from : -1;
            }
            case "data" -> tokenFrom();
            default -> -1;
        };
    }

    private boolean startsWithData(int at) {
        return at + 5 <= body.length && body[at] == 'd' && body[at + 1] == 'a' && body[at + 2] == 't'
                && body[at + 3] == 'a' && body[at + 4] == ':';
    }

    private int tokenFrom() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }
}
