package dev.tollgate.console.requests;

import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Endpoint;

/// A call as a command: the same endpoint, model and way of answering. Prompts are not stored, so a placeholder stands
/// in their place, and the secret comes from the environment.
final class Curl {
    private Curl() {}

    static String of(Entry entry, String baseUrl) {
        var endpoint = entry.asked().endpoint().orElse(Endpoint.CHAT);
        return "# Tollgate stores no prompts: put yours in place of \"Hello\"\ncurl "
                + (entry.asked().stream() ? "-N " : "")
                + baseUrl + path(entry, endpoint) + " \\\n  -H \"Authorization: Bearer $TOLLGATE_KEY\" \\\n"
                + "  -H \"Content-Type: application/json\" \\\n  -d '" + shell(body(entry, endpoint)) + "'";
    }

    private static String path(Entry entry, Endpoint endpoint) {
        return switch (endpoint) {
            case CHAT, CONVERSE, OLLAMA_CHAT -> "/chat/completions";
            case IMAGES -> "/images/generations";
            case AUDIO -> "/audio/speech";
            case MODERATIONS, RERANK, FILES, BATCHES -> "/" + endpoint.word();
            case COUNT_TOKENS -> "/messages/count_tokens";
            case COMPLETIONS -> "/completions";
            case EMBEDDINGS -> "/embeddings";
            case RESPONSES -> "/responses";
            case MESSAGES -> "/messages";
            case GENERATE -> "/models/" + model(entry)
                    + (entry.asked().stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
        };
    }

    private static String model(Entry entry) {
        return entry.asked().model().orElse("MODEL");
    }

    private static String body(Entry entry, Endpoint endpoint) {
        var model = "{\"model\":" + json(model(entry)) + ","
                + (entry.asked().stream() ? "\"stream\":true," : "");
        return switch (endpoint) {
            case CHAT, CONVERSE, OLLAMA_CHAT, COUNT_TOKENS ->
                model + "\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            case COMPLETIONS -> model + "\"prompt\":\"Hello\"}";
            case IMAGES -> model + "\"prompt\":\"Hello\"}";
            case RERANK -> model + "\"query\":\"Hello\",\"documents\":[\"Hello\"]}";
            case BATCHES -> "{\"input_file_id\":\"FILE\",\"endpoint\":\"/v1/chat/completions\","
                    + "\"completion_window\":\"24h\"}";
            case FILES -> "{}";
            case EMBEDDINGS, RESPONSES, AUDIO, MODERATIONS -> model + "\"input\":\"Hello\"}";
            case MESSAGES -> model + "\"max_tokens\":1024,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
            case GENERATE -> "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";
        };
    }

    private static String json(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u").append(String.format(java.util.Locale.ROOT, "%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String shell(String text) {
        return text.replace("'", "'\\''");
    }
}
