package dev.tollgate.gateway.upstream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.time.Time;
import dev.tollgate.gateway.wire.Ask;
import dev.tollgate.gateway.wire.AskScanner;
import dev.tollgate.gateway.wire.Called;
import dev.tollgate.gateway.wire.Scan;
import dev.tollgate.gateway.wire.Upload;
import dev.tollgate.gateway.wire.neutral.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Recorded replies at endpoints that are no conversations pass byte for byte, in pieces of any size, with the usage and
/// the cost they state; recorded forms are read for their model.
class RecordedPiecesTest {
    private static final Map<String, String> PATHS = Map.of("images", "/v1/images/generations", "transcriptions",
            "/v1/audio/transcriptions", "speech", "/v1/audio/speech", "moderations", "/v1/moderations", "rerank",
            "/v1/rerank", "embed", "/v1beta/models/m:embedContent", "input-tokens", "/v1/responses/input_tokens",
            "responses-compact", "/v1/responses/compact");
    private static final List<String> SPOKEN = List.of("openai", "xai", "mistral", "openrouter", "cohere", "together",
            "gemini");

    @TempDir
    Path folder;

    /// One line of the index.
    record Row(Path folder, String provider, String endpoint, String model, String usage, String cost) {
        byte[] body() throws IOException {
            return Files.readAllBytes(folder.resolve("response.body"));
        }

        JsonNode side(String name) throws IOException {
            return Json.read(Files.readString(folder.resolve(name))).orElseThrow();
        }

        @Override
        public String toString() {
            return provider + " " + endpoint + " " + folder.getFileName();
        }
    }

    static List<Row> rows() throws IOException {
        var root = Shared.fixtures();
        if (root.isEmpty()) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(root.get().resolve("INDEX.tsv"))) {
            return lines.skip(1).map(line -> line.split("\t", -1))
                    .filter(row -> PATHS.containsKey(row[2]) && SPOKEN.contains(row[1]) && row[4].equals("200"))
                    .filter(row -> !(row[1].equals("cohere") && row[2].equals("embed")))
                    .map(row -> new Row(root.get().resolve(row[0]), row[1], row[2], row[5], row[7], row[8])).toList();
        }
    }

    @Test
    void recordingsAreThere() throws IOException {
        assumeTrue(Shared.fixtures().isPresent(), Shared.NO_RECORDINGS);
        assertTrue(rows().size() >= 15, () -> "only " + unchecked());
    }

    private static int unchecked() {
        try {
            return rows().size();
        } catch (IOException unreadable) {
            return 0;
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("rows")
    void passesAsItCame(Row row) throws IOException {
        for (int piece : new int[] {1, 7, 64, 4096}) {
            var type = row.side("response.json").path("headers").path("content-type").asString("application/json");
            var canned = new Canned(piece, new Canned.Answer(200, type, row.body()));
            var dialect = row.provider.equals("gemini") ? Dialect.GEMINI : Dialect.OPENAI;
            var opened = new Upstream(canned, Time.system(), "via").open(Calls.call(ask(row), base(row), dialect));
            switch (opened) {
                case Opening.Whole whole -> {
                    assertArrayEquals(row.body(), whole.body());
                    check(row, whole.usage(), whole.reportedPicos());
                }
                case Opening.Streaming(var answer) -> {
                    var out = new Collected();
                    assertTrue(answer.relay(out, (_, _) -> true) instanceof Ending.Complete);
                    assertArrayEquals(row.body(), out.bytes());
                    check(row, answer.usage(), answer.reportedPicos());
                }
                case Opening.Failed(var failure, var _) -> fail(failure.message());
                case Opening.Unsuited unsuited -> fail("nothing was demanded: " + unsuited);
            }
        }
    }

    private static String base(Row row) {
        return row.provider.equals("gemini") ? "https://gemini.example" : "https://" + row.provider + ".example/v1";
    }

    private Ask ask(Row row) throws IOException {
        var called = Called.of(PATHS.getOrDefault(row.endpoint, "")).orElseThrow();
        var request = row.side("request.json");
        if (called.needsForm()) {
            return form(row, called, request);
        }
        return Calls.ask(called, switch (called.endpoint()) {
            case IMAGES -> "{\"model\":\"m\",\"prompt\":\"a cat\"}";
            case RERANK -> "{\"model\":\"m\",\"query\":\"q\",\"documents\":[\"a\"]}";
            case EMBEDDINGS -> "{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}";
            default -> "{\"model\":\"m\",\"input\":\"Hello\"}";
        });
    }

    private Ask form(Row row, Called called, JsonNode request) throws IOException {
        var type = request.path("headers").path("content-type").asString("");
        var bytes = Base64.getDecoder().decode(request.path("body_base64").asString(""));
        if (!type.contains("boundary=") || bytes.length == 0) {
            type = "multipart/form-data; boundary=b";
            bytes = """
                    --b
                    Content-Disposition: form-data; name="file"; filename="a"

                    x
                    --b
                    Content-Disposition: form-data; name="model"

                    m
                    --b--
                    """.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        }
        var file = Files.write(Files.createTempFile(folder, "form", ""), bytes);
        var upload = new Upload(file, type.substring(type.indexOf("boundary=") + 9).replace("\"", ""));
        return switch (AskScanner.scan(called, upload, true)) {
            case Scan.Read(var ask) -> {
                assertTrue(row.model.equals("-") || !row.provider.equals("mistral")
                        || row.model.equals(ask.model()), ask::model);
                yield ask;
            }
            case Scan.Refused(var bad) -> fail(bad.message());
        };
    }

    private static void check(Row row, Usage usage, OptionalLong picos) {
        if (row.endpoint.equals("moderations") || row.endpoint.equals("input-tokens")) {
            assertEquals(UsageSource.NONE, usage.source());
            return;
        }
        long audio = stated(row, "audio_in");
        if (stated(row, "in") > 0) {
            assertEquals(stated(row, "in") + audio, usage.get(Unit.INPUT));
            assertEquals(stated(row, "out"), usage.get(Unit.OUTPUT));
            assertEquals(audio, usage.get(Unit.AUDIO_INPUT));
        }
        assertEquals(stated(row, "search"), usage.get(Unit.SEARCH_UNITS));
        assertTrue(usage.source() != UsageSource.NONE, "something was used");
        if (!row.cost.equals("-")) {
            assertEquals(row.cost, Picos.usd(picos.orElseThrow()));
        }
    }

    private static long stated(Row row, String name) {
        return Stream.of(row.usage.split(" ", -1)).filter(field -> field.startsWith(name + "="))
                .mapToLong(field -> Long.parseLong(field.substring(name.length() + 1))).findFirst().orElse(0);
    }
}
