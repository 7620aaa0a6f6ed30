package dev.tollgate.console.spend;

import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.gateway.ledger.SpendQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where the bars of a range begin and end. A day is a day of the billing zone, whether it has 23, 24 or 25 hours; the
/// chart draws all alike, so what a bar stands for is asked here. A sliding range is widened to whole bars; of a fixed
/// one the first and the last bar are cut, so that all of them together are the range.
///
/// @param step the roll-up that has to be read for these edges
/// @param drawnFrom where the chart begins; bars of the calendar are drawn as if the zone's clock were UTC, where every
///     day has 24 hours
/// @param edges start of each bar, and the end of the last
record Bars(Grain grain, SpendQuery.Step step, Instant drawnFrom, List<Instant> edges) {
    Bars {
        edges = List.copyOf(edges);
    }

    static Bars of(TimeRange range, Instant now, Records records) {
        var from = range.from(now);
        var finest = records.hasMinutes(from, now)
                ? SpendQuery.Step.MINUTE
                : records.hasHours(from, now) ? SpendQuery.Step.HOUR : SpendQuery.Step.DAY;
        var grain = Grain.of(range.length(), finest);
        var edges = grain.isCalendar()
                ? ofDays(grain, from, range.to(now), records.zone())
                : even(grain, from, range.to(now), records.zone());
        var drawn = drawnFrom(grain, edges.getFirst(), records.zone());
        if (range.isLive()) {
            return new Bars(grain, grain.step(), drawn, edges);
        }
        cut(edges, begin(finest, from, records), end(finest, range.to(now), records));
        return new Bars(grain, finest, drawn, edges);
    }

    private static List<Instant> even(Grain grain, Instant from, Instant to, ZoneId zone) {
        var midnight = from.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
        long before = Duration.between(midnight, from).dividedBy(grain.bucket());
        var edges = new ArrayList<Instant>();
        var edge = midnight.plus(grain.bucket().multipliedBy(before));
        edges.add(edge);
        while (edges.size() < 2 || edge.isBefore(to)) {
            edge = edge.plus(grain.bucket());
            edges.add(edge);
        }
        return edges;
    }

    private static List<Instant> ofDays(Grain grain, Instant from, Instant to, ZoneId zone) {
        int parts = (int) Duration.ofDays(1).dividedBy(grain.bucket());
        var edges = new ArrayList<Instant>();
        for (var day = LocalDate.ofInstant(from, zone); edges.isEmpty() || edges.getLast().isBefore(to); day =
                day.plusDays(1)) {
            var midnight = day.atStartOfDay(zone).toInstant();
            for (int part = 0; part < parts; part++) {
                edges.add(midnight.plus(grain.bucket().multipliedBy(part)));
            }
        }
        while (edges.size() > 2 && !edges.get(1).isAfter(from)) {
            edges.removeFirst();
        }
        while (edges.size() > 2 && !edges.get(edges.size() - 2).isBefore(to)) {
            edges.removeLast();
        }
        return edges;
    }

    private static void cut(List<Instant> edges, Instant from, Instant to) {
        if (from.isAfter(edges.getFirst())) {
            edges.set(0, from);
        }
        if (to.isBefore(edges.getLast())) {
            edges.set(edges.size() - 1, to);
        }
    }

    private static Instant begin(SpendQuery.Step finest, Instant at, Records records) {
        return switch (finest) {
            case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> records.hour(at);
            case DAY -> records.day(at);
        };
    }

    private static Instant end(SpendQuery.Step finest, Instant at, Records records) {
        var begin = begin(finest, at, records);
        return begin.equals(at) ? at : switch (finest) {
            case MINUTE -> begin.plus(Duration.ofMinutes(1));
            case HOUR -> begin.plus(Duration.ofHours(1));
            case DAY -> records.day(begin.plus(Duration.ofHours(36)));
        };
    }

    private static Instant drawnFrom(Grain grain, Instant first, ZoneId zone) {
        if (!grain.isCalendar()) {
            return first;
        }
        var day = LocalDate.ofInstant(first, zone);
        long part = Duration.between(day.atStartOfDay(zone).toInstant(), first).dividedBy(grain.bucket());
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().plus(grain.bucket().multipliedBy(part));
    }

    int count() {
        return edges.size() - 1;
    }

    Instant from() {
        return edges.getFirst();
    }

    Instant to() {
        return edges.getLast();
    }

    Span span() {
        return new Span(from(), to());
    }

    /// The bar an instant falls into, held inside the range.
    int index(Instant at) {
        int found = Collections.binarySearch(edges, at);
        return Math.clamp(found >= 0 ? found : -found - 2L, 0, count() - 1);
    }

    /// What the bars from one to another stand for.
    Span of(int first, int last) {
        return new Span(edges.get(first), edges.get(last + 1));
    }

    /// End of the drawn range: all bars are drawn as wide as the grain says.
    Instant drawnTo() {
        return drawnFrom.plus(grain.bucket().multipliedBy(count()));
    }

    /// What a stretch of the drawn chart stands for.
    Span drawn(Instant from, Instant to) {
        return of(drawnIndex(from), drawnIndex(to.minusMillis(1)));
    }

    /// Where a span is drawn, widened to whole bars.
    Span onChart(Span span) {
        int first = index(span.from());
        int last = index(span.to().minusMillis(1));
        return new Span(drawnFrom.plus(grain.bucket().multipliedBy(first)),
                drawnFrom.plus(grain.bucket().multipliedBy(last + 1L)));
    }

    private int drawnIndex(Instant at) {
        return (int) Math.clamp(Duration.between(drawnFrom, at).dividedBy(grain.bucket()), 0L, count() - 1L);
    }
}
