package dev.tollgate.gateway.http;

import dev.tollgate.gateway.wire.Head;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/// Parses request heads strictly: whatever two readers could understand differently (folded lines, two lengths, a
/// length beside chunks) is refused, since that is how requests are smuggled. One per connection.
final class HeadReader {
    private static final int MAX_FIELDS = 500;

    private final SessionInputBufferImpl buffer;
    private final InputStream in;
    private final int maxBytes;
    private final CharArrayBuffer line = new CharArrayBuffer(256);
    private int room;

    HeadReader(SessionInputBufferImpl buffer, InputStream in, int maxBytes) {
        this.buffer = buffer;
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// @return null when the client closed in good order before a head
    @Nullable
    RequestHead read() throws IOException, Malformed {
        room = maxBytes;
        int empty = 0;
        while (readLine() && line.isEmpty()) {
            if (++empty > 4) {
                throw Malformed.request("The request begins with empty lines.");
            }
        }
        if (line.isEmpty()) {
            return null;
        }
        var request = new RequestHead();
        requestLine(request);
        request.head = new Head(fields(request));
        check(request);
        return request;
    }

    private boolean readLine() throws IOException, Malformed {
        line.clear();
        try {
            boolean more = buffer.readLine(line, in) >= 0;
            room -= line.length() + 2;
            if (room >= 0) {
                return more;
            }
        } catch (MessageConstraintException tooLong) {
            room = -1;
        }
        throw new Malformed(431, "request_too_large", "The request's head is larger than " + maxBytes + " bytes.");
    }

    private void requestLine(RequestHead request) throws Malformed {
        int methodEnd = line.indexOf(' ');
        int targetEnd = methodEnd < 0 ? -1 : line.indexOf(' ', methodEnd + 1, line.length());
        if (methodEnd < 1 || targetEnd <= methodEnd + 1 || line.length() - targetEnd != 9) {
            throw Malformed.request("The request line is not of the form METHOD /path HTTP/1.1.");
        }
        version(request, line.substring(targetEnd + 1, line.length()));
        requireToken(0, methodEnd, "The request's method");
        for (int i = methodEnd + 1; i < targetEnd; i++) {
            if (line.charAt(i) <= ' ' || line.charAt(i) >= 0x7f) {
                throw Malformed.request("The request's path has characters that must be percent-encoded.");
            }
        }
        request.method = method(methodEnd);
        request.target = line.substring(methodEnd + 1, targetEnd);
    }

    private String method(int end) {
        if (end == 4 && line.charAt(0) == 'P' && line.charAt(1) == 'O' && line.charAt(2) == 'S'
                && line.charAt(3) == 'T') {
            return "POST";
        }
        return line.substring(0, end);
    }

    private static void version(RequestHead request, String version) throws Malformed {
        if (version.equals("HTTP/1.1")) {
            return;
        }
        if (!version.equals("HTTP/1.0")) {
            boolean http = version.startsWith("HTTP/");
            throw http
                    ? new Malformed(505, "http_version", "Only HTTP/1.1 and HTTP/1.0 are spoken here.")
                    : Malformed.request("The request line is not of the form METHOD /path HTTP/1.1.");
        }
        request.http11 = false;
    }

    private List<Head.Field> fields(RequestHead request) throws IOException, Malformed {
        var fields = new ArrayList<Head.Field>(16);
        while (true) {
            if (!readLine()) {
                throw Malformed.request("The connection ended inside the request's head.");
            }
            if (line.isEmpty()) {
                return fields;
            }
            if (fields.size() == MAX_FIELDS) {
                throw new Malformed(431, "request_too_large",
                        "The request has more than " + MAX_FIELDS + " header fields.");
            }
            var field = field();
            fields.add(field);
            note(request, field);
        }
    }

    private Head.Field field() throws Malformed {
        if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            throw Malformed.request("A header field is folded over several lines, which HTTP/1.1 forbids.");
        }
        int colon = line.indexOf(':');
        requireToken(0, colon, "A header field's name");
        int from = colon + 1;
        int to = line.length();
        while (from < to && isBlank(line.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(line.charAt(to - 1))) {
            to--;
        }
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw Malformed.request("A header field holds a control character.");
            }
        }
        return new Head.Field(line.substring(0, colon), line.substring(from, to));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private void requireToken(int from, int to, String what) throws Malformed {
        if (to <= from) {
            throw Malformed.request(what + " is missing.");
        }
        for (int i = from; i < to; i++) {
            char c = line.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
            if (!plain && "!#$%&'*+.^_`|~".indexOf(c) < 0) {
                throw Malformed.request(what + " holds a blank or a character that is not allowed.");
            }
        }
    }

    /// Told apart by length first: of twenty usual fields three match.
    private static void note(RequestHead request, Head.Field field) throws Malformed {
        String name = field.name();
        switch (name.length()) {
            case 4 -> {
                if (name.equalsIgnoreCase("host")) {
                    once(request.host, "Host");
                    request.host = field.value();
                }
            }
            case 6 -> {
                request.expect = name.equalsIgnoreCase("expect") ? field.value() : request.expect;
                request.origin = name.equalsIgnoreCase("origin") ? field.value() : request.origin;
            }
            case 10 -> {
                if (name.equalsIgnoreCase("connection")) {
                    connection(request, field.value());
                }
            }
            case 12 -> request.requestId = name.equalsIgnoreCase("x-request-id") ? field.value() : request.requestId;
            case 14 -> {
                if (name.equalsIgnoreCase("content-length")) {
                    length(request, field.value());
                }
            }
            case 16 -> request.coding = name.equalsIgnoreCase("content-encoding") ? field.value() : request.coding;
            case 17 -> {
                if (name.equalsIgnoreCase("transfer-encoding")) {
                    transfer(request, field.value());
                }
            }
            default -> {
            }
        }
    }

    private static void once(@Nullable Object before, String name) throws Malformed {
        if (before != null) {
            throw Malformed.request("The field " + name + " stands twice.");
        }
    }

    private static void connection(RequestHead request, String value) {
        request.close |= hasWord(value, "close");
        request.keep |= hasWord(value, "keep-alive");
    }

    private static boolean hasWord(String list, String word) {
        if (list.equalsIgnoreCase(word)) {
            return true;
        }
        for (String each : list.split(",", -1)) {
            if (each.trim().equalsIgnoreCase(word)) {
                return true;
            }
        }
        return false;
    }

    private static void length(RequestHead request, String value) throws Malformed {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                throw Malformed.request("The Content-Length is not a plain number.");
            }
            length = length > Long.MAX_VALUE / 10 - 1 ? Long.MAX_VALUE / 10 : length * 10 + c - '0';
        }
        if (value.isEmpty() || (request.length != RequestHead.NO_LENGTH && request.length != length)) {
            throw Malformed.request("The Content-Length is empty, or stands twice with different values.");
        }
        request.length = length;
    }

    private static void transfer(RequestHead request, String value) throws Malformed {
        if (request.chunked) {
            throw Malformed.request("The field Transfer-Encoding stands twice.");
        }
        if (!value.equalsIgnoreCase("chunked")) {
            throw new Malformed(501, "invalid_request", "The only Transfer-Encoding understood here is 'chunked'.");
        }
        request.chunked = true;
    }

    private static void check(RequestHead request) throws Malformed {
        if (request.chunked && request.length != RequestHead.NO_LENGTH) {
            throw Malformed.request("The request has both Content-Length and Transfer-Encoding; send one of them.");
        }
        if (request.chunked && !request.http11) {
            throw Malformed.request("HTTP/1.0 knows no Transfer-Encoding.");
        }
        if (request.http11 && request.host == null) {
            throw Malformed.request("The field Host is missing.");
        }
        absoluteForm(request);
    }

    /// `GET http://host/path` is legal, but must not name another host than the Host field.
    private static void absoluteForm(RequestHead request) throws Malformed {
        String target = request.target;
        if (target.startsWith("/") || target.equals("*")) {
            return;
        }
        if (!target.regionMatches(true, 0, "http://", 0, 7)) {
            throw Malformed.request("The request's target must be a path, as in /v1/chat/completions.");
        }
        int slash = target.indexOf('/', 7);
        String authority = target.substring(7, slash < 0 ? target.length() : slash);
        if (request.host != null && !authority.equalsIgnoreCase(request.host)) {
            throw Malformed.request("The request's target and its Host field name different hosts.");
        }
        request.host = authority;
        request.target = slash < 0 ? "/" : target.substring(slash);
    }
}
