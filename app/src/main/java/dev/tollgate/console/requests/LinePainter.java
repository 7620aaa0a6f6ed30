package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Palette;
import dev.tollgate.console.fx.Theme;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;

/// Paints one line of the list on a canvas. A screen of real cells is over a thousand nodes, whose styles alone take
/// longer than a frame; painted, a row is one node. JavaFX thread only.
final class LinePainter {
    private static final double BASELINE = 16;
    private static final double GAP = 8;
    private static final double FIRST = 12;
    private static final int LETTERS = 0x3000;
    private static final int TRIES = 3;
    private static final String ARROW = " › ";

    private final Supplier<Instant> now;
    private final ZoneId zone;
    private final Font regular = Theme.text(12);
    private final Font medium = Theme.medium(12);
    private final Pen shapes = new Pen();
    private final Text measure = new Text();
    private final double[] widths = new double[LETTERS];

    LinePainter(Supplier<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
        measure.setFont(regular);
    }

    ZoneId zone() {
        return zone;
    }

    /// Where a column is, from the row's left edge, in points of text.
    record Place(Column column, double x, double width) {}

    void paint(GraphicsContext pen, Row row, List<Place> places) {
        var palette = Palette.current().get();
        pen.setFont(regular);
        for (var place : places) {
            double room = place.width() - GAP;
            if (room > 0) {
                cell(pen, row, place, room, palette);
            }
        }
    }

    private void cell(GraphicsContext pen, Row row, Place place, double room, Palette palette) {
        switch (place.column()) {
            case STATE -> state(pen, row, place.x() + FIRST);
            case TRIES -> tries(pen, row, place.x(), palette);
            case THREAD -> thread(pen, row, place.x(), room, palette);
            case SERVED -> served(pen, row, place.x(), room, palette);
            default -> text(pen, row, place, room, palette);
        }
    }

    private void text(GraphicsContext pen, Row row, Place place, double room, Palette palette) {
        var text = place.column().text(row, now.get(), zone);
        boolean unpriced = text.equals(Money.UNPRICED);
        pen.setFill(unpriced ? palette.warning().text() : text.equals(Format.NONE) ? palette.muted() : palette.text());
        pen.setFont(unpriced ? medium : regular);
        boolean figure = place.column().kind == Column.Kind.FIGURE || place.column().kind == Column.Kind.MONEY;
        if (figure) {
            pen.setTextAlign(TextAlignment.RIGHT);
            pen.fillText(fit(text, room), place.x() + room, BASELINE);
        } else {
            left(pen, fit(text, room), place.x());
        }
        pen.setFont(regular);
    }

    private static void left(GraphicsContext pen, String text, double x) {
        pen.setTextAlign(TextAlignment.LEFT);
        pen.fillText(text, x, BASELINE);
    }

    private void state(GraphicsContext pen, Row row, double x) {
        shapes.paint(pen, Look.mark(row), x, 6, 12);
        Look.also(row).ifPresent(also -> shapes.paint(pen, also, x + 14, 6, 12));
    }

    /// A dot for each attempt; beyond three, how many more.
    private void tries(GraphicsContext pen, Row row, double from, Palette palette) {
        var marks = Look.tries(row);
        if (marks.isEmpty()) {
            pen.setFill(palette.muted());
            left(pen, Format.NONE, from);
            return;
        }
        int first = Math.max(0, marks.size() - TRIES);
        double x = from;
        if (first > 0) {
            pen.setFill(palette.muted());
            left(pen, "+" + first, x);
            x += 14;
        }
        for (Mark mark : marks.subList(first, marks.size())) {
            shapes.paint(pen, mark, x, 8, 8);
            x += 10;
        }
    }

    private void thread(GraphicsContext pen, Row row, double x, double room, Palette palette) {
        var agent = Look.agent(row);
        var thread = Look.thread(row);
        if (agent.isEmpty() && thread.isEmpty()) {
            pen.setFill(palette.muted());
            left(pen, Format.NONE, x);
            return;
        }
        pair(pen, agent, thread.isEmpty() ? "" : "/", thread, palette.muted(), x, room, palette);
    }

    private void served(GraphicsContext pen, Row row, double x, double room, Palette palette) {
        var tone = Look.tone(row);
        var colour = switch (tone) {
            case PLAIN -> palette.text();
            case FAILED -> palette.danger().text();
            case REFUSED -> palette.warning().text();
        };
        var route = Look.route(row);
        var served = Look.served(row);
        if (tone == Look.Tone.REFUSED && width(route) + width(ARROW) + width(served) > room) {
            served = Look.servedBriefly(row);
        }
        pair(pen, route, ARROW, served, colour, x, room, palette);
    }

    /// Two texts of which the longer gives way.
    private void pair(GraphicsContext pen, String first, String between, String second, Color colour, double x,
            double room, Palette palette) {
        double link = between.isEmpty() ? 0 : width(between);
        double one = first.isEmpty() ? 0 : width(first);
        double two = second.isEmpty() ? 0 : width(second);
        double left = room - link;
        if (one + two > left) {
            double half = left / 2;
            one = Math.min(one, Math.max(half, left - two));
            two = left - one;
        }
        pen.setFill(palette.text());
        var begin = fit(first, one + 0.5);
        double next = x + width(begin);
        left(pen, begin, x);
        pen.setFill(palette.muted());
        left(pen, between, next);
        pen.setFill(colour);
        left(pen, fit(second, x + room - next - link + 0.5), next + link);
    }

    /// Cut in the middle where it does not fit.
    private String fit(String text, double room) {
        if (text.length() * 12.5 <= room || width(text) <= room) {
            return text;
        }
        int low = 1;
        int high = text.length() - 1;
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (width(Format.elide(text, middle)) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Format.elide(text, low);
    }

    /// The sum of its letters, each measured once: almost every text is new, and laying it out would cost more than
    /// painting it.
    private double width(String text) {
        double width = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            width += letter < LETTERS && widths[letter] > 0 ? widths[letter] : measured(letter);
        }
        return width;
    }

    private double measured(char letter) {
        measure.setText(String.valueOf(letter));
        double width = measure.getLayoutBounds().getWidth();
        if (letter < LETTERS) {
            widths[letter] = width;
        }
        return width;
    }
}
