package dev.tollgate.console.fx;

import eu.hansolo.tilesfx.Tile;
import eu.hansolo.tilesfx.TileBuilder;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;

/// One figure of the Live page, 96 px high, higher where text is larger: a TilesFX CUSTOM tile whose texts are ours, since the tile's own would be
/// 5.8 px at this height and its number format knows no money. Make the first one after the first frame.
public final class KpiTile extends StackPane {
    private static final PseudoClass HOT = PseudoClass.getPseudoClass("hot");
    private static final double HEIGHT = 96;
    private static final PseudoClass TIGHT = PseudoClass.getPseudoClass("tight");
    private static final double INSET = 7.2;
    /// Share of its shorter side that the tile leaves free around what is in it.
    private static final double EDGE = 0.05;
    private static final double TITLE = 11;
    private static final double SUB_GAP = 3;
    private static final double CORNER_GAP = 4;
    /// How much smaller a value is that would not fit.
    private static final double SMALLER = 20.0 / 28;

    private final Label title = Styled.small("");
    private final Label corner = Styled.small("");
    private final Label value = new Label();
    private final Label unit = Styled.muted("");
    private final HBox beside = new HBox();
    private final StackPane body = new StackPane();
    private final HBox figure = new HBox(2);
    private final HBox sub = new HBox(SUB_GAP);
    private final VBox column = new VBox();
    private boolean tight;

    public KpiTile(String title, double width) {
        this.title.setText(title);
        getStyleClass().add("tg-tile");
        value.getStyleClass().add("tg-tile-value");
        sub.getStyleClass().add("tg-tile-sub");
        setMinSize(width, HEIGHT);
        setPrefWidth(width);
        setMaxHeight(USE_PREF_SIZE);
        setAccessibleRole(AccessibleRole.TEXT);
        layoutTexts();
        getChildren().add(tile(width));
    }

    /// The figure; the tile's accessible name follows it.
    ///
    /// @param text with its currency or mark, for example `≈$13.11`
    /// @param unitText set small behind it, for example `/h`; may be empty
    public void setValue(String text, String unitText) {
        value.setText(text);
        unit.setText(unitText);
        describe();
    }

    public void setTitle(String text) {
        title.setText(text);
        describe();
    }

    /// The first of these that is whole in the line it has, else the last.
    public void setTitle(String text, String shorter) {
        setTitle(text);
        if (!fits(title)) {
            setTitle(shorter);
        }
    }

    /// Muted text at the right end of the title line.
    public void setCorner(String text) {
        corner.setText(text);
    }

    public void setSub(String text) {
        sub.getChildren().setAll(new Label(text));
    }

    /// The line below the value: the last node goes to the right edge if `spread`.
    public void setSub(boolean spread, Node... nodes) {
        sub.getChildren().setAll(nodes);
        if (spread && nodes.length > 1) {
            sub.getChildren().removeLast();
            sub.getChildren().add(pushed(nodes[nodes.length - 1]));
        }
    }

    /// Its width as it would be if text had its usual size: what fits into it is told by this.
    public double room() {
        return getWidth() * TITLE / title.getFont().getSize();
    }

    /// Whether these, as they are now, stand whole beside each other below the value; true before the first layout.
    public boolean fits(Region... below) {
        if (getWidth() <= 0) {
            return true;
        }
        double wanted = SUB_GAP * (below.length - 1);
        for (var each : below) {
            each.applyCss();
            wanted += each.prefWidth(-1);
        }
        double tile = getWidth() - snappedLeftInset() - snappedRightInset();
        return wanted <= tile - 2 * EDGE * Math.min(tile, getHeight()) - 2 * INSET;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(HEIGHT, Math.ceil(column.prefHeight(-1) / (1 - 2 * EDGE)));
    }

    @Override
    protected void layoutChildren() {
        double wanted = value.prefWidth(-1) / (tight ? SMALLER : 1) + unit.prefWidth(-1) + beside.prefWidth(-1);
        boolean now = wanted > column.getWidth() - 2 * INSET && column.getWidth() > 0;
        if (now != tight) {
            tight = now;
            pseudoClassStateChanged(TIGHT, now);
        }
        boolean both = title.prefWidth(-1) + corner.prefWidth(-1) + CORNER_GAP <= column.getWidth() - 2 * INSET;
        corner.setVisible(both || column.getWidth() <= 0);
        super.layoutChildren();
    }

    /// A small drawing at the right of the value.
    public void setGraphic(Node node) {
        beside.getChildren().setAll(node);
    }

    /// Instead of the value: a gauge with its figures, a list of states.
    public void setBody(Node node) {
        if (node instanceof Region region) {
            region.setMaxHeight(USE_PREF_SIZE);
        }
        body.getChildren().setAll(node);
    }

    /// Red edge and ground: this is what burns.
    public void setHot(boolean hot) {
        pseudoClassStateChanged(HOT, hot);
    }

    /// Click or Enter opens the page behind the figure.
    public void setOnOpen(Runnable open) {
        getStyleClass().add("tg-opens");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        setOnMouseClicked(_ -> open.run());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
    }

    private void layoutTexts() {
        figure.setAlignment(Pos.BASELINE_LEFT);
        figure.getChildren().addAll(value, unit);
        value.setMinWidth(Region.USE_PREF_SIZE);
        unit.setMinWidth(Region.USE_PREF_SIZE);
        beside.setAlignment(Pos.CENTER_RIGHT);
        var row = new HBox(figure, gap(), beside);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setFillHeight(false);
        body.getChildren().add(row);
        body.setAlignment(Pos.CENTER_LEFT);
        sub.setAlignment(Pos.CENTER_LEFT);
    }

    private Tile tile(double width) {
        var head = new HBox(CORNER_GAP, title, gap(), corner);
        // where it has no room it gives none away either
        corner.managedProperty().bind(corner.visibleProperty());
        column.getChildren().setAll(head, body, sub);
        VBox.setVgrow(body, Priority.ALWAYS);
        column.setPadding(new Insets(INSET));
        column.setMinHeight(0);
        var tile = TileBuilder.create()
                .skinType(Tile.SkinType.CUSTOM)
                .prefSize(width, HEIGHT)
                .title("")
                .text("")
                .textVisible(false)
                .animated(false)
                .roundedCorners(false)
                .backgroundColor(Color.TRANSPARENT)
                .graphic(column)
                .build();
        // the skin's own container keeps the width of its first layout
        column.minWidthProperty().bind(Bindings.createDoubleBinding(
                () -> tile.getWidth() - 2 * EDGE * Math.min(tile.getWidth(), tile.getHeight()), tile.widthProperty(),
                tile.heightProperty()));
        column.maxWidthProperty().bind(column.minWidthProperty());
        // the card around it takes the keyboard, with a name
        tile.setFocusTraversable(false);
        return tile;
    }

    private void describe() {
        setAccessibleText(title.getText() + ": " + value.getText() + unit.getText());
    }

    /// At the right end, with one gap before it instead of two.
    private static HBox pushed(Node node) {
        var box = new HBox(node);
        box.setAlignment(Pos.CENTER_RIGHT);
        HBox.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }
}
