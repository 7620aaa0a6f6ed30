package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ShareBar;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.ledger.Totals;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// One row for each value of the dimension: cost, share, tokens, requests, what the cache saved.
final class SpendTable extends TableView<Found.Line> {
    private Totals total = Totals.ZERO;
    private Unit unit = Unit.MONEY;
    private final TableColumn<Found.Line, String> inWindow = TableColumns.money("in window", 92, 3,
            line -> Money.sum(line.inWindow().picos()));

    SpendTable(Consumer<Found.Line> open) {
        setAccessibleText("Spend by value, the largest first");
        var columns = List.<TableColumn<Found.Line, ?>>of(
                TableColumns.node("name", 190, Name::new, Name::show),
                TableColumns.money("cost", 110, 3, line -> cost(line.totals(), Money.sum(line.totals().picos()))),
                TableColumns.node("", 56, ShareBar::new, (bar, line) -> bar.set(line.share(total, unit), line.slot())),
                TableColumns.figure("share", 60, line -> Format.share(line.share(total, unit))),
                TableColumns.figure("tokens", 76, line -> Format.tokens(line.totals().tokens())),
                TableColumns.figure("requests", 76, line -> Format.count(line.totals().requests())),
                TableColumns.money("$/request", 100, 6, SpendTable::each),
                TableColumns.money("saved", 84, 3, line -> line.totals().savedPicos() == 0
                        ? Money.NONE
                        : Money.sum(line.totals().savedPicos())),
                TableColumns.figure("errors", 60, line -> line.totals().errors() == 0
                        ? Money.NONE
                        : Format.count(line.totals().errors())),
                inWindow);
        getColumns().setAll(columns);
        TableColumns.each(this, column -> column.setSortable(false));
        TableColumns.dress(this, 28, new EmptyState("No spend in this range."));
        inWindow.setVisible(false);
        setRowFactory(_ -> row(open));
        widthProperty().addListener((_, _, _) -> fill());
    }

    /// The name takes what the figures leave.
    private void fill() {
        double figures = getColumns().stream().skip(1).filter(TableColumn::isVisible)
                .mapToDouble(TableColumn::getPrefWidth).sum();
        getColumns().getFirst().setPrefWidth(Math.max(150, getWidth() - figures - 16));
    }

    private static TableRow<Found.Line> row(Consumer<Found.Line> open) {
        var row = new TableRow<Found.Line>();
        row.itemProperty().addListener((_, _, line) -> States.set(row, States.SUM, line != null && line.isSum()));
        row.setOnMouseClicked(event -> {
            if (row.getItem() != null && !row.getItem().isSum() && event.getClickCount() == 2) {
                open.accept(row.getItem());
            }
        });
        return row;
    }

    private static String each(Found.Line line) {
        var t = line.totals();
        return t.requests() == 0 ? Money.NONE : cost(t, Money.cell(t.picos() / t.requests()));
    }

    /// Nothing priced beside something unpriced is no zero.
    private static String cost(Totals totals, String priced) {
        return totals.picos() == 0 && totals.unpriced() > 0 ? Money.UNPRICED : priced;
    }

    void show(Found found) {
        total = found.total();
        unit = found.asked().unit();
        getColumns().getFirst().setText(found.asked().by().word().replace('_', ' '));
        inWindow.setVisible(found.window().isPresent());
        fill();
        if (!isHover() || getItems().size() != found.lines().size() + 1) {
            getItems().setAll(found.lines());
            if (!found.lines().isEmpty()) {
                getItems().add(sum(found));
            }
        }
    }

    private static Found.Line sum(Found found) {
        var inWindow = found.lines().stream().map(Found.Line::inWindow).reduce(Totals.ZERO, Totals::plus);
        return new Found.Line(Found.Line.ALL, 0, found.total(), inWindow);
    }

    /// Swatch, name and how many requests have no price.
    private static final class Name extends HBox {
        private final Region swatch = new Region();
        private final Label text = TableColumns.elided(new Label());
        private final Label unpriced = new Label();

        Name() {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            HBox.setHgrow(text, Priority.SOMETIMES);
            unpriced.getStyleClass().addAll("tg-text-warning", "tg-small");
            unpriced.setMinWidth(Region.USE_PREF_SIZE);
            swatch.setMinSize(8, 8);
            swatch.setMaxSize(8, 8);
            getChildren().setAll(swatch, text, unpriced);
        }

        void show(Found.Line line) {
            swatch.getStyleClass().setAll("tg-swatch", line.slot() == 0 ? "others" : "slot" + line.slot());
            swatch.setVisible(!line.isSum());
            text.setText(line.isSum() ? "All" : line.name());
            long n = line.totals().unpriced();
            unpriced.setText(n == 0 ? "" : "+ " + Format.count(n) + " unpriced");
        }
    }
}
