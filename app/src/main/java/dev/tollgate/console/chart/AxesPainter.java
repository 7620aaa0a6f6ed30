package dev.tollgate.console.chart;

import dev.tollgate.console.chart.ChartData.Kind;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.Theme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import javafx.scene.canvas.GraphicsContext;

/// The lowest canvas: grid, value and time labels, day lines, hatch over blind time, and the sentence when empty.
final class AxesPainter {
    private static final Pattern CENTS = Pattern.compile("\\.00$");
    private static final double LABEL_ROOM = 96;
    private static final double DAY_ROOM = 44;
    private final GraphicsContext pen;
    private final Plot plot;
    private final Palette palette;

    AxesPainter(GraphicsContext pen, Plot plot, Palette palette) {
        this.pen = pen;
        this.plot = plot;
        this.palette = palette;
    }

    void paint(String whenEmpty) {
        pen.clearRect(0, 0, plot.width(), plot.height());
        pen.setFont(Ink.small());
        boolean empty = plot.data().blank();
        if (!empty) {
            blind();
        }
        values(empty);
        if (plot.data().isDated()) {
            times();
        }
        if (empty && !whenEmpty.isEmpty()) {
            sentence(whenEmpty);
        }
    }

    /// On a ground of its own: no grid line goes through it.
    private void sentence(String whenEmpty) {
        double x = (Plot.LEFT + plot.right()) / 2;
        double y = (Plot.TOP + plot.bottom()) / 2 + 4;
        double width = Ink.width(whenEmpty, Theme.text(13)) + 16;
        Ink.box(pen, x - width / 2, y - 15, width, 20, palette.panel());
        pen.setFont(Theme.text(13));
        pen.setFill(palette.muted());
        Ink.middle(pen, whenEmpty, x, y);
    }

    private void blind() {
        for (var run : Buckets.blind(plot.data())) {
            double from = plot.x(plot.data().start(run[0]));
            double to = plot.x(plot.data().start(run[1]));
            double end = Math.min(to, plot.right());
            Ink.box(pen, from, Plot.TOP, end - from, plot.bottom() - Plot.TOP, Hatch.faint(palette.border()));
        }
    }

    private void values(boolean empty) {
        var labels = labels();
        for (int i = 0; i < labels.size(); i++) {
            double tick = plot.ticks().get(i);
            double y = plot.y().crisp(tick);
            Ink.line(pen, Plot.LEFT, y, plot.right(), y, tick == 0 ? palette.border() : palette.grid());
            if (!empty || tick == 0) {
                pen.setFill(palette.muted());
                Ink.right(pen, labels.get(i), Plot.LEFT - 8, y + 3.5);
            }
        }
    }

    /// Large sums of money without cents, else they would be wider than the margin.
    private List<String> labels() {
        var labels = plot.ticks().stream().map(tick -> plot.look().axis().apply(tick)).toList();
        boolean wide = labels.stream().anyMatch(label -> Ink.width(label, Ink.small()) > Plot.LEFT - 12);
        return wide ? labels.stream().map(label -> CENTS.matcher(label).replaceFirst("")).toList() : labels;
    }

    private void times() {
        var data = plot.data();
        var midnights = Ticks.midnights(data.from(), data.to(), plot.look().billing());
        int every = every(midnights);
        for (int i = 0; i < midnights.size(); i += every) {
            double x = plot.x().crisp(midnights.get(i).toEpochMilli());
            Ink.line(pen, x, Plot.TOP, x, plot.bottom() + 4, midnights.size() > 1 ? palette.grid() : palette.border());
        }
        if (Duration.between(data.from(), data.to()).toHours() > 36) {
            days(midnights);
        } else {
            clocks();
        }
    }

    private void clocks() {
        var data = plot.data();
        int most = (int) Math.max(2, (plot.right() - Plot.LEFT) / LABEL_ROOM);
        boolean fine = Duration.between(data.from(), data.to()).toMinutes() < most;
        for (var at : Ticks.times(data.from(), data.to(), most, plot.look().display())) {
            double x = plot.x().crisp(at.toEpochMilli());
            if (data.kind() == Kind.LEVEL || !fine) {
                Ink.line(pen, x, plot.bottom(), x, plot.bottom() + 4, palette.border());
            }
            pen.setFill(palette.muted());
            if (x - Plot.LEFT > 12) {
                Ink.middle(pen, clock(at, fine), x, plot.height() - 6);
            }
        }
    }

    private String clock(Instant at, boolean fine) {
        var zone = plot.look().display();
        return fine && at.getEpochSecond() % 60 != 0 ? Format.clockSeconds(at, zone) : Format.clock(at, zone);
    }

    /// Of how many days one has a line and a name.
    private int every(List<Instant> midnights) {
        double day = midnights.size() < 2 ? DAY_ROOM : plot.x(midnights.get(1)) - plot.x(midnights.get(0));
        return (int) Math.max(1, Math.ceil(DAY_ROOM / day));
    }

    /// Days are named in the middle of what is shown of them; where they are narrow, every second, fourth and so on.
    private void days(List<Instant> midnights) {
        int every = every(midnights);
        pen.setFill(palette.muted());
        for (int i = -1; i < midnights.size(); i++) {
            var from = i < 0 ? plot.data().from() : midnights.get(i);
            var to = i + 1 < midnights.size() ? midnights.get(i + 1) : plot.data().to();
            boolean room = every > 1 || plot.x(to) - plot.x(from) > 30;
            if (room && Math.floorMod(i, every) == 0) {
                Ink.middle(
                        pen,
                        Format.day(from, plot.look().billing()),
                        (plot.x(from) + plot.x(to)) / 2,
                        plot.height() - 6);
            }
        }
    }
}
