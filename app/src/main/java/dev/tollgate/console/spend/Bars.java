package dev.tollgate.console.spend;

import dev.tollgate.console.feed.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Where the bars of a range begin and end. A day is a day of the billing zone, whether it has 23, 24 or 25 hours; the
/// chart draws all alike, so what a bar stands for is asked here.
///
/// @param edges start of each bar, and the end of the last
record Bars(Grain grain, List<Instant> edges) {
    Bars {
        edges = List.copyOf(edges);
    }

    static Bars of(TimeRange range, Instant now, ZoneId zone) {
        var grain = Grain.of(range.length());
        return new Bars(grain, grain.isDay() || grain.isPartOfDay()
                ? ofDays(grain, range.from(now), range.to(now), zone)
                : even(grain, range.from(now), range.to(now), zone));
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
        for (var day = LocalDate.ofInstant(from, zone); edges.isEmpty() || edges.getLast().isBefore(to);
                day = day.plusDays(1)) {
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
        return from().plus(grain.bucket().multipliedBy(count()));
    }

    /// What a stretch of the drawn chart stands for.
    Span drawn(Instant from, Instant to) {
        return of(drawnIndex(from), drawnIndex(to.minusMillis(1)));
    }

    /// Where a span is drawn, widened to whole bars.
    Span onChart(Span span) {
        int first = index(span.from());
        int last = index(span.to().minusMillis(1));
        return new Span(from().plus(grain.bucket().multipliedBy(first)),
                from().plus(grain.bucket().multipliedBy(last + 1L)));
    }

    private int drawnIndex(Instant at) {
        return (int) Math.clamp(Duration.between(from(), at).dividedBy(grain.bucket()), 0L, count() - 1L);
    }
}
