package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.testing.Schemas;
import dev.tollgate.gateway.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schemas that our own replies are held to are neither stricter than the providers' own traffic, nor so loose that
/// a broken reply passes.
class SchemaCalibrationTest {
    private static final Set<String> MAKERS = Set.of("openai", "anthropic", "gemini");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Schemas SCHEMAS = new Schemas();

    static Stream<Recorded> real() {
        return Recorded.all().stream()
                .filter(r -> MAKERS.contains(r.provider()) && !r.name().startsWith("_made"))
                .filter(r -> r.status() == 200 || r.status() >= 400);
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(Recorded.all().isEmpty(), Shared.NO_RECORDINGS);
        assertTrue(real().count() > 290, () -> "only " + real().count());
        assertTrue(real().flatMap(r -> replies(r).stream()).count() > 6_000);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("real")
    void whatTheMakersSendFits(Recorded recorded) {
        for (var reply : replies(recorded)) {
            assertEquals(List.of(), SCHEMAS.faults(schema(recorded), reply), reply::toString);
        }
    }

    private static List<JsonNode> replies(Recorded recorded) {
        var text = new String(recorded.body(), StandardCharsets.UTF_8);
        if (recorded.status() == 200 && recorded.stream()) {
            return text.startsWith("[")
                    ? List.copyOf(JSON.readTree(text).valueStream().toList())
                    : Schemas.events(text);
        }
        return List.of(JSON.readTree(text));
    }

    private static String schema(Recorded recorded) {
        return recorded.status() >= 400 ? recorded.provider() + "-error" : schema(recorded, recorded.stream());
    }

    static String schema(Recorded recorded, boolean stream) {
        return switch (recorded.endpoint()) {
            case CHAT -> stream ? "openai-chunk" : "openai-chat";
            case COMPLETIONS -> "openai-completion";
            case EMBEDDINGS -> "openai-embeddings";
            case RESPONSES -> stream ? "openai-response-event" : "openai-response";
            case MESSAGES -> stream ? "anthropic-event" : "anthropic-message";
            case GENERATE -> "gemini-answer";
            case IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS, CONVERSE, OLLAMA_CHAT ->
                throw new IllegalArgumentException(recorded.name());
        };
    }

    /// @param whole a reply that fits
    /// @param at where it is broken, as a JSON pointer
    /// @param with what is put there; `-` takes away what is there
    @ParameterizedTest
    @CsvFileSource(resources = "broken-replies.tsv", delimiter = '\t', quoteCharacter = '`', numLinesToSkip = 1)
    void whatIsBrokenDoesNotFit(String schema, String whole, String at, String with) {
        var reply = JSON.readTree(whole);
        assertEquals(List.of(), SCHEMAS.ownFaults(schema, reply), "the whole one");
        broken(reply, at, with);
        assertFalse(SCHEMAS.faults(schema, reply).isEmpty(), reply::toString);
        assertFalse(SCHEMAS.ownFaults(schema, reply).isEmpty(), reply::toString);
    }

    private static void broken(JsonNode reply, String at, String with) {
        int cut = at.lastIndexOf('/');
        var holder = reply.at(at.substring(0, cut));
        var name = at.substring(cut + 1);
        if (holder instanceof ArrayNode list) {
            list.set(Integer.parseInt(name), JSON.readTree(with));
        } else if (with.equals("-")) {
            assertFalse(((ObjectNode) holder).remove(name).isMissingNode());
        } else {
            ((ObjectNode) holder).set(name, JSON.readTree(with));
        }
    }

    @Test
    void aFieldThatNobodyDescribedIsNoneOfOurs() {
        var reply = (ObjectNode) JSON.readTree("{\"input_tokens\":3}");
        assertEquals(List.of(), SCHEMAS.ownFaults("anthropic-count", reply));
        reply.put("tokens", 3);
        assertEquals(List.of(), SCHEMAS.faults("anthropic-count", reply));
        assertFalse(SCHEMAS.ownFaults("anthropic-count", reply).isEmpty());
    }
}
