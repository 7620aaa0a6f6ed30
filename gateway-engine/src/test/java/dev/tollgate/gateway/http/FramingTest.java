package dev.tollgate.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// How requests are cut out of a byte stream, and which shapes are refused.
class FramingTest {
    private static final String POST = "POST /x HTTP/1.1\r\nHost: localhost\r\n";

    @Test
    void keptConnectionsAnswerPipelinedRequestsInOrder() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send(
                    POST + "Content-Length: 3\r\n\r\none" + POST + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\ntwo\r\n"
                            + "0\r\nTrailer: x\r\n\r\n" + "GET /three HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("POST /x? one", client.answer().body());
            assertEquals("POST /x? two", client.answer().body());
            assertEquals("GET /three? ", client.answer().body());
            client.get("/four");
            assertEquals("GET /four? ", client.answer().body());
        }
    }

    @Test
    void requestsMayComeByteByByte() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            for (byte b : (POST + "Content-Length: 2\r\n\r\nhi").getBytes(StandardCharsets.US_ASCII)) {
                client.send(new byte[] {b});
            }
            assertEquals("POST /x? hi", client.answer().body());
        }
    }

    @Test
    void smuggledShapesAreRefusedAndTheConnectionCloses() throws IOException {
        for (String head : new String[] {"Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3, 4", "Content-Length: +3", "Content-Length: -3", "Content-Length: 0x3",
                "Content-Length:",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "X: a\r\n folded", "X: a\r\n\tfolded",
                "X : a",
                "X\u0001: a", "X: a\u0000b", "X: a\rb", ": a", "no colon", "Host: other", "X\u00e9: a"}) {
            refused(400, POST + head + "\r\n\r\n" + "abc");
        }
        refused(501, POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        refused(501, POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n");
    }

    @Test
    void badRequestLinesAreRefused() throws IOException {
        for (String line : new String[] {"nonsense", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 x", "GET / http/1.1",
                "G(T / HTTP/1.1", "GET x HTTP/1.1", "GET /\u0007 HTTP/1.1", "GET https://localhost/ HTTP/1.1",
                "\u0016\u0003\u0001"}) {
            refused(400, line + "\r\nHost: localhost\r\n\r\n");
        }
        refused(505, "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n");
        refused(400, "GET / HTTP/1.1\r\n\r\n");
        refused(400, "GET http://other/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
        refused(400, "\r\n\r\n\r\n\r\n\r\n\r\n");
    }

    @Test
    void badChunksAreRefused() throws IOException {
        for (String body : new String[] {"x\r\nabc", "+3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc", "3\r\nabcd\r\n0\r\n\r\n",
                "\r\n",
                "fffffffffffffffff\r\n", "0x3\r\nabc\r\n0\r\n\r\n"}) {
            refused(400, POST + "Transfer-Encoding: chunked\r\n\r\n" + body);
        }
        refused(413, POST + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n" + "x".repeat(2000));
    }

    @Test
    void theSameLengthTwiceIsNoContradiction() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send(POST + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi");
            assertEquals("POST /x? hi", client.answer().body());
        }
    }

    @Test
    void absoluteFormWithTheSameHostPasses() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("GET http://LOCALHOST/v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals("GET /v1/models? ", client.answer().body());
        }
    }

    @Test
    void bodiesOfExactlyTheLimitPass() throws IOException {
        String full = "x".repeat(Served.MAX_BODY);
        try (var served = Served.echo(); var client = served.client()) {
            assertEquals(200, client.post("/x", full).answer().status());
            client.send(POST + "Transfer-Encoding: chunked\r\n\r\n3e8\r\n" + full + "\r\n0\r\n\r\n");
            assertEquals(200, client.answer().status());
            for (String coding : new String[] {"gzip", "deflate", "x-gzip", "zstd"}) {
                assertEquals("POST /x? " + full, client.send(coded(coding, full)).answer().body());
            }
        }
    }

    @Test
    void oneByteMoreIsTooLarge() throws IOException {
        String over = "x".repeat(Served.MAX_BODY + 1);
        refused(413, POST + "Content-Length: 1001\r\n\r\n" + over);
        refused(413, POST + "Content-Length: 99999999999999999999999\r\n\r\n");
        refused(413, POST + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + over + "\r\n0\r\n\r\n");
        refused(413, new String(coded("gzip", over), StandardCharsets.ISO_8859_1));
        refused(413, new String(coded("zstd", over), StandardCharsets.ISO_8859_1));
        for (String coding : new String[] {"deflate", "zstd"}) {
            refused(413, new String(coded(coding, "x".repeat(10_000_000)), StandardCharsets.ISO_8859_1));
        }
        refused(413, POST + "Content-Encoding: zstd\r\nContent-Length: 1001\r\n\r\n" + over);
    }

    @Test
    void codingsThatAreNotUnderstoodAreNamed() throws IOException {
        for (String coding : new String[] {"br", "gzip, zstd", "zstd, zstd", "zst"}) {
            var answer = refused(415, POST + "Content-Encoding: " + coding + "\r\nContent-Length: 4\r\n\r\nabcd");
            assertTrue(answer.body().contains("'" + coding + "'"), answer.body());
        }
        refused(400, POST + "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd");
        refused(400, POST + "Content-Encoding: deflate\r\nContent-Length: 4\r\n\r\nabcd");
        byte[] cut = coded("gzip", "hello hello");
        String text = new String(cut, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\r\n\r\n") + 4;
        refused(400, POST + "Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\n" + text.substring(at, at + 8));
    }

    @Test
    void zstdThatIsNoneOrCutOrFollowedByMoreIsRefused() throws IOException {
        refused(400, POST + "Content-Encoding: zstd\r\nContent-Length: 4\r\n\r\nabcd");
        byte[] whole = packed("zstd", "hello hello");
        for (int length = 1; length < whole.length; length++) {
            refused(400, text("zstd", Arrays.copyOf(whole, length)));
        }
        refused(400, text("zstd", Arrays.copyOf(whole, whole.length + 1)));
        byte[] wrong = whole.clone();
        wrong[wrong.length / 2] ^= 1;
        refused(400, text("zstd", wrong));
    }

    @Test
    void zstdInSeveralFramesAndChunksIsOneBody() throws IOException {
        byte[] one = packed("zstd", "hello ");
        byte[] two = packed("zstd", "there");
        try (var served = Served.echo(); var client = served.client()) {
            var body = new StringBuilder();
            for (byte[] frame : new byte[][] {one, two}) {
                for (byte b : frame) {
                    body.append("1\r\n").append((char) (b & 0xFF)).append("\r\n");
                }
            }
            client.send((POST + "Content-Encoding: zstd\r\nTransfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            assertEquals("POST /x? hello there", client.answer().body());
        }
    }

    /// A header may ask for far more memory than the body needs.
    @Test
    void aZstdWindowOverEightMebibytesIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var coder = new ZstdOutputStream(out, 3)) {
            coder.setLong(27);
            coder.write("hello".getBytes(StandardCharsets.US_ASCII));
            coder.flush();
            coder.write("hello".getBytes(StandardCharsets.US_ASCII));
        }
        refused(400, text("zstd", out.toByteArray()));
    }

    @Test
    void rawDeflateIsUnderstoodToo() throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream deflating = new DeflaterOutputStream(out, new Deflater(9, true))) {
            deflating.write("hello".getBytes(StandardCharsets.US_ASCII));
        }
        try (var served = Served.echo(); var client = served.client()) {
            client.send(POST + "Content-Encoding: deflate\r\nContent-Length: " + out.size() + "\r\n\r\n");
            assertEquals("POST /x? hello", client.send(out.toByteArray()).answer().body());
        }
    }

    @Test
    void theHeadHasAnExactLimit() throws IOException {
        int fixed = "GET / HTTP/1.1\r\nHost: localhost\r\nX: \r\n\r\n".length();
        try (var served = Served.echo(); var client = served.client()) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(64_000 - fixed) + "\r\n\r\n");
            assertEquals(200, client.answer().status());
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(64_001 - fixed) + "\r\n\r\n");
            assertEquals(431, client.answer().status());
            assertTrue(client.closed());
        }
    }

    @Test
    void http10ClosesUnlessAskedToKeep() throws IOException {
        try (var served = Served.echo()) {
            try (var client = served.client()) {
                var answer = client.send("GET / HTTP/1.0\r\n\r\n").answer();
                assertEquals("GET /? ", answer.body());
                assertTrue(client.closed());
            }
            try (var client = served.client()) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertTrue(client.answer().has("Connection: keep-alive"));
                assertEquals(200, client.get("/").answer().status());
            }
            refused(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        }
    }

    @Test
    void aCloseThatIsAskedForIsDone() throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: foo, Close\r\n\r\n");
            assertTrue(client.answer().has("Connection: close"));
            assertTrue(client.closed());
        }
    }

    @Test
    void aBodyThatNobodyReadsIsDroppedOrEndsTheConnection() throws IOException {
        try (var served = Served.with(e -> e.answer(200, Served.JSON, new byte[0])); var client = served.client()) {
            client.post("/", "small");
            assertFalse(client.answer().has("Connection: close"));
            client.post("/", "x".repeat(70_000));
            assertTrue(client.answer().has("Connection: close"));
            assertTrue(client.closed());
        }
    }

    private static byte[] packed(String coding, String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream coder = coder(coding, out)) {
            coder.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private static OutputStream coder(String coding, OutputStream out) throws IOException {
        return switch (coding) {
            case "zstd" -> new ZstdOutputStream(out).setChecksum(true);
            case "deflate" -> new DeflaterOutputStream(out);
            default -> new GZIPOutputStream(out);
        };
    }

    private static byte[] coded(String coding, String text) throws IOException {
        return text(coding, packed(coding, text)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(String coding, byte[] body) {
        return POST + "Content-Encoding: " + coding + "\r\nContent-Length: " + body.length + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1);
    }

    private static RawClient.Answer refused(int status, String request) throws IOException {
        try (var served = Served.echo(); var client = served.client()) {
            var answer = client.send(request).answer();
            assertEquals(status, answer.status(), request);
            assertTrue(answer.body().startsWith("{\"error\":{\"message\":\""), answer.body());
            assertTrue(answer.has("Content-Type: application/json"));
            assertTrue(answer.head().contains("\r\nx-request-id: req_"), answer.head());
            if (!request.contains("Content-Encoding") || status == 413) {
                client.halfClose();
                assertTrue(client.closed(), request);
            }
            return answer;
        }
    }
}
