package dev.tollgate.console.chart;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.Palette.Tone;
import java.util.List;
import java.util.function.LongFunction;
import javafx.scene.AccessibleAttribute;
import javafx.scene.canvas.GraphicsContext;

/// Settled, reserved, projected and cap on one linear scale, so that thirty budgets compare: what is gone is solid,
/// what is held hatched, what is coming a hollow ▽, and the cap a line nothing covers.
public final class NeedleGauge extends Painted {
    /// What a projection is, wherever one is shown.
    public static final String PROJECTED = "What is settled and reserved, and on top of it the pace of the last hour"
            + " until the window ends.";
    private static final double END = 4;
    private final boolean tall;
    private Reading reading = new Reading(0, 0, 0, 0);
    private LongFunction<String> say = Money::sum;
    private String zero = "$0";
    private List<Step> steps = List.of(new Step(0.5, "50%"), new Step(0.8, "80%"), new Step(1, "100%"));

    private NeedleGauge(double width, double height, boolean tall) {
        super(width, height);
        this.tall = tall;
        setMaxHeight(height);
    }

    /// For rows and tiles, 18 high.
    public static NeedleGauge row(double width) {
        return new NeedleGauge(width, 18, false);
    }

    /// For panels: a bar of 20 with its steps named below.
    public static NeedleGauge panel(double width) {
        return new NeedleGauge(width, 70, true);
    }

    /// Says amounts in another unit than pico-dollars.
    ///
    /// @param zero under the scale's start
    public void measure(LongFunction<String> amount, String zero) {
        this.say = amount;
        this.zero = zero;
    }

    /// A budget at this moment, in pico-dollars or the unit of `measure`.
    ///
    /// @param projected at the end of the window, as [#PROJECTED] says it; 0 if unknown
    /// @param cap 0 or less for none
    public record Reading(long settled, long reserved, long projected, long cap) {
        /// Longest amount the scale must reach, twice the cap at most.
        double most() {
            double wanted = Math.max(Math.max((double) cap, 1.2 * projected), settled + (double) reserved);
            return Math.max(1, cap > 0 ? Math.min(wanted, 2.0 * cap) : wanted);
        }

        /// Spent past the cap already.
        boolean overrun() {
            return cap > 0 && settled > cap;
        }

        boolean over() {
            return cap > 0 && projected > cap;
        }
    }

    /// Something happens at a share of the cap.
    public record Step(double share, String name) {}

    /// Painted only where it would look different: in a list of many the projections move a little all the time.
    public void set(Reading now) {
        boolean same = !tall && getWidth() > 0 && look(now).equals(look(reading));
        reading = now;
        if (!same) {
            paint();
        }
    }

    /// What can be told apart of a reading on the small gauge; positions in half pixels.
    private record Look(long settled, long held, long projected, long cap, boolean warned, boolean over,
            boolean overrun, String off) {}

    private Look look(Reading of) {
        var scale = new Scale(0, of.most(), 2, getWidth() - 6);
        double cap = of.cap();
        return new Look(half(scale, of.settled(), of), half(scale, of.settled() + of.reserved(), of),
                half(scale, of.projected(), of), half(scale, of.cap(), of), of.settled() >= 0.8 * cap, of.over(),
                of.overrun(), of.projected() > of.most() ? Format.factor(of.projected() / cap) : "");
    }

    /// -1 for nothing, since the smallest amount shows.
    private static long half(Scale scale, long amount, Reading of) {
        return amount > 0 ? Math.round(2 * scale.at(Math.min((double) amount, of.most()))) : -1;
    }

    /// Made when it is asked for: nobody hears the sentences of all gauges ten times a second.
    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        return attribute == AccessibleAttribute.TEXT
                ? sentence(reading, say)
                : super.queryAccessibleAttribute(attribute, parameters);
    }

    /// Names under the ticks of the tall gauge: `50% notify`.
    public void setSteps(List<Step> named) {
        steps = List.copyOf(named);
        paint();
    }

    /// `$9.10 settled · $0.31 reserved · ≈$12.40 projected · cap $10.00`.
    public static String sentence(Reading now) {
        return sentence(now, Money::sum);
    }

    private static String sentence(Reading now, LongFunction<String> say) {
        var text = say.apply(now.settled()) + " settled · " + say.apply(now.reserved()) + " reserved";
        text += now.projected() > 0 ? " · ≈" + say.apply(now.projected()) + " projected" : "";
        return text + (now.cap() > 0 ? " · cap " + say.apply(now.cap()) : " · no cap");
    }

    @Override
    void paint(GraphicsContext pen, double width, double height, Palette palette) {
        double top = tall ? 16 : 4;
        double thick = tall ? 20 : height - 8;
        var scale = new Scale(0, reading.most(), tall ? 0 : 2, width - (tall ? 0 : 6));
        bar(pen, scale, top, thick, palette);
        if (reading.cap() > 0) {
            ticks(pen, scale, top, thick, palette);
        }
        if (tall) {
            names(pen, scale, top + thick, palette);
        }
        if (reading.projected() > 0) {
            needle(pen, scale, top, thick, palette);
        }
        if (reading.overrun()) {
            overrun(pen, scale, top, thick, palette);
        }
    }

    private void bar(GraphicsContext pen, Scale scale, double top, double thick, Palette palette) {
        var tone = tone(palette);
        pen.setFill(palette.grid());
        pen.fillRoundRect(scale.start(), top, scale.end() - scale.start(), thick, END, END);
        double settled = scale.at(Math.min((double) reading.settled(), reading.most()));
        double held = scale.at(Math.min(reading.settled() + (double) reading.reserved(), reading.most()));
        if (reading.over() || reading.overrun()) {
            double cap = scale.at(reading.cap());
            Ink.box(pen, cap, top, scale.end() - cap, thick, palette.danger().muted());
        }
        if (reading.settled() > 0) {
            Ink.box(pen, scale.start(), top, Math.max(1, settled - scale.start()), thick, tone.fill());
        }
        if (reading.reserved() > 0) {
            double room = Math.min(Math.max(3, held - settled), scale.end() - settled);
            Ink.box(pen, settled, top, room, thick, Hatch.of(tone.fill()));
        }
    }

    private Tone tone(Palette palette) {
        double cap = reading.cap();
        if (reading.overrun()) {
            return palette.danger();
        }
        return cap > 0 && reading.settled() >= 0.8 * cap ? palette.warning() : palette.accent();
    }

    private void ticks(GraphicsContext pen, Scale scale, double top, double thick, Palette palette) {
        double in = tall ? 6 : 3;
        double out = tall ? 5 : 2;
        for (var step : steps) {
            if (step.share() < 1) {
                double x = scale.crisp(reading.cap() * step.share());
                Ink.line(pen, x, top + thick - in, x, top + thick + out, palette.muted());
            }
        }
        double reach = tall ? 6 : 3;
        double x = Math.round(scale.at(reading.cap()));
        Ink.box(pen, x - 1, top - reach, 2, thick + 2 * reach, palette.text());
    }

    private void needle(GraphicsContext pen, Scale scale, double top, double thick, Palette palette) {
        boolean off = reading.projected() > reading.most();
        double half = tall ? 6 : 4;
        double x = Math.min(scale.at(reading.projected()), scale.end() - half);
        double tip = tall ? top - 3 : 6.8;
        double base = tip - (tall ? 10 : 6);
        var edge = reading.over() ? palette.danger().text() : palette.text();
        if (tall) {
            Ink.dashed(pen, x, top, x, top + thick, edge);
        }
        var xs = new double[] {x - half, x + half, x};
        var ys = new double[] {base, base, tip};
        pen.setFill(palette.panel());
        pen.fillPolygon(xs, ys, 3);
        pen.setStroke(edge);
        pen.setLineWidth(tall ? 1.5 : 1.3);
        pen.strokePolygon(xs, ys, 3);
        if (off) {
            pen.setFont(Ink.small());
            pen.setFill(palette.text());
            Ink.right(
                    pen, Format.factor((double) reading.projected() / reading.cap()), x - half - 3,
                    top + thick / 2 + 4);
        }
    }

    /// Over the cap already: a ◆ beyond the line.
    private void overrun(GraphicsContext pen, Scale scale, double top, double thick, Palette palette) {
        double x = Math.min(scale.at(reading.cap()) + 9, scale.end() - 5);
        double y = top + thick / 2;
        pen.setFill(palette.panel());
        pen.fillPolygon(new double[] {x, x + 5, x, x - 5}, new double[] {y - 5, y, y + 5, y}, 4);
        pen.setFill(palette.danger().text());
        pen.fillPolygon(new double[] {x, x + 4, x, x - 4}, new double[] {y - 4, y, y + 4, y}, 4);
    }

    private void names(GraphicsContext pen, Scale scale, double bottom, Palette palette) {
        var row = new NameRow(pen, scale.start(), scale.end(), bottom);
        if (reading.cap() > 0) {
            for (var step : steps.reversed()) {
                double amount = reading.cap() * step.share();
                row.name(scale.at(amount), step.name(), say.apply(Math.round(amount)), step.share() >= 1,
                        palette.text(),
                        palette.muted());
            }
        }
        if (reading.projected() > 0) {
            var colour = reading.over() ? palette.danger().text() : palette.muted();
            row.name(scale.at(Math.min((double) reading.projected(), reading.most())), "projected",
                    "≈" + say.apply(reading.projected()), false, colour, colour);
        }
        row.name(scale.start(), zero, "", false, palette.muted(), palette.muted());
    }
}
