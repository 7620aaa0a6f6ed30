package dev.tollgate.console.requests;

import dev.tollgate.console.chart.Waterfall;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.pricing.Cost;
import dev.tollgate.gateway.pricing.CostBound;
import dev.tollgate.gateway.pricing.CostSource;
import dev.tollgate.gateway.term.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/// How a request's cost came about: its parts in the order of the waterfall, each with its arithmetic. Immutable.
///
/// @param savedPicos what the cache saved, where there is a rate to say so
record CostStory(Waterfall.Cost fall, List<Detail> details, OptionalLong savedPicos) {
    /// The arithmetic of one part, and where its rate comes from.
    record Detail(Waterfall.Part part, String sum, String price, String origin) {}

    CostStory {
        details = List.copyOf(details);
    }

    static CostStory of(Entry entry) {
        var details = new ArrayList<Detail>();
        var attempts = entry.attempts();
        for (int i = 0; i < attempts.size(); i++) {
            var attempt = attempts.get(i);
            if (i < attempts.size() - 1) {
                failed(attempt, details);
            } else {
                last(attempt, details);
            }
        }
        long saved = attempts.stream().mapToLong(CostStory::saved).sum();
        var parts = details.stream().map(Detail::part).toList();
        return new CostStory(new Waterfall.Cost(parts, entry.cost().picos(), Look.certainty(entry),
                saved > 0 ? OptionalLong.of(entry.cost().picos() + saved) : OptionalLong.empty()), details,
                saved > 0 ? OptionalLong.of(saved) : OptionalLong.empty());
    }

    private static void failed(Attempt attempt, List<Detail> details) {
        long picos = attempt.cost().picos();
        if (picos > 0) {
            var sum = String.join("\n", lines(attempt).stream().map(CostStory::sum).toList());
            details.add(new Detail(new Waterfall.Part("failed attempt " + attempt.number(), picos,
                    kind(attempt.cost()), 0, 0, sum), sum, price(attempt.cost()), origin(attempt)));
        }
    }

    private static void last(Attempt attempt, List<Detail> details) {
        var lines = lines(attempt);
        for (var line : lines) {
            if (line.unit() != Unit.REASONING || lines.stream().noneMatch(l -> l.unit() == Unit.OUTPUT)) {
                details.add(detail(attempt, line));
            }
        }
        provider(attempt, details);
    }

    /// In the order of a call: what went in, what of it came out of the cache, what came out.
    private static List<Cost.Line> lines(Attempt attempt) {
        return attempt.cost().lines().stream().sorted(Comparator.comparing(Cost.Line::unit)).toList();
    }

    private static Detail detail(Attempt attempt, Cost.Line line) {
        long picos = line.picos();
        var sum = sum(line);
        double outlined = 0;
        if (line.unit() == Unit.OUTPUT) {
            var own = attempt.cost().lines().stream().filter(l -> l.unit() == Unit.REASONING).findFirst();
            if (own.isPresent()) {
                picos += own.get().picos();
                sum += "\n" + sum(own.get()) + " reasoning";
            }
            long inside = own.map(Cost.Line::picos)
                    .orElse(Math.min(line.quantity(), attempt.usage().get(Unit.REASONING)) * line.picosEach());
            outlined = picos > 0 ? Math.min(1, (double) inside / picos) : 0;
        }
        var kind = kind(attempt.cost());
        var part = new Waterfall.Part(name(line.unit()), picos, kind == Waterfall.Kind.PROVIDER
                ? Waterfall.Kind.MEASURED
                : kind, slot(line.unit()), outlined, sum);
        return new Detail(part, sum, line.price() + (line.fallback() ? ", at the rate of its total" : ""),
                origin(attempt));
    }

    /// A provider's own figure stands; what it differs by from our rows is a part of its own.
    private static void provider(Attempt attempt, List<Detail> details) {
        if (attempt.cost().source() != CostSource.PROVIDER) {
            return;
        }
        long lines = attempt.cost().lines().stream().mapToLong(Cost.Line::picos).sum();
        long gap = attempt.cost().picos() - lines;
        if (gap != 0) {
            var sum = "provider says $" + Money.exact(attempt.cost().picos()) + ", our rows $" + Money.exact(lines);
            details.add(new Detail(new Waterfall.Part(lines == 0 ? "as charged" : "difference", gap,
                    Waterfall.Kind.PROVIDER, 5, 0, sum), sum, "", "the provider's own figure"));
        }
    }

    private static long saved(Attempt attempt) {
        var lines = attempt.cost().lines();
        var full = lines.stream().filter(l -> l.unit() == Unit.INPUT).findFirst();
        return full.map(rate -> lines.stream().filter(l -> l.unit() == Unit.CACHE_READ)
                .mapToLong(l -> (rate.picosEach() - l.picosEach()) * l.quantity()).sum()).orElse(0L);
    }

    private static String sum(Cost.Line line) {
        var rate = line.unit().isPricedByPiece()
                ? "$" + Money.exact(line.picosEach())
                : Money.perMillion(Math.multiplyExact(line.picosEach(), 1_000_000L));
        return Format.count(line.quantity()) + " × " + rate + " = $" + Money.exact(line.picos());
    }

    private static String price(Cost cost) {
        return cost.lines().isEmpty() ? "" : cost.lines().getFirst().price();
    }

    private static String origin(Attempt attempt) {
        return switch (attempt.usage().source()) {
            case REPORTED -> "reported by provider";
            case ESTIMATED -> "estimated";
            case AT_LEAST -> "at least: the end was not seen";
            case NONE -> "";
        };
    }

    static String name(Unit unit) {
        return switch (unit) {
            case INPUT -> "input";
            case CACHE_READ -> "cache read";
            case CACHE_WRITE_5M -> "cache write 5 m";
            case CACHE_WRITE_1H -> "cache write 1 h";
            case AUDIO_INPUT -> "audio input";
            case AUDIO_CACHE_READ -> "audio cache read";
            case IMAGE_INPUT -> "image input";
            case OUTPUT -> "output";
            case REASONING -> "reasoning";
            case AUDIO_OUTPUT -> "audio output";
            case IMAGE_OUTPUT -> "image output";
            case IMAGES -> "pictures";
            case AUDIO_SECONDS -> "seconds of sound";
            case CHARACTERS -> "characters";
            case SEARCH_UNITS -> "searches";
            case REQUESTS -> "request fee";
        };
    }

    private static int slot(Unit unit) {
        return switch (unit) {
            case INPUT, AUDIO_INPUT, IMAGE_INPUT -> 1;
            case CACHE_READ, AUDIO_CACHE_READ -> 3;
            case CACHE_WRITE_5M, CACHE_WRITE_1H -> 2;
            case OUTPUT, REASONING, AUDIO_OUTPUT, IMAGE_OUTPUT -> 4;
            case IMAGES, AUDIO_SECONDS, CHARACTERS, SEARCH_UNITS -> 5;
            case REQUESTS -> 6;
        };
    }

    private static Waterfall.Kind kind(Cost cost) {
        if (cost.bound() == CostBound.AT_LEAST) {
            return Waterfall.Kind.AT_LEAST;
        }
        return cost.bound() == CostBound.ESTIMATED
                ? Waterfall.Kind.ESTIMATED
                : cost.source() == CostSource.PROVIDER ? Waterfall.Kind.PROVIDER : Waterfall.Kind.MEASURED;
    }
}
