package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.TargetId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What stored usage would have cost had other rows held. What is not touched by the difference keeps its stored cost,
/// whatever row that came from. Used by one thread.
///
/// The row for a model changes only where one begins or ends, so it is looked up once for each stretch between.
public final class Rerating {
    /// Which row holds before and after; the models asked for are few, the calls many.
    private record Asked(String provider, String model, Optional<String> responseModel, int stretch,
            boolean batch) {}

    /// @param same whether nothing changes, as for a free provider; found out once and not for each call
    private record Rows(boolean same, Optional<PriceRow> after) {
        static final Rows UNTOUCHED = new Rows(true, Optional.empty());

        static Rows of(Optional<PriceRow> before, Optional<PriceRow> after) {
            return new Rows(before.equals(after), after);
        }
    }

    private final PriceBook before;
    private final PriceBook after;
    private final Predicate<String> free;
    private final long[] edges;
    private final Map<Asked, Rows> known = new HashMap<>();

    /// @param free providers that are marked free: their calls cost nothing before and after
    public Rerating(PriceBook before, PriceBook after, Predicate<String> free) {
        this.before = before;
        this.after = after;
        this.free = free;
        this.edges = Stream.concat(before.edges(), after.edges()).mapToLong(Rerating::micros).distinct().sorted()
                .toArray();
    }

    /// The same instance as `stored` where nothing changes.
    ///
    /// @param batch it stands for the calls of a batch
    public Cost cost(TargetId target, Optional<String> responseModel, Instant started, Usage usage, Cost stored,
            boolean batch) {
        if (usage.source() == UsageSource.NONE || stored.source() == CostSource.PROVIDER) {
            return stored;
        }
        var rows = known.computeIfAbsent(
                new Asked(target.provider(), target.model(), responseModel, stretch(started), batch),
                _ -> free.test(target.provider())
                        ? Rows.UNTOUCHED
                        : Rows.of(row(before, target, responseModel, started, batch),
                                row(after, target, responseModel, started, batch)));
        if (rows.same()) {
            return stored;
        }
        return rows.after().map(row -> PriceBook.of(row, usage)).orElse(Cost.UNPRICED);
    }

    private static Optional<PriceRow> row(PriceBook book, TargetId target, Optional<String> model, Instant at,
            boolean batch) {
        return batch ? book.batchRow(target, model, at) : book.row(target, model, at);
    }

    private int stretch(Instant at) {
        int found = Arrays.binarySearch(edges, micros(at));
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static long micros(Instant at) {
        long seconds = Math.clamp(at.getEpochSecond(), -1_000_000_000_000L, 1_000_000_000_000L);
        return seconds * 1_000_000 + at.getNano() / 1_000;
    }
}
