package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Unit;
import java.util.List;
import java.util.OptionalLong;

/// Money for usage, with the arithmetic that led to it. Immutable.
///
/// @param picos pico-dollars, 0 or more; of an unpriced cost 0 and meaningless
/// @param computed what our own rows say, kept beside a provider's figure
public record Cost(long picos, CostSource source, CostBound bound, List<Line> lines, OptionalLong computed) {
    public static final Cost NONE = of(0, CostSource.NONE, CostBound.EXACT, List.of());
    public static final Cost FREE = of(0, CostSource.FREE, CostBound.EXACT, List.of());
    public static final Cost UNPRICED = of(0, CostSource.UNPRICED, CostBound.EXACT, List.of());

    public Cost {
        lines = List.copyOf(lines);
    }

    public static Cost of(long picos, CostSource source, CostBound bound, List<Line> lines) {
        return new Cost(picos, source, bound, lines, OptionalLong.empty());
    }

    public boolean isPriced() {
        return source != CostSource.UNPRICED;
    }

    /// The sum over attempts. Costs of nothing vanish; differing sources are mixed; the weaker bound stays. An unpriced
    /// addend keeps the priced sum and shows as mixed: who adds counts the unpriced ones.
    ///
    /// @throws ArithmeticException on overflow
    public Cost plus(Cost other) {
        if (other.source == CostSource.NONE) {
            return this;
        }
        if (source == CostSource.NONE) {
            return other;
        }
        return new Cost(Math.addExact(picos, other.picos), source == other.source ? source : CostSource.MIXED,
                bound.compareTo(other.bound) >= 0 ? bound : other.bound, List.of(), OptionalLong.empty());
    }

    /// One line of arithmetic: quantity × rate.
    ///
    /// @param picosEach pico-dollars for one
    /// @param price the row applied, as [dev.tollgate.gateway.config.PriceRow#label]
    /// @param fallback the rate is the parent unit's
    public record Line(Unit unit, long quantity, long picosEach, long picos, String price, boolean fallback) {}
}
