package dev.tollgate.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.testing.Swallow;
import dev.tollgate.gateway.testing.TestGateway;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sound of 200 MB goes through without being held in memory by anybody.
class LargeUploadTest {
    private static final int SIZE = 200_000_000;
    private static final String HEAD =
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n";
    private static final String TAIL =
            "\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nvoice\r\n--b--\r\n";

    @Test
    void aLargeUploadPassesWithAFlatHeap(@TempDir Path folder) throws Exception {
        try (var provider = Swallow.start("{\"text\":\"hi\"}");
                var gateway = TestGateway.open(folder, """
                        providers: { one: { dialect: openai, base_url: "http://127.0.0.1:%d/v1" } }
                        routes: { voice: { targets: [{ provider: one, model: whisper-1 }] } }
                        """.formatted(provider.port()))) {
            long before = peak();
            var reply = gateway.send(HttpRequest.newBuilder(URI.create(gateway.url("/v1/audio/transcriptions")))
                    .header("Authorization", "Bearer " + TestGateway.KEY)
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .POST(BodyPublishers.ofInputStream(LargeUploadTest::form)).build());
            assertEquals(200, reply.statusCode(), reply::body);
            assertEquals((long) HEAD.length() + SIZE + TAIL.length() + "whisper-1".length() - "voice".length(),
                    provider.received());
            long grown = peak() - before;
            assertTrue(grown < SIZE / 2, () -> "the heap grew by " + grown / 1_000_000 + " MB");
        }
    }

    /// The most that the heap has held at once since the last question.
    private static long peak() {
        System.gc();
        long sum = 0;
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && !pool.getName().contains("Eden")) {
                sum += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return sum;
    }

    private static InputStream form() {
        return new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(HEAD.getBytes(StandardCharsets.US_ASCII)), silence(),
                new ByteArrayInputStream(TAIL.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static InputStream silence() {
        return new InputStream() {
            private int left = SIZE;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int count = Math.min(left, length);
                left -= count;
                return count == 0 && length > 0 ? -1 : count;
            }
        };
    }
}
