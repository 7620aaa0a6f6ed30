package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.tollgate.gateway.testing.Swallow;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much memory a request of 8 MB takes, a picture in base64: counted as everything that any thread allocates while it
/// passes, so that no copy is missed.
class LargeBodyTest {
    private static final int SIZE = 8_000_000;
    private static final String CHAT =
            """
                    {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant",\
                    "content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""";
    private static final String MESSAGE =
            """
                    {"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hi"}],"stop_reason":\
                    "end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}""";
    private static final String GEMINI =
            """
                    {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{\
                    "promptTokenCount":3,"candidatesTokenCount":1,"totalTokenCount":4}}""";

    private static final String CONVERSE =
            """
                    {"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn","usage":{\
                    "inputTokens":3,"outputTokens":1,"totalTokens":4}}""";
    private static final String OLLAMA =
            """
                    {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi"},"done":true,\
                    "done_reason":"stop","prompt_eval_count":3,"eval_count":1}""";
    private static final Map<String, String> ANSWERS = Map.of("openai", CHAT, "anthropic", MESSAGE, "gemini", GEMINI,
            "bedrock", CONVERSE, "ollama", OLLAMA);

    @TempDir
    Path folder;

    /// Passing takes the body once, converting no more: what is long goes from the client's body to the provider,
    /// a signature included.
    @ParameterizedTest
    @CsvSource({"openai,1.3", "anthropic,1.3", "gemini,1.3", "ollama,1.3", "bedrock,1.3"})
    void aLargePicturePasses(String dialect, double copies) throws IOException {
        var threads = assertInstanceOf(ThreadMXBean.class, ManagementFactory.getThreadMXBean());
        var request = request();
        try (var provider = Swallow.start(Objects.requireNonNull(ANSWERS.get(dialect)));
                var gateway = TestGateway.open(folder, """
                        providers: { one: { dialect: %s, base_url: "http://127.0.0.1:%d", region: us-east-1,
                          credentials: ["literal:AKIDEXAMPLE:secret"] } }
                        routes: { see: { targets: [{ provider: one, model: m }] } }
                        """.formatted(dialect, provider.port()));
                var client = new Socket(InetAddress.getLoopbackAddress(), gateway.gateway().status().port())) {
            send(client, request); // classes are loaded, buffers have their size
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                long before = threads.getTotalThreadAllocatedBytes();
                send(client, request);
                least = Math.min(least, threads.getTotalThreadAllocatedBytes() - before);
            }
            assertTrue(provider.received() > 4L * SIZE);
            double taken = (double) least / SIZE;
            System.out.printf("a picture of 8 MB to %s: %.1f times its size%n", dialect, taken);
            assertTrue(taken < copies, () -> taken + " times its size");
        }
    }

    private static byte[] request() {
        var picture = new byte[SIZE];
        Arrays.fill(picture, (byte) 'A');
        var body =
                "{\"model\":\"see\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{"
                        + "\"url\":\"data:image/png;base64," + new String(picture, StandardCharsets.US_ASCII)
                        + "\"}}]}]}";
        return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TestGateway.KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static void send(Socket client, byte[] request) throws IOException {
        client.getOutputStream().write(request);
        var head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertTrue(head.toString().startsWith("HTTP/1.1 200"), head::toString);
        var length = head.toString().lines().filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                .startsWith("content-length:")).findFirst().orElseThrow().substring(15).strip();
        assertEquals(Integer.parseInt(length), in.readNBytes(Integer.parseInt(length)).length);
    }
}
