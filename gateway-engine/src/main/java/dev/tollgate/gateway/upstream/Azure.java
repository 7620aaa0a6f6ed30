package dev.tollgate.gateway.upstream;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.CatalogueKey;
import dev.tollgate.gateway.config.Provider;
import dev.tollgate.gateway.term.Endpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// What is Azure OpenAI's own: a header for the key, and an older surface with the deployment in the path and a version
/// in the query.
final class Azure {
    /// Stands for the deployment, which is the target's model; a URI cannot hold it unescaped.
    private static final String DEPLOYMENT = "%7Bmodel%7D";

    private Azure() {}

    /// Whether the key goes into `api-key`: at Azure's hosts, and where a gateway before them is told a version.
    static boolean takesApiKey(Provider provider) {
        return provider.apiVersion().isPresent() || Catalogue.byBaseUrl(provider.baseUrl())
                .filter(known -> known.key().auth() == CatalogueKey.Auth.API_KEY).isPresent();
    }

    /// The address without the version: a base URL that goes further than `/openai` is taken as it is.
    ///
    /// @param usual what stands behind a base URL elsewhere, such as `/chat/completions`
    static String address(Provider provider, String stem, Endpoint endpoint, String usual) {
        boolean bare = stem.indexOf('/', stem.indexOf("://") + 3) < 0;
        if (provider.apiVersion().isEmpty() || (!bare && !stem.endsWith("/openai"))) {
            return stem + usual;
        }
        var root = bare ? stem + "/openai" : stem;
        return switch (endpoint) {
            case RESPONSES, FILES, BATCHES -> root + usual;
            case CHAT, COMPLETIONS, EMBEDDINGS, IMAGES, AUDIO, MODERATIONS, RERANK, COUNT_TOKENS, MESSAGES, GENERATE,
                    CONVERSE, OLLAMA_CHAT ->
                root + "/deployments/" + DEPLOYMENT + usual;
        };
    }

    /// @param query what the base URL has of one, with its question mark, or empty
    static String query(Provider provider, String query) {
        return provider.apiVersion().map(version -> query + (query.isEmpty() ? "?" : "&") + "api-version=" + version)
                .orElse(query);
    }

    /// The address with the deployment named.
    static String named(String url, String model) {
        return url.replace(DEPLOYMENT, URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
