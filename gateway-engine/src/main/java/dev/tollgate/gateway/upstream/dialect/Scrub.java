package dev.tollgate.gateway.upstream.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes anything like a key out of what providers echo.
public final class Scrub {
    private static final Pattern KEYS = Pattern.compile(
            "(?i)\\b(bearer\\s+)[a-z0-9._~+/=-]{6,}|\\b(sk-|tg-|gsk_|xai-|pplx-|AIza|csk-|nvapi-|hf_)[a-z0-9_*.-]{4,}");

    private Scrub() {}

    /// The text without the credential, wherever it stands, and without anything that looks like one.
    public static String text(String text, Optional<String> credential) {
        var rest = credential.filter(c -> c.length() >= 4).map(c -> text.replace(c, "…")).orElse(text);
        return KEYS.matcher(rest).replaceAll(m -> (m.group(1) == null ? "" : m.group(1))
                + (m.group(2) == null ? "" : m.group(2)) + "…");
    }

    /// The same bytes where nothing had to go.
    public static byte[] bytes(byte[] body, Optional<String> credential) {
        var text = new String(body, StandardCharsets.UTF_8);
        var clean = text(text, credential);
        return clean.equals(text) ? body : clean.getBytes(StandardCharsets.UTF_8);
    }
}
