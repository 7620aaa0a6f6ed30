package dev.tollgate.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.term.Dialect;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Quirk;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The shipped catalogue: honest, found by address, and what it says of models.
final class CatalogueTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);

    @Test
    void everyProviderCanBeSetUpFromIt() {
        for (var provider : Catalogue.providers()) {
            assertEquals(Optional.empty(), Urls.base(provider.baseUrl()), provider::id);
            assertTrue(provider.baseUrl().contains(provider.place().blank()), provider::id);
            assertTrue(provider.signUpUrl().startsWith("https://"), provider::id);
            var there = Catalogue.byBaseUrl(provider.baseUrl()).orElseThrow();
            assertEquals(provider.baseUrl(), there.baseUrl());
            assertTrue(there.equals(provider) || provider.local(), provider::id);
            assertEquals(Optional.of(provider), Catalogue.byId(provider.id()));
            assertEquals(!provider.local(), provider.keyNeeded(), provider::id);
        }
    }

    @Test
    void everyRegionIsItsProviders() {
        for (var provider : Catalogue.providers()) {
            for (var region : provider.place().regions()) {
                assertEquals(Optional.empty(), Urls.base(region.baseUrl()), region::baseUrl);
                assertEquals(Optional.of(provider), Catalogue.byBaseUrl(region.baseUrl()), region::baseUrl);
            }
            var names = provider.place().regions().stream().map(CatalogueRegion::name).toList();
            assertEquals(names.stream().distinct().toList(), names, provider::id);
        }
    }

    @Test
    void everyFactHasASourceAndADay() {
        for (var provider : Catalogue.providers()) {
            assertFalse(provider.source().isBlank(), provider::id);
            assertTrue(provider.asOf().isAfter(FIRST), provider::id);
            var terms = provider.terms();
            Stream.of(terms.freeTier(), terms.countries(), terms.billing()).flatMap(Optional::stream).forEach(note -> {
                assertTrue(note.source().startsWith("https://"), provider::id);
                assertTrue(note.asOf().isAfter(FIRST), provider::id);
                assertTrue(note.text().endsWith(".") && note.text().length() <= 130, note::text);
            });
        }
    }

    @Test
    void everyModelsNumbersAreSane() {
        for (var provider : Catalogue.providers()) {
            assertEquals(provider.models().stream().distinct().toList(), provider.models());
            for (var model : provider.details()) {
                long context = model.context().orElse(Long.MAX_VALUE);
                assertTrue(context >= 2_000 && model.maxOutput().orElse(1_000) >= 1_000, model::name);
                assertTrue(model.maxOutput().orElse(0) <= context, model::name);
                assertFalse(model.retired(provider.asOf()), model::name);
                assertTrue(Set.of(Endpoint.CHAT, Endpoint.EMBEDDINGS).contains(model.kind()), model::name);
            }
        }
    }

    @Test
    void aTestModelIsOneThatStaysAWhile() {
        for (var provider : Catalogue.providers().stream().filter(p -> !p.local()).toList()) {
            var model = provider.model(provider.testModel()).orElseThrow(() -> new AssertionError(provider.id()));
            assertEquals(Endpoint.CHAT, model.kind());
            assertFalse(model.retired(provider.asOf().plusMonths(3)), model::name);
        }
    }

    @Test
    void itIsAsLargeAsPromised() {
        var hosted = Catalogue.providers().stream().filter(p -> !p.local()).toList();
        assertTrue(hosted.size() >= 24, () -> "" + hosted.size());
        assertEquals(List.of(), hosted.stream().filter(p -> p.details().isEmpty()).toList());
        assertTrue(Catalogue.providers().stream().filter(CatalogueProvider::local).count() >= 6);
        assertTrue(hosted.stream().mapToInt(p -> p.details().size()).sum() >= 180);
        assertTrue(hosted.stream().filter(p -> p.terms().freeTier().isPresent()).count() >= 8);
        assertTrue(hosted.stream().flatMap(p -> p.details().stream()).filter(m -> m.retires().isPresent())
                .count() >= 10);
    }

    @Test
    void everyQuirkIsSomebodys() {
        var had = Catalogue.providers().stream().flatMap(p -> Stream.concat(Stream.of(p.testModel()),
                p.models().stream()).flatMap(model -> p.quirks().of(model).stream())).collect(Collectors.toSet());
        had.addAll(Catalogue.byId("openai").orElseThrow().quirks().of("o3"));
        var rest = EnumSet.allOf(Quirk.class);
        rest.removeAll(had);
        assertEquals(EnumSet.noneOf(Quirk.class), rest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour: red", "quirks: { no_such: all }", "auth: magic", "dialect: klingon",
            "free_tier: { says: Yes. }", "regions: [{ name: EU }]", "models: [{ name: m, retires: soon }]",
            "models: [{ name: m, price: 1 }]", "endpoints: [teleport]"})
    void whatTheReaderDoesNotKnowIsRefused(String line) {
        var sound = """
                providers:
                  a:
                    name: A
                    base_url: https://a.example/v1
                    key_page: https://a.example
                    source: somewhere
                    as_of: 2026-01-01
                """;
        assertEquals(List.of("a"), Catalogue.read(sound).stream().map(CatalogueProvider::id).toList());
        assertThrows(IllegalStateException.class, () -> Catalogue.read(sound + "    " + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource({"https://api.openai.com/v1, openai", "https://API.openai.com, openai",
            "https://openrouter.ai/api/v1, openrouter", "http://localhost:11434/v1, ollama",
            "http://localhost:11434, ollama-native", "http://localhost:11434/other, ollama",
            "http://[::1]:1234/v1, lmstudio", "http://host.docker.internal:8000/v1, vllm",
            "http://127.0.0.1:8080/v1, llama.cpp", "https://api.groq.com/openai/v1, groq",
            "https://api.x.ai/v1, x-ai", "https://eu-west-1.api.x.ai/v1, x-ai", "https://eu.api.openai.com/v1, openai",
            "https://mine.openai.azure.com/openai/v1, azure", "https://mine.services.ai.azure.com/models, azure",
            "https://bedrock-runtime.ca-central-1.amazonaws.com, aws",
            "https://us-west1-aiplatform.googleapis.com, google-vertex"})
    void aProviderIsKnownByItsAddress(String url, String id) {
        assertEquals(Optional.of(id), Catalogue.byBaseUrl(url).map(CatalogueProvider::id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/v1", "http://192.168.1.5:11434/v1", "http://localhost:4100/v1", "::",
            "", "https://openai.azure.com.example.com/v1", "https://myopenai.azure.com/v1"})
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
        assertTrue(mini.retired(LocalDate.of(2027, 1, 14)) && !mini.retired(LocalDate.of(2027, 1, 13)));
    }

    @ParameterizedTest
    @CsvSource({"https://api.openai.com/v1, gpt-5.9-unheard-of, true", "https://api.openai.com/v1, o3, true",
            "https://api.openai.com/v1, gpt-4o, false", "https://x.openai.azure.com/openai/v1, o4-mini, true",
            "https://api.groq.com/openai/v1, gpt-5, false", "https://nobody.example/v1, gpt-5, false"})
    void reasoningModelsWantTheirOwnNameOfTheMaximum(String url, String model, boolean own) {
        assertEquals(own, Catalogue.sendsMaxCompletionTokens(provider(url), model));
    }

    /// A name without a star is that model and its dated versions, not what else begins so.
    @ParameterizedTest
    @CsvSource({"grok-4, true", "grok-4-0709, true", "grok-4-fast-reasoning, true", "grok-4.3, false",
            "grok-4.7, false"})
    void aQuirkMayBeOfSomeModels(String model, boolean has) {
        assertEquals(has,
                Catalogue.quirks(provider("https://api.x.ai/v1"), model).contains(Quirk.NO_REASONING_EFFORT));
    }

    private static Provider provider(String url) {
        return new Provider("p", Dialect.OPENAI, url, List.of(), false, true, List.of(), Optional.empty(),
                Optional.empty());
    }
}
