package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.States;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.Theme;
import dev.tollgate.console.fx.form.Read;
import dev.tollgate.console.fx.form.Texts;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.Doubt;
import dev.tollgate.gateway.pricing.RateText;
import dev.tollgate.gateway.term.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// The rows, typed into in their place.
final class RowsTable {
    private static final double SCROLL_BAR = 14;
    private static final double LEAST_EXTRAS = 90;
    private static final double LEAST_UNPRICED = 196;
    private static final double LEAST_NAME = 130;
    private static final double MOST_NAME = 340;
    private static final double LONG_NAME = 230;
    private static final double MARK = 18;
    private static final double CELL = 24;
    private static final int SEEN_FIRST = 14;

    private final PricesModel model;
    private final Consumer<String> words;
    private final TableView<Line> table = new TableView<>();
    private final EmptyState empty = new EmptyState("Prices are being read.");
    private final Text measure = new Text();
    private final TableColumn<Line, Line> name;
    private final TableColumn<Line, Line> extras;
    private final TableColumn<Line, Line> valid;
    private final TableColumn<Line, Line> write5m;
    private final TableColumn<Line, Line> write1h;
    private final TableColumn<Line, String> source;
    private final TableColumn<Line, String> checked;
    private final List<TableColumn<Line, ?>> edited = new ArrayList<>();

    /// @param words where what is wrong or odd is said while typed
    /// @param price opens the editor for a model without a price
    RowsTable(PricesModel model, Consumer<String> words, Consumer<Line> price) {
        this.model = model;
        this.words = words;
        TableColumns.dress(table, 28, empty);
        measure.setFont(Theme.medium(13));
        table.setAccessibleText("Price rows");
        name = TableColumns.node("model", 190, NameCell::new, NameCell::show);
        extras = TableColumns.node("extras", 200, () -> new ExtrasCell(price), ExtrasCell::show);
        write5m = rate("write 5 m", Unit.CACHE_WRITE_5M);
        write1h = rate("write 1 h", Unit.CACHE_WRITE_1H);
        valid = from();
        source = TableColumns.text("source", 72, Rates::source);
        checked = TableColumns.figure("checked", 60, line -> Rates.checked(line, model.now()));
        table.getColumns().setAll(List.of(name, rate("in", Unit.INPUT), rate("cached", Unit.CACHE_READ), write5m,
                write1h, rate("out", Unit.OUTPUT), extras, valid, source, checked));
        table.getColumns().forEach(column -> {
            column.setResizable(false);
            column.setSortable(false);
            column.setEditable(edited.contains(column));
        });
        table.setRowFactory(_ -> new Row());
        table.widthProperty().addListener((_, _, _) -> fit());
    }

    TableView<Line> node() {
        return table;
    }

    void setEditable(boolean editable) {
        table.setEditable(editable);
    }

    private TableColumn<Line, Line> rate(String title, Unit unit) {
        return edited(title, 70, new CellField.Way(title + ", USD per million tokens", line -> Rates.cell(line, unit),
                line -> line.rate(unit).isPresent() ? Rates.text(line.rate(unit).getAsLong()) : "",
                line -> line.isChanged(unit), text -> wrong(RateText.read(text)),
                (line, text) -> doubts(line, unit, text), (line, text) -> take(line, unit, text)));
    }

    private static Optional<String> wrong(RateText.Read read) {
        return read instanceof RateText.Read.Wrong(var message) ? Optional.of(message) : Optional.empty();
    }

    private static OptionalLong rate(String text) {
        return RateText.read(text) instanceof RateText.Read.Rate(var rate) ? rate : OptionalLong.empty();
    }

    private String doubts(Line line, Unit unit, String text) {
        var row = PricesModel.with(line, unit, rate(text), model.now());
        return said(model.doubts(line.row().isEmpty() ? row : row.withFrom(model.now())));
    }

    static String said(List<Doubt> doubts) {
        return doubts.stream().map(Doubt::message).collect(Collectors.joining("  "));
    }

    private void take(Line line, Unit unit, String text) {
        model.rate(line, unit, rate(text));
    }

    private TableColumn<Line, Line> from() {
        return edited("valid from", 120, new CellField.Way("valid from, UTC", Rates::from,
                line -> line.row().map(row -> Rates.date(row.from())).orElse(""),
                line -> line.isPending() && !line.row().map(PriceRow::from).equals(line.was().map(PriceRow::from)),
                text -> switch (Texts.moment(text, ZoneOffset.UTC)) {
                    case Read.Wrong<Optional<Instant>>(var why) -> Optional.of(why);
                    case Read.Good<Optional<Instant>>(var at) ->
                        at.isEmpty() ? Optional.of("Write a day such as 2026-12-31.") : Optional.empty();
                }, (_, _) -> "Calls from then on have this price; what is settled stays.", (line, text) -> {
                    if (Texts.moment(text, ZoneOffset.UTC) instanceof Read.Good<Optional<Instant>>(var at)) {
                        at.ifPresent(moment -> model.from(line, moment));
                    }
                }));
    }

    private TableColumn<Line, Line> edited(String title, double width, CellField.Way way) {
        var column = new TableColumn<Line, Line>(title);
        TableColumns.width(column, width);
        edited.add(column);
        column.getStyleClass().add("tg-right");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> {
            var cell = new CellField(way, words, model::hold);
            cell.getStyleClass().add("tg-right");
            return cell;
        });
        return column;
    }

    /// The same line stays selected, also where it is another one by now.
    void show(List<Line> lines) {
        var selected = table.getSelectionModel().getSelectedItem();
        table.getItems().setAll(lines);
        fit();
        if (selected == null) {
            lines.stream().filter(line -> !line.isUnpriced()).findFirst()
                    .ifPresent(table.getSelectionModel()::select);
        } else {
            select(selected.provider(), selected.model(), selected.row().or(selected::was));
        }
        if (lines.isEmpty()) {
            empty.setText("No model has this in its name.");
        }
    }

    /// @param row of these the one that is meant
    void select(String provider, String model, Optional<PriceRow> row) {
        @Nullable
        Line found = null;
        for (var line : table.getItems()) {
            if (line.provider().equals(provider) && line.model().equalsIgnoreCase(model)) {
                boolean exact = row.isPresent() && line.batch() == row.get().batch()
                        && line.row().map(PriceRow::from).equals(row.map(PriceRow::from));
                found = found == null || exact ? line : found;
            }
        }
        if (found != null) {
            table.getSelectionModel().select(found);
        }
    }

    Optional<Line> selected() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
    }

    /// What does not fit goes, the least important first; names and extras share what is left. Out of sight it waits
    /// for the page to be shown: JavaFX styles the headers anew, and finds no colours for them where there is no scene.
    void fit() {
        if (table.getScene() == null) {
            return;
        }
        boolean unpriced = table.getItems().stream().limit(1).anyMatch(Line::isUnpriced);
        double least = unpriced ? LEAST_UNPRICED : LEAST_EXTRAS;
        var optional = List.<TableColumn<Line, ?>>of(valid, source, write5m, write1h, checked);
        double used = least;
        for (var column : table.getColumns()) {
            used += column.equals(name) || column.equals(extras) || optional.contains(column)
                    ? 0
                    : TableColumns.wide(column);
        }
        double room = TableColumns.room(table) - SCROLL_BAR;
        // with large text a name gives way before the table has to be scrolled sideways
        double leastName = Math.clamp(longestName(), LEAST_NAME, Math.max(LEAST_NAME, room - used));
        used += leastName;
        for (var column : optional) {
            boolean fits = used + TableColumns.wide(column) <= room;
            used += fits ? TableColumns.wide(column) : 0;
            if (column.isVisible() != fits) {
                column.setVisible(fits);
            }
        }
        double left = Math.max(0, room - used);
        double more = Math.min(left, MOST_NAME - leastName);
        TableColumns.setWide(name, leastName + more);
        TableColumns.setWide(extras, least + left - more);
    }

    /// Of the rows that are seen first, which are those in use: names come before what else could be shown.
    private double longestName() {
        double longest = 0;
        for (var line : table.getItems().subList(0, Math.min(SEEN_FIRST, table.getItems().size()))) {
            measure.setText(line.name());
            boolean marked = line.isUnpriced() || !line.doubts().isEmpty();
            longest = Math.max(longest, measure.getLayoutBounds().getWidth() + (marked ? MARK : 0));
        }
        return Math.clamp(Math.ceil(longest) + CELL, LEAST_NAME, LONG_NAME);
    }

    /// One row; pending ones have an amber edge.
    private static final class Row extends TableRow<Line> {
        @Override
        protected void updateItem(@Nullable Line line, boolean empty) {
            super.updateItem(line, empty);
            States.set(this, States.PENDING, !empty && line != null && line.isPending());
            States.set(this, States.GONE, !empty && line != null && line.dropped());
            setTooltip(empty || line == null || line.doubts().isEmpty()
                    ? null
                    : new Tooltip(line.doubts().stream().map(Doubt::message).collect(Collectors.joining("\n"))));
        }
    }

    /// Mark and name.
    private static final class NameCell extends HBox {
        private final Region warning = new HBox(Mark.WARNING.node());
        private final Label text = TableColumns.elided(Styled.strong(""));

        NameCell() {
            super(6);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            warning.setMinWidth(USE_PREF_SIZE);
            warning.setMaxHeight(USE_PREF_SIZE);
            warning.managedProperty().bind(warning.visibleProperty());
            getChildren().addAll(warning, text);
        }

        void show(Line line) {
            warning.setVisible(line.isUnpriced() || !line.doubts().isEmpty());
            text.setText(line.name());
        }
    }

    /// What the columns have no room for, and the way to a price where there is none.
    private static final class ExtrasCell extends HBox {
        private final Label text = TableColumns.elided(Styled.muted(""));
        private final Button price;
        private @Nullable Line shown;

        ExtrasCell(Consumer<Line> open) {
            super(8);
            setAlignment(Pos.CENTER_LEFT);
            setMinWidth(0);
            price = Buttons.button("Price this model", () -> {
                if (shown != null) {
                    open.accept(shown);
                }
            }, "tg-tiny", "button-outlined", "accent");
            price.setMinWidth(USE_PREF_SIZE);
            price.managedProperty().bind(price.visibleProperty());
            HBox.setHgrow(text, Priority.SOMETIMES);
            getChildren().addAll(text, price);
        }

        void show(Line line) {
            shown = line;
            text.setText(Rates.extras(line));
            price.setVisible(line.isUnpriced());
            price.setAccessibleText("Price " + line.name());
        }
    }
}
