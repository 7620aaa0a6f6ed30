package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.Picos;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks at a price row as a careful colleague would, before it is committed. Pure; used once, by one thread.
public final class Doubts {
    /// $0.0001 and $10,000 per million, as pico-dollars a token.
    private static final long LEAST = 100;
    private static final long MOST = 10_000_000_000L;
    private static final long JUMP = 5;
    private static final List<Unit> CACHED = List.of(Unit.CACHE_READ, Unit.AUDIO_CACHE_READ);

    private final PriceRow row;
    private final List<Doubt> found = new ArrayList<>();

    private Doubts(PriceRow row) {
        this.row = row;
    }

    /// What is odd about this row beside the others of its model.
    ///
    /// @param others rows of any model; those of this one and of the same kind (typed or imported) are looked at
    public static List<Doubt> of(PriceRow row, List<PriceRow> others) {
        var doubts = new Doubts(row);
        var same = others.stream().filter(each -> each.isAbout(row) && !each.equals(row))
                .sorted(Comparator.comparing(PriceRow::from)).toList();
        doubts.sizes();
        doubts.pairs();
        before(row, same).ifPresent(doubts::jumps);
        doubts.dates(same.stream().filter(each -> each.isTyped() == row.isTyped() && !each.shipped()).toList());
        return List.copyOf(doubts.found);
    }

    /// The row that held until this one does; a typed one is meant where one is as late.
    private static Optional<PriceRow> before(PriceRow row, List<PriceRow> same) {
        return same.stream().filter(each -> each.from().isBefore(row.from()))
                .max(Comparator.comparing(PriceRow::from).thenComparing(PriceRow::isTyped));
    }

    private void add(Doubt.Kind kind, Unit unit, String message) {
        found.add(new Doubt(kind, Optional.of(unit), message));
    }

    private static String usd(long rate) {
        return "$" + Picos.usdPerMillion(rate);
    }

    private static String name(Unit unit) {
        return switch (unit) {
            case INPUT -> "Input";
            case CACHE_READ -> "Cached input";
            case CACHE_WRITE_5M -> "Cache write, 5 minutes";
            case CACHE_WRITE_1H -> "Cache write, 1 hour";
            case AUDIO_INPUT -> "Audio input";
            case AUDIO_CACHE_READ -> "Cached audio";
            case IMAGE_INPUT -> "Image input";
            case OUTPUT -> "Output";
            case REASONING -> "Reasoning";
            case AUDIO_OUTPUT -> "Audio output";
            case IMAGE_OUTPUT -> "Image output";
            case IMAGES -> "A picture";
            case AUDIO_SECONDS -> "A second of sound";
            case CHARACTERS -> "Spoken characters";
            case SEARCH_UNITS -> "A search";
            case REQUESTS -> "The fee";
        };
    }

    private void sizes() {
        boolean free = row.rates().values().stream().allMatch(rate -> rate == 0) && row.requestPicos() == 0;
        row.rates().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            long rate = entry.getValue();
            if (rate == 0 && !free) {
                add(Doubt.Kind.ZERO, entry.getKey(),
                        name(entry.getKey()) + " costs nothing while the rest does. Free?");
            } else if (!entry.getKey().isPricedByPiece() && rate != 0 && (rate < LEAST || rate > MOST)) {
                add(Doubt.Kind.ODD_SIZE, entry.getKey(), name(entry.getKey()) + ": " + usd(rate)
                        + " per million tokens is unusual. Is it a price for one token, or for a thousand?");
            }
        });
        if (free && !row.rates().isEmpty()) {
            add(Doubt.Kind.ZERO, Unit.INPUT, "Every rate is zero, so calls count as free. Is the model free?");
        }
    }

    private void pairs() {
        long input = row.rates().getOrDefault(Unit.INPUT, -1L);
        for (var unit : CACHED) {
            long cached = row.rates().getOrDefault(unit, -1L);
            if (input >= 0 && cached > input) {
                add(Doubt.Kind.CACHED_ABOVE_INPUT, unit, name(unit) + " (" + usd(cached) + ") is dearer than input ("
                        + usd(input) + "). Are the two swapped?");
            }
        }
        long output = row.rates().getOrDefault(Unit.OUTPUT, -1L);
        if (output > 0 && output < input) {
            add(Doubt.Kind.OUTPUT_BELOW_INPUT, Unit.OUTPUT, "Output (" + usd(output) + ") is cheaper than input ("
                    + usd(input) + "). Are the two swapped?");
        }
    }

    private void jumps(PriceRow before) {
        row.rates().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            long now = entry.getValue();
            long then = before.rates().getOrDefault(entry.getKey(), 0L);
            if (now > 0 && then > 0 && (above(now, then) || above(then, now))) {
                add(Doubt.Kind.JUMP, entry.getKey(), name(entry.getKey()) + " changes from " + usd(then) + " to "
                        + usd(now) + ", more than five times. Is a point misplaced?");
            }
        });
    }

    private static boolean above(long one, long other) {
        return other <= Long.MAX_VALUE / JUMP && one > other * JUMP;
    }

    /// @param same rows of this model and kind, by date
    private void dates(List<PriceRow> same) {
        for (var other : same) {
            var first = other.from().isBefore(row.from()) ? other : row;
            var second = first.equals(row) ? other : row;
            if (other.from().equals(row.from())) {
                date(Doubt.Kind.OVERLAP, "Another row of this model begins at the same moment.");
            } else if (first.until().filter(end -> end.isAfter(second.from())).isPresent()) {
                date(Doubt.Kind.OVERLAP,
                        "Two rows of this model hold from " + day(second) + " on; the later one counts.");
            }
        }
        same.stream().filter(other -> other.from().isBefore(row.from())).max(Comparator.comparing(PriceRow::from))
                .flatMap(PriceRow::until).filter(end -> end.isBefore(row.from())).ifPresent(end -> gap(end, row));
        same.stream().filter(other -> other.from().isAfter(row.from())).findFirst()
                .ifPresent(next -> row.until().filter(end -> end.isBefore(next.from()))
                        .ifPresent(end -> gap(end, next)));
    }

    private void gap(Instant end, PriceRow next) {
        date(Doubt.Kind.GAP, "From " + end.toString().substring(0, 10) + " to " + day(next)
                + " no row of this model holds: calls of that time have no price from here.");
    }

    private void date(Doubt.Kind kind, String message) {
        found.add(new Doubt(kind, Optional.empty(), message));
    }

    private static String day(PriceRow row) {
        return row.from().toString().substring(0, 10);
    }
}
