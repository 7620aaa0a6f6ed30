package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.AskScanner.WrongField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Walks the top level of a body that is no conversation: pictures, speech, moderation, ranking, Gemini's counting and
/// embedding. For one thread.
final class PieceBuilder {
    /// What OpenAI takes where a client names none.
    private static final String MODERATION = "omni-moderation-latest";

    private final Called called;
    private final byte[] body;
    private final JsonParser parser;
    private final Cursor cursor;
    private final Bulk bulk;
    private final List<Ask.Span> models = new ArrayList<>(1);
    private final Map<String, String> metadata = new TreeMap<>();
    private @Nullable String model;
    private boolean given;
    private boolean stream;
    private long characters;
    private int choices = 1;

    PieceBuilder(Called called, byte[] body, JsonParser parser) {
        this.called = called;
        this.body = body;
        this.parser = parser;
        this.cursor = new Cursor(parser);
        this.bulk = new Bulk(body, parser);
        this.model = called.model().orElse(unnamed(called.endpoint()));
    }

    private static @Nullable String unnamed(Endpoint endpoint) {
        return switch (endpoint) {
            case MODERATIONS -> MODERATION;
            case BATCHES -> endpoint.word();
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, MESSAGES, GENERATE, IMAGES, AUDIO, RERANK, FILES,
                    COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                null;
        };
    }

    /// Whether a body of this call is none of a conversation, and so read here.
    static boolean reads(Called called) {
        return switch (called.endpoint()) {
            case CHAT, COMPLETIONS, RESPONSES, MESSAGES, GENERATE, CONVERSE, OLLAMA_CHAT -> false;
            case EMBEDDINGS, COUNT_TOKENS -> called.protocol() == Protocol.GEMINI;
            case IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES -> true;
        };
    }

    Ask build() {
        int open = cursor.walk(this::field);
        if (model == null || model.isEmpty()) {
            throw new WrongField("model", "The field 'model' is missing: it names the model or route to call.");
        }
        if (!given) {
            var needed = inputs().getFirst();
            throw new WrongField(needed, "The field '" + needed + "' is missing.");
        }
        return new Ask(called, model, stream || called.stream(), false, OptionalLong.empty(),
                OptionalLong.empty(), false, choices, bulk.bytes() + characters, false, bulk.hasImages(), false,
                Map.copyOf(metadata), body,
                new Ask.Spans(List.copyOf(models), open, OptionalInt.empty(), List.of(), List.of()), new long[0],
                Optional.empty());
    }

    private List<String> inputs() {
        return switch (called.endpoint()) {
            case IMAGES -> List.of("prompt");
            case RERANK -> List.of("query", "documents");
            case BATCHES -> List.of("input_file_id");
            case EMBEDDINGS -> List.of("content", "requests");
            case COUNT_TOKENS -> List.of("contents", "generateContentRequest", "generate_content_request");
            case AUDIO, MODERATIONS, CHAT, COMPLETIONS, RESPONSES, MESSAGES, GENERATE, FILES, CONVERSE, OLLAMA_CHAT ->
                List.of("input");
        };
    }

    private void field(String name, JsonToken value) {
        if (name.equals("input_file_id") && value == JsonToken.VALUE_STRING) {
            given = true;
            metadata.put(name, parser.getString());
            return;
        }
        if (called.endpoint() == Endpoint.AUDIO && inputs().contains(name) && value == JsonToken.VALUE_STRING) {
            given = true;
            characters = parser.getString().codePoints().count();
            return;
        }
        if (inputs().contains(name)) {
            given |= value != JsonToken.VALUE_NULL;
            bulk.count(false);
            return;
        }
        switch (name) {
            case "model" -> model(value);
            case "stream" -> stream = cursor.flag(name, value);
            case "stream_format" -> stream |= value == JsonToken.VALUE_STRING && "sse".equals(parser.getString());
            case "n" -> choices = (int) cursor.number(name, value, 1, 1_000_000, 1);
            case "instructions" -> bulk.count(false);
            case "user" -> user(value);
            default -> parser.skipChildren();
        }
    }

    private void user(JsonToken value) {
        if (value == JsonToken.VALUE_STRING) {
            metadata.put("user", parser.getString());
        } else {
            parser.skipChildren();
        }
    }

    private void model(JsonToken value) {
        if (called.protocol() == Protocol.GEMINI) {
            parser.skipChildren(); // the path has named it
            return;
        }
        if (value == JsonToken.VALUE_NULL && called.endpoint() == Endpoint.MODERATIONS) {
            models.add(cursor.span());
            return;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw Cursor.wrong("model", "a string");
        }
        int from = cursor.tokenFrom();
        model = parser.getString();
        models.add(new Ask.Span(from, (int) parser.currentLocation().getByteOffset()));
    }
}
