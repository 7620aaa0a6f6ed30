package dev.tollgate.console.demo;

import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.ledger.Ledger;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Days before the demo began, told into its throw-away ledger, so that Spend has something to compare. Every entry
/// carries the tag `simulated`.
final class Past {
    private static final int DAYS = 8;
    private static final int CALLS_AN_HOUR = 28;
    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final Duration GAP = Duration.ofMillis(770);
    private static final Duration LONGEST = Duration.ofSeconds(3);
    /// Share of a whole day's calls by local hour, in percent of the busiest.
    private static final int[] HOURS = {12, 9, 7, 6, 7, 12, 25, 45, 70, 92, 100, 96, 80, 88, 97, 94, 85, 70, 52, 44, 40,
            34, 25, 17};

    private final SplittableRandom random = new SplittableRandom(7);
    private final PriceBook book;
    private final ZoneId zone;
    private int told;

    Past(GatewayConfig config) {
        book = PriceBook.of(config.prices(), List.of(), UnaryOperator.identity());
        zone = config.billingZone();
    }

    /// Tells everything up to now. The last quarter of an hour is as busy as the demo itself: it is the usual that a
    /// runaway of its first seconds stands out from.
    void tell(Ledger ledger, Instant now) {
        for (var hour = now.minus(Duration.ofDays(DAYS)); hour.isBefore(now); hour = hour.plus(Duration.ofHours(1))) {
            var local = hour.atZone(zone);
            boolean weekend = local.getDayOfWeek().getValue() > 5;
            int calls = CALLS_AN_HOUR * HOURS[local.getHour()] / (weekend ? 150 : 100);
            for (int i = 0; i < calls; i++) {
                var at = hour.plusSeconds(random.nextInt(3_600));
                if (at.isBefore(now.minus(LATELY))) {
                    ledger.settled(call(at).entry(book));
                }
            }
        }
        for (var at = now.minus(LATELY); at.isBefore(now.minus(LONGEST)); at = at.plus(GAP)) {
            ledger.settled(late(Traffic.pick(random), at).entry(book));
        }
    }

    /// Half as many calls as the demo makes, twice as large: it is open sooner.
    private StagedCall late(App app, Instant at) {
        boolean embeds = app.kind() == App.Kind.EMBEDDING;
        var target = target(app, "");
        long input = 2L * (app.question() + random.nextInt(160 + 2 * app.question())) + 160;
        return new StagedCall(Ids.of(at, told++), at, app.key(), app.model(),
                random.nextInt(100) < app.streamed(), target, target.provider().equals("local"), Optional.empty(),
                Optional.empty(), who(app), input, 0, embeds ? 0 : 2 * (100 + random.nextInt(200)),
                400 + random.nextInt((int) LONGEST.toMillis() - 400));
    }

    private StagedCall call(Instant at) {
        var app = App.ALL.get(random.nextInt(App.ALL.size() - 1));
        long input =
                app.instructions() * 2L + random.nextInt(16_000) + (app.key().equals("agent-dev") ? 60_000 : 6_000);
        long cached = app.turns() > 2 ? input * random.nextInt(30, 80) / 100 : 0;
        boolean embeds = app.kind() == App.Kind.EMBEDDING;
        boolean fallback = !embeds && random.nextInt(100) == 0 && !target(app, "backup-sim").equals(target(app, ""));
        boolean failed = random.nextInt(150) == 0;
        var target = target(app, fallback ? "backup-sim" : "");
        return new StagedCall(Ids.of(at, told++), at, app.key(), app.model(),
                random.nextInt(100) < app.streamed(), target, target.provider().equals("local"),
                fallback ? Optional.of(target(app, "")) : Optional.empty(),
                failed ? Optional.of(Fault.TIMEOUT_FIRST_TOKEN) : Optional.empty(), who(app), input, cached,
                embeds ? 0 : 60 + random.nextInt(500), 400 + random.nextInt(4_000));
    }

    private static TargetId target(App app, String other) {
        return switch (app.model()) {
            case "smart" -> id(other, "sim-large");
            case "fast" -> id(other, "sim-small");
            case "code" -> id(other, "sim-code");
            case "embed" -> id("", "sim-embed");
            case "think" -> id("", "sim-reason");
            default -> id("local", "sim-small");
        };
    }

    private static TargetId id(String provider, String model) {
        return new TargetId(provider.isEmpty() ? "simulated" : provider, "", model);
    }

    private Map<Dimension, String> who(App app) {
        var who = new EnumMap<Dimension, String>(Dimension.class);
        who.put(Dimension.CUSTOMER, app.customers().get(random.nextInt(app.customers().size())));
        who.put(Dimension.FEATURE, app.headers().getOrDefault("x-tollgate-feature", "misc"));
        who.put(Dimension.ENVIRONMENT, app.customers().contains("internal") ? "dev" : "prod");
        if (app.key().equals("agent-dev")) {
            who.put(Dimension.AGENT, "fix-loop");
        }
        return who;
    }
}
