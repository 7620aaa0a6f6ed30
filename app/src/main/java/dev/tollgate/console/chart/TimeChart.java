package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Kind;
import dev.tollgate.console.chart.ChartData.Series;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Palette;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Region;

/// Figures over time on three canvases (axes, data, crosshair and window), so that hovering redraws only the last.
/// Every mark is a selector: a click asks for the requests of a bucket, a drag for a window. JavaFX thread only; the
/// data is computed elsewhere.
public final class TimeChart extends Region {
    private final Canvas axes = new Canvas();
    private final Canvas lines = new Canvas();
    private final Canvas overlay = new Canvas();
    private final ChangeListener<Palette> repaint = (_, _, _) -> paint();
    private final Plot.Look look;
    private final ChartInput input;
    private ChartData data = ChartData.empty(Instant.EPOCH, Instant.EPOCH.plusSeconds(900), Kind.LEVEL);
    private String whenEmpty = "Nothing to show yet";
    private Plot plot;

    /// A chart of one measure.
    ///
    /// @param title what is shown, for the accessible sentence
    /// @param axis text of a grid line
    /// @param value text of a figure in labels and at the crosshair
    /// @param display zone of the time labels
    /// @param billing zone whose midnight cuts the days
    public TimeChart(
            String title, DoubleFunction<String> axis, DoubleFunction<String> value, ZoneId display, ZoneId billing) {
        look = new Plot.Look(title, axis, value, display, billing);
        plot = Plot.of(data, look, 1, 1);
        input = new ChartInput(this, this::paintOverlay);
        setMinSize(240, 96);
        setPrefSize(640, 180);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getStyleClass().add("tg-chart");
        getChildren().addAll(axes, lines, overlay);
        Palette.current().addListener(new WeakChangeListener<>(repaint));
    }

    /// Six series and others at most are shown; a window stays where it was as long as the range does.
    public void setData(ChartData next) {
        boolean moved = !next.from().equals(data.from()) || !next.to().equals(data.to());
        boolean sliding = data.kind() == Kind.LEVEL && next.kind() == Kind.LEVEL;
        if (moved && !sliding) {
            input.forget();
        }
        data = next.sixAndOthers();
        setAccessibleText(sentence());
        paint();
    }

    public ChartData data() {
        return data;
    }

    /// The sentence on the axes while there is no data.
    public void setEmptyText(String sentence) {
        if (!sentence.equals(whenEmpty)) {
            whenEmpty = sentence;
            paint();
        }
    }

    /// A click, or Enter at the cursor; the series is absent between bars and on lines.
    public void setOnBucket(BucketHandler handler) {
        input.onBucket(handler);
    }

    /// A drag, or Shift and arrows, ended.
    public void setOnWindow(WindowHandler handler) {
        input.onWindow(handler);
    }

    /// Esc took the window away.
    public void setOnClear(Runnable handler) {
        input.onClear(handler);
    }

    /// Shows a window without asking the handler.
    public void select(Instant from, Instant to) {
        input.select(Buckets.index(data, from), Buckets.index(data, to.minusMillis(1)));
    }

    public void clearSelection() {
        input.forget();
        paintOverlay();
    }

    /// What a click on a bucket means.
    @FunctionalInterface
    public interface BucketHandler {
        void open(Instant from, Instant to, Optional<Series> series);
    }

    /// What a dragged window means.
    @FunctionalInterface
    public interface WindowHandler {
        void selected(Instant from, Instant to);
    }

    Plot plot() {
        return plot;
    }

    @Override
    protected void layoutChildren() {
        if (axes.getWidth() != getWidth() || axes.getHeight() != getHeight()) {
            for (var canvas : new Canvas[] {axes, lines, overlay}) {
                canvas.setWidth(getWidth());
                canvas.setHeight(getHeight());
            }
            paint();
        }
    }

    private void paint() {
        if (getWidth() < Plot.LEFT + Plot.RIGHT || getHeight() < Plot.TOP + Plot.BOTTOM) {
            return;
        }
        var palette = Palette.current().get();
        plot = Plot.of(data, look, getWidth(), getHeight());
        new AxesPainter(axes.getGraphicsContext2D(), plot, palette).paint(data.isDated() ? whenEmpty : "");
        new SeriesPainter(lines.getGraphicsContext2D(), plot, palette).paint();
        new MarkerLane(lines.getGraphicsContext2D(), plot, palette).paint();
        paintOverlay();
    }

    private void paintOverlay() {
        new OverlayPainter(overlay.getGraphicsContext2D(), plot, Palette.current().get())
                .paint(input.cursor(), input.first(), input.last());
    }

    private String sentence() {
        var range = look.title() + ", " + Format.range(data.from(), data.to(), look.display());
        if (data.blank()) {
            return range + ": no data";
        }
        return range + ": " + data.series().stream().map(this::said).collect(Collectors.joining(", "));
    }

    private String said(Series one) {
        var values = one.values();
        return data.kind() == Kind.FLOW
                ? one.name() + " " + look.value().apply(values.sum()) + " in all"
                : one.name() + " now " + read(values.last()) + ", highest " + look.value().apply(values.max());
    }

    private String read(double value) {
        return Double.isNaN(value) ? "unknown" : look.value().apply(value);
    }
}
