package dev.tollgate.console.fx;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Rotate;
import javafx.scene.transform.Scale;

/// Line icons on a 16 × 16 grid, stroke 1.5, in the colour of the text around them (`-tg-ink`).
public enum Icon {
    LIVE("M1.5 8.5h3l2-5.5 3.5 10.5 2-5h2.5"),
    REQUESTS("M2.5 4h11M2.5 8h11M2.5 12h7"),
    SPEND("M2.5 13.5h11M4 11V7.5M8 11V3M12 11V5.5"),
    AGENTS(
            "M8 2v2"
                    + "M4.5 4h7a1.5 1.5 0 0 1 1.5 1.5v5a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 3 10.5v-5A1.5 1.5 0 0 1 4.5 4zM6.2 7v1.5M9.8 7v1.5M1.5 7v2.5M14.5 7v2.5M6 14h4"),
    KEYS("M6.5 9.5a3.2 3.2 0 1 1 0-.01zM7.5 8 13.5 2M11.5 4l1.8 1.8M9.7 5.8l1.3 1.3"),
    ROUTES("M3.5 13.5v-11M3.5 9.5c0-3 8.5-1 8.5-5M10 6l2-2.2L14 6"),
    PRICES("M8.5 2h5v5l-6.5 6.5a1 1 0 0 1-1.4 0L2 9.9a1 1 0 0 1 0-1.4zM11 4.7v.1"),
    SMOKE("M6 2h4M6.8 2v4L2.8 12.3a1.2 1.2 0 0 0 1 1.7h8.4a1.2 1.2 0 0 0 1-1.7L9.2 6V2M4.8 10h6.4"),
    ALARMS("M3 11.5c1.2-1 1.2-2.5 1.2-4.5a3.8 3.8 0 0 1 7.6 0c0 2 0 3.5 1.2 4.5zM6.8 13.8a1.4 1.4 0 0 0 2.4 0"),
    REPORTS("M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M6 11.5v-2M8 11.5V7.5M10 11.5v-1"),
    SETTINGS("M2 4.5h7M12 4.5h2M2 11.5h2M7 11.5h7M10.5 2.8v3.4M5.5 9.8v3.4"),
    SEARCH("M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.2 3.2"),
    CHEVRON_DOWN("M4 6.2 8 10l4-3.8"),
    CHEVRON_RIGHT("M6.2 4 10 8l-3.8 4"),
    CHEVRON_UP("M4 9.8 8 6l4 3.8"),
    CLOSE("M4 4l8 8M12 4l-8 8"),
    CHECK("M3 8.5l3.2 3.2L13 4.8"),
    PLUS("M8 3v10M3 8h10"),
    COPY("M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"),
    PAUSE("M5.5 3.5v9M10.5 3.5v9"),
    PLAY("M5 3.5v9l7.5-4.5z"),
    CUT(
            "M4.5 6.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"
                    + "M4.5 13.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM6 5.5l7.5 5.5M6 10.5 13.5 5"),
    GRIP("M6 3.5v.01M10 3.5v.01M6 8v.01M10 8v.01M6 12.5v.01M10 12.5v.01"),
    ARROW_RIGHT("M2.5 8h11M9.5 4l4 4-4 4"),
    ARROW_DOWN("M8 2.5v11M4 9.5l4 4 4-4"),
    UNDO("M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9"),
    LOCK("M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5"),
    REFRESH("M13.5 8a5.5 5.5 0 1 1-1.8-4M13.5 2v3h-3"),
    COLUMNS("M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"),
    DOWNLOAD("M8 2.5v7.5M4.8 7 8 10.2 11.2 7M2.5 13.5h11"),
    PIN("M6 2h4l-.5 4.5 2.5 2.5H4l2.5-2.5zM8 9v5"),
    CLOCK("M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.2 1.5"),
    MORE("M3.5 8v.01M8 8v.01M12.5 8v.01"),
    OPEN("M6.5 3.5h-4v10h10v-4M9.5 2.5h4v4M13.5 2.5 7.5 8.5"),
    PALETTE("M4 5l3 3-3 3M8.5 11.5H12"),
    EYE("M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"),
    SEND("M2.5 8 13.5 2.5 10.5 13.5 7.5 9z M7.5 9 13.5 2.5"),
    SLOW("M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5 5.5 8"),
    CAP("M2.5 3h11M8 13.5V5.5M4.8 8.5 8 5.3l3.2 3.2"),
    INFO("M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5v3.5M8 5v.1"),
    SWAP("M4.5 13.5v-11M2 5l2.5-2.5L7 5M11.5 2.5v11M9 11l2.5 2.5L14 11"),
    STOP(
            "M5.4 2h5.2L14 5.4v5.2L10.6 14H5.4L2 10.6V5.4zM5.5 8h5");

    private final String path;

    Icon(String path) {
        this.path = path;
    }

    /// A fresh node, 16 × 16.
    public Node node() {
        return node(16);
    }

    public Node node(double size) {
        var pane = new Pane(svg(path, "tg-icon", size / 16));
        Shapes.square(pane, size);
        return pane;
    }

    /// The toll bar, 24 × 24, that stands before the product's name.
    public static Node logo() {
        var post = svg("M4 4h3a1 1 0 0 1 1 1v15h14v2H2v-2h1V5a1 1 0 0 1 1-1z", "tg-logo-post", 1);
        var bar = svg("M7 7h15a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1z", "tg-logo-bar", 1);
        var stripes = svg("M10.5 7h3l-2 4h-3zM16.5 7h3l-2 4h-3z", "tg-logo-stripes", 1);
        bar.getTransforms().add(new Rotate(-18, 6, 9));
        stripes.getTransforms().add(new Rotate(-18, 6, 9));
        var pane = new Pane(post, bar, stripes);
        Shapes.square(pane, 24);
        return pane;
    }

    /// Logo and name, as in the corner of the frame.
    public static Node brand() {
        var name = new Label("Tollgate");
        name.getStyleClass().add("tg-brand");
        var box = new HBox(8, logo(), name);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static SVGPath svg(String content, String styleClass, double scale) {
        var svg = new SVGPath();
        svg.setContent(content);
        svg.getStyleClass().add(styleClass);
        svg.getTransforms().add(new Scale(scale, scale, 0, 0));
        return svg;
    }
}
