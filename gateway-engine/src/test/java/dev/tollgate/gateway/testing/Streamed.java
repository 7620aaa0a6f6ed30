package dev.tollgate.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What a client on a plain socket gets of one answer, up to its end. The JDK's own client drops what it has not handed
/// out yet when a connection ends in the midst, and with it the event that says why.
///
/// @param head status line and fields
/// @param whole whether the reply ended as its head promised; one that fails in the midst of a stream does not
public record Streamed(int status, String head, String text, boolean whole) {
    private static final int PATIENCE = 20_000;

    static Streamed of(int port, String path, String key, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var ask = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + key
                + "\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write((ask + body).getBytes(StandardCharsets.UTF_8));
            return read(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static Streamed read(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            head.append(line).append('\n');
        }
        var text = new ByteArrayOutputStream();
        boolean whole = drained(in, head.toString().toLowerCase(Locale.ROOT), text);
        return new Streamed(Integer.parseInt(head.substring(9, 12)), head.toString(),
                text.toString(StandardCharsets.UTF_8), whole);
    }

    private static boolean drained(InputStream in, String head, ByteArrayOutputStream into) {
        try {
            int length = head.indexOf("content-length:");
            if (length >= 0) {
                into.write(in.readNBytes(Integer.parseInt(head.substring(length + 15).lines().findFirst()
                        .orElse("").strip())));
                return true;
            }
            for (int size = size(in); size > 0; size = size(in)) {
                into.write(in.readNBytes(size));
                line(in);
            }
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    private static int size(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed after '" + line + "'");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }
}
