package dev.tollgate.console.spend;

import dev.tollgate.console.demo.StagedCall;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/// Weeks of calls told into a ledger: six keys by day and night, and an agent that loops for six hours of the day before
/// yesterday; or five hundred keys.
final class Weeks {
    private static final String PRICES = """
            prices:
              - { provider: claude, model: sonnet, from: 2026-01-01, input: 3, cache_read: 0.3, output: 15 }
              - { provider: openai, model: gpt-5-mini, from: 2026-01-01, input: 0.25, cache_read: 0.025, output: 2 }
            """;
    private static final List<Who> KEYS = List.of(
            new Who("agent-dev", "code", "claude", "sonnet", 30_000, 5, Map.of(Dimension.AGENT, "reviewer",
                    Dimension.ENVIRONMENT, "dev", Dimension.WORKSPACE, "shop-api")),
            new Who("web", "smart", "openai", "gpt-5-mini", 90_000, 20, Map.of(Dimension.CUSTOMER, "acme",
                    Dimension.FEATURE, "chat", Dimension.ENVIRONMENT, "prod")),
            new Who("support", "smart", "openai", "gpt-5-mini", 40_000, 12, Map.of(Dimension.CUSTOMER, "globex",
                    Dimension.FEATURE, "reply", Dimension.ENVIRONMENT, "prod")),
            new Who("batch", "smart", "openai", "gpt-5-mini", 12_000, 20, Map.of(Dimension.FEATURE, "tag",
                    Dimension.ENVIRONMENT, "prod")),
            new Who("ci-tests", "code", "claude", "sonnet", 3_000, 2, Map.of(Dimension.ENVIRONMENT, "ci")),
            new Who("notebook", "local", "local", "llama", 2_000, 3, Map.of()));
    private final Random random = new Random(5);
    private final PriceBook book;
    private final Instant now;
    private final List<Entry> told = new ArrayList<>();
    private int number;

    private record Who(String key, String route, String provider, String model, long input, int daily,
            Map<Dimension, String> values) {}

    Weeks(Instant now) {
        this.now = now;
        book = ConfigFile.parse(PRICES, "prices",
                ZoneId.systemDefault()) instanceof ConfigFile.Parsed.Good(var config, var _)
                        ? PriceBook.of(config.prices(), List.of(), UnaryOperator.identity())
                        : book();
    }

    private static PriceBook book() {
        throw new IllegalStateException("prices");
    }

    List<Entry> told() {
        return told;
    }

    /// When the agent looped.
    static Span loop(Instant now) {
        var start = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2)).plus(Duration.ofHours(9));
        return new Span(start, start.plus(Duration.ofHours(6)));
    }

    void typical(Ledger ledger) {
        for (int day = 36; day >= 0; day--) {
            for (var who : KEYS) {
                for (int i = 0; i < who.daily() * 3; i++) {
                    double hour = 12 + 4.5 * random.nextGaussian();
                    call(ledger, who, now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(day))
                            .plusSeconds((long) (hour * 3_600)), 1);
                }
            }
        }
        var loop = loop(now);
        var looping = new Who("agent-dev", "code", "claude", "sonnet", 90_000, 0, Map.of(Dimension.AGENT, "fix-loop",
                Dimension.ENVIRONMENT, "dev", Dimension.WORKSPACE, "shop-api", Dimension.FEATURE, "autofix"));
        for (int i = 0; i < 300; i++) {
            call(ledger, looping, loop.from().plusSeconds(random.nextInt((int) loop.length().toSeconds())), 1);
        }
    }

    void huge(Ledger ledger) {
        for (int key = 0; key < 500; key++) {
            var name = key == 3
                    ? "顧客サポートの自動応答システム・東京本社"
                    : key == 5
                            ? "a-key-whose-name-goes-on-until-sixty-four-characters-are-used-up"
                            : "team-" + key + "-service";
            var who = new Who(name, "smart", "openai", "gpt-5-mini", 400_000_000L / (key + 3), 0, Map.of());
            for (int i = 0; i < 42; i++) {
                call(ledger, who, now.minus(Duration.ofHours(4L * i)).minusSeconds(random.nextInt(3_600)), key);
            }
        }
    }

    private void call(Ledger ledger, Who who, Instant at, int kind) {
        if (at.isAfter(now.minusSeconds(5))) {
            return;
        }
        long input = 1 + (long) (who.input() * (0.4 + 1.2 * random.nextDouble()));
        boolean failed = random.nextInt(60) == 0;
        var target = new TargetId(who.provider(), "", who.model());
        var entry = new StagedCall(Ids.of(at, number++), at, who.key(), who.route(), kind % 2 == 0,
                target, false, Optional.empty(), failed ? Optional.of(Fault.SERVER_ERROR) : Optional.empty(),
                who.values(), input, who.daily() > 4 ? input * 7 / 10 : 0, 100 + random.nextInt(600), 900)
                .entry(book);
        if (number % 40 == 0) {
            entry = guessed(entry);
        }
        told.add(entry);
        ledger.settled(entry);
    }

    /// Its usage was not reported, and it failed in the end.
    private static Entry guessed(Entry e) {
        var cost = Cost.of(e.cost().picos(), e.cost().source(), CostBound.ESTIMATED, e.cost().lines());
        var attempts = e.attempts().stream().map(a -> new Attempt(a.number(), a.target(), a.started(), a.outcome(),
                a.fault(), a.status(), a.usage(), cost, a.responseModel(), a.ttftMs(), a.durationMs(), a.detail()))
                .toList();
        return new Entry(e.id(), e.started(), e.ended(), e.state(), e.asked(), e.attribution(), e.result(),
                e.appOutcome(), e.served(), e.usage(), cost, e.unpriced(), e.ttftMs(), e.durationMs(), e.decision(),
                attempts);
    }
}
