package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import dev.tollgate.gateway.http.Listener;
import dev.tollgate.gateway.http.Options;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.testing.Shared;
import dev.tollgate.gateway.testing.TestGateway;
import dev.tollgate.gateway.testing.TinyModelServer;
import dev.tollgate.gateway.time.Time;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A real model behind the gateway, called by the official SDK: a real stream, real token counts, a cap that cuts.
class TinyModelEndToEndTest {
    @TempDir
    Path folder;

    @Test
    void aRealModelStreamsAndIsCounted() throws Exception {
        var model = Shared.file("tiny-model/tiny.gguf");
        assumeTrue(model.isPresent(), "no model: ../shared/tiny-model/tiny.gguf is not there");
        try (var server = new TinyModelServer(model.get());
                var listener = Listener.start(Options.loopback(0), Time.system(), server);
                var gateway = TestGateway.open(folder, """
                        providers:
                          tiny: { base_url: "http://127.0.0.1:%d/v1", models: [tiny], endpoints: [chat, embeddings] }
                        prices: [{ provider: tiny, model: tiny, from: 2020-01-01, input: 1, output: 2 }]
                        """.formatted(listener.port()))) {
            var client = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY).build();
            var ask = ChatCompletionCreateParams.builder().model("tiny").addUserMessage("once upon a time")
                    .maxCompletionTokens(7)
                    .build();
            var whole = client.chat().completions().create(ask);
            var usage = whole.usage().orElseThrow();
            assertTrue(usage.promptTokens() > 0);
            assertEquals(7, usage.completionTokens());
            assertEquals("length", whole.choices().getFirst().finishReason().asString());

            final List<ChatCompletionChunk> chunks;
            try (var stream = client.chat().completions().createStreaming(ask)) {
                chunks = stream.stream().toList();
            }
            var text = new StringBuilder();
            chunks.forEach(c -> c.choices().forEach(choice -> choice.delta().content().ifPresent(text::append)));
            assertEquals(whole.choices().getFirst().message().content().orElseThrow(), text.toString());
            assertFalse(chunks.size() < 7);
            var entry = gateway.entry(2);
            assertEquals(UsageSource.REPORTED, entry.usage().source());
            assertEquals(7, entry.usage().get(Unit.OUTPUT));
            assertEquals(usage.promptTokens() * 1_000_000 + 14_000_000, entry.cost().picos());
            others(gateway, text.toString(), usage.promptTokens());
            vectors(gateway, client);
            client.close();
        }
    }

    /// Its vectors, also in Gemini's words: the same, and those of other words are others.
    private static void vectors(TestGateway gateway, OpenAIClient client) {
        var answer = client.embeddings().create(EmbeddingCreateParams.builder().model("tiny")
                .inputOfArrayOfStrings(List.of("once upon a time", "a dog")).build());
        var one = answer.data().getFirst().embedding();
        assertTrue(one.size() > 8);
        assertNotEquals(one, answer.data().getLast().embedding());
        var entry = gateway.entry(7);
        assertEquals(answer.usage().promptTokens(), entry.usage().get(Unit.INPUT));
        assertEquals(answer.usage().promptTokens() * 1_000_000, entry.cost().picos());
        var google = gateway.post("/v1beta/models/tiny:embedContent",
                "{\"content\":{\"parts\":[{\"text\":\"once upon a time\"}]}}");
        var values = JsonMapper.shared().readTree(google.body()).path("embedding").path("values");
        assertEquals(one.size(), values.size());
        for (int i = 0; i < one.size(); i++) {
            assertEquals(one.get(i), values.get(i).floatValue(), 1e-6f);
        }
    }

    /// Clients of other protocols get the same words of it, and the same count.
    private static void others(TestGateway gateway, String said, long prompt) {
        var openai = OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY)
                .responseValidation(true).build();
        var response = openai.responses().create(ResponseCreateParams.builder().model("tiny")
                .input("once upon a time").maxOutputTokens(16).build());
        assertTrue(
                response.output().getFirst().asMessage().content().getFirst().asOutputText().text().startsWith(said));
        assertEquals(prompt, response.usage().orElseThrow().inputTokens());
        openai.close();

        var anthropic = AnthropicOkHttpClient.builder().baseUrl(gateway.url("")).apiKey(TestGateway.KEY)
                .responseValidation(true).build();
        var asked = MessageCreateParams.builder().model("tiny").addUserMessage("once upon a time").maxTokens(7).build();
        var message = anthropic.messages().create(asked);
        assertEquals(said, message.content().getFirst().asText().text());
        assertEquals(StopReason.MAX_TOKENS, message.stopReason().orElseThrow());
        var all = MessageAccumulator.create();
        try (var stream = anthropic.messages().createStreaming(asked)) {
            stream.stream().forEach(all::accumulate);
        }
        assertEquals(said, all.message().content().getFirst().asText().text());
        assertEquals(7, all.message().usage().outputTokens());
        anthropic.close();

        var google = gateway.post("/v1beta/models/tiny:generateContent", "{\"contents\":[{\"parts\":[{\"text\":"
                + "\"once upon a time\"}]}],\"generationConfig\":{\"maxOutputTokens\":7}}");
        assertTrue(google.body().contains("\"candidatesTokenCount\":7"), google.body());
        assertEquals(7, gateway.entry(6).usage().get(Unit.OUTPUT));
    }
}
