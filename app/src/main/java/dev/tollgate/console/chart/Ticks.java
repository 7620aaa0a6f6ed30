package dev.tollgate.console.chart;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Where grid lines and time labels stand: round figures, few of them; pure.
final class Ticks {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};
    private static final int MOST_LINES = 4;
    private static final List<Duration> TIMES = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private Ticks() {}

    /// From zero up to the first round figure not below `most`, in at most four steps.
    static List<Double> values(double most) {
        double step = step(most > 0 ? most : 1);
        int lines = (int) Math.max(1, Math.ceil(most / step - 1e-9));
        var ticks = new ArrayList<Double>();
        for (int i = 0; i <= lines; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double step(double most) {
        double rough = most / MOST_LINES;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (step * power >= rough * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /// Round times of day in the zone, at most `most` of them; empty where days are the better unit.
    static List<Instant> times(Instant from, Instant to, int most, ZoneId zone) {
        var range = Duration.between(from, to);
        for (var step : TIMES) {
            if (range.dividedBy(step) <= most) {
                return every(step, from, to, zone);
            }
        }
        return List.of();
    }

    private static List<Instant> every(Duration step, Instant from, Instant to, ZoneId zone) {
        var ticks = new ArrayList<Instant>();
        var day = from.atZone(zone).toLocalDate();
        long seconds = step.toSeconds();
        for (; day.atStartOfDay(zone).toInstant().isBefore(to); day = day.plusDays(1)) {
            for (long second = 0; second < 86_400; second += seconds) {
                var at = day.atTime(LocalTime.ofSecondOfDay(second)).atZone(zone).toInstant();
                if (!at.isBefore(from) && !at.isAfter(to)) {
                    ticks.add(at);
                }
            }
        }
        return ticks;
    }

    /// The billing midnights strictly inside the range.
    static List<Instant> midnights(Instant from, Instant to, ZoneId billing) {
        var midnights = new ArrayList<Instant>();
        LocalDate day = from.atZone(billing).toLocalDate().plusDays(1);
        for (var at = start(day, billing); at.isBefore(to); at = start(day, billing)) {
            midnights.add(at);
            day = day.plusDays(1);
        }
        return midnights;
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }
}
