package dev.tollgate.console.keys;

import dev.tollgate.console.chart.NeedleGauge;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// A gauge in a row, painted only where something it shows has changed.
final class RowGauge extends StackPane {
    private final NeedleGauge gauge;
    private NeedleGauge.@Nullable Reading reading;
    private List<NeedleGauge.Step> steps = List.of();

    RowGauge(double width) {
        gauge = NeedleGauge.row(width);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(gauge);
    }

    void show(BudgetRow row) {
        var now = row.reading();
        var next = row.steps();
        if (now.equals(reading) && next.equals(steps)) {
            return;
        }
        gauge.measure(row::say, Measure.zero(row.budget().unit()));
        if (!next.equals(steps)) {
            gauge.setSteps(next);
        }
        reading = now;
        steps = next;
        gauge.set(now);
    }
}
