package dev.tollgate.gateway.upstream.dialect;

import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// Takes anything like a key out of what providers echo.
public final class Scrub {
    private static final Pattern KEYS = Pattern.compile(
            "(?i)\\b(bearer\\s+)[a-z0-9._~+/=-]{6,}|\\b(sk-|tg-|gsk_|xai-|pplx-|AIza|csk-|nvapi-|hf_)[a-z0-9_*.-]{4,}"
                    + "|\\b(ya29\\.)[a-z0-9._-]{8,}|\\b(ABSK|bedrock-api-key-)[a-z0-9._~+/=-]{8,}|(?-i:\\b(A[KS]IA)[A-Z0-9]{12,})");
    /// A part of a credential that is written `NAME:SECRET` is taken for a secret from this length on.
    private static final int PART = 8;

    private Scrub() {}

    /// The text without the credential, wherever it stands and in any case, and without anything that looks like one.
    public static String text(String text, Optional<String> credential) {
        var rest = credential.filter(c -> c.length() >= 4).map(c -> without(text, c)).orElse(text);
        return KEYS.matcher(rest).replaceAll(m -> IntStream.rangeClosed(1, m.groupCount()).mapToObj(m::group)
                .filter(Objects::nonNull).collect(Collectors.joining()) + "…");
    }

    private static String without(String text, String credential) {
        var rest = replaced(text, credential);
        for (var part : credential.split(":", -1)) {
            rest = part.length() >= PART ? replaced(rest, part) : rest;
        }
        return rest;
    }

    private static String replaced(String text, String secret) {
        return Pattern.compile(secret, Pattern.LITERAL | Pattern.CASE_INSENSITIVE).matcher(text).replaceAll("…");
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
