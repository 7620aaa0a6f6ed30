package dev.tollgate.gateway.pricing;

import dev.tollgate.gateway.term.Unit;
import java.util.Arrays;
import java.util.OptionalLong;

/// What an attempt consumed: a count for each unit, absent where the provider does not report it. Immutable.
///
/// `INPUT` and `OUTPUT` are totals; the other token units are parts of them (COST: cached inside input, reasoning
/// inside output).
@SuppressWarnings("EnumOrdinal") // an array by unit is the whole point: this is made and added on every request
public final class Usage {
    private static final long ABSENT = -1;
    public static final Usage NONE = new Usage(absent(), UsageSource.NONE);

    private final long[] counts;
    private final UsageSource source;

    private Usage(long[] counts, UsageSource source) {
        this.counts = counts;
        this.source = source;
    }

    public static Usage of(long input, long output, UsageSource source) {
        var counts = absent();
        counts[Unit.INPUT.ordinal()] = notNegative(Unit.INPUT, input);
        counts[Unit.OUTPUT.ordinal()] = notNegative(Unit.OUTPUT, output);
        return new Usage(counts, source);
    }

    /// Nothing counted yet, from this source.
    public static Usage from(UsageSource source) {
        return new Usage(absent(), source);
    }

    private static long[] absent() {
        var counts = new long[Unit.values().length];
        Arrays.fill(counts, ABSENT);
        return counts;
    }

    /// A copy with this count.
    ///
    /// @param count 0 or more
    public Usage with(Unit unit, long count) {
        var next = counts.clone();
        next[unit.ordinal()] = notNegative(unit, count);
        return new Usage(next, source);
    }

    private static long notNegative(Unit unit, long count) {
        if (count < 0) {
            throw new IllegalArgumentException(unit + " is negative: " + count);
        }
        return count;
    }

    public Usage as(UsageSource other) {
        return new Usage(counts, other);
    }

    public UsageSource source() {
        return source;
    }

    /// The count, 0 where it was not reported.
    public long get(Unit unit) {
        return Math.max(0, counts[unit.ordinal()]);
    }

    public OptionalLong reported(Unit unit) {
        long count = counts[unit.ordinal()];
        return count == ABSENT ? OptionalLong.empty() : OptionalLong.of(count);
    }

    /// The sum, as good as its weakest addend; nothing consumed adds nothing.
    ///
    /// @throws ArithmeticException on overflow
    public Usage plus(Usage other) {
        if (other.source == UsageSource.NONE) {
            return this;
        }
        if (source == UsageSource.NONE) {
            return other;
        }
        var sum = new long[counts.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = counts[i] == ABSENT ? other.counts[i] : Math.addExact(counts[i], Math.max(0, other.counts[i]));
        }
        return new Usage(sum, source.compareTo(other.source) >= 0 ? source : other.source);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Usage that && that.source == source && Arrays.equals(that.counts, counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(counts) + source.hashCode();
    }

    @Override
    public String toString() {
        return "Usage" + Arrays.toString(counts) + source;
    }
}
