package dev.tollgate.gateway.pricing.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lists as they are published, read to rows and held against those that are there.
class PriceListsTest {
    private static final Instant DAY = Instant.parse("2026-11-21T00:00:00Z");
    private static final Instant ALWAYS = Instant.parse("2020-01-01T00:00:00Z");

    private static final String GENAI = """
            [{"id": "google", "name": "Google", "models": [
              {"id": "gemini-x", "match": {"or": [{"equals": "gemini-x"}, {"starts_with": "gemini-x-0"}]},
               "prices": [
                 {"prices": {"input_mtok": {"base": 1.25, "tiers": [{"start": 200000, "price": 2.5}]},
                             "output_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 15}]}}},
                 {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 2, "output_mtok": 12,
                   "web_searches_kcount": 35}}]},
              {"id": "odd", "match": {"regex": "odd-.*"}, "prices": {"input_mtok": 1}}]},
             {"id": "deepseek", "models": [
              {"id": "deepseek-chat", "match": {"contains": "chat"}, "prices": [
                {"prices": {"input_mtok": 0.135, "cache_read_mtok": 0.0028, "output_mtok": 0.55}},
                {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"},
                 "prices": {"input_mtok": 0.27, "output_mtok": 1.1, "requests_kcount": 5}}]}]}]
            """;

    private static final String LITELLM = """
            {
            	"sample_spec": {"input_cost_per_token": 0.0, "litellm_provider": "one of many", "max_tokens": "text"},
            	"gpt-x": {"input_cost_per_token": 1.5e-07, "cache_read_input_token_cost": 7.5e-08,
            		"output_cost_per_token": 6e-07, "input_cost_per_token_batches": 1e-7, "litellm_provider": "openai",
            		"input_cost_per_token_above_200k_tokens": 3e-07, "max_tokens": 128000},
            	"xai/grok-x": {"input_cost_per_token": 0.000003, "output_cost_per_token": 0.000015,
            		"litellm_provider": "xai", "input_cost_per_token_batches": 0.0000015,
            		"output_cost_per_token_batches": 0.0000075},
            	"dall-e-2": {"output_cost_per_image": 0.02, "litellm_provider": "openai"}
            }
            """;

    private static Intake.Read read(String text) {
        return switch (PriceLists.read(text, DAY)) {
            case Intake.Read read -> read;
            case Intake.Broken broken -> throw new AssertionError(broken.sentence());
        };
    }

    private static long rate(String usd) {
        return Picos.perToken(new BigDecimal(usd));
    }

    private static PriceRow row(String provider, String model, Instant from, String input, String origin) {
        return new PriceRow(provider, model, from, Optional.empty(), Map.of(Unit.INPUT, rate(input)), 0, List.of(),
                origin.equals("shipped"), origin,
                new PriceRow.Provenance(Optional.of("LiteLLM"), Optional.empty(), Optional.empty(),
                        Optional.empty()),
                false);
    }

    @Test
    void genaiPricesBecomeDatedRowsWithTiers() {
        var read = read(GENAI);
        assertEquals("genai-prices", read.list());
        var names = read.rows().stream().map(PriceRow::label).toList();
        assertEquals(List.of("gemini/gemini-x from 2020-01-01", "gemini/gemini-x-0* from 2020-01-01",
                "gemini/gemini-x from 2026-09-01", "gemini/gemini-x-0* from 2026-09-01",
                "deepseek/*chat* from 2020-01-01"), names);
        var first = read.rows().getFirst();
        assertEquals(Map.of(Unit.INPUT, rate("1.25"), Unit.OUTPUT, rate("10")), first.rates());
        assertEquals(List.of(new PriceRow.Tier(200_000, false,
                Map.of(Unit.INPUT, rate("2.5"), Unit.OUTPUT, rate("15")))), first.tiers());
        assertTrue(first.isImported());
        assertEquals(Optional.of(DAY), first.about().checked());
        assertTrue(first.about().raw().orElse("").contains("\"start\": 200000, \"price\": 2.5"));
        assertTrue(read.notes().contains("rules of kind regex, left out: 1"), read.notes().toString());
        assertTrue(read.notes().contains("web_searches_kcount, left out: 1"), read.notes().toString());
    }

    @Test
    void ofPricesByTheHourTheDearestIsTakenAndSaidSo() {
        var read = read(GENAI);
        var row = read.rows().getLast();
        assertEquals(Map.of(Unit.INPUT, rate("0.27"), Unit.OUTPUT, rate("1.1")), row.rates());
        assertEquals(5_000_000_000L, row.requestPicos());
        assertTrue(read.notes().contains("prices by the hour, the dearest taken: 1"));
    }

    @Test
    void theYamlOfOneProviderIsReadToo() {
        var read = read("""
                name: Deepseek
                id: deepseek
                models:
                  - id: deepseek-v4-flash
                    match:
                      or:
                        - starts_with: deepseek-v4-flash
                    prices:
                      input_mtok: 0.14
                      cache_read_mtok: 0.0028
                      output_mtok: 0.28
                """);
        assertEquals(2_800L, read.rows().getFirst().rates().get(Unit.CACHE_READ));
    }

    @Test
    void litellmsPricesForOneTokenBecomePricesForAMillion() {
        var read = read(LITELLM);
        assertEquals(List.of("openai/gpt-x from 2026-11-21", "x-ai/grok-x from 2026-11-21",
                "x-ai/grok-x from 2026-11-21 in batches"),
                read.rows().stream().map(PriceRow::label).toList());
        assertEquals(Map.of(Unit.INPUT, 1_500_000L, Unit.OUTPUT, 7_500_000L), read.rows().getLast().rates());
        var row = read.rows().getFirst();
        assertEquals(Map.of(Unit.INPUT, 150_000L, Unit.CACHE_READ, 75_000L, Unit.OUTPUT, 600_000L), row.rates());
        assertEquals(List.of(new PriceRow.Tier(200_000, false, Map.of(Unit.INPUT, 300_000L))), row.tiers());
        assertEquals(List.of("models with half a price for batches, which is left out: 1",
                "models without a price for tokens, left out: 1", "output_cost_per_image, left out: 1"),
                read.notes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"output_mtok\": 12, | \"output_mtok\": \"twelve\", | 6 | not 'twelve'",
            "\"output_mtok\": 12, | \"output_mtok\": -12, | 6 | 0 or more",
            "\"start_date\": \"2026-09-01\" | \"start_date\": \"soon\" | 6 | must be a date",
            "{\"regex\": \"odd-.*\"} | {\"sounds_like\": \"odd\"} | 8 | unknown kind",
            "\"match\": {\"contains\": \"chat\"}, | '' | 10 | has no match",
            "\"start\": 200000, \"price\": 2.5 | \"start\": 0.5, \"price\": 2.5 | 4 | whole number",
            "\"price\": 15}]}}}, | \"price\": 15}]}}, | 7 | neither JSON nor YAML"})
    void aDamagedListNamesItsLineAndGivesNothing(String right, String wrong, int line, String says) {
        assertTrue(GENAI.contains(right));
        var broken = assertInstanceOf(Intake.Broken.class, PriceLists.read(GENAI.replace(right, wrong), DAY));
        assertTrue(broken.message().contains(says), broken.sentence());
        assertTrue(Math.abs(line - broken.line()) <= 1, broken.sentence());
    }

    @ParameterizedTest
    @CsvSource({"''", "hello", "{}", "'{\"a\": 1}'", "'[1, 2]'", "'{\"models\": 3}'"})
    void whatIsNoListIsSaidToBeNone(String text) {
        assertInstanceOf(Intake.Broken.class, PriceLists.read(text, DAY));
    }

    @Test
    void aCutOffFileGivesNothing() {
        for (int cut = 1; cut < LITELLM.strip().length(); cut += 7) {
            assertInstanceOf(Intake.Broken.class, PriceLists.read(LITELLM.substring(0, cut), DAY));
        }
    }

    @Test
    void theDifferenceTellsNewChangedGoneAndKept() {
        var present = List.of(row("openai", "same", ALWAYS, "1", "import"),
                row("openai", "Changed", ALWAYS, "1", "import"),
                row("openai", "gone", ALWAYS, "1", "import"), row("openai", "mine", ALWAYS, "1", "typed"),
                row("openai", "mine-same", ALWAYS, "5", "typed"), row("claude", "other", ALWAYS, "1", "import"));
        var listed = List.of(row("openai", "same", DAY, "1", "import"), row("openai", "changed", DAY, "2", "import"),
                row("openai", "mine", DAY, "3", "import"), row("openai", "mine-same", DAY, "5", "import"),
                row("openai", "new", DAY, "4", "import"));
        var difference = Difference.of(present, listed, DAY);
        assertEquals(List.of("CHANGED changed", "KEPT mine", "NEW new", "REMOVED gone"), difference.lines().stream()
                .map(line -> line.kind() + " " + line.row().model()).toList());
        assertEquals(2, difference.same());
        var gone = difference.lines().getLast();
        assertEquals(Optional.of(DAY), gone.row().until());
        assertEquals(Optional.of(present.get(2)), gone.present());
    }

    /// A row of its own would go before the pattern that somebody typed, and hide that what is shipped says otherwise.
    @Test
    void aModelThatAPatternPricesIsComparedWithThat() {
        var present = List.of(row("openai", "gpt-5*", ALWAYS, "1", "typed"),
                row("openai", "o3*", ALWAYS, "2", "shipped"), row("openai", "o*", ALWAYS, "3", "shipped"));
        var listed =
                List.of(row("openai", "GPT-5-mini", DAY, "9", "import"), row("openai", "gpt-5", DAY, "1", "import"),
                        row("openai", "o3-pro", DAY, "9", "import"), row("openai", "o3-mini", DAY, "2", "import"),
                        row("openai", "o4", ALWAYS, "9", "import"), row("claude", "o3", DAY, "2", "import"));
        var difference = Difference.of(present, listed, DAY);
        assertEquals(List.of("KEPT GPT-5-mini gpt-5*", "CHANGED o3-pro o3*", "CHANGED o4 o*", "NEW o3 -"),
                difference.lines().stream().map(line -> line.kind() + " " + line.row().model() + " "
                        + line.present().map(PriceRow::model).orElse("-")).toList());
        assertEquals(2, difference.same());
        assertEquals(DAY, difference.lines().get(2).row().from(), "what was priced before stays so");
    }

    @Test
    void anEmbeddingHasNoOutputToPrice() {
        var read = read("""
                {"embed-x": {"input_cost_per_token": 2e-08, "output_cost_per_token": 0.0, "mode": "embedding",
                  "litellm_provider": "openai"}}
                """);
        assertEquals(Map.of(Unit.INPUT, 20_000L), read.rows().getFirst().rates());
    }

    @Test
    void takingTheDifferenceLeavesNoneBehind() {
        var shipped = List.of(new PriceRow("openai", "gpt-x", ALWAYS, Optional.empty(), Map.of(Unit.INPUT, 1L), 0,
                List.of(), true, "shipped"));
        for (var text : List.of(GENAI, LITELLM)) {
            var listed = read(text).rows();
            var present = new ArrayList<>(shipped);
            var first = Difference.of(present, listed, DAY);
            assertTrue(first.lines().size() >= 2);
            first.lines().forEach(line -> present.add(line.row()));
            assertEquals(List.of(), Difference.of(present, listed, DAY.plusSeconds(86_400)).lines());
        }
    }

    @Test
    void aChangedPriceWithoutADateBeginsWithTheImport() {
        var present = List.of(row("gemini", "gemini-x", ALWAYS, "1", "import"));
        var listed = List.of(row("gemini", "gemini-x", ALWAYS, "2", "import"));
        assertEquals(DAY, Difference.of(present, listed, DAY).lines().getFirst().row().from());
        var dated = List.of(row("gemini", "gemini-x", ALWAYS, "1", "import"),
                row("gemini", "gemini-x", Instant.parse("2026-09-01T00:00:00Z"), "2", "import"));
        assertEquals(Instant.parse("2026-09-01T00:00:00Z"),
                Difference.of(present, dated, DAY).lines().getFirst().row().from());
    }
}
