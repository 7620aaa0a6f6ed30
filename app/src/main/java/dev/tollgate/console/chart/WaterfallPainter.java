package dev.tollgate.console.chart;

import dev.tollgate.console.chart.Waterfall.Cost;
import dev.tollgate.console.chart.Waterfall.Kind;
import dev.tollgate.console.chart.Waterfall.Part;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Money.Certainty;
import dev.tollgate.console.fx.Palette;
import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Paint;

/// Draws a waterfall once: labels left, bars in the middle, amounts at the right edge.
final class WaterfallPainter {
    private static final double TOP = Waterfall.TOP;
    private static final double ROW = Waterfall.ROW;
    private static final double AMOUNT = 92;
    private static final double TOOTH = 4;
    private final GraphicsContext pen;
    private final Cost cost;
    private final double width;
    private final Palette palette;
    private final Scale x;
    private final List<Double> ticks;

    WaterfallPainter(GraphicsContext pen, Cost cost, double width, Palette palette) {
        this.pen = pen;
        this.cost = cost;
        this.width = width;
        this.palette = palette;
        double left = width >= 520 ? 200 : 112;
        double right = Math.max(left + 40, width - AMOUNT);
        double most = reach();
        this.x = new Scale(0, most, left, right);
        this.ticks = Ticks.values(most).stream().filter(tick -> tick <= most).toList();
    }

    /// The furthest point any bar comes to; discounts run back from there. A little air for the open end.
    private double reach() {
        double at = 0;
        double most = cost.total();
        for (var part : cost.parts()) {
            at += part.picos();
            most = Math.max(most, at);
        }
        return Math.max(1, most * 1.08);
    }

    void paint(int picked) {
        grid();
        long at = 0;
        for (int i = 0; i < cost.parts().size(); i++) {
            var part = cost.parts().get(i);
            if (i == picked) {
                Ink.box(pen, 0, top(i), width, ROW, palette.ground().selected());
            }
            row(part, at, top(i), i + 1 < cost.parts().size());
            at += part.picos();
        }
        total(top(cost.parts().size()));
        cost.ghost().ifPresent(ghost -> ghost(ghost, top(cost.parts().size() + 1)));
    }

    private static double top(int row) {
        return TOP + row * ROW;
    }

    private void grid() {
        pen.setFont(Ink.small());
        double labelEnd = Double.NEGATIVE_INFINITY;
        for (double tick : ticks) {
            double px = x.crisp(tick);
            Ink.line(pen, px, TOP - 2, px, top(cost.parts().size() + 1), palette.grid());
            var text = Money.axis(tick);
            double half = Ink.width(text, Ink.small()) / 2;
            if (px - half > labelEnd + 6) {
                pen.setFill(palette.muted());
                Ink.middle(pen, text, px, 10);
                labelEnd = px + half;
            }
        }
    }

    private void row(Part part, long from, double y, boolean joined) {
        texts(part.label(), Money.cell(part.picos(), part.certainty()), y, false);
        double start = x.at(Math.min(from, from + part.picos()));
        double end = x.at(Math.max(from, from + part.picos()));
        bar(part, start, Math.max(end, start + 1), y + 4);
        if (joined) {
            double px = Math.floor(x.at(from + part.picos())) + 0.5;
            Ink.line(pen, px, y + 18, px, y + ROW + 4, palette.muted());
        }
    }

    private void bar(Part part, double start, double end, double y) {
        var colour = palette.slot(part.slot());
        switch (part.kind()) {
            case MEASURED -> Ink.box(pen, start, y, end - start, 14, colour);
            case ESTIMATED -> Ink.box(pen, start, y, end - start, 14, Hatch.of(colour));
            case AT_LEAST -> torn(start, end, y, 14, Hatch.of(colour));
            case PROVIDER -> {
                Ink.box(pen, start, y, end - start, 14, colour);
                Ink.box(pen, Math.max(start, end - 4), y + 5, 4, 4, palette.panel());
            }
        }
        if (part.outlined() > 0 && part.kind() != Kind.AT_LEAST) {
            pen.setStroke(palette.panel());
            pen.setLineWidth(1.5);
            pen.strokeRect(start + 1.5, y + 2.5, Math.max(1, (end - start) * part.outlined() - 2), 9);
        }
    }

    /// The open end of an amount that is at least so much.
    private void torn(double start, double end, double y, double height, Paint fill) {
        pen.setFill(fill);
        pen.beginPath();
        pen.moveTo(start, y);
        pen.lineTo(end, y);
        for (int i = 1; i <= 4; i++) {
            pen.lineTo(i % 2 == 1 ? end + TOOTH : end, y + height * i / 4);
        }
        pen.lineTo(start, y + height);
        pen.closePath();
        pen.fill();
    }

    private void total(double y) {
        Ink.line(pen, 0, y + 0.5, width, y + 0.5, palette.border());
        texts("total", Money.cell(cost.total(), cost.certainty()), y, true);
        double end = x.at(cost.total());
        if (cost.certainty() == Certainty.AT_LEAST) {
            torn(x.start(), end, y + 5, 12, palette.text());
        } else {
            var fill = cost.certainty() == Certainty.ESTIMATED ? Hatch.of(palette.text()) : palette.text();
            Ink.box(pen, x.start(), y + 5, Math.max(1, end - x.start()), 12, fill);
        }
    }

    /// What it would have cost without the cache; off scale it says how many times the total.
    private void ghost(long picos, double y) {
        pen.setFont(Ink.dense());
        pen.setFill(palette.muted());
        Ink.left(pen, "without cache", 0, y + 15);
        Ink.right(pen, Money.cell(picos), width, y + 15);
        boolean off = picos > x.high();
        double end = off ? x.end() : x.at(picos);
        pen.setStroke(palette.muted());
        pen.setLineWidth(1);
        pen.setLineDashes(3, 2);
        pen.strokeRect(Math.floor(x.start()) + 0.5, y + 5.5, Math.floor(end - x.start()), 12);
        pen.setLineDashes();
        if (off) {
            var text = Format.factor((double) picos / Math.max(1, cost.total()));
            double wide = Ink.width(text, Ink.small());
            Ink.box(pen, end - wide - 14, y + 3, wide + 8, 16, palette.panel());
            pen.setFont(Ink.small());
            pen.setFill(palette.text());
            Ink.left(pen, text, end - wide - 10, y + 15);
        }
    }

    private void texts(String label, String amount, double y, boolean strong) {
        var font = strong ? Ink.denseStrong() : Ink.dense();
        pen.setFont(font);
        pen.setFill(palette.text());
        Ink.left(pen, Ink.fit(label, font, x.start() - 8), 0, y + 15);
        Ink.right(pen, amount, width, y + 15);
    }
}
