package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Word;
import dev.tollgate.gateway.testing.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// One recorded reply of an OpenAI-compatible provider, from the folder of recordings beside the repository.
record Recorded(Path folder, String name, String provider, Endpoint endpoint, boolean stream, int status,
        Map<String, Long> usage, Optional<String> cost) {
    /// All recordings of chat, completions and embeddings; none where the folder is absent.
    static List<Recorded> all() {
        return Shared.fixtures().map(Recorded::read).orElse(List.of());
    }

    /// Bedrock's, which no client speaks.
    static List<Recorded> converse() {
        return Shared.fixtures().map(root -> read(root, row -> row[2].startsWith("converse"))).orElse(List.of());
    }

    private static List<Recorded> read(Path root) {
        return read(root, row -> endpoint(row).filter(CALLED::contains).isPresent());
    }

    private static List<Recorded> read(Path root, Predicate<String[]> wanted) {
        try (var lines = Files.lines(root.resolve("INDEX.tsv"))) {
            return lines.skip(1).map(line -> line.split("\t", -1)).filter(wanted).map(row -> of(root, row)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final Set<Endpoint> CALLED = Set.of(Endpoint.CHAT, Endpoint.COMPLETIONS, Endpoint.EMBEDDINGS,
            Endpoint.RESPONSES, Endpoint.MESSAGES, Endpoint.GENERATE);

    /// Cohere's and watsonx's own `generate` is not Gemini's.
    private static Optional<Endpoint> endpoint(String[] row) {
        var word = row[2].equals("stream-generate") ? "generate" : row[2];
        return Word.parse(Endpoint.class, word).filter(CALLED::contains)
                .filter(e -> e != Endpoint.GENERATE || Set.of("gemini", "vertex").contains(row[1]));
    }

    Dialect dialect() {
        return switch (endpoint) {
            case MESSAGES -> Dialect.ANTHROPIC;
            case GENERATE -> Dialect.GEMINI;
            case CHAT, COMPLETIONS, EMBEDDINGS, RESPONSES, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES,
                    COUNT_TOKENS ->
                Dialect.OPENAI;
            case CONVERSE -> Dialect.BEDROCK;
            case OLLAMA_CHAT -> Dialect.OLLAMA;
        };
    }

    /// The shape of a question at this endpoint; answers do not depend on it.
    String asked(String options) {
        return switch (endpoint) {
            case CHAT, CONVERSE, OLLAMA_CHAT, IMAGES, AUDIO, MODERATIONS, RERANK, FILES, BATCHES, COUNT_TOKENS ->
                "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
            case MESSAGES -> "\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
            case COMPLETIONS -> "\"prompt\":\"Hi\"";
            case EMBEDDINGS, RESPONSES -> "\"input\":\"Hi\"";
            case GENERATE -> "\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]";
        } + options;
    }

    private static Recorded of(Path root, String[] row) {
        var usage = new HashMap<String, Long>();
        for (var field : row[7].split(" ", -1)) {
            int at = field.indexOf('=');
            if (at > 0) {
                usage.put(field.substring(0, at), Long.valueOf(field.substring(at + 1)));
            }
        }
        return new Recorded(root.resolve(row[0]), row[0], row[1], endpoint(row).orElse(Endpoint.CONVERSE),
                row[3].equals("stream"), Integer.parseInt(row[4]), usage,
                Optional.of(row[8]).filter(cost -> !cost.equals("-")));
    }

    byte[] body() {
        try {
            return Files.readAllBytes(folder.resolve("response.body"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String baseUrl() {
        return switch (provider) {
            case "xai" -> "https://api.x.ai/v1";
            case "vercel-gateway" -> "https://ai-gateway.vercel.sh/v1";
            case "mistral" -> "https://api.mistral.ai/v1";
            default -> "https://" + provider + ".example/v1";
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
