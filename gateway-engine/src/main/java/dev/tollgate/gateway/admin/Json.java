package dev.tollgate.gateway.admin;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.ledger.EntryJson;
import dev.tollgate.gateway.term.Word;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.TokenBuffer;

/// A JSON object in the making, in the order of the calls; absent values are `null`.
final class Json {
    /// Amounts are read and written digit for digit, never as `2.0E-5`.
    static final JsonMapper MAPPER = JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // of two fields of one name the first would be a wish unheard
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode node = NODES.objectNode();

    Json put(String name, String value) {
        node.put(name, value);
        return this;
    }

    Json put(String name, long value) {
        node.put(name, value);
        return this;
    }

    Json put(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    Json put(String name, JsonNode value) {
        node.set(name, value);
        return this;
    }

    Json put(String name, Optional<String> value) {
        node.set(name, value.<JsonNode>map(NODES::stringNode).orElseGet(NODES::nullNode));
        return this;
    }

    Json put(String name, OptionalLong value) {
        node.set(name, value.isPresent() ? NODES.numberNode(value.getAsLong()) : NODES.nullNode());
        return this;
    }

    Json word(String name, Optional<? extends Word> value) {
        return put(name, value.map(Word::word));
    }

    Json at(String name, Optional<Instant> value) {
        return put(name, value.map(Instant::toString));
    }

    ObjectNode node() {
        return node;
    }

    /// A ledger entry.
    ///
    /// @param whole with decision and attempts; list rows go without
    static JsonNode entry(Entry entry, boolean whole) {
        try (var written = TokenBuffer.forGeneration()) {
            EntryJson.write(written, entry, whole);
            return MAPPER.readTree(written.asParser(ObjectReadContext.empty()));
        }
    }

    static <T> ArrayNode array(Collection<T> items, Function<T, JsonNode> each) {
        var array = NODES.arrayNode();
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }

    static JsonNode text(String value) {
        return NODES.stringNode(value);
    }

    static JsonNode decimal(BigDecimal number) {
        return NODES.numberNode(number.stripTrailingZeros());
    }

    static ObjectNode list(JsonNode data, Optional<String> nextCursor) {
        return new Json().put("data", data).put("next_cursor", nextCursor).node();
    }
}
