package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.function.FunctionToolCallback;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/// Spring AI's models of two families, without Boot, each against its own family's provider and another's: whole,
/// streamed, and a tool that it runs by itself.
@Timeout(60)
class SpringAiEndToEndTest {
    /// What the tool is asked.
    record City(String city) {}

    @TempDir
    static Path folder;
    private static TestGateway gateway;
    private final AtomicInteger ran = new AtomicInteger();

    @BeforeAll
    static void open() {
        gateway = TestGateway.open(folder, DialectsEndToEndTest.CONFIG);
        gateway.gateway().simulated().control().speed(10_000);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static RestClient.Builder plain() {
        return RestClient.builder().requestFactory(new JdkClientHttpRequestFactory());
    }

    private static WebClient.Builder reactive() {
        return WebClient.builder().clientConnector(new JdkClientHttpConnector());
    }

    private static ChatModel model(String family) {
        var once = RetryTemplate.builder().maxAttempts(1).build();
        return family.equals("openai")
                ? OpenAiChatModel.builder().retryTemplate(once).openAiApi(OpenAiApi.builder().baseUrl(gateway.url(""))
                        .apiKey(TestGateway.KEY).restClientBuilder(plain()).webClientBuilder(reactive()).build())
                        .build()
                : AnthropicChatModel.builder().retryTemplate(once).anthropicApi(AnthropicApi.builder()
                        .baseUrl(gateway.url("")).apiKey(TestGateway.KEY).restClientBuilder(plain())
                        .webClientBuilder(reactive()).build()).build();
    }

    private static ToolCallingChatOptions options(String family, String route, ToolCallback... tools) {
        return family.equals("openai")
                ? OpenAiChatOptions.builder().model(route).maxTokens(2_000).streamUsage(true).toolCallbacks(tools)
                        .build()
                : AnthropicChatOptions.builder().model(route).maxTokens(2_000).toolCallbacks(tools).build();
    }

    private static Prompt asked(ToolCallingChatOptions options) {
        return new Prompt("Say something about toll gates", options);
    }

    private ToolCallback weather() {
        return FunctionToolCallback.builder("weather", (City asked) -> {
            ran.incrementAndGet();
            return "sunny";
        }).description("The weather of a city").inputType(City.class).build();
    }

    private static String text(ChatResponse response) {
        return Objects.requireNonNullElse(response.getResult().getOutput().getText(), "");
    }

    private static String streamed(ChatModel model, Prompt asked) {
        var text = new StringBuilder();
        var all = Objects.requireNonNull(model.stream(asked).collectList().block());
        for (var response : all) {
            if (response.getResult() != null) {
                text.append(text(response));
            }
        }
        assertTrue(all.stream().anyMatch(r -> r.getMetadata().getUsage().getCompletionTokens() > 0), "usage");
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"openai,chat", "openai,messages", "openai,gemini", "anthropic,messages", "anthropic,chat",
            "anthropic,responses"})
    void chatsWholeAndStreamed(String family, String route) {
        var whole = model(family).call(asked(options(family, route)));
        assertFalse(text(whole).isBlank());
        assertTrue(whole.getMetadata().getUsage().getPromptTokens() > 0);
        assertFalse(streamed(model(family), asked(options(family, route))).isBlank());
    }

    @ParameterizedTest
    @CsvSource({"openai,chat", "openai,messages", "openai,gemini", "anthropic,messages", "anthropic,chat",
            "anthropic,responses"})
    void runsItsToolAndAnswers(String family, String route) {
        assertFalse(text(model(family).call(asked(options(family, route, weather())))).isBlank());
        assertEquals(1, ran.get());
        assertFalse(streamed(model(family), asked(options(family, route, weather()))).isBlank());
        assertEquals(2, ran.get());
    }

    @ParameterizedTest
    @CsvSource({"openai", "anthropic"})
    void anUnknownModelIsAnErrorWithOurWords(String family) {
        var thrown = assertThrows(RuntimeException.class,
                () -> model(family).call(asked(options(family, "no-such-model"))));
        assertTrue(String.valueOf(thrown.getMessage()).contains("no-such-model"), thrown.getMessage());
    }
}
