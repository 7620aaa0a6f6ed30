package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// LangChain4j's models of three families, each against its own family's provider and another's: whole, streamed, and a
/// tool that is called, answered and spoken of.
@Timeout(60)
class LangChain4jEndToEndTest {
    private static final ToolSpecification WEATHER = ToolSpecification.builder().name("weather")
            .description("The weather of a city")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build()).build();

    @TempDir
    static Path folder;
    private static TestGateway gateway;

    @BeforeAll
    static void open() {
        gateway = TestGateway.open(folder, DialectsEndToEndTest.CONFIG
                .replace("endpoints: [chat] }", "endpoints: [chat, embeddings] }")
                .replace("routes:",
                        """
                                routes:
                                  embed: { targets: [{ provider: chat, model: sim-embed }] }
                                  openai-limited: { retries: { attempts: 0 }, targets: [{ provider: chat, model: sim-large }] }
                                  anthropic-limited: { retries: { attempts: 0 }, targets: [{ provider: messages, model: sim-large }] }
                                  gemini-limited: { retries: { attempts: 0 }, targets: [{ provider: gemini, model: sim-large }] }"""));
        gateway.gateway().simulated().control().speed(10_000);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static ChatModel model(String family, String route) {
        return switch (family) {
            case "openai" -> OpenAiChatModel.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY)
                    .modelName(route).maxRetries(0).build();
            case "anthropic" -> AnthropicChatModel.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY)
                    .modelName(route).maxTokens(2_000).maxRetries(0).build();
            default -> GoogleAiGeminiChatModel.builder().baseUrl(gateway.url("/v1beta")).apiKey(TestGateway.KEY)
                    .modelName(route).maxRetries(0).build();
        };
    }

    private static StreamingChatModel streaming(String family, String route) {
        return switch (family) {
            case "openai" -> OpenAiStreamingChatModel.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY)
                    .modelName(route).build();
            case "anthropic" -> AnthropicStreamingChatModel.builder().baseUrl(gateway.url("/v1"))
                    .apiKey(TestGateway.KEY).modelName(route).maxTokens(2_000).build();
            default -> GoogleAiGeminiStreamingChatModel.builder().baseUrl(gateway.url("/v1beta"))
                    .apiKey(TestGateway.KEY).modelName(route).build();
        };
    }

    private static ChatResponse streamed(StreamingChatModel model, ChatRequest asked) throws Exception {
        var whole = new CompletableFuture<ChatResponse>();
        var text = new StringBuilder();
        model.chat(asked, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                text.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable fault) {
                whole.completeExceptionally(fault);
            }
        });
        var response = whole.get(20, TimeUnit.SECONDS);
        assertEquals(text.toString(), response.aiMessage().text() == null ? "" : response.aiMessage().text());
        return response;
    }

    private static ChatRequest.Builder asked() {
        return ChatRequest.builder().messages(UserMessage.from("Say something about toll gates"));
    }

    private static void answered(ChatResponse response) {
        assertFalse(response.aiMessage().text().isBlank());
        assertEquals(FinishReason.STOP, response.finishReason());
        assertTrue(response.tokenUsage().inputTokenCount() > 0 && response.tokenUsage().outputTokenCount() > 0);
    }

    @ParameterizedTest
    @CsvSource({"openai,chat", "openai,messages", "anthropic,messages", "anthropic,chat", "gemini,gemini",
            "gemini,chat", "openai,gemini", "anthropic,responses"})
    void chatsWholeAndStreamed(String family, String route) throws Exception {
        var response = model(family, route).chat(asked().build());
        answered(response);
        answered(streamed(streaming(family, route), asked().build()));
    }

    @ParameterizedTest
    @CsvSource({"openai,chat", "openai,messages", "anthropic,messages", "anthropic,chat", "gemini,gemini",
            "gemini,chat", "openai,gemini", "anthropic,responses"})
    void aToolIsCalledAnsweredAndSpokenOf(String family, String route) throws Exception {
        var asked = asked().toolSpecifications(WEATHER).build();
        for (var response : List.of(model(family, route).chat(asked), streamed(streaming(family, route), asked))) {
            var call = response.aiMessage().toolExecutionRequests().getFirst();
            assertEquals("weather", call.name());
            assertTrue(call.arguments().contains("\"city\""), call.arguments());
            var more = ChatRequest.builder().messages(asked.messages().getFirst(), response.aiMessage(),
                    ToolExecutionResultMessage.from(call, "sunny")).toolSpecifications(WEATHER).build();
            answered(model(family, route).chat(more));
        }
    }

    @Test
    void embeddingsCome() {
        var model = OpenAiEmbeddingModel.builder().baseUrl(gateway.url("/v1")).apiKey(TestGateway.KEY)
                .modelName("embed").maxRetries(0).build();
        assertTrue(model.embed("toll gate").content().dimension() > 8);
    }

    @ParameterizedTest
    @CsvSource({"openai", "anthropic", "gemini"})
    void errorsHaveItsOwnClasses(String family) {
        assertThrows(ModelNotFoundException.class, () -> model(family, "no-such-model").chat(asked().build()));
        var control = gateway.gateway().simulated().control();
        control.script("sim-large", SimFault.of(SimFault.Kind.RATE_LIMITED), 1);
        assertThrows(RateLimitException.class, () -> model(family, family + "-limited").chat(asked().build()));
    }
}
