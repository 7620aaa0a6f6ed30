package dev.tollgate.gateway.pricing;

/// Plain rates for the estimates of a running call, taken once an attempt so that a stream event costs two
/// multiplications. Immutable.
///
/// @param perInput pico-dollars for a token of input
/// @param perOutput pico-dollars for a token of output
/// @param perRequest the row's fee, paid as soon as the call is running
/// @param priced false where no row holds: then nothing may be said about money
public record Rates(long perInput, long perOutput, long perRequest, boolean priced) {
    public static final Rates FREE = new Rates(0, 0, 0, true);
    public static final Rates UNPRICED = new Rates(0, 0, 0, false);

    /// Money for this many tokens; -1 where there is no price, `Long.MAX_VALUE` instead of an overflow.
    ///
    /// @param input tokens, 0 or more
    /// @param output tokens, 0 or more
    public long picos(long input, long output) {
        if (!priced) {
            return -1;
        }
        try {
            return Math.addExact(perRequest,
                    Math.addExact(Math.multiplyExact(perInput, input), Math.multiplyExact(perOutput, output)));
        } catch (ArithmeticException tooLarge) {
            return Long.MAX_VALUE;
        }
    }
}
