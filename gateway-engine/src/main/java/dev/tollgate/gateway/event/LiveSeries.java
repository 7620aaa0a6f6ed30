package dev.tollgate.gateway.event;

/// What one value of a dimension used, second by second; the arrays are copies and end at the view's instant.
///
/// @param tokens input without cache reads, plus output, in each second
/// @param picos pico-dollars in each second, running estimates included
/// @param running requests in flight now
public record LiveSeries(String name, long[] tokens, long[] picos, boolean unpriced, int running) {
    /// Tokens in the last `seconds`.
    public long tokensOver(int seconds) {
        return sum(tokens, seconds);
    }

    public long picosOver(int seconds) {
        return sum(picos, seconds);
    }

    private static long sum(long[] values, int seconds) {
        long sum = 0;
        for (int i = Math.max(0, values.length - seconds); i < values.length; i++) {
            sum += values[i];
        }
        return sum;
    }
}
