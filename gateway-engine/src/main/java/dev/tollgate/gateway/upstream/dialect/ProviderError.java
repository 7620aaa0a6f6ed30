package dev.tollgate.gateway.upstream.dialect;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An error as a provider tells it, in any of the shapes they have.
///
/// @param shaped it stands in an `error` object, as OpenAI's clients expect
/// @param status the HTTP status named inside the body; 0 where none is
/// @param words its codes and types, lower case, the most telling first
/// @param message for people
/// @param retryDelay Gemini's `12.5s`, as written
public record ProviderError(boolean shaped, int status, List<String> words, String message,
        Optional<String> retryDelay) {
    public static final ProviderError SILENT = new ProviderError(false, 0, List.of(), "", Optional.empty());

    private static final List<String> WORDS = List.of("error.innererror.code", "error.details.reason", "error.code",
            "error.type", "error.status", "error.metadata.error_type", "code", "type", "error_code", "error_type",
            "__type");
    private static final List<String> MESSAGES = List.of("error.message", "error.message.detail.msg", "error",
            "message", "message.detail.msg", "error.detail", "detail", "detail.msg", "error_description", "title",
            "Message");
    private static final List<String> STATUSES = List.of("error.status_code", "error.status", "error.code",
            "status_code", "status", "code");

    /// Reads an error reply's body; without words where it is no JSON.
    public static ProviderError read(byte[] body, int from, int to) {
        return Flat.read(body, from, to, Flat.ALL).map(ProviderError::of).orElse(SILENT);
    }

    static ProviderError of(Map<String, String> found) {
        var words = new LinkedHashSet<String>();
        for (var path : WORDS) {
            var word = found.get(path);
            if (word != null && !isNumber(word)) {
                words.add(path.equals("__type") ? amazons(word) : word.toLowerCase(Locale.ROOT));
            }
        }
        boolean shaped = found.keySet().stream().anyMatch(path -> path.startsWith("error."));
        return new ProviderError(shaped, status(found), List.copyOf(words), first(found, MESSAGES).orElse(""),
                Optional.ofNullable(found.get("error.details.retryDelay")));
    }

    /// The same with the type that Amazon names in a reply's head.
    public ProviderError and(Optional<String> type) {
        if (type.isEmpty()) {
            return this;
        }
        var all = new LinkedHashSet<String>();
        all.add(amazons(type.get()));
        all.addAll(words);
        return new ProviderError(shaped, status, List.copyOf(all), message, retryDelay);
    }

    /// Of `com.amazon.coral.service#ThrottlingException` and `ThrottlingException:http://…` the name alone.
    private static String amazons(String type) {
        var name = type.substring(type.indexOf('#') + 1);
        int end = name.indexOf(':');
        return (end < 0 ? name : name.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static int status(Map<String, String> found) {
        for (var path : STATUSES) {
            var text = found.get(path);
            if (text != null && text.length() == 3 && isNumber(text)) {
                return Integer.parseInt(text);
            }
        }
        return 0;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Optional<String> first(Map<String, String> found, List<String> paths) {
        return paths.stream().map(found::get).filter(text -> text != null && !text.isEmpty()).findFirst();
    }
}
