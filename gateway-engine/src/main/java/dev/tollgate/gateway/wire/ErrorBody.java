package dev.tollgate.gateway.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Errors in OpenAI's shape, which its SDKs turn into their own exceptions: all four fields are always there.
public final class ErrorBody {
    private ErrorBody() {}

    /// One line of JSON: `{"error":{"message":…,"type":…,"param":…,"code":…}}`.
    public static byte[] openai(String message, String type, @Nullable String param, String code) {
        return json(message, type, param, code).getBytes(StandardCharsets.UTF_8);
    }

    /// The body that belongs to a client's mistake.
    public static byte[] of(Bad bad) {
        return openai(bad.message(), type(bad.status()), bad.param().orElse(null), bad.code());
    }

    /// The `type` that belongs to a status.
    public static String type(int status) {
        if (status == 429) {
            return "rate_limit_error";
        }
        return status >= 500 ? "api_error" : "invalid_request_error";
    }

    /// The same as an event inside a stream: `data: {"error":…}` and an empty line.
    public static byte[] event(String message, String type, @Nullable String param, String code) {
        return ("data: " + json(message, type, param, code) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String json(String message, String type, @Nullable String param, String code) {
        var out = new StringBuilder(message.length() + 120);
        out.append("{\"error\":{\"message\":");
        quote(out, message);
        out.append(",\"type\":");
        quote(out, type);
        out.append(",\"param\":");
        if (param == null) {
            out.append("null");
        } else {
            quote(out, param);
        }
        out.append(",\"code\":");
        quote(out, code);
        return out.append("}}").toString();
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
}
