package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.Theme;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/// Values that hold from one date to the next: lines in steps with their names at the right, dashed where they are
/// still to come, hatched where nothing holds, and grey bars below for how much went on. Dates are UTC.
public final class StepChart extends Painted {
    private static final double LEFT = 56;
    private static final double RIGHT = 128;
    private static final double TOP = 20;
    private static final double BARS = 28;
    private static final double BOTTOM = 20;
    private static final double LABEL = 15;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private Data data = Data.NONE;

    /// From this moment on the value holds; none where there is no value.
    public record Step(Instant at, OptionalDouble value) {}

    /// One line.
    ///
    /// @param slot colour slot, 1 to 6
    /// @param steps by date
    public record Series(String name, int slot, List<Step> steps) {
        public Series {
            steps = List.copyOf(steps);
        }
    }

    /// A stretch in which nothing holds.
    public record Gap(Instant from, Instant to) {}

    /// How much went on in the day that begins here.
    public record Bar(Instant day, double height) {}

    /// How a value is written.
    @FunctionalInterface
    public interface Writing {
        String of(double value);
    }

    /// What is drawn.
    ///
    /// @param head the moment the rest of the page speaks of
    /// @param number how a value is written
    public record Data(Instant from, Instant to, Instant now, Instant head, List<Series> series, List<Gap> gaps,
            List<Bar> bars, Writing number, String sentence) {
        static final Data NONE = new Data(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, List.of(),
                List.of(), List.of(), Double::toString, "");

        public Data {
            series = List.copyOf(series);
            gaps = List.copyOf(gaps);
            bars = List.copyOf(bars);
        }
    }

    public StepChart() {
        super(280, 140);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /// Replaces what is drawn; its sentence is what screen readers say.
    public void set(Data next) {
        data = next;
        setAccessibleText(next.sentence());
        paint();
    }

    @Override
    void paint(GraphicsContext pen, double width, double height, Palette palette) {
        if (data.series().isEmpty() && data.gaps().isEmpty()) {
            return;
        }
        new Paint(pen, width - LEFT - RIGHT, height - TOP - BARS - BOTTOM, palette).all();
    }

    // One painting.
    private final class Paint {
        private final GraphicsContext pen;
        private final double wide;
        private final double high;
        private final Palette palette;
        private final double top;
        private final double step;

        Paint(GraphicsContext pen, double wide, double high, Palette palette) {
            this.pen = pen;
            this.wide = wide;
            this.high = high;
            this.palette = palette;
            double largest = data.series().stream().flatMap(each -> each.steps().stream())
                    .mapToDouble(step -> step.value().orElse(0)).max().orElse(0);
            this.step = round(largest <= 0 ? 1 : largest / 3);
            this.top = Math.max(largest * 1.1, step * Math.max(1, Math.floor(largest / step)));
        }

        void all() {
            pen.setFont(Theme.text(11));
            pen.setTextBaseline(VPos.CENTER);
            grid();
            bars();
            gaps();
            data.series().forEach(this::line);
            head();
            names();
        }

        // 1, 2 or 5 times a power of ten, at most this.
        private static double round(double rough) {
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            return rough >= 5 * power ? 5 * power : rough >= 2 * power ? 2 * power : power;
        }

        double x(Instant at) {
            double whole = Duration.between(data.from(), data.to()).toMillis();
            return LEFT + Math.clamp(Duration.between(data.from(), at).toMillis() / whole, 0, 1) * wide;
        }

        double y(double value) {
            return Math.round(TOP + high * (1 - value / top)) + 0.5;
        }

        private void grid() {
            pen.setLineWidth(1);
            pen.setLineDashes();
            for (int i = 0; i * step <= top; i++) {
                double value = i * step;
                pen.setStroke(i == 0 ? palette.border() : palette.grid());
                pen.strokeLine(LEFT, y(value), LEFT + wide, y(value));
                text(i == 0 ? "0" : data.number().of(value), LEFT - 8, y(value), TextAlignment.RIGHT, false);
            }
            boolean months = Duration.between(data.from(), data.to()).toDays() > 45;
            var day = data.from().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
            var end = data.to().atZone(ZoneOffset.UTC).toLocalDate();
            int step = Math.max(1, (int) (Duration.between(data.from(), data.to()).toDays() / 6));
            for (int i = 0; !day.isAfter(end); day = day.plusDays(1), i++) {
                if (months ? day.getDayOfMonth() == 1 : i % step == 0) {
                    double at = x(day.atStartOfDay(ZoneOffset.UTC).toInstant());
                    text((months ? MONTH : DAY).format(day), at + 3, TOP + high + BARS + BOTTOM / 2,
                            TextAlignment.LEFT, false);
                    pen.setStroke(palette.grid());
                    pen.strokeLine(Math.round(at) + 0.5, TOP, Math.round(at) + 0.5, TOP + high + BARS);
                }
            }
        }

        private void bars() {
            double most = data.bars().stream().mapToDouble(Bar::height).max().orElse(0);
            double floor = TOP + high + BARS;
            pen.setFill(palette.others());
            for (var bar : data.bars()) {
                if (!bar.day().isBefore(data.from()) && bar.height() > 0) {
                    double at = x(bar.day());
                    double next = x(bar.day().plus(Duration.ofDays(1)));
                    double tall = Math.max(1, (BARS - 6) * bar.height() / most);
                    pen.fillRect(at, floor - tall, Math.max(1, next - at - 1), tall);
                }
            }
            text("traffic", LEFT - 8, floor - BARS / 2 + 2, TextAlignment.RIGHT, false);
        }

        private void gaps() {
            for (var gap : data.gaps()) {
                double from = x(gap.from());
                double to = x(gap.to());
                if (to - from >= 1) {
                    pen.setFill(Hatch.of(palette.warning().fill()));
                    pen.fillRect(from, TOP, to - from, high);
                    if (to - from > 52) {
                        text("unpriced", (from + to) / 2, TOP - 8, TextAlignment.CENTER, true);
                    }
                }
            }
        }

        private void line(Series series) {
            pen.setStroke(palette.slot(series.slot()));
            pen.setLineWidth(2);
            var steps = series.steps();
            OptionalDouble before = OptionalDouble.empty();
            for (int i = 0; i < steps.size(); i++) {
                var step = steps.get(i);
                var end = i + 1 < steps.size() ? steps.get(i + 1).at() : data.to();
                if (step.value().isPresent()) {
                    double at = step.value().getAsDouble();
                    var from = step.at().isBefore(data.from()) ? data.from() : step.at();
                    if (before.isPresent() && !step.at().isBefore(data.from())) {
                        pen.setLineDashes();
                        pen.strokeLine(x(from), y(before.getAsDouble()), x(from), y(at));
                    }
                    part(from, end.isBefore(data.now()) ? end : data.now(), y(at), false);
                    part(from.isAfter(data.now()) ? from : data.now(), end, y(at), true);
                }
                before = step.value();
            }
            pen.setLineDashes();
        }

        private void part(Instant from, Instant to, double at, boolean future) {
            if (to.isAfter(from)) {
                pen.setLineDashes(future ? new double[] {4, 4} : new double[0]);
                pen.strokeLine(x(from), at, x(to), at);
            }
        }

        private void head() {
            double at = Math.round(x(data.head())) + 0.5;
            pen.setStroke(palette.accent().text());
            pen.setLineWidth(1);
            pen.setLineDashes();
            pen.strokeLine(at, TOP - 6, at, TOP + high + BARS);
            pen.setFill(palette.accent().text());
            pen.fillPolygon(new double[] {at - 4, at + 4, at}, new double[] {TOP - 10, TOP - 10, TOP - 4}, 3);
        }

        // At the right of where each ends, pushed apart so that none covers another.
        private void names() {
            var last = data.series().stream().filter(each -> value(each).isPresent())
                    .sorted((a, b) -> Double.compare(value(b).orElse(0), value(a).orElse(0))).toList();
            double floor = Double.NEGATIVE_INFINITY;
            for (var series : last) {
                double at = Math.max(y(value(series).orElse(0)), floor + LABEL);
                floor = at;
                pen.setFill(palette.slot(series.slot()));
                pen.fillRoundRect(LEFT + wide + 12, at - 4, 8, 8, 2, 2);
                text(series.name(), LEFT + wide + 26, at, TextAlignment.LEFT, false);
                pen.setFill(palette.text());
                pen.setTextAlign(TextAlignment.RIGHT);
                pen.fillText(data.number().of(value(series).orElse(0)), LEFT + wide + RIGHT - 12, at);
            }
        }

        private OptionalDouble value(Series series) {
            OptionalDouble value = OptionalDouble.empty();
            for (var step : series.steps()) {
                value = step.at().isAfter(data.head()) ? value : step.value();
            }
            return value.isPresent() || series.steps().isEmpty() ? value : series.steps().getLast().value();
        }

        private void text(String text, double x, double y, TextAlignment align, boolean warns) {
            pen.setFill(warns ? palette.warning().text() : palette.muted());
            pen.setTextAlign(align);
            pen.fillText(text, x, y);
        }
    }
}
