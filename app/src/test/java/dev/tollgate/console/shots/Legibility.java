package dev.tollgate.console.shots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.image.Image;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/// Looks at every text of a drawn scene: is it whole, inside what clips it, and told apart from its ground.
final class Legibility {
    private static final double LEAST = 4.5;
    private static final double SLACK = 1.5;
    private static final String TOOLTIP = "javafx.scene.control.Tooltip";

    private final Image picture;
    private final List<String> faults = new ArrayList<>();
    private final Set<String> elided = new TreeSet<>();

    Legibility(Image picture) {
        this.picture = picture;
    }

    List<String> look(Parent root) {
        walk(root);
        return faults;
    }

    /// Texts of tables that are shown with less than their letters; a tooltip has the whole.
    Set<String> elided() {
        return elided;
    }

    private void walk(Node node) {
        if (!node.isVisible() || node.getOpacity() == 0) {
            return;
        }
        if (node instanceof Labeled labeled && labeled.isTextTruncated() && isInTable(labeled)) {
            elided.add(labeled.getText());
        }
        if (node instanceof Labeled labeled && labeled.isTextTruncated() && !told(labeled)) {
            faults.add("cut: \"" + labeled.getText() + "\" " + path(labeled));
        }
        if (node instanceof Text text && !text.getText().isBlank()) {
            if (text.getText().contains("…") && !(text.getParent() instanceof Labeled) && !told(text)) {
                faults.add("cut: \"" + text.getText() + "\" " + path(text));
            }
            text(text);
        } else if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(this::walk);
        }
    }

    private static boolean isInTable(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains("table-cell") || at.getStyleClass().contains("column-header")) {
                return true;
            }
        }
        return false;
    }

    /// The whole is in a tooltip of it or of what it stands in, at the latest when the pointer comes: tables make tips
    /// only then.
    private static boolean told(Node node) {
        return hasTip(node) || hasTip(pointed(node));
    }

    private static Node pointed(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getOnMouseEntered() != null) {
                at.getOnMouseEntered().handle(new MouseEvent(MouseEvent.MOUSE_ENTERED, 0, 0, 0, 0, MouseButton.NONE, 0,
                        false, false, false, false, false, false, false, false, false, true, null));
            }
        }
        return node;
    }

    private static boolean hasTip(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if ((at instanceof Control control && control.getTooltip() != null)
                    || at.getProperties().containsKey(TOOLTIP)) {
                return true;
            }
        }
        return false;
    }

    private void text(Text text) {
        var bounds = text.localToScene(text.getLayoutBounds());
        var shown = shown(text, bounds);
        if (shown == Shown.NOT) {
            return;
        }
        if (shown == Shown.PARTLY) {
            faults.add("clipped: \"" + text.getText() + "\" " + path(text));
        } else {
            contrast(text, bounds);
        }
    }

    /// How much of a text is to be seen.
    private enum Shown {
        NOT,
        PARTLY,
        WHOLE
    }

    private Shown shown(Text text, Bounds bounds) {
        var shown = Shown.WHOLE;
        for (Node at = text.getParent(); at != null; at = at.getParent()) {
            boolean scrolls =
                    at.getStyleClass().contains("clipped-container") || at.getStyleClass().contains("viewport");
            if (at.getClip() != null) {
                var clip = at.localToScene(at.getClip().getBoundsInParent());
                if (!clip.intersects(bounds)) {
                    return Shown.NOT;
                }
                boolean inside = inside(clip, bounds);
                if (!inside && scrolls) {
                    return Shown.NOT; // the rest of it comes with scrolling
                }
                shown = inside ? shown : Shown.PARTLY;
            }
        }
        boolean onPicture = bounds.getMinX() >= -SLACK && bounds.getMinY() >= -SLACK
                && bounds.getMaxX() <= picture.getWidth() + SLACK && bounds.getMaxY() <= picture.getHeight() + SLACK;
        return onPicture ? shown : Shown.PARTLY;
    }

    private static boolean inside(Bounds clip, Bounds bounds) {
        return bounds.getMinX() >= clip.getMinX() - SLACK && bounds.getMaxX() <= clip.getMaxX() + SLACK
                && bounds.getMinY() >= clip.getMinY() - SLACK && bounds.getMaxY() <= clip.getMaxY() + SLACK;
    }

    private void contrast(Text text, Bounds bounds) {
        double opacity = 1;
        for (Node at = text; at != null; at = at.getParent()) {
            if (at.isDisabled()) {
                return; // what cannot be used now may be pale
            }
            opacity *= at.getOpacity();
        }
        if (!(text.getFill() instanceof Color fill)) {
            return;
        }
        var ground = ground(bounds);
        double ratio = ratio(over(fill, fill.getOpacity() * opacity, ground), ground);
        if (ratio < LEAST) {
            faults.add(String.format(Locale.ROOT, "contrast %.1f: \"%s\" %s on %s %s", ratio, text.getText(), fill,
                    ground, path(text)));
        }
    }

    /// The colour that most of the place has.
    private Color ground(Bounds bounds) {
        var counts = new HashMap<Integer, Integer>();
        var reader = picture.getPixelReader();
        int right = (int) Math.min(picture.getWidth() - 1, bounds.getMaxX() + 1);
        int bottom = (int) Math.min(picture.getHeight() - 1, bounds.getMaxY());
        for (int y = (int) Math.max(0, bounds.getMinY()); y <= bottom; y++) {
            for (int x = (int) Math.max(0, bounds.getMinX() - 1); x <= right; x++) {
                counts.merge(reader.getArgb(x, y), 1, Integer::sum);
            }
        }
        int most = counts.entrySet().stream().max((a, b) -> Integer.compare(a.getValue(), b.getValue())).orElseThrow()
                .getKey();
        return Color.rgb(most >> 16 & 255, most >> 8 & 255, most & 255);
    }

    private static Color over(Color fill, double opacity, Color ground) {
        return new Color(mix(fill.getRed(), ground.getRed(), opacity), mix(fill.getGreen(), ground.getGreen(),
                opacity), mix(fill.getBlue(), ground.getBlue(), opacity), 1);
    }

    private static double mix(double over, double under, double opacity) {
        return Math.clamp(over * opacity + under * (1 - opacity), 0, 1);
    }

    /// As WCAG 2 has it.
    static double ratio(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color c) {
        return 0.2126 * linear(c.getRed()) + 0.7152 * linear(c.getGreen()) + 0.0722 * linear(c.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static String path(Node node) {
        var path = new StringBuilder();
        int steps = 0;
        for (Node at = node; at != null && steps < 5; at = at.getParent(), steps++) {
            path.insert(0, "/" + (at.getStyleClass().isEmpty()
                    ? at.getClass().getSimpleName()
                    : String.join(".", at.getStyleClass())));
        }
        return path.toString();
    }
}
