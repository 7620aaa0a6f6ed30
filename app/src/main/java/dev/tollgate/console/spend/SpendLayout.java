package dev.tollgate.console.spend;

import dev.tollgate.console.fx.PageGround;
import java.util.List;
import java.util.function.DoubleSupplier;
import javafx.scene.Node;

/// Toolbar, perhaps a notice, chart, table, figures, and beside them what differs in a window: exact places at every
/// size, since all of it must be seen without scrolling the page.
final class SpendLayout extends PageGround {
    private static final double EDGE = 12;
    private static final double GAP = 8;
    private static final double BAR = 28;
    private static final double CARD = 64;
    private static final double LEAST_CHART = 180;
    private static final double MOST_TABLE = 0.55;
    private static final double BESIDE = 364;
    private static final double BESIDE_NARROW = 332;
    private static final double NARROW = 1_000;

    private final Node bar;
    private final Node notice;
    private final Node chart;
    private final Node table;
    private final List<Card> cards;
    private final Node beside;
    private final DoubleSupplier wanted;

    /// @param wanted height of a table that need not scroll
    SpendLayout(Node bar, Node notice, Node chart, Node table, List<Card> cards, Node beside, DoubleSupplier wanted) {
        super(440);
        this.bar = bar;
        this.notice = notice;
        this.chart = chart;
        this.table = table;
        this.cards = cards;
        this.beside = beside;
        this.wanted = wanted;
        getChildren().addAll(bar, notice, chart, table);
        getChildren().addAll(cards);
        getChildren().add(beside);
        beside.setVisible(false);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - 2 * EDGE;
        double bars = Math.max(BAR, bar.prefHeight(width));
        bar.resizeRelocate(EDGE, EDGE, width, bars);
        double top = EDGE + bars + GAP;
        if (notice.isVisible()) {
            notice.resizeRelocate(EDGE, top, width, Notice.HEIGHT);
            top += Notice.HEIGHT + GAP;
        }
        double height = Math.max(0, getHeight() - top - EDGE);
        double side = beside.isVisible() ? (getWidth() < NARROW ? BESIDE_NARROW : BESIDE) + GAP : 0;
        if (beside.isVisible()) {
            beside.resizeRelocate(EDGE + width - side + GAP, top, side - GAP, height);
        }
        double left = width - side;
        double card = card();
        double rest = height - card - 2 * GAP;
        double low = Math.floor(Math.max(0, Math.min(wanted.getAsDouble(),
                Math.min(rest * MOST_TABLE, rest - LEAST_CHART))));
        chart.resizeRelocate(EDGE, top, left, rest - low);
        table.resizeRelocate(EDGE, top + rest - low + GAP, left, low);
        double each = Math.floor((left - GAP * (cards.size() - 1)) / cards.size());
        for (int i = 0; i < cards.size(); i++) {
            double x = EDGE + i * (each + GAP);
            double wide = i == cards.size() - 1 ? EDGE + left - x : each;
            cards.get(i).resizeRelocate(x, top + height - card, wide, card);
        }
    }

    /// Higher where text is larger.
    private double card() {
        return cards.stream().mapToDouble(each -> each.prefHeight(-1)).reduce(CARD, Math::max);
    }
}
