package dev.tollgate.console.routes;

import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.util.Map;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every route with its health and its last hour; the chosen one is edited below.
final class RouteList {
    private static final double ROW = 28;
    private static final double MOST = 300;
    private static final double HEADER = 28;
    private static final int MOST_ROWS = 7;
    private static final int LEAST_ROWS = 5;
    private static final double EMPTY = 120;
    private static final double SEARCH = 44;
    private static final int SEARCHED_FROM = 12;
    /// A name beside its mark tells more than what the number of targets says already.
    private static final double ROOM_FOR_STRATEGY = 760;
    private static final double ROOM_FOR_FIRST_TOKEN = 550;

    private final RoutesModel model;
    private final TableView<RouteRow> table = new TableView<>();
    private final TextField search = new TextField();
    private final Label found = Styled.muted("");
    private final HBox bar = new HBox(8, search, found);
    private final EmptyState none = new EmptyState("No route yet: every model is asked for by its own name");
    private final VBox panel = new VBox(bar, table);
    private final EmptyState noneFound = new EmptyState("No route has these words in its name or targets");
    private boolean choosing;

    RouteList(RoutesModel model) {
        this.model = model;
        panel.getStyleClass().addAll("tg-panel", "tg-bare");
        table.setId("routes");
        table.setAccessibleText("Routes");
        var name = TableColumns.node("route", 140, Name::new, Name::show);
        var strategy = TableColumns.<RouteRow>text("strategy", 90, RouteRow::strategy);
        var health = TableColumns.<RouteRow, StandingCell>node("health", 160, () -> new StandingCell(false),
                (cell, row) -> cell.show(row.standing()));
        table.getColumns().add(name);
        table.getColumns().add(strategy);
        table.getColumns().add(TableColumns.figure("targets", 60, RouteRow::targets));
        table.getColumns().add(health);
        var ttft = TableColumns.<RouteRow>figure("p50 first token", 100, RouteRow::ttft);
        table.getColumns().add(ttft);
        table.getColumns().add(fallback());
        table.getColumns().add(TableColumns.figure("errors", 64, RouteRow::errors));
        table.getColumns().add(TableColumns.figure("requests, 1 h", 96, RouteRow::requests));
        TableColumns.each(table, column -> column.setSortable(false));
        TableColumns.dress(table, ROW, none);
        searching();
        table.setItems(model.rows());
        table.setRowFactory(_ -> new Row());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
        model.shown().addListener((_, _, _) -> select());
        table.widthProperty().addListener((_, _, _) -> {
            double rest = TableColumns.room(table);
            strategy.setVisible(rest >= ROOM_FOR_STRATEGY);
            ttft.setVisible(rest >= ROOM_FOR_FIRST_TOKEN);
            share(rest, name, health);
        });
        select();
    }

    /// From a dozen routes on, and while something is looked for.
    private void searching() {
        search.setId("search-routes");
        search.setPromptText("Search routes and targets");
        search.setAccessibleText("Search routes by name, provider or model");
        search.setPrefWidth(280);
        search.textProperty().bindBidirectional(model.search().typed());
        search.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !search.getText().isEmpty()) {
                search.clear();
                event.consume();
            } else if (event.getCode() == KeyCode.DOWN || event.getCode() == KeyCode.ENTER) {
                table.requestFocus();
                event.consume();
            }
        });
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setPadding(new Insets(8, 12, 8, 12));
        bar.managedProperty().bind(bar.visibleProperty());
        model.total().subscribe(this::counted);
        model.rows().addListener((ListChangeListener<RouteRow>) _ -> counted());
        search.textProperty().subscribe(this::counted);
        counted();
    }

    private void counted() {
        int all = model.total().get();
        boolean idle = model.search().isIdle();
        bar.setVisible(all >= SEARCHED_FROM || !search.getText().isEmpty());
        found.setText(idle ? all + " routes" : model.rows().size() + " of " + all);
        table.setPlaceholder(idle ? none : noneFound);
    }

    /// Where searching begins; false where there is too little to search.
    boolean find() {
        if (bar.isVisible()) {
            search.requestFocus();
        }
        return bar.isVisible();
    }

    private void chosen(@Nullable RouteRow row) {
        if (row != null && !choosing) {
            model.choose(row.id());
        }
    }

    /// The name and the health take what the figures leave.
    private void share(double rest, TableColumn<RouteRow, ?> name, TableColumn<RouteRow, ?> health) {
        TableColumns.spread(table, rest - 4, MOST, Map.of(name, 0.58, health, 0.42));
    }

    private static TableColumn<RouteRow, RouteRow> fallback() {
        var column = TableColumns.<RouteRow, Figure>node("fallback", 72, Figure::new, Figure::show);
        column.getStyleClass().add("tg-right");
        return column;
    }

    Region node() {
        return panel;
    }

    TableView<RouteRow> table() {
        return table;
    }

    /// What it takes to show every route, as far as that is sensible.
    double wanted() {
        double above = bar.isVisible() ? SEARCH : 0;
        if (model.total().get() == 0) {
            return EMPTY;
        }
        // all of them, found or not: what is below does not jump while somebody types
        int rows = Math.clamp(model.total().get(), 1, MOST_ROWS);
        return above + HEADER + rows * table.getFixedCellSize() + 2;
    }

    /// What it keeps where the window is too low for the rest of the page.
    double least() {
        return Math.max(0, wanted() - Math.max(0, Math.min(model.total().get(), MOST_ROWS) - LEAST_ROWS)
                * table.getFixedCellSize());
    }

    private void select() {
        choosing = true;
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).id().equals(model.chosen())
                    && table.getSelectionModel().getSelectedIndex() != i) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
        choosing = false;
    }

    /// The name, and what waits.
    private static final class Name extends HBox {
        private final Label name = TableColumns.elided(Styled.strong(""));
        private final Label pill = Styled.pill("", "warning");

        Name() {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            pill.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(name, pill);
        }

        void show(RouteRow row) {
            name.setText(row.name());
            pill.setText(row.removed() ? "to be removed" : "pending");
            pill.setVisible(row.pending());
            pill.setManaged(row.pending());
        }
    }

    /// The fallback share, amber where it is worth a look.
    private static final class Figure extends HBox {
        private final Label text = Styled.text("");

        Figure() {
            setAlignment(Pos.CENTER_RIGHT);
            getChildren().add(text);
        }

        void show(RouteRow row) {
            text.setText(row.fallback());
            text.getStyleClass().removeAll("tg-text-warning", "tg-strong");
            if (row.fallsBack()) {
                text.getStyleClass().addAll("tg-text-warning", "tg-strong");
            }
        }
    }

    private static final class Row extends TableRow<RouteRow> {
        @Override
        protected void updateItem(@Nullable RouteRow row, boolean empty) {
            super.updateItem(row, empty);
            States.set(this, States.PENDING, !empty && row != null && row.pending());
            States.set(this, States.GONE, !empty && row != null && row.removed());
        }
    }
}
