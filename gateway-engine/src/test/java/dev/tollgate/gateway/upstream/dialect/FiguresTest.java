package dev.tollgate.gateway.upstream.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Unit;
import dev.tollgate.gateway.wire.neutral.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Usage objects as providers write them, and what becomes of them.
class FiguresTest {
    @Test
    void partsStandInsideTheirTotals() {
        var usage = of("{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,'prompt_tokens_details':{"
                + "'cached_tokens':60,'cache_write_tokens':10,'audio_tokens':5,'image_tokens':2},"
                + "'completion_tokens_details':{'reasoning_tokens':20,'audio_tokens':3,'image_tokens':1}}").usage();
        assertEquals(60, usage.get(Unit.CACHE_READ));
        assertEquals(10, usage.get(Unit.CACHE_WRITE_5M));
        assertEquals(5, usage.get(Unit.AUDIO_INPUT));
        assertEquals(2, usage.get(Unit.IMAGE_INPUT));
        assertEquals(20, usage.get(Unit.REASONING));
        assertEquals(3, usage.get(Unit.AUDIO_OUTPUT));
        assertEquals(1, usage.get(Unit.IMAGE_OUTPUT));
        assertEquals(UsageSource.REPORTED, usage.source());
    }

    @Test
    void xaiAndVercelStateReasoningBesideTheOutput() {
        var xai =
                "{'prompt_tokens':12,'completion_tokens':1,'total_tokens':241,'prompt_tokens_details':{'cached_tokens':2},"
                        + "'completion_tokens_details':{'reasoning_tokens':228},'cost_in_usd_ticks':1176500}";
        var figures = of(xai, Quirks.of("https://api.x.ai/v1"));
        assertEquals(229, figures.usage().get(Unit.OUTPUT));
        assertEquals(OptionalLong.of(117_650_000), figures.picos());
        var vercel = "{'prompt_tokens':61,'completion_tokens':10,'total_tokens':71,'completion_tokens_details':{"
                + "'reasoning_tokens':96}}";
        assertEquals(106, of(vercel, Quirks.of("https://ai-gateway.vercel.sh/v1")).usage().get(Unit.OUTPUT));
    }

    @Test
    void aTotalThatExceedsItsPartsIsTheTruerOutput() {
        var figures = of("{'prompt_tokens':10,'completion_tokens':5,'total_tokens':40}");
        assertEquals(30, figures.usage().get(Unit.OUTPUT));
        assertFalse(figures.notes().isEmpty());
        assertEquals(5,
                of("{'prompt_tokens':10,'completion_tokens':5,'total_tokens':40}",
                        Quirks.of("https://api.mistral.ai/v1"))
                        .usage().get(Unit.OUTPUT));
    }

    @Test
    void aPartLargerThanItsTotalIsCutDown() {
        var figures = of("{'prompt_tokens':10,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':12,"
                + "'cache_write_tokens':3}}");
        assertEquals(10, figures.usage().get(Unit.CACHE_READ));
        assertEquals(0, figures.usage().get(Unit.CACHE_WRITE_5M));
        assertEquals(2, figures.notes().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'prompt_tokens':7,'completion_tokens':633,'output_tokens':0,'input_tokens':0}",
            "{'output_tokens':633,'input_tokens':7,'prompt_tokens':0,'completion_tokens':0}"})
    void ofTwoNamesTheFirstPositiveCounts(String usage) {
        assertEquals(7, of(usage).usage().get(Unit.INPUT));
        assertEquals(633, of(usage).usage().get(Unit.OUTPUT));
    }

    @Test
    void deepSeeksTwoNamesAreOneNumber() {
        var usage = of("{'prompt_tokens':976,'prompt_cache_hit_tokens':896,'prompt_cache_miss_tokens':80,"
                + "'prompt_tokens_details':{'cached_tokens':896},'completion_tokens':61}").usage();
        assertEquals(976, usage.get(Unit.INPUT));
        assertEquals(896, usage.get(Unit.CACHE_READ));
    }

    @Test
    void moonshotsCachedTokensStandAtTheTop() {
        assertEquals(8, of("{'prompt_tokens':9,'completion_tokens':1,'cached_tokens':8}").usage().get(Unit.CACHE_READ));
    }

    @Test
    void zeroInputBesideRealOutputIsNotBelieved() {
        var figures = of("{'prompt_tokens':0,'completion_tokens':5}");
        assertEquals(111, figures.usage().get(Unit.INPUT));
        assertEquals(UsageSource.ESTIMATED, figures.usage().source());
    }

    @Test
    void explicitZerosStayZeros() {
        var figures = of("{'prompt_tokens':0,'completion_tokens':0}");
        assertEquals(0, figures.usage().get(Unit.INPUT));
        assertEquals(UsageSource.REPORTED, figures.usage().source());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'prompt_tokens':null,'completion_tokens':null,'total_tokens':null}",
            "{'prompt_tokens':-1}", "{'prompt_tokens':99999999999999,'completion_tokens':1e40}",
            "{'prompt_tokens':'many'}"})
    void nothingSaidIsCountedHere(String usage) {
        var figures = of(usage);
        assertEquals(UsageSource.ESTIMATED, figures.usage().source());
        assertEquals(111, figures.usage().get(Unit.INPUT));
        assertEquals(222, figures.usage().get(Unit.OUTPUT));
    }

    @Test
    void embeddingsHaveNoOutput() {
        var said = "{'prompt_tokens':4,'total_tokens':4}";
        var usage = Figures.of(read(said), Endpoint.EMBEDDINGS, Quirks.NONE, counted()).usage();
        assertEquals(4, usage.get(Unit.INPUT));
        assertEquals(OptionalLong.of(0), usage.reported(Unit.OUTPUT));
        assertEquals(4, Figures.of(read("{'total_tokens':4}"), Endpoint.EMBEDDINGS, Quirks.NONE, counted()).usage()
                .get(Unit.INPUT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"'cost':0.00031413000000000004 | 314130000",
            "'cost':0 | 0",
            "'cost':{'total_cost':0.00515} | 5150000000", "'cost_in_usd_ticks':1176500 | 117650000",
            "'cost':0,'is_byok':true,'cost_details':{'upstream_inference_cost':0.001} | 1000000000",
            "'cost':0.002,'is_byok':false,'cost_details':{'upstream_inference_cost':0.001} | 2000000000",
            "'cost':1e-9 | 1000"})
    void aProvidersOwnPriceIsReadAsDecimal(String members, long picos) {
        assertEquals(OptionalLong.of(picos), of("{'prompt_tokens':1,'completion_tokens':1," + members + "}").picos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'cost':1e999999999", "'cost':-1", "'cost':null", "'cost':'free'", "'cost':99999999999999"})
    void aPriceThatIsNoneIsLeftOut(String members) {
        assertTrue(of("{'prompt_tokens':1,'completion_tokens':1," + members + "}").picos().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // usage | input | output | read | written 5m | written 1h
            "{'inputTokens':10,'outputTokens':5,'totalTokens':15} | 10 | 5 | 0 | 0 | 0",
            "{'inputTokens':10,'outputTokens':5,'cacheReadInputTokens':100,'cacheWriteInputTokens':20} | 130 | 5 | 100 | 20 | 0",
            "{'inputTokens':10,'outputTokens':5,'cacheWriteInputTokens':20,'cacheDetails':[{'ttl':'1h','inputTokens':15},"
                    + "{'ttl':'5m','inputTokens':5}]} | 30 | 5 | 0 | 5 | 15"})
    void bedrocksCachesStandBesideTheInput(String usage, long input, long output, long read, long five, long hour) {
        var flat = new HashMap<String, String>();
        UsageTree.flatten(Json.read(usage.replace('\'', '"')).orElseThrow(), flat);
        var figures = Figures.of(flat, Endpoint.CONVERSE, Quirks.NONE, counted()).usage();
        assertEquals(List.of(input, output, read, five, hour), List.of(figures.get(Unit.INPUT),
                figures.get(Unit.OUTPUT), figures.get(Unit.CACHE_READ), figures.get(Unit.CACHE_WRITE_5M),
                figures.get(Unit.CACHE_WRITE_1H)));
        assertEquals(UsageSource.REPORTED, figures.source());
    }

    @Test
    void bedrocksCachesAloneAreNoInput() {
        var figures = Figures.of(Map.of("outputTokens", "5", "cacheReadInputTokens", "7"), Endpoint.CONVERSE,
                Quirks.NONE, counted()).usage();
        assertEquals(111, figures.get(Unit.INPUT));
        assertEquals(UsageSource.ESTIMATED, figures.source());
    }

    private static Figures of(String usage) {
        return of(usage, Quirks.NONE);
    }

    private static Figures of(String usage, Quirks quirks) {
        return Figures.of(read(usage), Endpoint.CHAT, quirks, counted());
    }

    private static Map<String, String> read(String usage) {
        var json = ("{\"usage\":" + usage.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8);
        return Reply.read(json, 0, json.length).orElseThrow().usage();
    }

    private static Figures.Counted counted() {
        return new Figures.Counted(() -> 111, () -> 222);
    }
}
