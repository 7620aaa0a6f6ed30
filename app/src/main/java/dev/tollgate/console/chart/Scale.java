package dev.tollgate.console.chart;

/// A straight line from data to pixels and back; pure.
///
/// @param low data at `start`
/// @param high data at `end`, not equal to `low`
record Scale(double low, double high, double start, double end) {
    Scale {
        if (low == high) {
            high = low + 1;
        }
    }

    double at(double data) {
        return start + (data - low) / (high - low) * (end - start);
    }

    /// Pico-dollars and epoch milliseconds are far below 2^53, so nothing is lost.
    double at(long data) {
        return at((double) data);
    }

    double back(double pixel) {
        return low + (pixel - start) / (end - start) * (high - low);
    }

    /// The middle of the pixel row or column, where a 1 px line is sharp.
    double crisp(double data) {
        return Math.floor(at(data)) + 0.5;
    }

    double crisp(long data) {
        return crisp((double) data);
    }
}
