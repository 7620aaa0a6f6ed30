package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.ErrorType;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStreamEvent;
import dev.tollgate.gateway.sim.SimFault;
import dev.tollgate.gateway.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the official SDKs make classes of: answers that fit a class, calls of tools that are classes, vectors, and
/// errors.
@Timeout(60)
class SdkTypesEndToEndTest {
    /// An answer in fields; a schema is made of it.
    public static class Gate {
        public String name = "";
        public int lanes;
        public List<String> vehicles = List.of();
    }

    /// A tool whose arguments are its fields.
    @com.fasterxml.jackson.annotation.JsonClassDescription("Opens a gate")
    public static class OpenGate {
        public String name = "";
    }

    @TempDir
    Path folder;
    private TestGateway gateway;
    private OpenAIClient openai;
    private AnthropicClient anthropic;

    @BeforeEach
    void open() {
        gateway = TestGateway.open(folder, DialectsEndToEndTest.CONFIG
                .replace("endpoints: [chat] }", "endpoints: [chat, embeddings] }")
                .replace("routes:", """
                        routes:
                          embed: { targets: [{ provider: chat, model: sim-embed }] }
                          plain: { retries: { attempts: 0 }, targets: [{ provider: chat, model: sim-large }] }"""));
        gateway.gateway().simulated().control().speed(10_000);
        openai = openai(TestGateway.KEY);
        anthropic = anthropic(TestGateway.KEY);
    }

    private OpenAIClient openai(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.url("/v1")).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    private AnthropicClient anthropic(String key) {
        return AnthropicOkHttpClient.builder().baseUrl(gateway.url("")).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @AfterEach
    void close() {
        openai.close();
        anthropic.close();
        gateway.close();
    }

    private static ChatCompletionCreateParams.Builder chat(String route) {
        return ChatCompletionCreateParams.builder().model(route).addUserMessage("Describe a toll gate");
    }

    private static void fits(Gate gate) {
        assertFalse(gate.name.isBlank());
        assertFalse(gate.vehicles.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void anAnswerFitsAClass(String route) {
        var answer = openai.chat().completions().create(chat(route).responseFormat(Gate.class).build());
        fits(answer.choices().getFirst().message().content().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aResponseFitsAClass(String route) {
        var answer = openai.responses().create(ResponseCreateParams.builder().model(route).input("Describe a toll gate")
                .text(Gate.class).build());
        fits(answer.output().stream().flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream()).flatMap(part -> part.outputText().stream())
                .findFirst().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aMessageFitsAClass(String route) {
        var answer = anthropic.messages().create(MessageCreateParams.builder().model(route).maxTokens(5_000)
                .addUserMessage("Describe a toll gate").outputConfig(Gate.class).build());
        fits(answer.content().stream().flatMap(block -> block.text().stream()).findFirst().orElseThrow().text());
    }

    /// The whole loop: the call comes as events, is answered, and the model goes on from there.
    @ParameterizedTest
    @ValueSource(strings = {"chat", "responses", "messages", "gemini"})
    void aToolThatIsAClassIsCalledInAStreamOfEvents(String route) {
        var asked = ResponseCreateParams.builder().model(route).addTool(OpenGate.class);
        var events = new ArrayList<ResponseStreamEvent>();
        try (var stream = openai.responses().createStreaming(asked.input("Open the gate").build())) {
            stream.stream().forEach(events::add);
        }
        assertTrue(events.getFirst().isCreated() && events.getLast().isCompleted());
        assertTrue(events.stream().anyMatch(ResponseStreamEvent::isFunctionCallArgumentsDelta));
        var call = events.getLast().asCompleted().response().output().stream()
                .flatMap(item -> item.functionCall().stream()).findFirst().orElseThrow();
        assertFalse(call.arguments(OpenGate.class).name.isBlank());
        var more = openai.responses().create(asked.inputOfResponse(turns(call)).build());
        assertTrue(more.output().stream().anyMatch(item -> item.isMessage()));
    }

    private static List<ResponseInputItem> turns(ResponseFunctionToolCall call) {
        var user = ResponseInputItem.Message.builder().role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent("Open the gate").build();
        var result = ResponseInputItem.FunctionCallOutput.builder().callId(call.callId()).output("open").build();
        return List.of(ResponseInputItem.ofMessage(user), ResponseInputItem.ofFunctionCall(call),
                ResponseInputItem.ofFunctionCallOutput(result));
    }

    @Test
    void vectorsAreTheSameAsNumbersAndAsBase64() {
        var asked = EmbeddingCreateParams.builder().model("embed").inputOfArrayOfStrings(List.of("one", "two"));
        var numbers = openai.embeddings()
                .create(asked.encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT).build()).data();
        var packed = openai.embeddings()
                .create(asked.encodingFormat(EmbeddingCreateParams.EncodingFormat.BASE64).build()).data();
        assertEquals(2, numbers.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(i, packed.get(i).index());
            assertEquals(numbers.get(i).embedding(), packed.get(i).embedding());
        }
        assertFalse(numbers.getFirst().embedding().equals(numbers.getLast().embedding()));
    }

    private <T extends OpenAIServiceException> T refused(Class<T> kind, ChatCompletionCreateParams asked, String code) {
        var thrown = assertThrows(kind, () -> openai.chat().completions().create(asked));
        assertEquals(code, thrown.code().orElse(""));
        assertFalse(thrown.headers().values("x-tollgate-request-id").isEmpty());
        return thrown;
    }

    @Test
    void openAisErrorsAreClassesWithTheirFields() {
        var unknown = refused(NotFoundException.class, chat("no-such-model").build(), "model_not_found");
        assertEquals("model", unknown.param().orElse(""));
        assertEquals("invalid_request_error", unknown.type().orElse(""));
        var wrong = refused(BadRequestException.class,
                chat("plain").putAdditionalBodyProperty("n", JsonValue.from("two")).build(), "invalid_request");
        assertEquals("n", wrong.param().orElse(""));
        var untold = refused(BadRequestException.class, chat("messages").n(2).build(), "unsupported_field");
        assertEquals("n", untold.param().orElse(""));
        gateway.gateway().simulated().control().script("sim-large", SimFault.of(SimFault.Kind.RATE_LIMITED), 1);
        var limited = refused(RateLimitException.class, chat("plain").build(), "rate_limit_exceeded");
        assertEquals("rate_limit_error", limited.type().orElse(""));
        assertTrue(Integer.parseInt(limited.headers().values("Retry-After").getFirst()) > 0);
        assertFalse(limited.headers().values("retry-after-ms").isEmpty());
    }

    @Test
    void aWrongKeyAndAProviderThatRefusesOursAreToldApart() {
        var stranger = openai("tg-wrong");
        var thrown = assertThrows(UnauthorizedException.class,
                () -> stranger.chat().completions().create(chat("plain").build()));
        stranger.close();
        assertEquals("invalid_api_key", thrown.code().orElse(""));
        gateway.gateway().simulated().control().script("sim-large", SimFault.of(SimFault.Kind.AUTH), 1);
        assertEquals(502, refused(InternalServerException.class, chat("plain").build(), "upstream_auth").statusCode());
    }

    @Test
    void anthropicsErrorsAreClassesWithTheirFields() {
        var asked = MessageCreateParams.builder().maxTokens(9).addUserMessage("Hi");
        var unknown = assertThrows(com.anthropic.errors.NotFoundException.class,
                () -> anthropic.messages().create(asked.model("no-such-model").build()));
        assertEquals(ErrorType.NOT_FOUND_ERROR, unknown.type().orElseThrow());
        assertTrue(unknown.requestId().orElse("").startsWith("req_"));
        gateway.gateway().simulated().control().script("sim-large", SimFault.of(SimFault.Kind.OVERLOADED), 1);
        var busy = assertThrows(com.anthropic.errors.InternalServerException.class,
                () -> anthropic.messages().create(asked.model("plain").build()));
        assertEquals(ErrorType.OVERLOADED_ERROR, busy.type().orElseThrow());
        var wrong = assertThrows(com.anthropic.errors.BadRequestException.class, () -> anthropic.messages()
                .create(asked.model("plain").putAdditionalBodyProperty("tools",
                        com.anthropic.core.JsonValue.from("none")).build()));
        assertTrue(wrong.apiMessage().orElse("").contains("tools"), wrong::getMessage);
    }

    @Test
    void tokensAreCountedForWhoMayAsk() {
        var counted = anthropic.messages().countTokens(MessageCountTokensParams.builder().model("plain")
                .system("Be brief").addUserMessage("How many tokens is that?").build());
        assertTrue(counted.inputTokens() > 3 && counted.inputTokens() < 60);
        assertThrows(com.anthropic.errors.NotFoundException.class, () -> anthropic.messages().countTokens(
                MessageCountTokensParams.builder().model("no-such-model").addUserMessage("Hi").build()));
        var stranger = anthropic("tg-wrong");
        var asked = MessageCountTokensParams.builder().model("plain").addUserMessage("Hi").build();
        assertThrows(com.anthropic.errors.UnauthorizedException.class,
                () -> stranger.messages().countTokens(asked));
        stranger.close();
    }
}
