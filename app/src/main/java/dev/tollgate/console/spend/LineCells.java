package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.ledger.Totals;
import dev.tollgate.gateway.term.Picos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// What stands in the cells of the table and of its sum line. The four states of a price stay apart: money, free,
/// nothing used, unpriced.
final class LineCells {
    private LineCells() {}

    /// Cents from a dollar on, so that the points of a column and of its sum stand in one line.
    static String cost(Totals totals) {
        return totals.picos() == 0 ? state(totals) : amount(totals.picos());
    }

    private static String amount(long picos) {
        return Money.aligned(picos >= Picos.PER_USD ? Money.cell(picos) : Money.sum(picos), 3);
    }

    /// Of those that have a price.
    static String each(Totals totals) {
        long each = eachPicos(totals);
        return each > 0 ? Money.aligned(Money.cell(each), 6) : state(totals);
    }

    static long eachPicos(Totals totals) {
        long priced = totals.requests() - totals.unpriced();
        return priced > 0 ? totals.picos() / priced : 0;
    }

    private static String state(Totals totals) {
        return switch (Price.of(totals)) {
            case UNPRICED -> Money.UNPRICED;
            case FREE -> Money.FREE;
            case PRICED, NONE -> Money.NONE;
        };
    }

    static String saved(Totals totals) {
        return totals.savedPicos() == 0 ? Money.NONE : amount(totals.savedPicos());
    }

    static String tokens(Totals totals) {
        return totals.tokens() == 0 ? Format.NONE : Format.tokens((double) totals.tokens());
    }

    static String errors(Totals totals) {
        return totals.errors() == 0 ? Format.NONE : Format.count(totals.errors());
    }

    static String requests(Totals totals) {
        return Format.count(totals.requests());
    }

    /// For the clipboard.
    static String exact(Totals totals) {
        return Money.exact(totals.picos());
    }

    /// Swatch, name, and how many requests have no price.
    static final class Name extends HBox {
        private final Region swatch = new Region();
        private final Label text = TableColumns.elided(new Label());
        private final Label unpriced = new Label();

        Name() {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            HBox.setHgrow(text, Priority.SOMETIMES);
            unpriced.getStyleClass().addAll("tg-text-warning", "tg-small");
            unpriced.setMinWidth(USE_PREF_SIZE);
            unpriced.managedProperty().bind(unpriced.textProperty().isNotEmpty());
            swatch.setMinSize(8, 8);
            swatch.setMaxSize(8, 8);
            getChildren().setAll(swatch, text, unpriced);
        }

        void show(Found.Line line) {
            swatch.getStyleClass().setAll("tg-swatch",
                    line.slot() == ChartData.OTHERS ? "others" : "slot" + line.slot());
            swatch.setVisible(line.isDrawn());
            text.setText(Found.Line.shown(line.name()));
            text.pseudoClassStateChanged(States.GONE, !line.isValue());
            long without = line.totals().unpriced();
            unpriced.setText(without == 0
                    ? ""
                    : (line.totals().picos() == 0 ? "" : "+ ") + Format.count(without)
                            + " unpriced");
        }
    }
}
