package dev.tollgate.gateway.bench;

import dev.tollgate.gateway.entry.Asked;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Ended;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Ids;
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
import dev.tollgate.gateway.term.RouteType;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// A day of generated calls of six keys and five customers to three models, evenly spread up to its end.
record Day(Instant end, int count) {
    private static final List<String> KEYS = List.of("web", "search", "agents", "batch", "support", "lab");
    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech", "umbrella", "hooli");
    private static final List<TargetId> TARGETS = List.of(new TargetId("openai", "1", "gpt-4o-mini"),
            new TargetId("claude", "1", "claude-haiku-4-5"), new TargetId("local", "", "qwen3:4b"));

    /// The call of this number, `count` being the newest.
    Entry entry(int number, SplittableRandom random) {
        var started = end.minus(Duration.ofSeconds(86_400L * (count - number) / count)).plusMillis(random.nextInt(900));
        var target = TARGETS.get(random.nextInt(10) < 7 ? 0 : random.nextInt(TARGETS.size()));
        var usage = Usage.of(900 + random.nextInt(500), 50 + random.nextInt(200), UsageSource.REPORTED)
                .with(Unit.CACHE_READ, 512);
        var lines = List.of(line(Unit.INPUT, usage.get(Unit.INPUT) - 512, 150_000L, target),
                line(Unit.CACHE_READ, 512, 75_000L, target),
                line(Unit.OUTPUT, usage.get(Unit.OUTPUT), 600_000L, target));
        var cost =
                Cost.of(lines.stream().mapToLong(Cost.Line::picos).sum(), CostSource.COMPUTED, CostBound.EXACT, lines);
        var attempt = new Attempt(1, target, started, Outcome.SUCCESS, Optional.empty(), 200, usage, cost,
                Optional.of(target.model()), OptionalLong.of(412), 1_890, Optional.empty());
        var key = KEYS.get(random.nextInt(KEYS.size()));
        var who = new Attribution(Map.of(Dimension.KEY, key, Dimension.CUSTOMER,
                CUSTOMERS.get(random.nextInt(CUSTOMERS.size())), Dimension.FEATURE, "search", Dimension.ENVIRONMENT,
                "prod", Dimension.TRAFFIC, "normal"), List.of(), Map.of(Dimension.CUSTOMER, "x-tollgate-customer"));
        return new Entry(Ids.of(started, number), started, Optional.of(started.plusMillis(1_900)),
                State.SETTLED, new Asked(key, Optional.of("fast"), Optional.of("fast"), Optional.of(Endpoint.CHAT),
                        Optional.of("fast"), true),
                who,
                new Ended(Outcome.SUCCESS, 200, Optional.empty(), Optional.empty()), Optional.empty(),
                new Served(Optional.of(target.label()), Optional.empty(), Optional.of(RouteType.DIRECT),
                        Optional.of(target.provider()), Optional.of(target.model()), Optional.of(target.model()), 1, 0),
                usage, cost, 0, OptionalLong.of(420), 1_903,
                List.of(new Verdict(target.label(), Verdict.Kind.TRIED, "first in order"),
                        new Verdict("other/model", Verdict.Kind.NOT_REACHED, "first target answered")),
                List.of(attempt));
    }

    private static Cost.Line line(Unit unit, long quantity, long each, TargetId target) {
        return new Cost.Line(unit, quantity, each, quantity * each, target.label() + " from 2026-01-01", false);
    }
}
