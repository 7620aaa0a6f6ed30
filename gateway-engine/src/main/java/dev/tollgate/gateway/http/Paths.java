package dev.tollgate.gateway.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Brings the many spellings of a base URL to one path: with and without `/v1`, doubled, with foreign prefixes.
final class Paths {
    private static final Set<String> PREFIXES = Set.of("openai", "anthropic", "genai", "api");
    private static final Set<String> ENDPOINTS = Set.of("chat", "completions", "embeddings", "models", "responses",
            "messages", "images", "audio", "moderations", "files", "batches", "rerank");
    private static final List<String> SECRETS = List.of("key", "api_key", "api-key", "apikey", "access_token", "token");
    private static final String OWN = "/tollgate/";

    private Paths() {}

    /// @param raw begins with `/`, without query
    static String normal(String raw) {
        if (raw.equals("/v1/chat/completions")) {
            return raw;
        }
        var segments = new ArrayList<String>(6);
        for (String segment : raw.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        int from = 0;
        while (from < segments.size() - 1 && PREFIXES.contains(segments.get(from))) {
            from++;
        }
        while (from + 1 < segments.size() && segments.get(from).equals("v1") && isVersion(segments.get(from + 1))) {
            from++;
        }
        List<String> rest = withoutDeployment(segments.subList(from, segments.size()));
        String path = "/" + String.join("/", rest);
        return !rest.isEmpty() && ENDPOINTS.contains(rest.getFirst()) ? "/v1" + path : path;
    }

    private static boolean isVersion(String segment) {
        return segment.equals("v1") || segment.equals("v1beta");
    }

    /// Azure's form; the body's own `model` decides there too.
    private static List<String> withoutDeployment(List<String> segments) {
        return segments.size() > 2 && segments.getFirst().equals("deployments")
                ? segments.subList(2, segments.size())
                : segments;
    }

    /// The query without fields that carry a secret. Tollgate's own calls carry none there, and ask by `key` for a key's
    /// name.
    static String query(String path, String raw) {
        if (raw.isEmpty() || path.startsWith(OWN) || !mayHoldSecret(raw)) {
            return raw;
        }
        var kept = new StringBuilder(raw.length());
        for (String field : raw.split("&", -1)) {
            if (!isSecret(field)) {
                kept.append(kept.isEmpty() ? "" : "&").append(field);
            }
        }
        return kept.toString();
    }

    /// The key in Gemini's `?key=`, empty without one.
    static String key(String path, String raw) {
        if (raw.isEmpty() || path.startsWith(OWN)) {
            return "";
        }
        for (String field : raw.split("&", -1)) {
            if (field.startsWith("key=")) {
                return decoded(field.substring(4));
            }
        }
        return "";
    }

    private static boolean mayHoldSecret(String raw) {
        String lower = raw.toLowerCase(Locale.ROOT);
        return lower.contains("key") || lower.contains("token") || lower.indexOf('%') >= 0;
    }

    private static boolean isSecret(String field) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        String plain = name.indexOf('%') < 0 ? name : decoded(name);
        return SECRETS.contains(plain.toLowerCase(Locale.ROOT));
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return name;
        }
    }
}
