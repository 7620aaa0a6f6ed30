package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.wire.AskScanner.WrongField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    AskBuilder(Called called, byte[] body, JsonParser parser) {
        this.endpoint = called.endpoint();
        this.model = called.model().orElse(null);
        this.stream = called.stream();
        this.body = body;
        this.parser = parser;
        this.bulk = new Bulk(body, parser);
    }

    Ask build() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new tools.jackson.core.exc.StreamReadException(parser, "empty", parser.currentLocation());
        }
        if (first != JsonToken.START_OBJECT) {
            throw new WrongField("body", "The request body must be a JSON object.");
        }
        open = (int) parser.currentLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            field(name, parser.nextToken());
        }
        if (parser.nextToken() != null) {
            throw new tools.jackson.core.exc.StreamReadException(parser, "trailing", parser.currentTokenLocation());
        }
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
        return new Ask(endpoint, model, stream, usageAsked, maxOutput(),
                largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest), false, choices, bulk.bytes(), tools,
                bulk.hasImages(), json, Map.copyOf(metadata), body, spans, bulk.steps());
    }

    private String inputField() {
        return switch (endpoint) {
            case CHAT, MESSAGES, CONVERSE, OLLAMA_CHAT -> "messages";
            case COMPLETIONS -> "prompt";
            case EMBEDDINGS, RESPONSES -> "input";
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
            case "stream" -> stream = flag(name, value);
            case "stream_options" -> streamOptions(value);
            case "max_tokens" -> maxTokens = cap(name, value);
            case "max_output_tokens", "system", "instructions", "text", "output_config", "output_format",
                    "generationConfig", "generation_config", "systemInstruction", "system_instruction",
                    "previous_response_id" ->
                ofOneProtocol(name, value);
            case "max_completion_tokens" -> maxCompletionTokens = cap(name, value);
            case "n" -> choices = (int) number(name, value, 1, 1_000_000, 1);
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
                    case "output_config" -> inside(value,
                            (inner, token) -> json |= skipped(token) > 2 && inner.equals("format"));
                    default -> parser.skipChildren();
                }
            }
            case GENERATE -> generate(name, value);
            case CHAT, COMPLETIONS, EMBEDDINGS, CONVERSE, OLLAMA_CHAT -> parser.skipChildren();
        }
    }

    private void responses(String name, JsonToken value) {
        switch (name) {
            case "instructions" -> text(value);
            case "max_output_tokens" -> maxTokens = cap(name, value);
            case "text" -> inside(value, (inner, token) -> {
                if (inner.equals("format")) {
                    responseFormat(token);
                } else {
                    parser.skipChildren();
                }
            });
            case "previous_response_id" -> continued = value == JsonToken.VALUE_STRING;
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
                inside(value, this::generation);
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

    private interface Inner {
        void field(String name, JsonToken value);
    }

    private void inside(JsonToken value, Inner each) {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            each.field(name, parser.nextToken());
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
        long cap = number(name, value, 0, Long.MAX_VALUE, -1);
        largest = Math.max(largest, cap);
        if (cap < 0) {
            nullCaps = nullCaps.isEmpty() ? new ArrayList<>(1) : nullCaps;
            nullCaps.add(new Ask.NullCap(name, span()));
        }
        return cap;
    }

    private void model(JsonToken value) {
        if (endpoint == Endpoint.GENERATE) {
            parser.skipChildren(); // the path has named it
            return;
        }
        if (value != JsonToken.VALUE_STRING) {
            throw wrong("model", "a string");
        }
        int from = tokenFrom();
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
            throw wrong(name, needsList() ? "a list" : "a string or a list");
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
            throw wrong(name, "a list");
        }
        tools |= bulk.count(false) > 2;
    }

    private void streamOptions(JsonToken value) {
        usageAsked = false;
        streamOptions = -1;
        includeUsage = new ArrayList<>(1);
        if (value == JsonToken.VALUE_NULL) {
            includeUsage.add(span());
            return;
        }
        if (value != JsonToken.START_OBJECT) {
            throw wrong("stream_options", "an object");
        }
        streamOptions = (int) parser.currentLocation().getByteOffset();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken inner = parser.nextToken();
            if (name.equals("include_usage")) {
                usageAsked = flag("stream_options.include_usage", inner);
                includeUsage.add(span());
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

    private boolean flag(String name, JsonToken value) {
        return switch (value) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            case NOT_AVAILABLE, START_OBJECT, END_OBJECT, START_ARRAY, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT,
                    VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                throw wrong(name, "true or false");
        };
    }

    private long number(String name, JsonToken value, long least, long most, long absent) {
        if (value == JsonToken.VALUE_NULL) {
            return absent;
        }
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw wrong(name, "a whole number");
        }
        boolean huge = parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
        long number = huge ? Long.MAX_VALUE : parser.getLongValue();
        if (huge || number > most) {
            throw new WrongField(name,
                    "The field '" + name + "' is larger than any sensible value or has too many digits.");
        }
        if (number < least) {
            throw new WrongField(name, "The field '" + name + "' must be at least " + least + ".");
        }
        return number;
    }

    private int tokenFrom() {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private Ask.Span span() {
        int from = tokenFrom();
        parser.finishToken();
        return new Ask.Span(from, (int) parser.currentLocation().getByteOffset());
    }

    private static WrongField wrong(String field, String expected) {
        return new WrongField(field, "The field '" + field + "' must be " + expected + ".");
    }
}
