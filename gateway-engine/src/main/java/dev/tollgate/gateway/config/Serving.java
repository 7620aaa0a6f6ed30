package dev.tollgate.gateway.config;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which of a provider's endpoints answers what a client asks: the same one or, for a conversation, another one to which
/// it is converted. Pure.
public final class Serving {
    private static final Set<Endpoint> OPENAI =
            Set.of(Endpoint.CHAT, Endpoint.COMPLETIONS, Endpoint.EMBEDDINGS, Endpoint.RESPONSES);
    private static final Set<Endpoint> ANTHROPIC = Set.of(Endpoint.MESSAGES);
    private static final Set<Endpoint> GOOGLE = Set.of(Endpoint.GENERATE);

    private Serving() {}

    /// The endpoint to call; empty where the provider has none for it.
    public static Optional<Endpoint> at(Provider provider, Endpoint asked) {
        var has = has(provider);
        if (has.contains(asked)) {
            return Optional.of(asked);
        }
        return asked.isConversation()
                ? conversations(provider.dialect()).stream().filter(has::contains).findFirst()
                : Optional.empty();
    }

    /// What a provider has: by its own entry, else the catalogue's, else all of its dialect.
    public static Set<Endpoint> has(Provider provider) {
        return provider.endpoints().or(() -> Catalogue.byBaseUrl(provider.baseUrl())
                .filter(known -> known.dialect() == provider.dialect()).flatMap(CatalogueProvider::endpoints))
                .orElseGet(() -> all(provider.dialect()));
    }

    /// Whether providers of this dialect can be set up.
    public static boolean speaks(Dialect dialect) {
        return !ProviderSection.isLater(dialect);
    }

    /// Everything that a dialect can say.
    public static Set<Endpoint> all(Dialect dialect) {
        return switch (dialect) {
            case OPENAI -> OPENAI;
            case ANTHROPIC -> ANTHROPIC;
            case GEMINI, VERTEX -> GOOGLE;
            case BEDROCK, OLLAMA -> Set.of();
        };
    }

    /// Where conversations may be converted to, the surest first: chat is what all OpenAI-compatible servers have.
    private static List<Endpoint> conversations(Dialect dialect) {
        return switch (dialect) {
            case OPENAI -> List.of(Endpoint.CHAT, Endpoint.RESPONSES);
            case ANTHROPIC -> List.of(Endpoint.MESSAGES);
            case GEMINI, VERTEX -> List.of(Endpoint.GENERATE);
            case BEDROCK, OLLAMA -> List.of();
        };
    }
}
