package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Prices calls: picks the row that holds and multiplies. One per configuration; immutable, any thread may ask.
public final class PriceBook {
    /// Stands for an amount that does not fit: above any budget, and still safe to add a few of.
    private static final long BEYOND = Long.MAX_VALUE / 8;

    private final Map<String, ProviderRows> byProvider = new HashMap<>();
    private final Map<String, List<ProviderRows>> byTarget = new ConcurrentHashMap<>();
    private final UnaryOperator<String> catalogueId;

    private PriceBook(UnaryOperator<String> catalogueId) {
        this.catalogueId = catalogueId;
    }

    /// A book of these rows. A row counts for a target when it names the target's provider, or the catalogue's id of
    /// that provider.
    ///
    /// @param catalogueIdOfProvider from a provider's name to the catalogue's id of it; the name itself where it has
    ///     none
    public static PriceBook of(List<PriceRow> rows, List<PriceRow> shipped,
            UnaryOperator<String> catalogueIdOfProvider) {
        var book = new PriceBook(catalogueIdOfProvider);
        rows.forEach(book::add);
        shipped.forEach(book::add);
        return book;
    }

    private void add(PriceRow row) {
        byProvider.computeIfAbsent(row.provider(), name -> new ProviderRows()).add(row);
    }

    /// The moments at which a row begins or ends: between two of them the same rows hold.
    Stream<Instant> edges() {
        return byProvider.values().stream().flatMap(ProviderRows::edges);
    }

    /// What this usage costs by our rows: `none` without usage, `free` at a free provider or under a zero row,
    /// `unpriced` where no row holds (or the sum is beyond all money).
    ///
    /// @param free the provider is marked free
    /// @param responseModel the model the reply names
    /// @param at the attempt's start
    public Cost cost(TargetId target, boolean free, Optional<String> responseModel, Usage usage, Instant at) {
        return cost(target, free, responseModel, usage, new ProviderRows.Call(at, false));
    }

    /// The same for calls that were made in a batch.
    ///
    /// @param at when the batch was submitted
    public Cost batchCost(TargetId target, boolean free, Optional<String> responseModel, Usage usage, Instant at) {
        return cost(target, free, responseModel, usage, new ProviderRows.Call(at, true));
    }

    private Cost cost(TargetId target, boolean free, Optional<String> responseModel, Usage usage,
            ProviderRows.Call call) {
        if (usage.source() == UsageSource.NONE) {
            return Cost.NONE;
        }
        if (free) {
            return Cost.FREE;
        }
        var row = row(target, responseModel, call);
        if (row.isEmpty()) {
            return consumed(usage) ? Cost.UNPRICED : Cost.NONE;
        }
        return of(row.get(), usage);
    }

    /// What this usage costs by one row, whoever it is for.
    public static Cost of(PriceRow row, Usage usage) {
        return isZero(row) ? Cost.FREE : computed(row, usage);
    }

    private static Cost computed(PriceRow row, Usage usage) {
        try {
            return Priced.cost(row, usage);
        } catch (ArithmeticException absurd) {
            return Cost.UNPRICED;
        }
    }

    /// The provider's own figure where it is to be believed, with ours kept beside it. A zero next to a cost of ours is
    /// a provider that does not fill the field in.
    ///
    /// @param reportedPicos pico-dollars as the reply states them
    public Cost withReported(Cost computed, OptionalLong reportedPicos, Usage usage) {
        if (reportedPicos.isEmpty() || reportedPicos.getAsLong() < 0) {
            return computed;
        }
        boolean ours = computed.source() == CostSource.COMPUTED || computed.source() == CostSource.FREE;
        boolean unpriced = computed.source() == CostSource.UNPRICED && consumed(usage);
        if (reportedPicos.getAsLong() == 0 && !unpriced) {
            return computed;
        }
        return new Cost(reportedPicos.getAsLong(), CostSource.PROVIDER, CostBound.EXACT, computed.lines(),
                ours ? OptionalLong.of(computed.picos()) : OptionalLong.empty());
    }

    /// The most such a call may cost, to be held before it is made: the dearest of the tiers its input may reach, all
    /// output as reasoning where that is dearer, no cache discount, the fee. Empty without a price.
    ///
    /// @param input upper bound of its tokens
    /// @param maxOutput tokens, of all choices together
    public OptionalLong most(TargetId target, boolean free, long input, long maxOutput, Instant at) {
        return most(target, free, input, maxOutput, Map.of(), at);
    }

    /// The same for a call that also uses what is counted in pieces.
    ///
    /// @param pieces pictures, seconds, characters, searches at most
    public OptionalLong most(TargetId target, boolean free, long input, long maxOutput, Map<Unit, Long> pieces,
            Instant at) {
        if (free) {
            return OptionalLong.of(0);
        }
        var row = row(target, Optional.empty(), at);
        return row.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(BEYOND, most(row.get(), input, maxOutput) + most(row.get(), pieces)));
    }

    private static long most(PriceRow row, Map<Unit, Long> pieces) {
        long sum = 0;
        for (var piece : pieces.entrySet()) {
            sum += new Rates(rate(row, Map.of(), piece.getKey()), 0, 0, true).picos(piece.getValue(), 0);
        }
        return sum < 0 ? BEYOND : Math.min(sum, BEYOND);
    }

    private static long most(PriceRow row, long input, long maxOutput) {
        long most = new Rates(rate(row, Map.of(), Unit.INPUT), dearest(row, Map.of()), row.requestPicos(), true)
                .picos(input, maxOutput);
        for (var tier : row.tiers()) {
            if (tier.holds(input)) {
                most = Math.max(most, new Rates(rate(row, tier.rates(), Unit.INPUT), dearest(row, tier.rates()),
                        row.requestPicos(), true).picos(input, maxOutput));
            }
        }
        return Math.min(most, BEYOND);
    }

    /// Rates for running estimates of a call of ordinary length.
    public Rates rates(TargetId target, boolean free, Instant at) {
        return rates(target, free, 0, at);
    }

    /// Rates for running estimates.
    ///
    /// @param input its likely tokens, which choose the tier
    public Rates rates(TargetId target, boolean free, long input, Instant at) {
        if (free) {
            return Rates.FREE;
        }
        var row = row(target, Optional.empty(), at);
        if (row.isEmpty()) {
            return Rates.UNPRICED;
        }
        var tier = Priced.tierRates(row.get(), input);
        return new Rates(rate(row.get(), tier, Unit.INPUT), rate(row.get(), tier, Unit.OUTPUT),
                row.get().requestPicos(), true);
    }

    /// The row that holds for this target at that moment.
    ///
    /// @param responseModel the model the reply names; a row for it goes before one for the model sent
    public Optional<PriceRow> row(TargetId target, Optional<String> responseModel, Instant at) {
        return row(target, responseModel, new ProviderRows.Call(at, false));
    }

    /// The row that holds for calls in a batch: one for batches, else one for all.
    public Optional<PriceRow> batchRow(TargetId target, Optional<String> responseModel, Instant at) {
        return row(target, responseModel, new ProviderRows.Call(at, true));
    }

    private Optional<PriceRow> row(TargetId target, Optional<String> responseModel, ProviderRows.Call call) {
        ProviderRows.@Nullable Match best = null;
        for (var rows : rowsOf(target.provider())) {
            if (responseModel.isPresent()) {
                best = rows.better(best, responseModel.get(), true, call);
            }
            best = rows.better(best, target.model(), false, call);
        }
        return Optional.ofNullable(best).map(ProviderRows.Match::row);
    }

    // Asked several times a request; the providers are those of one configuration, so the map stays
    // small.
    private List<ProviderRows> rowsOf(String provider) {
        return byTarget.computeIfAbsent(provider, this::find);
    }

    private List<ProviderRows> find(String provider) {
        var found = new ArrayList<ProviderRows>(2);
        var own = byProvider.get(provider);
        if (own != null) {
            found.add(own);
        }
        var listed = byProvider.get(catalogueId.apply(provider));
        if (listed != null && listed != own) {
            found.add(listed);
        }
        return found;
    }

    private static long rate(PriceRow row, Map<Unit, Long> tier, Unit unit) {
        return tier.getOrDefault(unit, row.rates().getOrDefault(unit, 0L));
    }

    private static long dearest(PriceRow row, Map<Unit, Long> tier) {
        return Math.max(rate(row, tier, Unit.OUTPUT), rate(row, tier, Unit.REASONING));
    }

    private static boolean isZero(PriceRow row) {
        return !row.rates().isEmpty() && row.requestPicos() == 0 && allZero(row.rates())
                && (row.tiers().isEmpty() || row.tiers().stream().allMatch(tier -> allZero(tier.rates())));
    }

    private static boolean allZero(Map<Unit, Long> rates) {
        for (long rate : rates.values()) {
            if (rate != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean consumed(Usage usage) {
        for (var unit : Unit.values()) {
            if (usage.get(unit) > 0) {
                return true;
            }
        }
        return false;
    }
}
