package dev.tollgate.gateway.access;

import dev.tollgate.gateway.wire.Head;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands in a head where a key may stand, in the order in which the places are asked. Never printed.
final class Sent {
    private static final Map<String, Integer> PLACES = Map.of("authorization", 0, "x-api-key", 1, "api-key", 2,
            "x-goog-api-key", 3, "x-litellm-api-key", 4, "x-portkey-api-key", 5, "helicone-auth", 6);
    private static final int LONGEST_NAME = 17;
    private static final String BEARER = "Bearer";

    /// Whose keys begin like that, longer beginnings first.
    private static final String[][] LOOKS = {{"sk-ant-", "an Anthropic key"}, {"sk-or-", "an OpenRouter key"},
            {"sk-", "an OpenAI key"}, {"AIza", "a Google key"}, {"AQ.", "a Google key"}, {"gsk_", "a Groq key"},
            {"xai-", "an xAI key"}, {"pplx-", "a Perplexity key"}, {"hf_", "a Hugging Face token"},
            {"nvapi-", "an NVIDIA key"}, {"fw_", "a Fireworks key"}, {"csk-", "a Cerebras key"},
            {"tgp_", "a Together key"}, {"r8_", "a Replicate token"}, {"AKIA", "an AWS access key"},
            {"eyJ", "a login token (JWT)"}};

    private final @Nullable String[] values = new @Nullable String[PLACES.size()];

    private Sent() {}

    static Sent in(Head head) {
        var sent = new Sent();
        for (Head.Field field : head.fields()) {
            var name = field.name();
            if (name.length() <= LONGEST_NAME) {
                var place = PLACES.get(name.toLowerCase(Locale.ROOT));
                if (place != null && sent.values[place] == null) {
                    sent.values[place] = secret(field.value());
                }
            }
        }
        return sent;
    }

    /// By place; absent ones are null, blank ones empty.
    @Nullable
    String[] values() {
        return values;
    }

    boolean any() {
        return first().isPresent();
    }

    Optional<String> looksLike() {
        return first().flatMap(Sent::looksLike);
    }

    boolean looksLikeOurs() {
        return first().map(secret -> secret.startsWith(KeyMaker.MARK)).orElse(false);
    }

    private Optional<String> first() {
        for (var value : values) {
            if (value != null && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> looksLike(String secret) {
        for (String[] look : LOOKS) {
            if (secret.startsWith(look[0])) {
                return Optional.of(look[1]);
            }
        }
        return Optional.empty();
    }

    private static String secret(String value) {
        var text = value.strip();
        if (!text.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return text;
        }
        var rest = text.substring(BEARER.length());
        // Without a blank behind it the word itself is the start of a secret.
        return rest.isEmpty() || Character.isWhitespace(rest.charAt(0)) ? rest.strip() : text;
    }
}
