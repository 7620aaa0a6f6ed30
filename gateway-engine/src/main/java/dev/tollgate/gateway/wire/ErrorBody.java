package dev.tollgate.gateway.wire;

import dev.tollgate.gateway.term.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Errors in the shapes of the protocols, which their SDKs turn into their own exceptions (WIRE X7).
public final class ErrorBody {
    private static final byte[] ANTHROPIC = "{\"type\":\"error\",\"error\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REQUEST_ID = "\"request_id\"".getBytes(StandardCharsets.US_ASCII);

    private ErrorBody() {}

    /// What went wrong, in the words of any protocol.
    ///
    /// @param param the field at fault; null where it is none
    /// @param code OpenAI's, such as `model_not_found`
    public record Said(int status, String message, @Nullable String param, String code) {}

    /// One line of JSON in the protocol's own shape.
    public static byte[] of(Protocol protocol, Said said) {
        return json(protocol, said).getBytes(StandardCharsets.UTF_8);
    }

    /// The body that belongs to a client's mistake.
    public static byte[] of(Protocol protocol, Bad bad) {
        return of(protocol, new Said(bad.status(), bad.message(), bad.param().orElse(null), bad.code()));
    }

    /// One line of JSON: `{"error":{"message":…,"type":…,"param":…,"code":…}}`.
    public static byte[] openai(String message, String type, @Nullable String param, String code) {
        return openaiJson(message, type, param, code).getBytes(StandardCharsets.UTF_8);
    }

    /// An error that also names the request, where the protocol's errors do (Anthropic's); all else as it is.
    public static byte[] named(Protocol protocol, byte[] body, String id) {
        if (protocol != Protocol.MESSAGES || !starts(body, ANTHROPIC) || holds(body, REQUEST_ID)) {
            return body;
        }
        var name = new StringBuilder(",\"request_id\":");
        quote(name, id);
        var named = Arrays.copyOf(body, body.length + name.length());
        var bytes = name.append('}').toString().getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, named, body.length - 1, bytes.length);
        return named;
    }

    private static boolean starts(byte[] body, byte[] with) {
        return body.length > with.length && Arrays.equals(body, 0, with.length, with, 0, with.length)
                && body[body.length - 1] == '}';
    }

    private static boolean holds(byte[] body, byte[] what) {
        return Sse.find(body, 0, body.length, what) >= 0;
    }

    /// OpenAI's `type` that belongs to a status.
    public static String type(int status) {
        if (status == 429) {
            return "rate_limit_error";
        }
        return status >= 500 ? "api_error" : "invalid_request_error";
    }

    /// Anthropic's `type` that belongs to a status.
    public static String anthropicType(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 503, 529 -> "overloaded_error";
            case 504 -> "timeout_error";
            default -> status >= 500 && status != 508 ? "api_error" : "invalid_request_error";
        };
    }

    /// Google's `status` that belongs to a status.
    public static String googleStatus(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 402 -> "FAILED_PRECONDITION";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 502, 503, 529 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> status >= 500 && status != 508 ? "INTERNAL" : "INVALID_ARGUMENT";
        };
    }

    /// The same as an event inside a stream, with its empty line. For Responses it is the bare `error` event: a stream
    /// that has begun ends with `response.failed`, which only the one who has read it can write.
    public static byte[] event(Protocol protocol, Said said) {
        var json = json(protocol, said);
        return (switch (protocol) {
            case MESSAGES -> "event: error\ndata: " + json + "\n\n";
            case RESPONSES -> "event: error\ndata: " + responsesEvent(said) + "\n\n";
            case GEMINI -> "data: " + json + "\r\n\r\n";
            case CHAT, CONVERSE, OLLAMA -> "data: " + json + "\n\n";
        }).getBytes(StandardCharsets.UTF_8);
    }

    private static String json(Protocol protocol, Said said) {
        return switch (protocol) {
            case MESSAGES -> anthropic(said);
            case GEMINI -> google(said);
            case CHAT, RESPONSES, CONVERSE, OLLAMA ->
                openaiJson(said.message, type(said.status), said.param, said.code);
        };
    }

    private static String openaiJson(String message, String type, @Nullable String param, String code) {
        var out = new StringBuilder(message.length() + 120);
        out.append("{\"error\":{\"message\":");
        quote(out, message);
        out.append(",\"type\":");
        quote(out, type);
        out.append(",\"param\":");
        orNull(out, param);
        out.append(",\"code\":");
        quote(out, code);
        return out.append("}}").toString();
    }

    private static String anthropic(Said said) {
        var out = new StringBuilder(said.message.length() + 80);
        out.append("{\"type\":\"error\",\"error\":{\"type\":");
        quote(out, anthropicType(said.status));
        out.append(",\"message\":");
        quote(out, said.message);
        return out.append("}}").toString();
    }

    private static String google(Said said) {
        var out = new StringBuilder(said.message.length() + 80);
        out.append("{\"error\":{\"code\":").append(said.status).append(",\"message\":");
        quote(out, said.message);
        out.append(",\"status\":");
        quote(out, googleStatus(said.status));
        return out.append("}}").toString();
    }

    private static String responsesEvent(Said said) {
        var out = new StringBuilder(said.message.length() + 100);
        out.append("{\"type\":\"error\",\"sequence_number\":0,\"code\":");
        quote(out, said.code);
        out.append(",\"message\":");
        quote(out, said.message);
        out.append(",\"param\":");
        orNull(out, said.param);
        return out.append('}').toString();
    }

    private static void orNull(StringBuilder out, @Nullable String text) {
        if (text == null) {
            out.append("null");
        } else {
            quote(out, text);
        }
    }

    /// Appends `text` as a JSON string; what is not plain is escaped, lone surrogates too.
    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c < 0x20 || Character.isSurrogate(c) || c == 0x2028 || c == 0x2029) {
                escape(out, c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 15, 16));
        }
    }

    /// The word for a status in the client's protocol.
    public static String type(Protocol protocol, int status) {
        return switch (protocol) {
            case MESSAGES -> anthropicType(status);
            case GEMINI -> googleStatus(status);
            case CHAT, RESPONSES, CONVERSE, OLLAMA -> type(status);
        };
    }
}
