package dev.tollgate.gateway.wire.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlock;
import com.sun.net.httpserver.HttpServer;
import dev.tollgate.gateway.term.Protocol;
import dev.tollgate.gateway.wire.neutral.Answer;
import dev.tollgate.gateway.wire.neutral.EventOut;
import dev.tollgate.gateway.wire.neutral.Finish;
import dev.tollgate.gateway.wire.neutral.Json;
import dev.tollgate.gateway.wire.neutral.Part;
import dev.tollgate.gateway.wire.neutral.Piece;
import dev.tollgate.gateway.wire.neutral.Seal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Anthropic's own Java client reads what we write, with its strict checks on.
class MessagesSdkTest {
    private static final MessageCreateParams ASKED =
            MessageCreateParams.builder().model("m").maxTokens(100).addUserMessage("Hi").build();
    private static final List<Part> PARTS = List.of(
            new Part.Thought("Hm.", Optional.of(new Seal(Protocol.MESSAGES, "", "EqQ=")), false),
            new Part.Thought("", Optional.of(new Seal(Protocol.RESPONSES, "rs_1", "gAAA")), true),
            new Part.Thought("So.", Optional.empty(), false), Part.Text.of("Hello"),
            new Part.Call("call_1", "add", "{\"a\":1,\"b\":[true]}", false, Optional.empty()),
            new Part.Call("", "now", "", false, Optional.empty()));
    private static final Answer ANSWER =
            new Answer("chatcmpl-1", "gpt", PARTS, Finish.CALLS, Optional.empty(), Json.object());

    private HttpServer server;
    private AnthropicClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client = AnthropicOkHttpClient.builder().apiKey("k").maxRetries(0).responseValidation(true)
                .baseUrl("http://127.0.0.1:" + server.getAddress().getPort()).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    private void answers(String type, byte[] body) {
        server.createContext("/v1/messages", exchange -> {
            exchange.getResponseHeaders().set("content-type", type);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    private Message streamed(String stream) {
        answers("text/event-stream", stream.getBytes(StandardCharsets.UTF_8));
        var whole = MessageAccumulator.create();
        try (var events = client.messages().createStreaming(ASKED)) {
            events.stream().forEach(event -> whole.accumulate(event.validate()));
        }
        return whole.message();
    }

    private static void check(Message message) {
        var content = message.validate().content();
        assertEquals(List.of("thinking", "redacted", "thinking", "text", "call", "call"),
                content.stream().map(MessagesSdkTest::kind).toList());
        assertEquals("EqQ=", content.get(0).asThinking().signature());
        assertEquals("Hello", content.get(3).asText().text());
        assertEquals("call_1", content.get(4).asToolUse().id());
        assertEquals("{a=1, b=[true]}", String.valueOf(content.get(4).asToolUse()._input()));
        assertEquals("{}", String.valueOf(content.get(5).asToolUse()._input()));
        assertEquals(Optional.of(StopReason.TOOL_USE), message.stopReason());
        assertEquals(20, message.usage().inputTokens());
        assertEquals(7, message.usage().outputTokens());
        assertEquals("msg_chatcmpl-1", message.id());
    }

    private static String kind(ContentBlock block) {
        return block.isText()
                ? "text"
                : block.isThinking()
                        ? "thinking"
                        : block.isRedactedThinking()
                                ? "redacted"
                                : block.isToolUse() ? "call" : "other";
    }

    @Test
    void readsAWholeAnswer() {
        answers("application/json", Json.bytes(Said.FORM.reply(ANSWER, Said.USAGE, Said.hello(), 0)));
        check(client.messages().create(ASKED));
    }

    @Test
    void readsAStream() {
        check(streamed(Said.stream(Finish.CALLS, ANSWER.pieces().toArray(Piece[]::new))));
    }

    @Test
    void readsAStreamWhoseUpstreamClosedNothingAndMixedItsCalls() {
        var pieces = new ArrayList<Piece>(ANSWER.pieces());
        pieces.removeIf(Piece.Closed.class::isInstance);
        var swapped = pieces.remove(pieces.size() - 3); // the second call's arguments
        pieces.add(pieces.size() - 1, swapped);
        check(streamed(Said.stream(Finish.CALLS, pieces.toArray(Piece[]::new))));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("dev.tollgate.gateway.wire.messages.MessagesRecordedTest#streamed")
    void readsRecordedStreamsAsTheyAreWrittenAgain(Fixtures fixture) {
        var pieces = Said.pieces(fixture.stream().orElseThrow());
        var message = streamed(Said.stream(Finish.STOP, pieces.toArray(Piece[]::new)));
        assertEquals(pieces.stream().map(MessagesSdkTest::text).collect(Collectors.joining()),
                message.content().stream().flatMap(block -> block.text().stream()).map(TextBlock::text)
                        .collect(Collectors.joining()));
        assertEquals(pieces.stream().filter(Piece.Called.class::isInstance).count(),
                message.content().stream().filter(ContentBlock::isToolUse).count());
    }

    private static String text(Piece piece) {
        return piece instanceof Piece.Text(_, var text) ? text : "";
    }

    @Test
    void readsAnAnswerOfNothing() {
        var message = streamed(Said.stream(Finish.LENGTH));
        assertEquals(List.of(), message.content());
        assertEquals(Optional.of(StopReason.MAX_TOKENS), message.stopReason());
    }

    @Test
    void raisesOnAFailureInTheMidst() {
        var writer = Said.FORM.writer(Said.hello(), 0);
        var out = new EventOut();
        writer.write(new Piece.Opened("", ""), Said.USAGE, out);
        writer.write(new Piece.Text(0, "Hel"), Said.USAGE, out);
        writer.fail("overloaded_error", "overloaded", "Too busy.", Said.USAGE, out);
        var raised = assertThrows(AnthropicServiceException.class,
                () -> streamed(new String(out.copy(), StandardCharsets.UTF_8)));
        assertTrue(String.valueOf(raised.getMessage()).contains("Too busy."), raised.getMessage());
    }
}
