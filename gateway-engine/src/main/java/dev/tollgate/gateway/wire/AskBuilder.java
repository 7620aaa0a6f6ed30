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

/// Walks the top level of one body. Where a field stands twice the last one counts, as for most readers; each `model`
/// is remembered, so that no reader can find another one than the one that was checked.
final class AskBuilder {
    private static final int MAX_METADATA = 64;
    private static final int MAX_VALUE = 512;

    private final Called called;
    private final Endpoint endpoint;
    private final byte[] body;
    private final JsonParser parser;
    private final List<Ask.Span> models = new ArrayList<>(1);
    private List<Ask.Span> includeUsage = List.of();
    private Map<String, String> metadata = Map.of();
    private @Nullable String model;
    private boolean hasInput;
    private boolean continued;
    private boolean stream;
    private boolean usageAsked;
    private boolean tools;
    private boolean json;
    private List<Ask.NullCap> nullCaps = List.of();
    private long largest = -1;
    private long maxTokens = -1;
    private long maxCompletionTokens = -1;
    private int choices = 1;
    private int open;
    private int streamOptions = -1;
    private final Bulk bulk;
    private final Cursor cursor;

    AskBuilder(Called called, byte[] body, JsonParser parser) {
        this.called = called;
        this.endpoint = shape(called);
        this.model = called.model().orElse(null);
        this.stream = called.stream();
        this.body = body;
        this.parser = parser;
        this.bulk = new Bulk(body, parser);
        this.cursor = new Cursor(parser);
    }

    /// A question whose tokens are to be counted looks like the question itself.
    private static Endpoint shape(Called called) {
        if (called.endpoint() != Endpoint.COUNT_TOKENS) {
            return called.endpoint();
        }
        return called.protocol() == Protocol.RESPONSES ? Endpoint.RESPONSES : Endpoint.MESSAGES;
    }

    Ask build() {
        open = cursor.walk(this::field);
        return ask();
    }

    private Ask ask() {
        if (model == null || model.isEmpty()) {
            throw new WrongField("model", "The field 'model' is missing: it names the model or route to call.");
        }
        String needed = inputField();
        if (!hasInput && !continued) {
            throw new WrongField(needed, "The field '" + needed + "' is missing.");
        }
        var spans = new Ask.Spans(List.copyOf(models), open,
                streamOptions < 0 ? OptionalInt.empty() : OptionalInt.of(streamOptions), List.copyOf(includeUsage),
                List.copyOf(nullCaps));
        return new Ask(called, model, stream, usageAsked, maxOutput(),
                largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest), false, choices, bulk.bytes(), tools,
                bulk.hasImages(), json, Map.copyOf(metadata), body, spans, bulk.steps(), Optional.empty());
    }

    private String inputField() {
        return switch (endpoint) {
            case CHAT, MESSAGES, COUNT_TOKENS, CONVERSE, OLLAMA_CHAT, FILES, BATCHES -> "messages";
            case COMPLETIONS, IMAGES -> "prompt";
            case EMBEDDINGS, RESPONSES, AUDIO, MODERATIONS, RERANK -> "input";
            case GENERATE -> "contents";
        };
    }

    private OptionalLong maxOutput() {
        if (maxTokens < 0 && maxCompletionTokens < 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(maxTokens < 0
                ? maxCompletionTokens
                : maxCompletionTokens < 0 ? maxTokens : Math.min(maxTokens, maxCompletionTokens));
    }

    private void field(String name, JsonToken value) {
        switch (name) {
            case "model" -> model(value);
            case "messages", "prompt", "input", "contents" -> input(name, value);
            case "stream" -> stream = cursor.flag(name, value);
            case "stream_options" -> streamOptions(value);
            case "max_tokens" -> maxTokens = cap(name, value);
            case "max_output_tokens", "system", "instructions", "text", "output_config", "output_format",
                    "generationConfig", "generation_config", "systemInstruction", "system_instruction",
                    "previous_response_id" ->
                ofOneProtocol(name, value);
            case "max_completion_tokens" -> maxCompletionTokens = cap(name, value);
            case "n" -> choices = (int) cursor.number(name, value, 1, 1_000_000, 1);
            case "tools", "functions" -> tools(name, value);
            case "response_format" -> responseFormat(value);
            case "metadata", "litellm_metadata" -> metadata(name, value);
            case "user", "safety_identifier", "session_id", "prompt_cache_key", "conversation" -> plain(name, value);
            default -> parser.skipChildren();
        }
    }

    /// Fields that mean something in the protocol of this endpoint only.
    private void ofOneProtocol(String name, JsonToken value) {
        switch (endpoint) {
            case RESPONSES -> responses(name, value);
            case MESSAGES -> {
                switch (name) {
                    case "system" -> text(value);
                    case "output_format" -> json |= skipped(value) > 2;
                    case "output_config" -> cursor.inside(value,
                            (inner, token) -> json |= skipped(token) > 2 && inner.equals("format"));
                    default -> parser.skipChildren();
                }
            }
            case GENERATE -> generate(name, value);
            case CHAT, COMPLETIONS, EMBEDDINGS, CONVERSE, OLLAMA_CHAT, IMAGES, AUDIO, MODERATIONS, RERANK, FILES,
                    BATCHES, COUNT_TOKENS ->
                parser.skipChildren();
        }
    }

    private void responses(String name, JsonToken value) {
        switch (name) {
            case "instructions" -> text(value);
            case "max_output_tokens" -> maxTokens = cap(name, value);
            case "text" -> cursor.inside(value, (inner, token) -> {
                if (inner.equals("format")) {
                    responseFormat(token);
                } else {
                    parser.skipChildren();
                }
            });
            case "previous_response_id" -> {
                continued = value == JsonToken.VALUE_STRING;
                plain(name, value);
            }
            default -> parser.skipChildren();
        }
    }

    private void generate(String name, JsonToken value) {
        switch (name) {
            case "systemInstruction", "system_instruction" -> text(value);
            case "generationConfig", "generation_config" -> {
                streamOptions = value == JsonToken.START_OBJECT
                        ? (int) parser.currentLocation().getByteOffset()
                        : -1;
                cursor.inside(value, this::generation);
            }
            default -> parser.skipChildren();
        }
    }

    private void generation(String name, JsonToken value) {
        switch (name) {
            case "maxOutputTokens", "max_output_tokens" -> maxTokens = cap(name, value);
            case "responseMimeType", "response_mime_type" -> {
                json = value == JsonToken.VALUE_STRING && parser.getString().contains("json");
                parser.finishToken();
            }
            default -> parser.skipChildren();
        }
    }

    /// A text or a tree of texts that is read with the input.
    private void text(JsonToken value) {
        if (value != JsonToken.VALUE_NULL) {
            bulk.count(false);
        }
    }

    /// @return its size in bytes; 0 for null
    private int skipped(JsonToken value) {
        return value == JsonToken.VALUE_NULL ? 0 : bulk.count(false);
    }

    private long cap(String name, JsonToken value) {
        long cap = cursor.number(name, value, 0, Long.MAX_VALUE, -1);
        largest = Math.max(largest, cap);
        if (cap < 0) {
            nullCaps = nullCaps.isEmpty() ? new ArrayList<>(1) : nullCaps;
            nullCaps.add(new Ask.NullCap(name, cursor.span()));
        }
        return cap;
    }

    private void model(JsonToken value) {
        if (endpoint == Endpoint.GENERATE) {
            parser.skipChildren(); // the path has named it
            return;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw Cursor.wrong("model", "a string");
        }
        int from = cursor.tokenFrom();
        model = parser.getString();
        models.add(new Ask.Span(from, (int) parser.currentLocation().getByteOffset()));
    }

    private void input(String name, JsonToken value) {
        boolean list = value == JsonToken.START_ARRAY;
        boolean text = value == JsonToken.VALUE_STRING && !needsList();
        boolean one = endpoint == Endpoint.GENERATE && value == JsonToken.START_OBJECT;
        if (!name.equals(inputField())) {
            parser.skipChildren();
        } else if (list || text || one) {
            hasInput = true;
            bulk.count(endpoint.isConversation());
        } else if (value == JsonToken.VALUE_NULL) {
            hasInput = false;
        } else {
            throw Cursor.wrong(name, needsList() ? "a list" : "a string or a list");
        }
    }

    private boolean needsList() {
        return endpoint == Endpoint.CHAT || endpoint == Endpoint.MESSAGES;
    }

    private void tools(String name, JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw Cursor.wrong(name, "a list");
        }
        tools |= bulk.count(false) > 2;
    }

    private void streamOptions(JsonToken value) {
        usageAsked = false;
        streamOptions = -1;
        includeUsage = new ArrayList<>(1);
        if (value == JsonToken.VALUE_NULL) {
            includeUsage.add(cursor.span());
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw Cursor.wrong("stream_options", "an object");
        }
        streamOptions = (int) parser.currentLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (name.equals("include_usage")) {
                usageAsked = cursor.flag("stream_options.include_usage", inner);
                includeUsage.add(cursor.span());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void responseFormat(JsonToken value) {
        json = false;
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && name.equals("type")) {
                json = !"text".equals(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
    }

    private void metadata(String prefix, JsonToken value) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = prefix + "." + parser.currentName();
            JsonToken inner = parser.nextToken();
            if (inner == JsonToken.START_ARRAY) {
                put(name, joined());
            } else if (inner.isScalarValue() && inner != JsonToken.VALUE_NULL) {
                put(name, text());
            } else {
                parser.skipChildren();
            }
        }
    }

    /// A list of plain values, as `metadata.tags`, with commas between.
    private String joined() {
        var all = new StringBuilder();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isScalarValue() && all.length() < MAX_VALUE) {
                all.append(all.isEmpty() ? "" : ",").append(text());
            } else {
                parser.skipChildren();
            }
        }
        return all.toString();
    }

    private void plain(String name, JsonToken value) {
        if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
            put(name, text());
        } else {
            parser.skipChildren();
        }
    }

    private String text() {
        String text = parser.getString();
        return text.length() <= MAX_VALUE ? text : text.substring(0, MAX_VALUE);
    }

    private void put(String name, String value) {
        if (metadata.isEmpty()) {
            metadata = new TreeMap<>();
        }
        if (metadata.size() < MAX_METADATA || metadata.containsKey(name)) {
            metadata.put(name, value);
        }
    }
}
