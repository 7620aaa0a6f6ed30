package dev.tollgate.console.chart;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/// One figure per bucket, NaN where nothing is known; immutable, so that a query's thread can hand it to the screen.
public final class Values {
    private final double[] figures;

    private Values(double[] figures) {
        this.figures = figures;
    }

    public static Values of(double... figures) {
        return new Values(figures.clone());
    }

    public static Values of(int size, IntToDoubleFunction figure) {
        var made = new double[size];
        Arrays.setAll(made, figure);
        return new Values(made);
    }

    public int size() {
        return figures.length;
    }

    /// NaN for a gap, and outside.
    public double at(int index) {
        return index >= 0 && index < figures.length ? figures[index] : Double.NaN;
    }

    /// The newest known figure; NaN if there is none.
    public double last() {
        for (int i = figures.length - 1; i >= 0; i--) {
            if (!Double.isNaN(figures[i])) {
                return figures[i];
            }
        }
        return Double.NaN;
    }

    /// The largest known figure, 0 if there is none.
    public double max() {
        double most = 0;
        for (double figure : figures) {
            most = figure > most ? figure : most;
        }
        return most;
    }

    /// Gaps count as nothing.
    public double sum() {
        double total = 0;
        for (double figure : figures) {
            total += Double.isNaN(figure) ? 0 : figure;
        }
        return total;
    }

    /// Figure by figure; a gap only where both have one.
    Values plus(Values other) {
        return of(Math.max(size(), other.size()), i -> added(at(i), other.at(i)));
    }

    private static double added(double a, double b) {
        return Double.isNaN(a) ? b : Double.isNaN(b) ? a : a + b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Values that && Arrays.equals(figures, that.figures);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(figures);
    }

    @Override
    public String toString() {
        return Arrays.toString(figures);
    }
}
