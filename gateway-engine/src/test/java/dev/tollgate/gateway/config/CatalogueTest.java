package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shipped catalogue: found by address, and what it says of models.
final class CatalogueTest {
    @Test
    void everyProviderCanBeSetUpFromIt() {
        for (var provider : Catalogue.providers()) {
            assertEquals(Optional.empty(), Urls.base(provider.baseUrl()), provider::id);
            assertTrue(provider.signUpUrl().startsWith("https://"), provider::id);
            assertEquals(Optional.of(provider), Catalogue.byBaseUrl(provider.baseUrl()));
            assertEquals(Optional.of(provider), Catalogue.byId(provider.id()));
            assertTrue(provider.local() || provider.models().contains(provider.testModel()), provider::id);
            assertEquals(provider.models().stream().distinct().toList(), provider.models());
        }
    }

    @ParameterizedTest
    @CsvSource({"https://api.openai.com/v1, openai", "https://API.openai.com, openai",
            "https://openrouter.ai/api/v1, openrouter", "http://localhost:11434/v1, ollama",
            "http://[::1]:1234/v1, lmstudio", "http://host.docker.internal:8000/v1, vllm",
            "https://api.groq.com/openai/v1, groq", "https://api.x.ai/v1, x-ai"})
    void aProviderIsKnownByItsAddress(String url, String id) {
        assertEquals(Optional.of(id), Catalogue.byBaseUrl(url).map(CatalogueProvider::id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/v1", "http://192.168.1.5:11434/v1", "http://localhost:4100/v1", "::",
            ""})
    void anotherAddressIsNobodys(String url) {
        assertEquals(Optional.empty(), Catalogue.byBaseUrl(url));
    }

    @Test
    void aDatedModelIsTheModel() {
        var openai = Catalogue.byId("openai").orElseThrow();
        assertEquals(Optional.of("gpt-4o-mini"), openai.model("gpt-4o-mini-2024-07-18").map(CatalogueModel::name));
        assertEquals(Optional.empty(), openai.model("gpt-4o-mini-audio"));
        assertEquals(Optional.of(Endpoint.EMBEDDINGS),
                openai.model("text-embedding-3-small").map(CatalogueModel::kind));
        var mini = Catalogue.model(provider("https://api.openai.com/v1"), "gpt-4o-mini").orElseThrow();
        assertEquals(OptionalLong.of(128_000), mini.context());
        assertEquals(OptionalLong.of(16_384), mini.maxOutput());
    }

    @Test
    void reasoningModelsWantTheirOwnNameOfTheMaximum() {
        var openai = Catalogue.byId("openai").orElseThrow();
        assertTrue(openai.sendsMaxCompletionTokens("gpt-5.9-unheard-of"));
        assertTrue(openai.model("o3").orElseThrow().sendsMaxCompletionTokens());
        assertEquals(false, openai.sendsMaxCompletionTokens("gpt-4o"));
    }

    private static Provider provider(String url) {
        return new Provider("p", Dialect.OPENAI, url, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty());
    }
}
