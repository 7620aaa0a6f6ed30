package dev.tollgate.console.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Heights of the direct labels at the end of lines: each as near to its line as the one below allows; pure.
final class Labels {
    static final double LINE = 14;

    private Labels() {}

    /// Walks from the lowest up; what would leave the top pushes all others down again.
    ///
    /// @param own where each label would like to stand
    /// @return heights in the same order, at least 14 apart
    static List<Double> spread(List<Double> own, double top, double bottom) {
        var order = IntStream.range(0, own.size()).boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -own.get(i)))
                .toList();
        var heights = new ArrayList<>(own);
        double below = bottom + LINE;
        for (int i : order) {
            below = Math.min(own.get(i), below - LINE);
            heights.set(i, below);
        }
        double above = top - LINE;
        for (int i : order.reversed()) {
            above = Math.max(heights.get(i), above + LINE);
            heights.set(i, above);
        }
        return heights;
    }
}
