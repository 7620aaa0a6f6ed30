package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of one provider, ready to be asked which of them holds. Not changed after it is built.
///
/// An exact name goes before a pattern, a longer literal before a shorter, the reply's model before the one sent, of a
/// call in a batch a row for batches before one for all, a typed row before an imported one, that before a shipped one, the latest before the older. One thing comes before all of it: a typed row that
/// names the model sent or replied beats any other row, or a shipped row for the dated name in the reply would
/// silently replace the price that somebody typed for the name he sends; unless it is for calls in batches, and they are.
final class ProviderRows {
    private final Map<String, List<PriceRow>> exact = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    void add(PriceRow row) {
        if (Glob.isPattern(row.model())) {
            patterns.add(new Pattern(new Glob(row.model()), row));
        } else {
            exact.computeIfAbsent(row.model().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1)).add(row);
        }
    }

    /// What a row must hold for.
    record Call(Instant at, boolean batch) {
        boolean fits(PriceRow row) {
            return row.holds(at) && (batch || !row.batch());
        }
    }

    /// The better of `best` and what holds here for this name.
    @Nullable
    Match better(@Nullable Match best, String model, boolean replied, Call call) {
        String name = model.toLowerCase(Locale.ROOT);
        var found = best;
        for (var row : exact.getOrDefault(name, List.of())) {
            found = call.fits(row) ? Match.better(found, new Match(row, true, 0, replied)) : found;
        }
        if (found != null && found.exact) {
            return found;
        }
        for (var pattern : patterns) {
            if (call.fits(pattern.row) && pattern.glob.matches(name)) {
                found = Match.better(found, new Match(pattern.row, false, pattern.glob.literal(), replied));
            }
        }
        return found;
    }

    Stream<Instant> edges() {
        return Stream.concat(exact.values().stream().flatMap(List::stream), patterns.stream().map(Pattern::row))
                .flatMap(row -> Stream.concat(Stream.of(row.from()), row.until().stream()));
    }

    private record Pattern(Glob glob, PriceRow row) {}

    /// A row that holds and how closely it fits.
    ///
    /// @param replied it fits the reply's model, not the one sent
    record Match(PriceRow row, boolean exact, int literal, boolean replied) {
        private static final Comparator<Match> CLOSER = Comparator.comparing(Match::batchByName)
                .thenComparing(Match::typedByName).thenComparing(Match::exact).thenComparingInt(Match::literal)
                .thenComparing(Match::replied).thenComparing(m -> m.row.batch()).thenComparingInt(Match::trust)
                .thenComparing(m -> m.row.from());

        private boolean batchByName() {
            return exact && row.batch();
        }

        private boolean typedByName() {
            return exact && row.isTyped();
        }

        private int trust() {
            return row.shipped() ? 0 : row.isImported() ? 1 : 2;
        }

        static Match better(@Nullable Match one, Match other) {
            return one == null || CLOSER.compare(other, one) > 0 ? other : one;
        }
    }
}
