package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of a provider's endpoints answers what a client asks: the same one or, for a conversation, another one to which
/// it is converted. Pure.
public final class Serving {
    private static final Set<Endpoint> OPENAI = Set.copyOf(EnumSet.of(Endpoint.CHAT, Endpoint.COMPLETIONS,
            Endpoint.EMBEDDINGS, Endpoint.RESPONSES, Endpoint.IMAGES, Endpoint.AUDIO, Endpoint.MODERATIONS,
            Endpoint.RERANK, Endpoint.FILES, Endpoint.BATCHES));
    private static final Set<Endpoint> ANTHROPIC = Set.of(Endpoint.MESSAGES, Endpoint.COUNT_TOKENS);
    private static final Set<Endpoint> GOOGLE = Set.of(Endpoint.GENERATE, Endpoint.EMBEDDINGS, Endpoint.COUNT_TOKENS);
    private static final Set<Endpoint> VERTEX =
            Set.of(Endpoint.GENERATE, Endpoint.MESSAGES, Endpoint.COUNT_TOKENS);
    private static final Set<Endpoint> AMAZON = Set.of(Endpoint.CONVERSE);
    private static final Set<Endpoint> LLAMA = Set.of(Endpoint.OLLAMA_CHAT, Endpoint.EMBEDDINGS);

    private Serving() {}

    /// The endpoint to call for a plain call of this kind; empty where the provider has none for it.
    public static Optional<Endpoint> at(Provider provider, Endpoint asked) {
        return at(provider, asked, asked.protocol(), "");
    }

    /// The endpoint to call; empty where the provider has none for it.
    ///
    /// @param spoken in whose words the client asks: embeddings and counting have several
    /// @param model the target's: at Vertex AI it decides which protocol is spoken
    public static Optional<Endpoint> at(Provider provider, Endpoint asked, Protocol spoken, String model) {
        if (provider.dialect() != Dialect.VERTEX) {
            return at(provider, asked, spoken);
        }
        boolean anthropic = model.startsWith("claude");
        return at(provider, asked, spoken).map(found -> !asked.isConversation()
                ? found
                : anthropic ? Endpoint.MESSAGES : Endpoint.GENERATE)
                .filter(found -> found.isConversation() || !anthropic);
    }

    private static Optional<Endpoint> at(Provider provider, Endpoint asked, Protocol spoken) {
        var has = has(provider);
        if (has.contains(asked) && speaks(provider.dialect(), asked, spoken)) {
            return Optional.of(asked);
        }
        return asked.isConversation()
                ? conversations(provider.dialect()).stream().filter(has::contains).findFirst()
                : Optional.empty();
    }

    private static boolean speaks(Dialect dialect, Endpoint asked, Protocol spoken) {
        boolean embeds = asked == Endpoint.EMBEDDINGS;
        return asked.isConversation() || switch (dialect) {
            case OPENAI -> embeds || spoken == Protocol.CHAT || spoken == Protocol.RESPONSES;
            case ANTHROPIC -> spoken == Protocol.MESSAGES;
            case GEMINI -> spoken == Protocol.GEMINI || embeds;
            case VERTEX -> spoken == Protocol.GEMINI;
            case OLLAMA -> embeds;
            case BEDROCK -> false;
        };
    }

    /// In whose words a provider is asked at one of its endpoints.
    ///
    /// @param spoken the client's
    public static Protocol protocol(Provider provider, Endpoint at, Protocol spoken) {
        if (at == Endpoint.EMBEDDINGS) {
            return switch (provider.dialect()) {
                case GEMINI -> Protocol.GEMINI;
                case OLLAMA -> Protocol.OLLAMA;
                case OPENAI -> Protocol.CHAT;
                case ANTHROPIC, VERTEX, BEDROCK -> spoken;
            };
        }
        return at == Endpoint.COUNT_TOKENS ? spoken : at.protocol();
    }

    /// What a provider has: by its own entry, else the catalogue's, else all of its dialect.
    public static Set<Endpoint> has(Provider provider) {
        return provider.endpoints().or(() -> Catalogue.byBaseUrl(provider.baseUrl())
                .filter(known -> known.dialect() == provider.dialect()).flatMap(CatalogueProvider::endpoints))
                .orElseGet(() -> all(provider.dialect()));
    }

    /// Everything that a dialect can say.
    public static Set<Endpoint> all(Dialect dialect) {
        return switch (dialect) {
            case OPENAI -> OPENAI;
            case ANTHROPIC -> ANTHROPIC;
            case GEMINI -> GOOGLE;
            case VERTEX -> VERTEX;
            case OLLAMA -> LLAMA;
            case BEDROCK -> AMAZON;
        };
    }

    /// Where conversations may be converted to, the surest first: chat is what all OpenAI-compatible servers have.
    private static List<Endpoint> conversations(Dialect dialect) {
        return switch (dialect) {
            case OPENAI -> List.of(Endpoint.CHAT, Endpoint.RESPONSES);
            case ANTHROPIC -> List.of(Endpoint.MESSAGES);
            case GEMINI -> List.of(Endpoint.GENERATE);
            case VERTEX -> List.of(Endpoint.GENERATE, Endpoint.MESSAGES);
            case OLLAMA -> List.of(Endpoint.OLLAMA_CHAT);
            case BEDROCK -> List.of(Endpoint.CONVERSE);
        };
    }
}
