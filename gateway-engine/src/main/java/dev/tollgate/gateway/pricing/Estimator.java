package dev.tollgate.gateway.pricing;

/// Tokens from bytes, where nobody reported any: a likely figure for bills and displays, a safe one for holds.
public final class Estimator {
    private static final int BYTES_A_TOKEN = 4;

    private Estimator() {}

    /// The likely number of tokens in this much text.
    ///
    /// @param bytesOfText UTF-8 bytes, 0 or more; base64 data is no text
    public static long tokens(long bytesOfText) {
        return Math.ceilDiv(Math.max(0, bytesOfText), BYTES_A_TOKEN);
    }

    /// More tokens than this much text is likely to have; with `strict` more than it can have, since byte-level
    /// tokenizers never yield more tokens than bytes.
    public static long upperBound(long bytes, boolean strict) {
        long some = Math.max(0, bytes);
        return strict ? some : Math.ceilDiv(some, 2);
    }
}
