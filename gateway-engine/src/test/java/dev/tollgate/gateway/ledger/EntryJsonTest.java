package dev.tollgate.gateway.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Served;
import dev.tollgate.gateway.entry.State;
import dev.tollgate.gateway.entry.Verdict;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.pricing.Usage;
import dev.tollgate.gateway.pricing.UsageSource;
import dev.tollgate.gateway.term.Attribution;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Endpoint;
import dev.tollgate.gateway.term.Outcome;
import dev.tollgate.gateway.term.Reason;
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The contract's words for an entry, each of them and in its order: scripts read them.
class EntryJsonTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123Z");
    private static final String PRICE = "openai/gpt-4o-mini from 2026-01-01";
    private static final Usage USAGE = Usage.of(1_200, 80, UsageSource.REPORTED).with(Unit.CACHE_READ, 1_024)
            .with(Unit.CACHE_WRITE_5M, 0).with(Unit.CACHE_WRITE_1H, 0).with(Unit.REASONING, 0);
    private static final Cost COST = Cost.of(5_151_200_000L, CostSource.COMPUTED, CostBound.EXACT,
            List.of(new Cost.Line(Unit.INPUT, 176, 150_000, 26_400_000, PRICE, false),
                    new Cost.Line(Unit.CACHE_READ, 1_024, 75_000, 76_800_000, PRICE, true),
                    new Cost.Line(Unit.OUTPUT, 80, 600_000, 48_000_000, PRICE, false),
                    new Cost.Line(Unit.REQUESTS, 1, 5_000_000_000L, 5_000_000_000L, PRICE, false)));

    private static final String SERVED = """
            {"id":"req_01J","started":"2026-11-21T10:00:00.123Z","ended":"2026-11-21T10:00:02.026Z","state":"settled",\
            "key":"app-one","route":"fast","route_asked":"fast","endpoint":"chat","requested_model":"fast",\
            "stream":true,"outcome":"success","app_outcome":null,"status":200,"reason":null,"message":null,\
            "attribution":{"customer":"acme","workspace":null,"user":null,"agent":null,"thread":null,\
            "feature":"search","task":null,"environment":"prod","traffic":"normal","owner":"Dana","plan":null,\
            "tags":["beta"],"caller":"node · app"},\
            "target":"openai/gpt-4o-mini","provider":"openai","fell_back_from":null,"attempt_count":1,"retries":0,\
            "rescued":false,"cached":false,"route_type":"direct","upstream_model":"gpt-4o-mini",\
            "response_model":"gpt-4o-mini-2024-07-18","settlement":"credits",\
            "usage":{"input":1200,"cache_read":1024,"cache_write_5m":0,"cache_write_1h":0,"output":80,"reasoning":0,\
            "source":"reported"},\
            "cost_usd":"0.0051512","cost_source":"computed","cost_bound":"exact","unpriced_attempts":0,\
            "ttft_ms":412,"duration_ms":1903,\
            "decision":[{"target":"openai/gpt-4o-mini","verdict":"tried","reason":"first in order"}],\
            "attempts":[{"n":1,"target":"openai/gpt-4o-mini","started":"2026-11-21T10:00:00.123Z",\
            "outcome":"success","fault":null,"status":200,\
            "usage":{"input":1200,"cache_read":1024,"cache_write_5m":0,"cache_write_1h":0,"output":80,"reasoning":0,\
            "source":"reported"},\
            "cost_usd":"0.0051512","cost_source":"computed","cost_bound":"exact",\
            "cost_lines":[\
            {"unit":"input","quantity":176,"usd_per_million":"0.15","usd":"0.0000264",\
            "price":"openai/gpt-4o-mini from 2026-01-01"},\
            {"unit":"cache_read","quantity":1024,"usd_per_million":"0.075","usd":"0.0000768",\
            "price":"openai/gpt-4o-mini from 2026-01-01","fallback_rate":true},\
            {"unit":"output","quantity":80,"usd_per_million":"0.6","usd":"0.000048",\
            "price":"openai/gpt-4o-mini from 2026-01-01"},\
            {"unit":"requests","quantity":1,"usd_each":"0.005","usd":"0.005",\
            "price":"openai/gpt-4o-mini from 2026-01-01"}],\
            "response_model":"gpt-4o-mini-2024-07-18","ttft_ms":400,"duration_ms":1890,"detail":null}]}""";

    private static String text(Entry entry, boolean whole) {
        var bytes = new ByteArrayOutputStream();
        try (var out = JsonMapper.shared().createGenerator(bytes)) {
            EntryJson.write(out, entry, whole);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(Entry entry) {
        return JsonMapper.shared().readTree(text(entry, true));
    }

    private static Entry served() {
        var who = new Attribution(Map.of(Dimension.CUSTOMER, "acme", Dimension.FEATURE, "search",
                Dimension.ENVIRONMENT, "prod", Dimension.CALLER, "node · app", Dimension.OWNER, "Dana",
                Dimension.SETTLEMENT, "credits"), List.of("beta"), Map.of());
        var answered = Optional.of("gpt-4o-mini-2024-07-18");
        return new Entry("req_01J", START, Optional.of(START.plusMillis(1_903)), State.SETTLED,
                new Asked("app-one", Optional.of("fast"), Optional.of("fast"), Optional.of(Endpoint.CHAT),
                        Optional.of("fast"), true),
                who, new Ended(Outcome.SUCCESS, 200, Optional.empty(), Optional.empty()), Optional.empty(),
                new Served(Optional.of("openai/gpt-4o-mini"), Optional.empty(), Optional.of(RouteType.DIRECT),
                        Optional.of("openai"), Optional.of("gpt-4o-mini"), answered, 1, 0),
                USAGE, COST, 0, OptionalLong.of(412), 1_903,
                List.of(new Verdict("openai/gpt-4o-mini", Verdict.Kind.TRIED, "first in order")),
                List.of(new Attempt(1, new TargetId("openai", "1", "gpt-4o-mini"), START, Outcome.SUCCESS,
                        Optional.empty(), 200, USAGE, COST, answered, OptionalLong.of(400), 1_890,
                        Optional.empty())));
    }

    private static Entry rejected() {
        return new Entry("req_01K", START, Optional.of(START), State.SETTLED,
                new Asked("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false),
                Attribution.NONE,
                new Ended(Outcome.REJECTED, 429, Optional.of(Reason.BUDGET_EXCEEDED), Optional.of("spent")),
                Optional.empty(), Served.NOBODY, Usage.NONE, Cost.NONE, 0, OptionalLong.empty(), 0, List.of(),
                List.of());
    }

    @Test
    void aWholeEntryIsTheContractsExample() {
        assertEquals(SERVED, text(served(), true));
    }

    @Test
    void aListRowGoesWithoutDecisionAndAttempts() {
        assertEquals(SERVED.replaceFirst(",\"decision\":.*", "}"), text(served(), false));
    }

    @Test
    void whatIsNotKnownIsNullAndTheTrafficIsNormal() {
        var json = json(rejected());
        assertEquals("normal", json.get("attribution").get("traffic").asString());
        assertEquals("spent", json.get("message").asString());
        for (var unit : List.of("input", "cache_read", "cache_write_5m", "cache_write_1h", "output", "reasoning")) {
            assertTrue(json.get("usage").get(unit).isNull(), unit);
        }
        for (var field : List.of("target", "provider", "route", "settlement", "ttft_ms")) {
            assertTrue(json.get(field).isNull(), field);
        }
        assertEquals("0", json.get("cost_usd").asString());
    }

    @Test
    void unitsThatFewModelsHaveAppearWhereTheyWereReported() {
        Function<Usage, JsonNode> usage = used -> {
            var e = served();
            return json(new Entry(e.id(), e.started(), e.ended(), e.state(), e.asked(), e.attribution(), e.result(),
                    e.appOutcome(), e.served(), used, e.cost(), e.unpriced(), e.ttftMs(), e.durationMs(), List.of(),
                    List.of())).get("usage");
        };
        assertEquals(7, usage.apply(USAGE.with(Unit.AUDIO_INPUT, 7)).get("audio_input").asInt());
        assertFalse(usage.apply(USAGE).has("audio_input"));
        assertFalse(usage.apply(USAGE.with(Unit.REQUESTS, 1)).has("requests"), "a fee's count is no usage");
    }
}
