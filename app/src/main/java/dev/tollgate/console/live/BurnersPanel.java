package dev.tollgate.console.live;

import dev.tollgate.console.chart.Sparkline;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.term.Dimension;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Who burns most, with the stop control on the row itself.
final class BurnersPanel {
    private static final List<Dimension> GROUPS = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE,
            Dimension.AGENT, Dimension.CUSTOMER);
    private static final double ROW = 36;
    private static final double LEAST_NAME = 72;
    private static final double MOST_NAME = 280;
    private static final double ROOM_FOR_SPARK = 590;
    private static final double ROOM_FOR_FACTOR = 480;
    private static final double ROOM_FOR_TOKENS = 400;

    private final LivePageModel model;
    private final Acts acts;
    private final Places places;
    private final TableView<Ranking.Burner> table = new TableView<>();
    private final TableColumn<Ranking.Burner, BurnerRow> name;
    private final TableColumn<Ranking.Burner, BurnerRow> shape;
    private final TableColumn<Ranking.Burner, BurnerRow> tokens = RowCells.right("tokens/min", 76, RowCells::tokens,
            RowCells.Figure::new);
    private final TableColumn<Ranking.Burner, BurnerRow> hourly = RowCells.right("$/h", 84, RowCells::money,
            RowCells.Figure::new);
    private final TableColumn<Ranking.Burner, BurnerRow> factor = RowCells.right("× usual", 56,
            row -> Format.factor(row.times()), RowCells.Factor::new);
    private final TableColumn<Ranking.Burner, BurnerRow> trend = RowCells.column("", 24, RowCells.Trend::new);
    private final Label all = Styled.strong("All keys");
    private final Label allTokens = Styled.strong("");
    private final Label allMoney = Styled.strong("");
    private final Label allFactor = Styled.strong("");
    private final StackPane host;
    private final HBox footer;
    private final Panel panel;

    BurnersPanel(LivePageModel model, Acts acts, Places places) {
        this.model = model;
        this.acts = acts;
        this.places = places;
        name = RowCells.column("key", 150, () -> new RowCells.Name(this::open));
        shape = RowCells.column("15 min", 92, () -> new RowCells.Drawn<>(Sparkline.row(), RowCells::draw));
        columns();
        TableColumns.dress(table, ROW, new EmptyState("Nothing was used in the last 15 minutes"));
        TableColumns.each(table, column -> column.setSortable(false));
        OneTakesTheRest.dress(table, name, LEAST_NAME, MOST_NAME);
        table.setItems(model.burners().rows());
        table.setRowFactory(_ -> new RowCells.Row());
        table.setAccessibleText("Top burners");
        table.setOnKeyPressed(event -> {
            var chosen = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                open(chosen.row());
                event.consume();
            }
        });
        table.widthProperty().addListener((_, _, _) -> widths());
        host = new StackPane(table);
        panel = new Panel("Top burners", host);
        var choice = new Choice<>(GROUPS, Dimension::word).small();
        choice.valueProperty().addListener((_, _, chosen) -> group(chosen));
        footer = footer();
        panel.withActions(choice).withFooter(footer);
        model.burnersBusy(() -> RowCells.isAimedAt(table));
        model.figures().addListener((_, _, _) -> model.digest().ifPresent(this::total));
    }

    Panel node() {
        return panel;
    }

    TableView<Ranking.Burner> table() {
        return table;
    }

    /// Something else in the place of the table: how to make the first call.
    void instead(Node card, boolean shown) {
        if (shown != host.getChildren().contains(card)) {
            host.getChildren().setAll(shown ? card : table);
            panel.withFooter(shown ? new Node[0] : new Node[] {footer});
        }
    }

    private void columns() {
        table.getColumns().add(RowCells.column("", 28, RowCells.Alarm::new));
        table.getColumns().add(name);
        table.getColumns().add(shape);
        table.getColumns().add(tokens);
        table.getColumns().add(hourly);
        table.getColumns().add(factor);
        table.getColumns().add(trend);
        table.getColumns().add(RowCells.column("", 132, () -> new RowCells.Stops(acts, model), "tg-right"));
    }

    /// The name takes what the figures leave; where that is little the shape goes, then what it usually is, and last
    /// how many tokens: what it costs and how to stop it stay.
    private void widths() {
        double room = TableColumns.room(table);
        show(shape, room >= ROOM_FOR_SPARK);
        show(factor, room >= ROOM_FOR_FACTOR);
        show(trend, room >= ROOM_FOR_FACTOR);
        show(tokens, room >= ROOM_FOR_TOKENS);
    }

    private static void show(TableColumn<?, ?> column, boolean room) {
        if (column.isVisible() != room) {
            column.setVisible(room);
        }
    }

    private void group(Dimension chosen) {
        name.setText(chosen.word());
        all.setText(chosen == Dimension.KEY ? "All keys" : "All calls");
        model.rowsBy().set(chosen);
        shown();
    }

    /// The frame's filter has changed, or what the rows stand for: says what of it they cannot follow.
    void shown() {
        var unheeded = model.sieve().unheeded(model.rowsBy().get());
        panel.setNote(unheeded.isEmpty() ? "" : "not filtered by " + unheeded);
    }

    private HBox footer() {
        var line = new HBox(all, allTokens, allMoney, allFactor);
        line.setAlignment(Pos.CENTER_LEFT);
        all.setStyle("-fx-padding: 0 0 0 16px;");
        all.minWidthProperty().bind(name.widthProperty().add(Bindings.when(shape.visibleProperty())
                .then(shape.widthProperty()).otherwise(0)).add(16));
        under(tokens, allTokens);
        under(hourly, allMoney);
        under(factor, allFactor);
        return line;
    }

    private static void under(TableColumn<?, ?> column, Label label) {
        label.minWidthProperty().bind(column.widthProperty());
        label.maxWidthProperty().bind(column.widthProperty());
        label.visibleProperty().bind(column.visibleProperty());
        label.managedProperty().bind(column.visibleProperty());
        label.setAlignment(Pos.CENTER_RIGHT);
        label.setStyle("-fx-padding: 0 8px 0 0;");
        label.setMinHeight(Region.USE_PREF_SIZE);
    }

    private void total(Digest now) {
        long perMinute = now.tokens().perMinute();
        allTokens.setText(perMinute > 0 ? Format.tokens((double) perMinute) : Format.NONE);
        long perHour = now.money().perMinute() * Pace.MINUTE;
        allMoney.setText(perHour > 0 ? Money.sum(perHour) : Format.NONE);
        allFactor.setText(Format.factor(now.times()));
    }

    private void open(BurnerRow row) {
        if (row.isFolded()) {
            return;
        }
        var filter = model.sieve().filter().with(model.rowsBy().get(), row.name());
        places.open(Places.Name.REQUESTS, new View(TimeRange.LIVE_15_MIN, filter));
    }
}
