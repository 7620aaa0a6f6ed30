package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Takes anything like a key out of what providers echo.
public final class Scrub {
    private static final Pattern KEYS = Pattern.compile(
            "(?i)\\b(bearer\\s+)[a-z0-9._~+/=-]{6,}|\\b(sk-|tg-|gsk_|xai-|pplx-|AIza|csk-|nvapi-|hf_)[a-z0-9_*.-]{4,}");

    private Scrub() {}

    /// The text without the credential, wherever it stands and in any case, and without anything that looks like one.
    public static String text(String text, Optional<String> credential) {
        var rest = credential.filter(c -> c.length() >= 4).map(c -> Pattern.compile(c,
                Pattern.LITERAL | Pattern.CASE_INSENSITIVE).matcher(text).replaceAll("…")).orElse(text);
        return KEYS.matcher(rest).replaceAll(m -> (m.group(1) == null ? "" : m.group(1))
                + (m.group(2) == null ? "" : m.group(2)) + "…");
    }

    /// The same bytes where nothing had to go.
    public static byte[] bytes(byte[] body, Optional<String> credential) {
        var text = new String(body, StandardCharsets.UTF_8);
        var clean = text(text, credential);
        var unescaped = clean.indexOf('\\') < 0 ? Optional.<String>empty() : unescaped(clean, credential);
        return unescaped.isEmpty() && clean.equals(text)
                ? body
                : unescaped.orElse(clean).getBytes(StandardCharsets.UTF_8);
    }

    /// Some writers of JSON escape `/` and `+`, which keys are full of: written anew where that hid one.
    private static Optional<String> unescaped(String json, Optional<String> credential) {
        return Json.read(json).flatMap(tree -> Optional.of(clean(tree, credential)).filter(c -> !c.equals(tree)))
                .map(Json::text);
    }

    private static JsonNode clean(JsonNode node, Optional<String> credential) {
        if (node.isString()) {
            return StringNode.valueOf(text(node.asString(), credential));
        }
        if (node.isArray()) {
            var list = Json.array();
            node.forEach(each -> list.add(clean(each, credential)));
            return list;
        }
        if (node.isObject()) {
            var object = Json.object();
            node.properties().forEach(
                    field -> object.set(text(field.getKey(), credential), clean(field.getValue(), credential)));
            return object;
        }
        return node;
    }
}
