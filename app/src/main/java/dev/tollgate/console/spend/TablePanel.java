package dev.tollgate.console.spend;

import dev.tollgate.console.chart.ShareBar;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.TableColumns;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// One row for each value of the dimension, the largest first, and the sum under them. Rows keep their place while the
/// pointer is over them.
final class TablePanel {
    static final double ROW = 28;
    private static final Duration MAYBE_TWICE = Duration.millis(250);
    private static final double LEAST_NAME = 132;
    private static final double MOST_NAME = 420;
    /// Kept free also while nothing scrolls: a bar that came would make the columns too wide, and so bring another one.
    private static final double SCROLL_BAR = 10;

    private final Narrowing narrowing;
    private final TableView<Found.Line> table = new TableView<>();
    private final TableColumn<Found.Line, ?> name = TableColumns.node("name", 190, LineCells.Name::new,
            LineCells.Name::show);
    private final TableColumn<Found.Line, ?> cost = figure("cost", 96, line -> LineCells.cost(line.totals()));
    private final TableColumn<Found.Line, ?> share = figure("share", 54,
            line -> line.isDrawn() ? Format.share(line.share()) : Format.NONE);
    private final TableColumn<Found.Line, ?> requests = figure("requests", 70,
            line -> LineCells.requests(line.totals()));
    private final TableColumn<Found.Line, ?> bar = TableColumns.node("", 52, ShareBar::new,
            (drawn, line) -> drawn.set(line.share(), line.slot()));
    private final TableColumn<Found.Line, ?> tokens = figure("tokens", 68, line -> LineCells.tokens(line.totals()));
    private final TableColumn<Found.Line, ?> each = figure("$/request", 94, line -> LineCells.each(line.totals()));
    private final TableColumn<Found.Line, ?> saved = figure("saved", 84, line -> LineCells.saved(line.totals()));
    private final TableColumn<Found.Line, ?> errors = figure("errors", 56, line -> LineCells.errors(line.totals()));
    private final TableColumn<Found.Line, ?> inWindow = figure("in window", 84, line -> unit().cell(line.inWindow()));
    private final Map<TableColumn<Found.Line, ?>, Double> least = new HashMap<>();
    private final Order order = new Order(table);
    private final SumLine sum = new SumLine();
    private final Button download;
    private final EmptyHint hint;
    private final Panel panel = new Panel("By key");
    private final PauseTransition once = new PauseTransition(MAYBE_TWICE);
    private @Nullable Found shown;

    TablePanel(Narrowing narrowing, EmptyHint hint, Runnable export) {
        this.narrowing = narrowing;
        this.hint = hint;
        columns();
        TableColumns.dress(table, ROW, hint);
        table.setAccessibleText("Spend by value, the largest first");
        table.setRowFactory(_ -> row());
        table.setOnKeyPressed(this::key);
        table.widthProperty().addListener((_, _, _) -> fit());
        download = Buttons.button(Icon.DOWNLOAD, "Export", export, "tg-row", "tg-quiet");
        download.setAccessibleText("Export this table as CSV");
        panel.withActions(download);
        var content = new VBox(table, sum);
        VBox.setVgrow(table, Priority.ALWAYS);
        content.setMinSize(0, 0);
        panel.setContent(content);
    }

    private void columns() {
        table.getColumns().addAll(List.of(name, cost, bar, share, tokens, requests, each, saved, errors, inWindow));
        for (var column : table.getColumns()) {
            column.setResizable(false);
            column.setSortable(false);
            least.put(column, TableColumns.wide(column));
        }
        inWindow.setVisible(false);
        sum.follow(table.getColumns());
        order.by(name, Comparator.comparing(line -> Found.Line.shown(line.name()).toLowerCase(Locale.ROOT)));
        order.by(cost, Comparator.<Found.Line>comparingLong(line -> line.totals().picos())
                .thenComparing(line -> Price.of(line.totals())));
        order.by(share, Comparator.comparingDouble(Found.Line::share));
        order.by(tokens, Comparator.comparingLong(line -> line.totals().tokens()));
        order.by(requests, Comparator.comparingLong(line -> line.totals().requests()));
        order.by(each, Comparator.comparingLong(line -> LineCells.eachPicos(line.totals())));
        order.by(saved, Comparator.comparingLong(line -> line.totals().savedPicos()));
        order.by(errors, Comparator.comparingLong(line -> line.totals().errors()));
        order.by(inWindow, Comparator.comparingLong(Found.Line::inWindow));
    }

    private static TableColumn<Found.Line, String> figure(String title, double width,
            Function<Found.Line, String> text) {
        return TableColumns.figure(title, width, text);
    }

    Panel node() {
        return panel;
    }

    TableView<Found.Line> table() {
        return table;
    }

    SumLine sum() {
        return sum;
    }

    private Unit unit() {
        return shown == null ? Unit.MONEY : shown.asked().unit();
    }

    /// What does not fit goes, the least important first; the name takes what is left.
    private void fit() {
        double room = TableColumns.room(table) - SCROLL_BAR;
        var optional = List.of(each, tokens, bar, saved, errors);
        double used = LEAST_NAME;
        for (var column : table.getColumns()) {
            boolean kept = column.isVisible() && !column.equals(name) && !optional.contains(column);
            used += kept ? least(column) : 0;
        }
        for (var column : optional) {
            boolean fits = used + least(column) <= room;
            used += fits ? least(column) : 0;
            if (column.isVisible() != fits) {
                column.setVisible(fits);
            }
        }
        share(Math.max(0, LEAST_NAME + room - used));
    }

    /// Room for the name; beyond what a name needs the figures have it, else they would stand far from it.
    private void share(double left) {
        var figures = table.getColumns().stream().filter(TableColumn::isVisible)
                .filter(column -> !column.equals(name) && !column.equals(bar)).toList();
        double more = Math.max(0, Math.floor((left - MOST_NAME) / figures.size()));
        figures.forEach(column -> TableColumns.setWide(column, least(column) + more));
        TableColumns.setWide(name, Math.max(LEAST_NAME, left - more * figures.size()));
    }

    private double least(TableColumn<Found.Line, ?> column) {
        return least.getOrDefault(column, 0.0);
    }

    /// Height with which nothing scrolls.
    double wanted() {
        int rows = table.getItems().size();
        return 42 + ROW + 2 + (rows == 0 ? 150 : rows * table.getFixedCellSize() + SumLine.HEIGHT);
    }

    void show(Found found) {
        shown = found;
        boolean windowed = found.asked().window().isPresent();
        if (inWindow.isVisible() != windowed) {
            inWindow.setVisible(windowed);
        }
        name.setText(Words.of(found.asked().by()));
        panel.setTitle("By " + Words.of(found.asked().by()) + ", " + (found.asked().range().isLive()
                ? Words.of(found.asked().range().length())
                : "custom range"));
        panel.setNote(windowed ? "last column: the selected window" : "");
        order.show(found);
        fit();
        sum.show(found);
        sum.setVisible(!found.lines().isEmpty());
        sum.setManaged(!found.lines().isEmpty());
        download.setDisable(found.lines().isEmpty());
        hint.show(found);
    }

    private TableRow<Found.Line> row() {
        var row = new TableRow<Found.Line>();
        row.setOnMouseClicked(event -> clicked(row.getItem(), event));
        row.setOnContextMenuRequested(event -> {
            if (row.getItem() != null) {
                menu(row.getItem()).show(row, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        return row;
    }

    /// One click filters, two open: the first waits until it is known to stay alone.
    private void clicked(Found.@Nullable Line line, MouseEvent event) {
        if (line == null || event.getButton() != MouseButton.PRIMARY) {
            return;
        }
        if (event.getClickCount() == 2) {
            once.stop();
            narrowing.open(line);
        } else if (event.getClickCount() == 1 && line.isValue()) {
            once.setOnFinished(_ -> only(line));
            once.playFromStart();
        }
    }

    private void only(Found.Line line) {
        if (shown != null && line.isValue()) {
            narrowing.only(shown.asked().by(), line.name());
        }
    }

    private void key(KeyEvent event) {
        var line = table.getSelectionModel().getSelectedItem();
        if (line == null || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case ENTER -> {
                narrowing.open(line);
                event.consume();
            }
            case SPACE -> {
                only(line);
                event.consume();
            }
            default -> {
            }
        }
    }

    private ContextMenu menu(Found.Line line) {
        var menu = new ContextMenu();
        if (shown != null && line.isValue()) {
            var by = shown.asked().by();
            menu.getItems().add(item("Only this", () -> narrowing.only(by, line.name())));
            menu.getItems().add(item("Not this", () -> narrowing.not(by, line.name())));
            menu.getItems().add(item("Copy name", () -> Buttons.put(line.name())));
        }
        menu.getItems().add(item("Copy cost", () -> Buttons.put(LineCells.exact(line.totals()))));
        menu.getItems().add(item("Open its requests", () -> narrowing.open(line)));
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
