package dev.tollgate.gateway.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.event.Flight;
import dev.tollgate.gateway.term.Attribution;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The guards of a new home, on traffic whose clock is ours: quiet on ordinary days, quick on the day that is none.
class FourWeeksTest {
    /// A Monday.
    private static final Instant START = Instant.parse("2026-10-05T00:00:00Z");
    private static final int TICK = 5;
    private static final Duration WEEK = Duration.ofDays(7);

    private final KeptInMemory kept = new KeptInMemory();
    private final Detector detector = new Detector(kept, Runnable::run);
    private final SplittableRandom random = new SplittableRandom(42);
    private final List<String> fired = new ArrayList<>();
    private final List<Instant> firedAt = new ArrayList<>();
    private Instant now = START;

    private static List<AlarmRule> guards() {
        var text = """
                alarms:
                  - { name: velocity, kind: token_velocity, scope: { each: key }, window: 1m, factor: 8, floor: 20000,
                      ceiling: 400000 }
                  - { name: spend, kind: spend_velocity, scope: { each: key }, window: 1m, ceiling: 2 }
                  - { name: errors, kind: error_rate, scope: { each: target }, window: 5m, factor: 5, floor: 0.2,
                      ceiling: 0.5 }
                  - { name: retries, kind: retry_storm, scope: { each: key }, window: 1m, ceiling: 30 }
                  - { name: loop, kind: loop, scope: { each: key } }
                """;
        return ((ConfigFile.Parsed.Good) ConfigFile.parse(text, "guards", ZoneOffset.UTC)).config().alarming().rules();
    }

    @Test
    void fourOrdinaryWeeksFireAtMostOnceAWeekAndTheRunawayAfterThemWithinFifteenSeconds() {
        detector.configure(guards());
        for (int week = 0; week < 4; week++) {
            fired.clear();
            var end = START.plus(WEEK.multipliedBy(week + 1));
            while (now.isBefore(end)) {
                ordinary(week);
                tick();
            }
            assertTrue(fired.size() <= 1, "week " + (week + 1) + " fired " + fired);
        }
        fired.clear();
        now = now.plus(Duration.ofHours(10)); // in the middle of a working day
        assertTrue(runaway().compareTo(Duration.ofSeconds(15)) <= 0, () -> "fired after " + fired + " " + firedAt);
        assertTrue(fired.getFirst().startsWith("velocity key workflow"), fired.toString());
    }

    /// Twenty thousand tokens an hour in a call every three minutes are all that is known of the workflow.
    @Test
    void theRunawayIsSeenAlsoWhereOnlyOneHourIsKnown() {
        detector.configure(guards());
        var end = START.plus(Duration.ofHours(1));
        while (now.isBefore(end)) {
            workflow();
            tick();
        }
        assertEquals(List.of(), fired);
        assertTrue(runaway().compareTo(Duration.ofSeconds(15)) <= 0, fired.toString());
    }

    /// Two million tokens in ten minutes, streamed.
    private Duration runaway() {
        var began = now;
        var who = Calls.who("workflow");
        long tokens = 0;
        while (fired.isEmpty() && Duration.between(began, now).toMinutes() < 10) {
            tokens += 2_000_000L * TICK / 600;
            detector.sample(Calls.flight("req_runaway", who, began, tokens), now.toEpochMilli());
            tick();
        }
        return Duration.between(began, now).minusSeconds(TICK);
    }

    private void tick() {
        for (var change : detector.evaluate(now.toEpochMilli())) {
            switch (change) {
                case Change.Begins(var gauge, long value, var limit) -> {
                    gauge.raised(new Raised(1, gauge.rule(), gauge.subject(), now, Severity.WARNING, value, limit));
                    fired.add(gauge.rule().name() + " " + gauge.subject().label() + " at " + now + " " + value
                            + " over " + limit.value());
                    firedAt.add(now);
                }
                case Change.Ends(var gauge, long _) -> gauge.raised(null);
                case Change.GoesOn _ -> {
                }
            }
        }
        now = now.plusSeconds(TICK);
    }

    private void settle(Entry entry) {
        kept.add(entry);
        detector.settled(entry, now.toEpochMilli());
    }

    private void ordinary(int week) {
        var local = now.atZone(ZoneOffset.UTC);
        int minute = local.getHour() * 60 + local.getMinute();
        int day = local.getDayOfWeek().getValue();
        workflow();
        if (day <= 5 && minute >= 8 * 60 + 30 && minute < 18 * 60) {
            people(minute, week, day);
        }
        // the nightly batch: a million and a half in half an hour
        if (minute >= 2 * 60 && minute < 2 * 60 + 30) {
            settle(Calls.settled("batch", now, 3_000 + random.nextInt(3_000)));
        }
        outage(week, day, minute);
    }

    private void workflow() {
        if (now.getEpochSecond() % 180 < TICK) {
            settle(Calls.settled("workflow", now, 900 + random.nextInt(200)));
        }
    }

    /// The morning begins at once; calls differ twentyfold; a deploy on Wednesday of the second week loses every cache.
    private void people(int minute, int week, int day) {
        boolean deploy = week == 1 && day == 3 && minute >= 14 * 60 && minute < 14 * 60 + 10;
        if (random.nextInt(10) < 3) {
            long tokens = 200 + (long) (Math.exp(random.nextDouble() * 3) * 150);
            settle(Calls.settled("web", now, deploy ? tokens * 4 : tokens));
        }
        // an assistant that is used in bursts
        if (minute % 45 < 12 && random.nextInt(10) < 4) {
            settle(Calls.settled("assistant", now, 1_000 + random.nextInt(5_000)));
        }
    }

    /// Twenty minutes without the provider on Thursday of the third week, then everybody tries again.
    private void outage(int week, int day, int minute) {
        if (week != 2 || day != 4) {
            return;
        }
        if (minute >= 11 * 60 && minute < 11 * 60 + 20 && random.nextInt(10) < 4) {
            settle(Calls.failed("web", now, "sim", false));
            again("web", random.nextInt(200));
        }
        if (minute >= 11 * 60 + 20 && minute < 11 * 60 + 24) {
            settle(Calls.settled("web", now, 2_500));
            again("web", random.nextInt(200));
        }
    }

    private void again(String key, long body) {
        Attribution who = Calls.who(key);
        detector.asked(dimension -> Optional.ofNullable(who.values().get(dimension)),
                new Flight.Asked(body + 1, new long[0]), now.toEpochMilli());
    }
}
