package dev.tollgate.console.requests;

import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Palette;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;

/// Paints the marks of the list on a canvas. The shapes are those of [Mark#node], read from it once each, so that a
/// mark looks the same in the list, in the inspector and on every other page. JavaFX thread only.
final class Pen {
    private final Map<Mark, List<Shape>> shapes = new EnumMap<>(Mark.class);

    /// One path of a mark.
    private record Shape(String path, boolean filled, double width, String tone) {
        static Shape of(SVGPath path) {
            var tone = path.getStyleClass().stream().filter(c -> !c.startsWith("tg-mark-")).findFirst().orElse("");
            return new Shape(path.getContent(), path.getStyleClass().contains("tg-mark-fill"), path.getStrokeWidth(),
                    tone);
        }

        void draw(GraphicsContext pen, Palette palette) {
            pen.beginPath();
            pen.appendSVGPath(path);
            if (filled) {
                pen.setFill(colour(palette));
                pen.fill();
            } else {
                pen.setStroke(colour(palette));
                pen.setLineWidth(width);
                pen.setLineCap(StrokeLineCap.BUTT);
                pen.stroke();
            }
        }

        private Color colour(Palette palette) {
            return switch (tone) {
                case "tg-accent" -> palette.accent().text();
                case "tg-success" -> palette.success().text();
                case "tg-warning" -> palette.warning().text();
                case "tg-danger" -> palette.danger().text();
                case "tg-slot1" -> palette.slot(1);
                default -> palette.muted();
            };
        }
    }

    /// @param x left edge
    /// @param y upper edge
    void paint(GraphicsContext pen, Mark mark, double x, double y, double size) {
        var palette = Palette.current().get();
        pen.save();
        pen.translate(x, y);
        pen.scale(size / 12, size / 12);
        shapes.computeIfAbsent(mark, Pen::shapes).forEach(shape -> shape.draw(pen, palette));
        pen.restore();
    }

    private static List<Shape> shapes(Mark mark) {
        return mark.node() instanceof Pane pane
                ? pane.getChildren().stream().filter(SVGPath.class::isInstance).map(SVGPath.class::cast).map(Shape::of)
                        .toList()
                : List.of();
    }
}
