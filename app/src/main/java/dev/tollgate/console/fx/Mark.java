package dev.tollgate.console.fx;

import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.transform.Scale;

/// States as 12 × 12 shapes: text fonts lack them, and colour alone does not say it. Always set the word beside it.
public enum Mark {
    INFO("accent", "M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z"),
    WARNING("warning", "M6 1 11.5 11H.5z"),
    CRITICAL("danger", "M6 .3 11.7 6 6 11.7.3 6z"),
    BLIND("muted", "M3.2 1h5.6L11.5 6l-2.7 5H3.2L.5 6z"),

    OK("success", "M6 2.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7z"),
    RESTING("warning", "M6 2.5a3.5 3.5 0 0 1 0 7z", "M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z", 1.5),
    DOWN("muted", "", "M6 2a4 4 0 1 1 0 8a4 4 0 1 1 0-8z", 1.5),
    IDLE("muted", "", "M2.5 6h7", 1.5),

    SUCCESS("success", "", "M1.5 6.5 4.5 9.5 10.5 3", 1.6),
    RUNNING(
            "accent",
            "",
            "M8.9 2.9a4.2 4.2 0 0 1 1.2 2.2M10.1 6.9a4.2 4.2 0 0 1-1.2 2.2M7.8 9.8a4.2 4.2 0 0 1-3.6 0"
                    + "M3.1 9.1a4.2 4.2 0 0 1-1.2-2.2M1.9 5.1a4.2 4.2 0 0 1 1.2-2.2M4.2 2.2a4.2 4.2 0 0 1 3.6 0",
            1.5),
    INVALID("danger", "", "M6 1.8 10.6 10.3H1.4zM6 4.8v2.4M6 8.6v.1", 1.4),
    FAILED("danger", "", "M2.5 2.5l7 7M9.5 2.5l-7 7", 1.7),
    REJECTED("warning", "", "M4 1.2h4L10.8 4v4L8 10.8H4L1.2 8V4zM3.8 6h4.4", 1.4),
    REFUSED("warning", "", "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9zM3 9 9 3", 1.4),
    INTERRUPTED("muted", "", "M1.5 6h3M7.5 6h3M5 9.5 7 2.5", 1.5),

    QUEUED("muted", "", "M2 3h8M2 6h8M2 9h8", 1.4),
    WAITING("muted", "", "M6 1.7a4.3 4.3 0 1 1 0 8.6a4.3 4.3 0 1 1 0-8.6zM6 3.5V6l1.7 1.2", 1.3),
    STREAMING("accent", "", "M1.5 3.5h5M1.5 6h9M1.5 8.5h6.5", 1.6),
    RESCUING("warning", "", "M9.5 3.5A4.3 4.3 0 1 0 10.3 6M10 1.2v2.6H7.4", 1.5),
    CUTTING("danger", "", "M2.5 2.5l7 7M9.5 2.5l-7 7", 1.5),

    FELL_BACK("warning", "", "M2 2v4.5a2 2 0 0 0 2 2h6M7.5 6 10 8.5 7.5 11", 1.4),
    RESCUED("warning", "", "M9.5 3.5A4.3 4.3 0 1 0 10.3 6M10 1.2v2.6H7.4", 1.4),
    CUT(
            "danger",
            "",
            "M3.4 4.7a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM3.4 9.9a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6z"
                    + "M4.5 4.1 10.2 8.3M4.5 7.9 10.2 3.7",
            1.3),
    CACHED("accent", "", "M1.5 4 6 1.8 10.5 4 6 6.2zM1.5 7.5 6 9.7l4.5-2.2", 1.3),

    UP("warning", "M6 2.5 10.5 9.5h-9z"),
    FALLING("slot1", "M6 9.5 10.5 2.5h-9z"),
    FLAT("muted", "", "M2.5 6h7", 1.5),
    DEGRADED("warning", "", "M1.5 7.2c1.5-3 3-3 4.5-1.2s3 1.8 4.5-1.2", 1.8),
    NOT_OFFERED("muted", "", "M3 6h6", 1.5),
    NEVER(
            "muted",
            "",
            "M8.6 3.4a3.7 3.7 0 0 1 1.1 2M9.7 6.6a3.7 3.7 0 0 1-1.1 2M6.7 9.6a3.7 3.7 0 0 1-2 0"
                    + "M3.4 8.6a3.7 3.7 0 0 1-1.1-2M2.3 5.4a3.7 3.7 0 0 1 1.1-2M5.3 2.4a3.7 3.7 0 0 1 2 0",
            1.3);

    private final String tone;
    private final String filled;
    private final String stroked;
    private final double width;

    Mark(String tone, String filled) {
        this(tone, filled, "", 0);
    }

    Mark(String tone, String filled, String stroked, double width) {
        this.tone = tone;
        this.filled = filled;
        this.stroked = stroked;
        this.width = width;
    }

    /// A fresh node, 12 × 12, in the theme's colour for this state.
    public Node node() {
        return node(12);
    }

    public Node node(double size) {
        var pane = new Pane();
        Shapes.square(pane, size);
        if (!filled.isEmpty()) {
            pane.getChildren().add(path(filled, "tg-mark-fill", size));
        }
        if (!stroked.isEmpty()) {
            pane.getChildren().add(path(stroked, "tg-mark-stroke", size));
        }
        return pane;
    }

    /// The shape in the text's colour, for grounds on which its own colour would vanish.
    public Node plain(double size) {
        var pane = (Pane) node(size);
        pane.getStyleClass().add("tg-mark-plain");
        return pane;
    }

    private SVGPath path(String content, String kind, double size) {
        var path = new SVGPath();
        path.setContent(content);
        path.setStrokeWidth(width);
        path.setStrokeLineCap(StrokeLineCap.BUTT);
        path.getStyleClass().addAll(kind, "tg-" + tone);
        path.getTransforms().add(new Scale(size / 12, size / 12, 0, 0));
        return path;
    }
}
