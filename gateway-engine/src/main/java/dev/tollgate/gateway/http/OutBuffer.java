package dev.tollgate.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that go out in one write; kept by a connection and used again. Not thread-safe.
final class OutBuffer {
    private static final byte[][] STATUS_LINES = statusLines();

    private byte[] bytes = new byte[1024];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        if (bytes.length > 65_536 + 4096) {
            bytes = new byte[1024];
        }
    }

    void status(int status) {
        byte[] line = status >= 100 && status < STATUS_LINES.length ? STATUS_LINES[status] : STATUS_LINES[500];
        append(line, 0, line.length);
    }

    /// `name: value` and the line's end; what could break the line becomes a blank.
    void field(String name, String value) {
        text(name);
        room(2);
        bytes[size++] = ':';
        bytes[size++] = ' ';
        text(value);
        endLine();
    }

    void endLine() {
        room(2);
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    void append(byte[] from, int start, int end) {
        room(end - start);
        System.arraycopy(from, start, bytes, size, end - start);
        size += end - start;
    }

    /// A chunk's size line.
    void chunkSize(int length) {
        room(10);
        int shift = (31 - Integer.numberOfLeadingZeros(length)) & ~3;
        for (; shift >= 0; shift -= 4) {
            bytes[size++] = (byte) Character.forDigit((length >>> shift) & 15, 16);
        }
        bytes[size++] = '\r';
        bytes[size++] = '\n';
    }

    private void text(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[size++] = (byte) (c < ' ' || c == 0x7f ? ' ' : c > 0xFF ? '?' : c);
        }
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    private static byte[][] statusLines() {
        byte[][] lines = new byte[600][];
        for (int status = 100; status < 600; status++) {
            lines[status] = ("HTTP/1.1 " + status + " " + phrase(status) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        }
        return lines;
    }

    private static String phrase(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 402 -> "Payment Required";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> status < 300 ? "Success" : status < 400 ? "Redirect" : "Error";
        };
    }
}
