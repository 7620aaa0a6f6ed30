package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.MultipartField;
import com.openai.models.audio.speech.SpeechCreateParams;
import com.openai.models.audio.transcriptions.TranscriptionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Script;
import dev.tollgate.gateway.testing.ScriptedUpstream;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is no conversation: pictures, sound, moderation, ranking, counting and embedding, by the official OpenAI SDK where it has them.
class EndpointsEndToEndTest {
    @TempDir
    Path folder;
    private ScriptedUpstream one;
    private ScriptedUpstream other;
    private TestGateway gateway;
    private OpenAIClient client;

    @BeforeEach
    void open() {
        one = ScriptedUpstream.start();
        other = ScriptedUpstream.start();
        gateway = TestGateway.open(folder, config());
        client = client(TestGateway.KEY);
    }

    private String config() {
        return """
                providers:
                  one:   { dialect: openai, base_url: "%1$s", credentials: ["literal:sk-one", "literal:sk-two"] }
                  other: { dialect: openai, base_url: "%2$s" }
                  goog:  { dialect: gemini, base_url: "%3$s", credentials: ["literal:g-key"] }
                  olla:  { dialect: ollama, base_url: "%3$s" }
                  anth:  { dialect: anthropic, base_url: "%3$s", credentials: ["literal:a-key"] }
                routes:
                  paint:
                    retries: { attempts: 0 }
                    targets: [{ provider: one, model: gpt-image-1 }, { provider: other, model: dall-e-3 }]
                  voice:
                    retries: { attempts: 0 }
                    targets: [{ provider: one, model: whisper-1 }, { provider: other, model: other-whisper }]
                  guard: { targets: [{ provider: one, model: omni-9 }] }
                  rank: { targets: [{ provider: one, model: rerank-1 }] }
                  claude: { targets: [{ provider: anth, model: claude-x }] }
                  local: { targets: [{ provider: olla, model: nomic }] }
                  gem: { targets: [{ provider: goog, model: gemini-x }] }
                  chat: { targets: [{ provider: one, model: gpt-x }, { provider: other, model: gpt-y }] }
                keys:
                  - { name: app, secret: "literal:tg-test-key-000000000000000000000000000000" }
                  - { name: second, secret: "literal:tg-second", routes: [chat] }
                prices:
                  - { provider: one, model: gpt-image-1, from: 2026-01-01, input: 5, image_input: 10, output: 40 }
                  - { provider: other, model: dall-e-3, from: 2026-01-01, image_usd: 0.04 }
                  - { provider: one, model: whisper-1, from: 2026-01-01, audio_second_usd: 0.0001, characters_1m_usd: 15 }
                  - { provider: one, model: rerank-1, from: 2026-01-01, search_unit_usd: 0.002 }
                """
                .formatted(one.baseUrl(), other.baseUrl(), one.baseUrl().replace("/v1", ""));
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @AfterEach
    void close() {
        client.close();
        gateway.close();
        one.close();
        other.close();
    }

    private static byte[] noise(int size) {
        var bytes = new byte[size];
        new SplittableRandom(7).nextBytes(bytes);
        return bytes;
    }

    private Entry last(int count, Endpoint endpoint) {
        var entry = gateway.entry(count);
        assertEquals(endpoint, entry.asked().endpoint().orElseThrow());
        assertEquals(Outcome.SUCCESS, entry.result().outcome());
        return entry;
    }

    @Test
    void picturesByTokens() {
        one.next("/v1/images/generations", Script.json(200, """
                {"created":1,"data":[{"b64_json":"aGk="}],"usage":{"input_tokens":50,"output_tokens":1000,
                "total_tokens":1050,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}}"""));
        var answer = client.images().generate(ImageGenerateParams.builder().model("paint").prompt("a cat").build());
        assertEquals("aGk=", answer.data().orElseThrow().getFirst().b64Json().orElseThrow());
        assertTrue(one.requests().getFirst().text().contains("\"gpt-image-1\""));
        var entry = last(1, Endpoint.IMAGES);
        assertEquals(1000, entry.usage().get(Unit.IMAGE_OUTPUT));
        // 10 of text at $5, 40 of pictures at $10, 1,000 out at $40 a million
        assertEquals("0.04045", Picos.usd(entry.cost().picos()));
    }

    @Test
    void picturesByPieceFromTheNextTarget() {
        one.next("/v1/images/generations",
                Script.json(500, "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}"));
        other.next("/v1/images/generations",
                Script.json(200, "{\"created\":1,\"data\":[{\"url\":\"u1\"},{\"url\":\"u2\"}]}"));
        var answer = client.images().generate(ImageGenerateParams.builder().model("paint").prompt("cats").n(2).build());
        assertEquals(2, answer.data().orElseThrow().size());
        assertTrue(other.requests().getFirst().text().contains("\"dall-e-3\""));
        var entry = last(1, Endpoint.IMAGES);
        assertEquals(2, entry.usage().get(Unit.IMAGES));
        assertEquals("0.08", Picos.usd(entry.cost().picos()));
        assertEquals(CostBound.EXACT, entry.cost().bound());
    }

    @Test
    void aPictureIsChangedAlsoByTheNextTarget() {
        var picture = noise(300_000);
        one.next("/v1/images/edits", Script.json(429, "{\"error\":{\"message\":\"busy\",\"type\":\"requests\"}}"));
        other.next("/v1/images/edits", Script.json(200, "{\"created\":1,\"data\":[{\"b64_json\":\"eA==\"}]}"));
        client.images().edit(ImageEditParams.builder().model("paint").prompt("make it blue").image(
                MultipartField.<ImageEditParams.Image>builder()
                        .value(ImageEditParams.Image.ofInputStream(new ByteArrayInputStream(picture)))
                        .filename("cat.png").contentType("image/png").build())
                .build());
        var first = one.requests().getFirst();
        var second = other.requests().getFirst();
        assertEquals(first.header("content-type"), second.header("content-type"));
        var sent = new String(second.body(), StandardCharsets.ISO_8859_1);
        assertTrue(sent.contains("filename=\"cat.png\"") && sent.contains("make it blue"));
        assertTrue(sent.contains(new String(picture, StandardCharsets.ISO_8859_1)));
        assertTrue(sent.contains("\r\n\r\ndall-e-3\r\n") && !sent.contains("paint"));
        assertTrue(new String(first.body(), StandardCharsets.ISO_8859_1).contains("\r\n\r\ngpt-image-1\r\n"));
        last(1, Endpoint.IMAGES);
        TestGateway.await(() -> spooled() == 0 ? true : null);
    }

    private int spooled() {
        var spool = folder.resolve("home").resolve("spool");
        try (var files = Files.list(spool)) {
            return (int) files.count();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Test
    void streamedPicturesPass() {
        var part = "{\"type\":\"image_generation.partial_image\",\"b64_json\":\"" + "A".repeat(3_000_000) + "\"}";
        one.next("/v1/images/generations", Script.stream()
                .chunk("event: image_generation.partial_image\ndata: " + part + "\n\n")
                .chunk("event: image_generation.completed\ndata: {\"type\":\"image_generation.completed\","
                        + "\"b64_json\":\"eA==\",\"usage\":{\"input_tokens\":5,\"output_tokens\":9,"
                        + "\"total_tokens\":14}}\n\n")
                .end());
        var reply = gateway.post("/v1/images/generations", "{\"model\":\"paint\",\"prompt\":\"x\",\"stream\":true}");
        assertEquals(200, reply.statusCode());
        assertTrue(reply.body().contains(part) && reply.body().endsWith("}}\n\n"));
        assertEquals(9, last(1, Endpoint.IMAGES).usage().get(Unit.IMAGE_OUTPUT));
    }

    @Test
    void speechPassesWhileItComes() throws Exception {
        var sound = noise(500_000);
        var script = Script.reply(200).header("Content-Type", "audio/mpeg").chunked();
        for (int at = 0; at < sound.length; at += 50_000) {
            script.chunk(Arrays.copyOfRange(sound, at, at + 50_000));
        }
        one.next("/v1/audio/speech", script.end());
        try (var answer = client.audio().speech().create(SpeechCreateParams.builder().model("voice").input("Grüße")
                .voice(SpeechCreateParams.Voice.UnionMember1.ALLOY).build())) {
            assertEquals("audio/mpeg", answer.headers().values("content-type").getFirst());
            assertArrayEquals(sound, answer.body().readAllBytes());
        }
        var entry = last(1, Endpoint.AUDIO);
        assertEquals(5, entry.usage().get(Unit.CHARACTERS));
        assertEquals(UsageSource.ESTIMATED, entry.usage().source());
        assertEquals("0.000075", Picos.usd(entry.cost().picos()));
    }

    @Test
    void speechThatBreaksOffIsNeverTakenForWhole() {
        one.next("/v1/audio/speech", Script.reply(200).header("Content-Type", "audio/mpeg").chunked()
                .chunk(noise(1000)).cut());
        var request = HttpRequest.newBuilder(URI.create(gateway.url("/v1/audio/speech")))
                .header("Authorization", "Bearer " + TestGateway.KEY)
                .POST(BodyPublishers.ofString("{\"model\":\"voice\",\"input\":\"Hi\",\"voice\":\"a\"}")).build();
        assertThrows(RuntimeException.class, () -> gateway.send(request));
        assertEquals(Outcome.FAILED, gateway.entry(1).result().outcome());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"text\":\"hi\",\"usage\":{\"type\":\"duration\",\"seconds\":12}}|12|REPORTED|0.0012",
            "{\"text\":\"hi\",\"duration\":11.2,\"language\":\"en\"}|12|REPORTED|0.0012",
            "{\"text\":\"hi\"}|8|ESTIMATED|0.0008"})
    void speechIsWrittenDown(String reply, long seconds, UsageSource source, String usd) {
        one.next("/v1/audio/transcriptions", Script.json(200, reply));
        var answer = client.audio().transcriptions().create(transcription().build());
        assertTrue(answer.toString().contains("hi"), answer::toString);
        var entry = last(1, Endpoint.AUDIO);
        assertEquals(seconds, entry.usage().get(Unit.AUDIO_SECONDS));
        assertEquals(source, entry.usage().source());
        assertEquals(usd, Picos.usd(entry.cost().picos()));
    }

    private static TranscriptionCreateParams.Builder transcription() {
        return TranscriptionCreateParams.builder().model("voice").file(MultipartField.<java.io.InputStream>builder()
                .value(new ByteArrayInputStream(noise(30_000))).filename("a.wav").contentType("audio/wav").build());
    }

    @Test
    void aTranscriptInPlainTextPasses() {
        var srt = "1\n00:00:00,000 --> 00:00:04,000\nHello\n";
        one.next("/v1/audio/transcriptions", Script.reply(200).header("Content-Type", "text/plain").body(srt));
        var boundary = "xx--yy";
        var form = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
                + "RIFF\r\n--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\nsrt\r\n--"
                + boundary + "\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nvoice\r\n--" + boundary
                + "--\r\n";
        var reply = form("/v1/audio/transcriptions", boundary, form);
        assertEquals(200, reply.statusCode(), reply::body);
        assertEquals(srt, reply.body());
        assertEquals(form.replace("voice", "whisper-1"), one.requests().getFirst().text());
        last(1, Endpoint.AUDIO);
    }

    private HttpResponse<String> form(String path, String boundary, String form) {
        return gateway.send(HttpRequest.newBuilder(URI.create(gateway.url(path)))
                .header("Authorization", "Bearer " + TestGateway.KEY)
                .header("Content-Type", "multipart/form-data; boundary=\"" + boundary + "\"")
                .POST(BodyPublishers.ofString(form)).build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nvoice\r\n",
            "--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nvoice\r\n--b--\r\n", "nothing", "",
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nx\r\n--b--\r\n",
            "--b\r\nContent-Disposition: form-data; filename=\"a\"\r\n\r\nx\r\n--b--\r\n", "--b\r\n"})
    void aBrokenFormIsRefusedInWords(String form) {
        var reply = form("/v1/audio/transcriptions", "b", form);
        assertEquals(400, reply.statusCode(), reply::body);
        assertTrue(reply.body().contains("\"param\":"), reply.body());
        assertEquals(0, one.requests().size());
        TestGateway.await(() -> spooled() == 0 ? true : null);
    }

    @Test
    void whatMustBeAFormIsRefusedAsJson() {
        var reply = gateway.post("/v1/audio/transcriptions", "{\"model\":\"voice\"}");
        assertEquals(415, reply.statusCode(), reply::body);
    }

    @Test
    void textIsModeratedForNothing() {
        one.always("/v1/moderations", Script.json(200, """
                {"id":"modr-1","model":"omni-9","results":[]}"""));
        assertEquals("modr-1", client.moderations().create(ModerationCreateParams.builder().model("guard")
                .input("text").build()).id());
        var entry = last(1, Endpoint.MODERATIONS);
        assertEquals(CostSource.NONE, entry.cost().source());
        assertEquals(0, entry.cost().picos());
        var unnamed = gateway.post("/v1/moderations", "{\"input\":\"text\"}", "x-tollgate-route", "guard");
        assertEquals(200, unnamed.statusCode(), unnamed::body);
        assertEquals("{\"model\":\"omni-9\",\"input\":\"text\"}", one.requests().getLast().text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/rerank", "/v2/rerank", "/rerank"})
    void documentsAreRanked(String path) {
        one.next("/v1/rerank", Script.json(200, """
                {"id":"r","results":[{"index":1,"relevance_score":0.9}],
                "meta":{"billed_units":{"search_units":2}}}"""));
        var reply = gateway.post(path, "{\"model\":\"rank\",\"query\":\"q\",\"documents\":[\"a\",\"b\"]}");
        assertEquals(200, reply.statusCode(), reply::body);
        var entry = last(1, Endpoint.RERANK);
        assertEquals(2, entry.usage().get(Unit.SEARCH_UNITS));
        assertEquals("0.004", Picos.usd(entry.cost().picos()));
    }

    @Test
    void tokensAreCountedByTheProviderThatCan() {
        one.next("/v1/messages/count_tokens", Script.json(200, "{\"input_tokens\":14}"));
        var body = "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi there\"}]}";
        var counted = gateway.post("/v1/messages/count_tokens", body);
        assertEquals("{\"input_tokens\":14}", counted.body());
        assertEquals("a-key", one.requests().getFirst().header("x-api-key").orElseThrow());
        assertEquals(CostSource.NONE, last(1, Endpoint.COUNT_TOKENS).cost().source());

        one.next("/v1/messages/count_tokens", Script.json(404, "{}"));
        assertTrue(gateway.post("/v1/messages/count_tokens", body).body().startsWith("{\"input_tokens\":"));
        var here = gateway.post("/v1/messages/count_tokens", body.replace("claude", "chat"));
        assertTrue(here.body().startsWith("{\"input_tokens\":"), here.body());
        one.next("/v1beta/models/gemini-x:countTokens", Script.json(200, "{\"totalTokens\":3}"));
        var google = gateway.post("/v1beta/models/gem:countTokens", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
        assertEquals("{\"totalTokens\":3}", google.body());
        var near = gateway.post("/v1beta/models/chat:countTokens", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
        assertTrue(near.body().startsWith("{\"totalTokens\":"), near.body());
        var responses = gateway.post("/v1/responses/input_tokens", "{\"model\":\"claude\",\"input\":\"Hello there\"}");
        assertTrue(responses.body().contains("\"input_tokens\":"), responses.body());
    }

    @Test
    void geminisEmbeddingsPass() {
        one.next("/v1beta/models/gemini-x:embedContent",
                Script.json(200, "{\"embedding\":{\"values\":[0.1,0.2]}}"));
        var body = "{\"model\":\"models/other\",\"content\":{\"parts\":[{\"text\":\"Hello\"}]}}";
        var reply = gateway.post("/v1beta/models/gem:embedContent", body);
        assertEquals("{\"embedding\":{\"values\":[0.1,0.2]}}", reply.body());
        assertEquals("g-key", one.requests().getFirst().header("x-goog-api-key").orElseThrow());
        assertTrue(last(1, Endpoint.EMBEDDINGS).usage().get(Unit.INPUT) > 0);
        var wrong = gateway.post("/v1beta/models/claude:embedContent", body);
        assertEquals(400, wrong.statusCode(), wrong::body);
        assertTrue(wrong.body().contains("\"status\":"), wrong.body());
    }

    @Test
    void openAisClientsAreEmbeddedByGemini() {
        one.always("/v1beta/models/gemini-x:batchEmbedContents",
                Script.json(200, "{\"embeddings\":[{\"values\":[0.5,-2]},{\"values\":[1,0.25]}]}"));
        for (var format : EmbeddingCreateParams.EncodingFormat.Known.values()) {
            var answer = client.embeddings().create(EmbeddingCreateParams.builder().model("gem").dimensions(2)
                    .encodingFormat(EmbeddingCreateParams.EncodingFormat.of(format.name().toLowerCase(Locale.ROOT)))
                    .user("somebody").inputOfArrayOfStrings(List.of("Hello", "Grüße")).build());
            assertEquals(List.of(0.5f, -2f), answer.data().getFirst().embedding());
            assertEquals(List.of(1f, 0.25f), answer.data().getLast().embedding());
            assertEquals(1, answer.data().getLast().index());
        }
        assertEquals("{\"requests\":[{\"model\":\"models/gemini-x\",\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
                + "\"outputDimensionality\":2},{\"model\":\"models/gemini-x\",\"content\":{\"parts\":[{\"text\":"
                + "\"Grüße\"}]},\"outputDimensionality\":2}]}", one.requests().getFirst().text());
        var entry = last(2, Endpoint.EMBEDDINGS);
        assertTrue(entry.usage().get(Unit.INPUT) > 0 && entry.usage().get(Unit.OUTPUT) == 0);
        assertEquals("sent as gemini, without user", entry.attempts().getFirst().detail().orElseThrow());
        var tokens = gateway.post("/v1/embeddings", "{\"model\":\"gem\",\"input\":[[1,2,3]]}");
        assertEquals(400, tokens.statusCode(), tokens::body);
        assertTrue(tokens.body().contains("input[0]"), tokens.body());
    }

    @Test
    void openAisClientsAreEmbeddedByOllama() {
        one.next("/api/embed", Script.json(200,
                "{\"model\":\"nomic\",\"embeddings\":[[0.5,-2]],\"prompt_eval_count\":7}"));
        var answer = client.embeddings().create(EmbeddingCreateParams.builder().model("local").input("Hello").build());
        assertEquals(List.of(0.5f, -2f), answer.data().getFirst().embedding());
        assertEquals(7, answer.usage().promptTokens());
        assertEquals("{\"model\":\"nomic\",\"input\":[\"Hello\"]}", one.requests().getFirst().text());
        assertEquals(7, last(1, Endpoint.EMBEDDINGS).usage().get(Unit.INPUT));
        one.next("/api/embed", Script.json(200, "{\"embeddings\":[]}"));
        assertEquals(502, gateway.post("/v1/embeddings", "{\"model\":\"local\",\"input\":\"Hello\"}").statusCode());
    }
}
