package dev.tollgate.gateway.wire.gemini;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.PieceReader;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Exchanges recorded with Gemini and Vertex, read and written again.
class GeminiRecordedTest {
    private static final Form FORM = new GeminiForm();
    private static final Usage USAGE = Usage.of(10, 5, UsageSource.REPORTED);
    private static final Prompt SHOWING = new Prompt("m", true, true, List.of(), List.of(), new Prompt.Choice.Auto(),
            new Prompt.Format.Free(),
            new Prompt.Effort(Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.of(true)), Map.of(),
            List.of());

    /// One exchange's folder.
    record Recorded(Path folder) {
        String text(String file) {
            try {
                return Files.readString(folder.resolve(file));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public String toString() {
            return folder.subpath(folder.getNameCount() - 3, folder.getNameCount()).toString();
        }
    }

    private static Stream<Recorded> all(String endpoint) {
        return root().stream()
                .flatMap(root -> Stream.of("gemini", "vertex").map(p -> root.resolve(p).resolve(endpoint)))
                .filter(Files::isDirectory).flatMap(GeminiRecordedTest::folders).map(Recorded::new);
    }

    private static Stream<Path> folders(Path folder) {
        try (var found = Files.list(folder)) {
            return found.sorted().toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Optional<Path> root() {
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = at.resolve("shared").resolve("fixtures");
            if (Files.exists(found.resolve("INDEX.tsv"))) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    static Stream<Recorded> whole() {
        return all("generate").filter(r -> r.text("response.body").contains("\"candidates\""))
                .filter(r -> !r.text("response.body").matches("(?s).*(MALFORMED_FUNCTION|UNEXPECTED_TOOL)_CALL.*"));
    }

    static Stream<Recorded> streams() {
        return all("stream-generate").filter(r -> r.text("response.body").startsWith("data:"));
    }

    static Stream<Recorded> requests() {
        return Stream.concat(all("generate"), all("stream-generate"))
                .filter(r -> Json.read(r.text("request.json")).filter(q -> q.path("body").isString()).isPresent());
    }

    @Test
    void recordingsAreThere() {
        assumeFalse(root().isEmpty(), "no recordings: ../shared/fixtures is not there");
        assertTrue(whole().count() > 30 && streams().count() > 15 && requests().count() > 40);
    }

    /// What the parts of candidates say, read as plainly as can be.
    private static String said(List<JsonNode> chunks) {
        var text = new StringBuilder();
        for (var chunk : chunks) {
            for (var part : chunk.path("candidates").path(0).path("content").path("parts")) {
                if (part.path("text").isString() && !part.path("thought").asBoolean(false)) {
                    text.append(part.path("text").asString());
                }
                if (part.path("functionCall").has("name")) {
                    text.append('[').append(part.path("functionCall").path("name").asString()).append(']');
                }
            }
        }
        return text.toString();
    }

    private static String said(Stream<Piece> pieces) {
        var text = new StringBuilder();
        pieces.forEach(piece -> {
            if (piece instanceof Piece.Text(var _, var said)) {
                text.append(said);
            } else if (piece instanceof Piece.Called called) {
                text.append('[').append(called.name()).append(']');
            }
        });
        return text.toString();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("whole")
    void wholeAnswersKeepTheirWordsAndCallsThroughTheNeutralForm(Recorded recorded) {
        var body = Json.read(recorded.text("response.body")).orElseThrow();
        var answer = FORM.answer(body);
        assertEquals(said(List.of(body)), said(answer.pieces().stream()));
        var again = FORM.answer(FORM.reply(answer, USAGE, SHOWING, 1));
        assertEquals(said(answer.pieces().stream()), said(again.pieces().stream()));
        assertEquals(answer.finish(), again.finish());
        assertEquals(calls(answer.parts()), calls(again.parts()));
    }

    private static List<Part.Call> calls(List<Part> parts) {
        return parts.stream().filter(Part.Call.class::isInstance).map(Part.Call.class::cast).toList();
    }

    private static List<JsonNode> chunks(String stream) {
        return stream.lines().filter(line -> line.startsWith("data:"))
                .map(line -> Json.read(line.substring(5)).orElseThrow()).toList();
    }

    private static List<Piece> pieces(List<JsonNode> chunks) {
        var pieces = new ArrayList<Piece>();
        PieceReader reader = FORM.reader();
        chunks.forEach(chunk -> reader.read("", chunk, pieces::add));
        return pieces;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("streams")
    void streamsKeepTheirWordsAndCallsWhenTheyAreWrittenAgain(Recorded recorded) {
        var chunks = chunks(recorded.text("response.body"));
        var pieces = pieces(chunks);
        assertEquals(said(chunks), said(pieces.stream()));
        var writer = FORM.writer(SHOWING, 1);
        var out = new EventOut();
        var finish = Finish.STOP;
        for (var piece : pieces) {
            if (piece instanceof Piece.Finished(var how, var _)) {
                finish = how;
            } else if (!(piece instanceof Piece.Counted)) {
                writer.write(piece, USAGE, out);
            }
        }
        writer.end(finish, Optional.empty(), USAGE, out);
        var written = new String(out.copy(), StandardCharsets.UTF_8);
        assertTrue(written.endsWith("\r\n\r\n"));
        var again = pieces(chunks(written));
        assertEquals(said(pieces.stream()), said(again.stream()));
        assertEquals(arguments(pieces), arguments(again));
        assertEquals(1, again.stream().filter(Piece.Finished.class::isInstance).count());
    }

    private static String arguments(List<Piece> pieces) {
        var text = new StringBuilder();
        pieces.forEach(piece -> {
            if (piece instanceof Piece.Arguments(var _, var fragment)) {
                text.append(fragment);
            }
        });
        return text.toString();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("requests")
    void requestsAreReadAndWrittenAgainOrRefusedByName(Recorded recorded) {
        var body = Json.read(Json.read(recorded.text("request.json")).orElseThrow().path("body").asString())
                .orElseThrow();
        try {
            var prompt = FORM.prompt(body);
            assertFalse(prompt.turns().isEmpty());
            var written = FORM.ask(prompt, new ProviderForm.Model("gemini-2.5-flash", 0, false), new ArrayList<>());
            var again = FORM.prompt(written);
            assertEquals(prompt.turns().stream().flatMap(t -> t.parts().stream()).filter(GeminiRecordedTest::kept)
                    .toList(),
                    again.turns().stream().flatMap(t -> t.parts().stream())
                            .filter(GeminiRecordedTest::kept).toList());
            assertEquals(prompt.tools().stream().map(Prompt.Tool::name).toList(),
                    again.tools().stream().map(Prompt.Tool::name).toList());
            assertEquals(prompt.choice(), again.choice());
        } catch (Untranslatable no) {
            assertTrue(no.field().matches("tools\\[\\d+].*|contents.*|generationConfig.*|cachedContent|messages"),
                    no.field());
            assertTrue(no.said().contains(no.field()) || no.field().equals("messages"), no.said());
        }
    }

    /// Signatures move to the part they belong to, and empty words go.
    private static boolean kept(Part part) {
        return part instanceof Part.Text(var text, var _) ? !text.isEmpty() : part instanceof Part.Call;
    }
}
