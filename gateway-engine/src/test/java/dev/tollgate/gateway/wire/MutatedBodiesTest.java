package dev.tollgate.gateway.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.wire.chat.ChatForm;
import dev.tollgate.gateway.wire.gemini.GeminiForm;
import dev.tollgate.gateway.wire.messages.MessagesForm;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Form;
import dev.tollgate.gateway.wire.neutral.Garbled;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Prompt;
import dev.tollgate.gateway.wire.neutral.ProviderForm;
import dev.tollgate.gateway.wire.neutral.Untranslatable;
import dev.tollgate.gateway.wire.responses.ResponsesForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Real requests and answers with one value replaced by something that nobody meant: whatever comes of it, it is an answer,
/// a refusal that names a field, or a fault of the provider, and never a crash of our own.
class MutatedBodiesTest {
    private static final int TURNS = 25;
    private static final List<String> ODD = List.of("null", "true", "-1", "1.5e300", "\"text\"", "\"\"", "[]", "{}",
            "[null]", "[[]]", "{\"type\":\"text\"}", "[{\"type\":7}]", "\"\\ud800\"", "\"data:image/png;base64,!\"");
    private static final List<Form> FORMS =
            List.of(new ChatForm(), new ResponsesForm(), new MessagesForm(), new GeminiForm());
    private static final Usage USAGE = Usage.of(3, 2, UsageSource.REPORTED);

    /// A recorded exchange and the form that reads it.
    record Exchanged(Form form, Path folder, boolean stream) {
        @Override
        public String toString() {
            return folder.subpath(folder.getNameCount() - 3, folder.getNameCount()).toString();
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

    /// Every fourth recording of each form: the rest is more of the same.
    static Stream<Exchanged> exchanges() {
        var root = root();
        assumeFalse(root.isEmpty(), "no recordings: ../shared/fixtures is not there");
        var kinds = Map.of("chat", 0, "responses", 1, "messages", 2, "generate", 3, "stream-generate", 3);
        var found = new ArrayList<Exchanged>();
        for (var line : text(root.get().resolve("INDEX.tsv")).lines().skip(1).toList()) {
            var row = line.split("\t", -1);
            boolean ours = kinds.containsKey(row[2]) && row[4].equals("200") && !row[0].startsWith("_made")
                    && !(row[2].equals("generate") && !row[1].equals("gemini") && !row[1].equals("vertex"));
            if (ours) {
                found.add(new Exchanged(FORMS.get(kinds.getOrDefault(row[2], 0)), root.get().resolve(row[0]),
                        row[3].equals("stream")));
            }
        }
        return IntStream.range(0, found.size()).filter(i -> i % 4 == 0).mapToObj(found::get);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// The tree with one value somewhere replaced.
    private static JsonNode mutated(JsonNode tree, SplittableRandom random) {
        var copy = tree.deepCopy();
        var at = copy;
        while (true) {
            var children = new ArrayList<String>();
            at.propertyNames().forEach(children::add);
            int count = at.isArray() ? at.size() : children.size();
            if (count == 0) {
                return copy;
            }
            int chosen = random.nextInt(count);
            var child = at.isArray() ? at.get(chosen) : at.path(children.get(chosen));
            if (!child.isContainer() || child.isEmpty() || random.nextInt(4) == 0) {
                var odd = Json.read(ODD.get(random.nextInt(ODD.size()))).orElseThrow();
                if (at instanceof ObjectNode object) {
                    object.set(children.get(chosen), odd);
                } else if (at instanceof ArrayNode array) {
                    array.set(chosen, odd);
                }
                return copy;
            }
            at = child;
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("exchanges")
    void aRequestIsCarriedOverOrRefusedByName(Exchanged exchange) {
        var request = Json.read(text(exchange.folder.resolve("request.json"))).orElseThrow().path("body");
        var body = request.isString() ? Json.read(request.asString()) : Optional.<JsonNode>empty();
        var random = new SplittableRandom(exchange.toString().hashCode());
        for (int i = 0; body.isPresent() && i < TURNS; i++) {
            var odd = mutated(body.get(), random);
            for (var theirs : FORMS) {
                carried(exchange.form, theirs, odd);
            }
        }
    }

    private static void carried(Form ours, Form theirs, JsonNode odd) {
        try {
            var written =
                    theirs.ask(ours.prompt(odd), new ProviderForm.Model("some-model", 0, false), new ArrayList<>());
            assertTrue(Json.bytes(written).length > 2);
        } catch (Untranslatable no) {
            assertFalse(no.field().isEmpty() && no.said().isEmpty(), "a refusal without words");
        } catch (RuntimeException crash) {
            fail(ours.protocol() + " to " + theirs.protocol() + ": " + Json.text(odd).transform(
                    t -> t.substring(0, Math.min(2_000, t.length()))), crash);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("exchanges")
    void anAnswerIsCarriedOverOrMalformed(Exchanged exchange) {
        var text = text(exchange.folder.resolve("response.body"));
        var random = new SplittableRandom(exchange.toString().hashCode());
        if (exchange.stream) {
            var events = text.lines().filter(line -> line.startsWith("data:") && line.contains("{"))
                    .map(line -> Json.read(line.substring(5))).flatMap(Optional::stream).limit(60).toList();
            for (int i = 0; i < TURNS && !events.isEmpty(); i++) {
                streamed(exchange.form, events, random);
            }
        } else {
            var body = Json.read(text);
            for (int i = 0; body.isPresent() && i < TURNS; i++) {
                whole(exchange.form, mutated(body.get(), random));
            }
        }
    }

    private static final Prompt ASKED = new MessagesForm().prompt(Json.read(
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}").orElseThrow());

    private static void whole(Form theirs, JsonNode odd) {
        try {
            Answer answer = theirs.answer(odd);
            for (var ours : FORMS) {
                assertTrue(Json.bytes(ours.reply(answer, USAGE, ASKED, 1)).length > 2);
            }
        } catch (Garbled no) {
            assertFalse(no.said().isEmpty());
        } catch (RuntimeException crash) {
            fail(theirs.protocol() + ": " + Json.text(odd).transform(t -> t.substring(0, Math.min(2_000, t.length()))),
                    crash);
        }
    }

    private static void streamed(Form theirs, List<JsonNode> events, SplittableRandom random) {
        int wrong = random.nextInt(events.size());
        var odd = mutated(events.get(wrong), random);
        try {
            for (var ours : FORMS) {
                var reader = theirs.reader();
                var writer = ours.writer(ASKED, 1);
                var out = new EventOut();
                for (int i = 0; i < events.size(); i++) {
                    var event = i == wrong ? odd : events.get(i);
                    reader.read(event.path("type").asString(""), event, piece -> {
                        if (!(piece instanceof Piece.Counted) && !(piece instanceof Piece.Finished)) {
                            writer.write(piece, USAGE, out);
                        }
                    });
                }
                writer.end(Finish.STOP, Optional.empty(), USAGE, out);
                assertTrue(out.length() > 0);
            }
        } catch (Garbled no) {
            assertFalse(no.said().isEmpty());
        } catch (RuntimeException crash) {
            fail(theirs.protocol() + ": " + Json.text(odd).transform(t -> t.substring(0, Math.min(2_000, t.length()))),
                    crash);
        }
    }
}
