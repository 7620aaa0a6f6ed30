package dev.tollgate.gateway.ledger;

/// Sums over requests and their attempts.
///
/// @param errors requests that failed, were interrupted or gave invalid output
/// @param fallbacks requests answered by another than the first target
/// @param input tokens, cached ones included
/// @param picos pico-dollars of everything priced
/// @param estimatedPicos the part of `picos` that is estimated or at least
/// @param failedPicos the part of `picos` that failed attempts cost
/// @param savedPicos what cache reads would have cost more at the full input rate
/// @param unpriced requests with an attempt that has usage and no price
/// @param ttftMillis sum over requests that have one
public record Totals(long requests, long errors, long rejected, long fallbacks, long input, long cacheRead,
        long output, long picos, long estimatedPicos, long failedPicos, long savedPicos, long unpriced,
        long ttftMillis, long ttftCount, long durationMillis) {
    public static final Totals ZERO = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public long tokens() {
        return input + output;
    }

    public Totals plus(Totals o) {
        return new Totals(requests + o.requests, errors + o.errors, rejected + o.rejected, fallbacks + o.fallbacks,
                input + o.input, cacheRead + o.cacheRead, output + o.output, Math.addExact(picos, o.picos),
                estimatedPicos + o.estimatedPicos, failedPicos + o.failedPicos, savedPicos + o.savedPicos,
                unpriced + o.unpriced, ttftMillis + o.ttftMillis, ttftCount + o.ttftCount,
                durationMillis + o.durationMillis);
    }
}
