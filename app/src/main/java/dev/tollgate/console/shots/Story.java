package dev.tollgate.console.shots;

import dev.tollgate.console.demo.StagedCall;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.entry.Ids;
import dev.tollgate.gateway.pricing.PriceBook;
import dev.tollgate.gateway.term.Fault;
import dev.tollgate.gateway.term.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Makes up what happened before the moment of the picture: a week of work, and the last quarter of an hour call by
/// call. The same for the same situation. Not thread-safe.
final class Story {
    /// Saturday, 2 p.m. in Berlin.
    static final Instant NOW = Instant.parse("2026-11-21T13:02:11Z");
    static final Duration LIVE = Duration.ofMinutes(15);
    private static final int DAYS = 8;
    /// Share of a busy hour's calls, in percent, by the hour in UTC.
    private static final int[] HOURS = {8, 6, 6, 5, 6, 10, 22, 48, 80, 96, 100, 94, 74, 86, 98, 95, 84, 62, 40, 28, 22,
            18, 14, 10};
    /// Of work in a busy hour.
    private static final int MINUTES = 8;
    private static final Duration LOOP = Duration.ofMinutes(6);
    private static final Duration FAILING = Duration.ofSeconds(100);
    private static final long LARGE_SUM = 12_480_370_000_000_000L;

    private final Situation situation;
    private final List<Desk> desks;
    private final PriceBook book;
    private final SplittableRandom random = new SplittableRandom(2026);
    private int told;

    Story(Situation situation, List<Desk> desks, GatewayConfig config) {
        this.situation = situation;
        this.desks = desks;
        this.book = PriceBook.of(config.prices(), List.of(), UnaryOperator.identity());
    }

    /// The week up to 15 minutes ago.
    List<Entry> week() {
        var week = new ArrayList<Entry>();
        var end = NOW.minus(LIVE);
        for (var hour = NOW.minus(Duration.ofDays(DAYS)); hour.isBefore(end); hour = hour.plus(Duration.ofHours(1))) {
            for (var desk : desks) {
                hour(week, desk, hour, end);
            }
        }
        return week;
    }

    private void hour(List<Entry> week, Desk desk, Instant hour, Instant end) {
        double calls = pace(desk) * busy(hour);
        if (worksInSpells(desk)) {
            double minutes = calls / desk.pace();
            // all of a key's desks work in the same minutes
            var own = new SplittableRandom(desk.key().hashCode() * 31L + hour.getEpochSecond());
            for (int i = 0; i + own.nextDouble() < minutes; i++) {
                minute(week, desk, hour.plus(Duration.ofMinutes(own.nextInt(60))), end);
            }
            return;
        }
        for (int i = 0; i < calls || random.nextDouble() < calls - i; i++) {
            tell(week, desk, hour.plusMillis(random.nextInt(3_600_000)), end);
        }
    }

    /// Share of a busy hour that this one has.
    private static double busy(Instant hour) {
        var at = hour.atZone(ZoneOffset.UTC);
        boolean weekend = at.getDayOfWeek().getValue() > 5;
        return HOURS[at.getHour()] / 100.0
                * (weekend && !at.toLocalDate().equals(NOW.atZone(ZoneOffset.UTC).toLocalDate()) ? 0.2 : 1);
    }

    private static boolean isThursdaysLoop(Desk desk, Instant hour) {
        var at = hour.atZone(ZoneOffset.UTC);
        return at.getDayOfMonth() == 19 && at.getHour() >= 8 && at.getHour() < 14 && desk.key().equals("agent-dev");
    }

    /// Whoever calls many times a minute does so for minutes on end: while they work it is as fast as now, so that what
    /// is usual for them then is what they do now.
    private boolean worksInSpells(Desk desk) {
        return situation != Situation.HUGE && desk.pace() >= 1;
    }

    private void minute(List<Entry> week, Desk desk, Instant start, Instant end) {
        double calls = desk.pace() * (0.75 + 0.5 * random.nextDouble()) * (isThursdaysLoop(desk, start) ? 6 : 1);
        for (int i = 0; i < Math.floor(calls) || random.nextDouble() < calls - i; i++) {
            tell(week, desk, start.truncatedTo(ChronoUnit.MINUTES).plusMillis(random.nextInt(60_000)), end);
        }
    }

    private void tell(List<Entry> week, Desk desk, Instant started, Instant end) {
        if (started.isBefore(end)) {
            week.add(call(desk, started, 1, random.nextInt(60) == 0, random.nextInt(140) == 0));
        }
    }

    /// Calls an hour of a busy hour in the past: some minutes of work in it.
    private double pace(Desk desk) {
        return switch (situation) {
            case EMPTY -> 0;
            case TYPICAL, INCIDENT -> desk.key().equals("ci-tests") ? 4 : desk.pace() * MINUTES;
            case HUGE -> 0.25;
        };
    }

    /// The last 15 minutes, in the order they ended.
    List<Entry> live() {
        var live = new ArrayList<Entry>();
        for (var desk : desks) {
            var at = NOW.minus(LIVE).plusMillis(random.nextInt((int) (60_000 / Math.max(0.5, desk.pace()))));
            while (at.isBefore(NOW) && desk.pace() > 0) {
                double rise = rise(desk, at);
                var call = call(desk, at, Math.min(rise, 1.5), failing(desk, at), random.nextInt(160) == 0);
                if (call.ended().filter(end -> end.isBefore(NOW)).isPresent()) {
                    live.add(call);
                }
                at = at.plusMillis((long) (60_000 / desk.pace() / rise * (0.5 + random.nextDouble())));
            }
        }
        live.sort(Comparator.comparing(entry -> entry.ended().orElse(NOW)));
        return live;
    }

    /// How much busier than usual: the loop of the incident.
    private double rise(Desk desk, Instant at) {
        if (situation != Situation.INCIDENT || !desk.key().equals("agent-dev")) {
            return 1 + 0.25 * Math.sin(at.getEpochSecond() / 60.0);
        }
        double minutes = Duration.between(NOW.minus(LOOP), at).toMillis() / 60_000.0;
        return minutes < 0 ? 1 : minutes < 3 ? 1 + minutes * 0.8 : Math.min(6.4, 3.4 + (minutes - 3) * 6);
    }

    private boolean failing(Desk desk, Instant at) {
        return switch (situation) {
            case EMPTY, TYPICAL, HUGE -> random.nextInt(90) == 0;
            case INCIDENT -> desk.target().model().equals("gpt-5-mini") && at.isAfter(NOW.minus(FAILING));
        };
    }

    private Entry call(Desk desk, Instant started, double size, boolean fallback, boolean fails) {
        boolean other = fallback && !desk.other().equals(desk.target());
        long fresh = Math.round(desk.fresh() * size * (0.5 + random.nextDouble()));
        long cached = desk.cached() / 2 + (long) (random.nextDouble() * desk.cached());
        long output = Math.round(desk.output() * (0.5 + random.nextDouble()));
        return new StagedCall(Ids.of(started, (long) told++ << 32 | random.nextInt(1_000_000_000)), started, desk.key(),
                desk.route(), desk.streams(), other ? desk.other() : desk.target(), desk.free(),
                other ? Optional.of(desk.target()) : Optional.<TargetId>empty(),
                fails ? Optional.of(Fault.TIMEOUT_FIRST_TOKEN) : Optional.empty(), desk.who(), fresh + cached, cached,
                output, (long) (desk.millis() * (0.5 + random.nextDouble())) + (other ? 200 : 0)).entry(book);
    }

    /// Calls that bring today's sum to $12,480.37, where the situation is to show a large sum.
    List<Entry> remainder(List<Entry> told) {
        long today = told.stream().filter(e -> !e.started().isBefore(Instant.parse("2026-11-21T00:00:00Z")))
                .mapToLong(e -> e.cost().isPriced() ? e.cost().picos() : 0).sum();
        var rest = new ArrayList<Entry>();
        long missing = LARGE_SUM - today;
        for (int i = 0; situation == Situation.HUGE && missing > 0 && i < 400; i++) {
            long part = i == 399 ? missing : Math.min(missing, LARGE_SUM / 400);
            missing -= part;
            var desk = desks.get(i % 12 * 3);
            // gpt-5 at $1.25 a million
            rest.add(new StagedCall(Ids.of(NOW.minus(Duration.ofMinutes(20 + i)), i),
                    NOW.minus(Duration.ofMinutes(20 + i)), desk.key(), "code", true, Desk.id("openai", "gpt-5"), false,
                    Optional.empty(), Optional.empty(), desk.who(), part / 1_250_000, 0, 0, 9_000).entry(book));
        }
        return rest;
    }
}
