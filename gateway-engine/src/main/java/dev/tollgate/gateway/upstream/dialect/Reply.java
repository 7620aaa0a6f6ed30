package dev.tollgate.gateway.upstream.dialect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a chunk or a whole answer states about itself. Immutable.
///
/// @param usage the usage object's numbers by path, as text; empty where there is none
/// @param error what went wrong, if that is what it tells
/// @param answer whether it calls itself an answer (`object`)
/// @param type of an event, as it names itself; empty where it does not
public record Reply(Optional<String> model, Map<String, String> usage, Optional<ProviderError> error,
        boolean answer, String type) {
    private static final String GEMINI = "usageMetadata.";
    /// Ollama states its figures beside the answer.
    private static final Set<String> OLLAMA = Set.of("prompt_eval_count", "eval_count");
    private static final Flat.Taste TASTE = new Flat.Taste() {
        @Override
        public boolean enters(String path, String name) {
            return switch (path) {
                case "" -> name.startsWith("usage") || name.startsWith("error") || name.equals("choices")
                        || name.equals("x_groq");
                case "choices", "x_groq" -> name.startsWith("usage");
                default -> true; // inside usage or error
            };
        }

        @Override
        public boolean keeps(String path) {
            return !path.equals("choices") && !path.equals("x_groq");
        }
    };

    public Reply {
        usage = Map.copyOf(usage);
    }

    /// Empty where the bytes are no complete JSON.
    public static Optional<Reply> read(byte[] json, int from, int to) {
        return Flat.read(json, from, to, TASTE).map(Reply::of);
    }

    private static Reply of(Map<String, String> found) {
        var usage = new HashMap<String, String>();
        found.forEach((path, text) -> {
            int at = path.indexOf("usage.");
            if (at == 0) {
                usage.put(path.substring(6), text);
            } else if (path.startsWith(GEMINI)) {
                usage.put(path.substring(GEMINI.length()), text);
            } else if (OLLAMA.contains(path)) {
                usage.put(path, text);
            } else if (at > 0) {
                usage.putIfAbsent(path.substring(at + 6), text);
            }
        });
        boolean failed = false;
        for (var each : found.entrySet()) {
            failed |= !each.getValue().isEmpty()
                    && (each.getKey().equals("error") || each.getKey().startsWith("error."));
        }
        var model = found.containsKey("model") ? found.get("model") : found.get("modelVersion");
        boolean named = found.containsKey("object") && !"error".equals(found.get("object"));
        return new Reply(Optional.ofNullable(model).filter(m -> !m.isEmpty()), usage,
                failed ? Optional.of(ProviderError.of(found)) : Optional.empty(),
                named && !"failed".equals(found.get("status")), found.getOrDefault("type", ""));
    }
}
