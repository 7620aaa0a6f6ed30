package dev.tollgate.gateway.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.Catalogue;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The starter prices: true YAML, fully read, each with its source, and right for the names people send.
class ShippedPricesTest {
    private static final List<PriceRow> ROWS = ShippedPrices.rows();
    private static final PriceBook BOOK = PriceBook.of(List.of(), ROWS, UnaryOperator.identity());

    @Test
    void everyRowHasASourceADateAndRates() {
        assertTrue(ROWS.size() > 1_000);
        for (var row : ROWS) {
            assertTrue(row.shipped() && row.origin().contains("genai-prices of 2026-08-21"), row::label);
            assertFalse(row.rates().isEmpty() && row.requestPicos() == 0, row::label);
            row.rates().values().forEach(rate -> assertTrue(rate >= 0 && rate < 10_000_000_000L, row::label));
            row.tiers().forEach(tier -> assertTrue(tier.rates().keySet().equals(row.rates().keySet()), row::label));
        }
    }

    @Test
    void ourQuickReaderSeesWhatAYamlLibrarySees() {
        var expected = new ArrayList<String>();
        var root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(ShippedPrices.text());
        root.forEach((provider, section) -> {
            for (var row : list((Map<?, ?>) section, "rows")) {
                var fields = (Map<?, ?>) row;
                for (var model : list(fields, "models")) {
                    expected.add(provider + " " + model + " " + fields.get("from") + " " + usd(fields.get("input")));
                }
            }
        });
        assertEquals(expected, ROWS.stream().map(row -> row.provider() + " " + row.model() + " "
                + row.from().toString().substring(0, 10) + " " + perMillion(row)).toList());
    }

    private static List<?> list(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }

    private static String perMillion(PriceRow row) {
        var rate = row.rates().get(Unit.INPUT);
        return rate == null ? "none" : Picos.usdPerMillion(rate);
    }

    private static String usd(@Nullable Object value) {
        return value == null ? "none" : new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }

    @Test
    void noNameIsPricedTwiceFromOneDate() {
        var seen = new HashSet<String>();
        for (var row : ROWS) {
            assertTrue(seen.add(row.provider() + "/" + row.model() + row.from()), row::label);
        }
    }

    @ParameterizedTest
    @CsvSource({"openai, gpt-4o-mini, 0.15", "openai, gpt-4o-mini-2024-07-18, 0.15", "openai, gpt-4o, 2.5",
            "openai, gpt-4o-2024-08-06, 2.5", "openai, gpt-4o-2027-01-01, 2.5", "openai, o3, 2",
            "openai, text-embedding-3-small, 0.02", "openrouter, anthropic/claude-sonnet-4.5, 3",
            "openrouter, some/new-model:free, 0", "deepseek, deepseek-chat, 0.27", "groq, openai/gpt-oss-120b, 0.15",
            "x-ai, grok-4-0709, 3", "perplexity, sonar, 1"})
    void aWellKnownNameFindsItsPrice(String provider, String model, String input) {
        var row = BOOK.row(new TargetId(provider, "1", model), Optional.empty(), Rows.NOW);
        assertEquals(input, row.map(ShippedPricesTest::perMillion).orElse("none"));
    }

    /// The lists call some providers otherwise than the catalogue does.
    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic", "google", "google-vertex", "openrouter", "deepseek", "zai", "zhipu",
            "moonshot", "groq", "mistral", "x-ai", "together", "fireworks", "perplexity", "cohere", "cerebras",
            "azure"})
    void aProviderOfTheCatalogueFindsItsPrices(String id) {
        var known = Catalogue.byId(id).orElseThrow().pricedAs();
        assertFalse(ShippedPrices.rows(Set.of(known)).isEmpty(), known);
    }

    @Test
    void anUnknownNameHasNone() {
        assertTrue(BOOK.row(new TargetId("openai", "1", "gpt-9-turbo"), Optional.empty(), Rows.NOW).isEmpty());
    }

    @Test
    void aStartReadsOnlyTheProvidersItNeeds() {
        var some = ShippedPrices.rows(Set.of("openai", "deepseek"));
        assertEquals(ROWS.stream().filter(row -> Set.of("openai", "deepseek").contains(row.provider())).toList(), some);
    }

    @Test
    void ratesAreReadExactly() {
        assertEquals(75_000, ShippedPrices.picosPerToken("0.075"));
        assertEquals(1, ShippedPrices.picosPerToken("0.000001"));
        assertEquals(21_250_000, ShippedPrices.picosPerToken("21.25"));
        assertEquals(0, ShippedPrices.picosPerToken("0"));
        assertThrows(IllegalArgumentException.class, () -> FlowText.map("{ models: [", 0));
    }
}
