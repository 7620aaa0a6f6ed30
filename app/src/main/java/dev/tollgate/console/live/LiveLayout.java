package dev.tollgate.console.live;

import dev.tollgate.console.fx.PageGround;
import java.util.List;
import javafx.scene.Node;

/// Tiles, chart, two tables: exact places at every size, since all of it must be seen without scrolling.
final class LiveLayout extends PageGround {
    private static final double EDGE = 12;
    private static final double GAP = 8;
    private static final double TILE = 96;
    private static final double LEAST_CHART = 164;
    private static final double CHART = 0.385;
    private static final double LEFT = 0.597;
    private static final double LEFT_NARROW = 0.56;
    private static final double NARROW = 1000;
    private static final double[] TILES = {172, 172, 196, 164, 196, 140};

    private final List<? extends Node> tiles;
    private final Node chart;
    private final Node left;
    private final Node right;

    LiveLayout(List<? extends Node> tiles, Node chart, Node left, Node right) {
        super(480);
        this.tiles = tiles;
        this.chart = chart;
        this.left = left;
        this.right = right;
        getChildren().addAll(tiles);
        getChildren().addAll(chart, left, right);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - 2 * EDGE;
        double high = TILE;
        for (var tile : tiles) {
            high = Math.max(high, tile.prefHeight(-1));
        }
        tiles(width, high);
        double top = EDGE + high + GAP;
        double rest = getHeight() - top - EDGE - GAP;
        double tall = Math.floor(Math.max(LEAST_CHART, rest * CHART));
        chart.resizeRelocate(EDGE, top, width, tall);
        double below = top + tall + GAP;
        double bottom = Math.max(0, getHeight() - EDGE - below);
        double wide = Math.floor((width - GAP) * (width < NARROW ? LEFT_NARROW : LEFT));
        left.resizeRelocate(EDGE, below, wide, bottom);
        right.resizeRelocate(EDGE + wide + GAP, below, width - GAP - wide, bottom);
    }

    private void tiles(double width, double high) {
        double sum = 0;
        for (double one : TILES) {
            sum += one;
        }
        double scale = (width - GAP * (TILES.length - 1)) / sum;
        double x = EDGE;
        double share = 0;
        for (int i = 0; i < TILES.length; i++) {
            share += TILES[i];
            double end = Math.round(EDGE + share * scale + i * GAP);
            tiles.get(i).resizeRelocate(x, EDGE, end - x, high);
            x = end + GAP;
        }
    }
}
