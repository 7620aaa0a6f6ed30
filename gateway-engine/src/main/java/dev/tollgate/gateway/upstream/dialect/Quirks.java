package dev.tollgate.gateway.upstream.dialect;

import java.util.Map;

/// In what a provider's figures differ from OpenAI's, known by the host of its base URL.
///
/// @param reasoningBeside reasoning tokens come on top of `completion_tokens`
/// @param totalMisleads `total_tokens` is not input plus output
public record Quirks(boolean reasoningBeside, boolean totalMisleads) {
    public static final Quirks NONE = new Quirks(false, false);

    private static final Map<String, Quirks> BY_HOST = Map.of(
            "api.x.ai", new Quirks(true, false),
            "ai-gateway.vercel.sh", new Quirks(true, true),
            "generativelanguage.googleapis.com", new Quirks(true, false),
            "api.mistral.ai", new Quirks(false, true));

    /// The quirks of a host, or of the domain it belongs to (`eu-west-1.api.x.ai`).
    public static Quirks of(String host) {
        var rest = host;
        while (true) {
            var found = BY_HOST.get(rest);
            int dot = rest.indexOf('.');
            if (found != null || dot < 0) {
                return found == null ? NONE : found;
            }
            rest = rest.substring(dot + 1);
        }
    }
}
