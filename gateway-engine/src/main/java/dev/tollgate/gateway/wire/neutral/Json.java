package dev.tollgate.gateway.wire.neutral;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Trees of JSON for what is converted. Numbers stay exact; texts may be as long as the body.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1_001)
                    .maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE).build()).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();

    /// Half a surrogate pair, which a model may well produce, has no bytes in UTF-8 but an escape in JSON.
    private static final JsonMapper ESCAPING = MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Json() {}

    /// Empty where the bytes are no complete JSON.
    public static Optional<JsonNode> read(byte[] json, int from, int to) {
        try {
            var node = MAPPER.readTree(json, from, to - from);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /// Empty where the text is no complete JSON.
    public static Optional<JsonNode> read(String json) {
        try {
            var node = MAPPER.readTree(json);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /// One line of UTF-8.
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JacksonException _) {
            return ESCAPING.writeValueAsBytes(node);
        }
    }

    /// One line.
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /// The text of a field; empty where it is absent, null or no text.
    public static Optional<String> string(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
