package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.pricing.intake.Difference;
import dev.tollgate.gateway.term.Unit;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// What a list would change, to be ticked row by row. What is taken over waits with the other edits until it is
/// committed; what somebody typed has no tick.
final class ImportPanel {
    private static final String MINE = "Your providers";
    private static final String ALL = "All";

    private final Panel panel = new Panel("Import");
    private final TableView<Difference.Line> table = new TableView<>();
    private final EmptyState empty = new EmptyState("");
    private final Choice<String> scope = new Choice<>(List.of(MINE, ALL), text -> text);
    private final Label counts = Styled.muted("");
    private final Label notes = TableColumns.elided(Styled.small(""));
    private final Button take = Buttons.button("Take over", this::take, "accent");
    private final Set<Difference.Line> ticked = new HashSet<>();
    private final Consumer<List<Difference.Line>> taken;
    private final Runnable close;
    private List<Difference.Line> lines = List.of();
    private Set<String> providers = Set.of();
    private int same;

    /// @param taken hears what was ticked
    ImportPanel(Consumer<List<Difference.Line>> taken, Runnable close) {
        this.taken = taken;
        this.close = close;
        TableColumns.dress(table, 28, empty);
        table.setAccessibleText("What the list would change");
        table.getColumns().setAll(List.of(tick(), TableColumns.text("what", 82, line -> word(line.kind())),
                TableColumns.text("model", 250, line -> line.row().provider() + "/" + line.row().model()
                        + (line.row().batch() ? " in batches" : "")),
                rates("in", Unit.INPUT), rates("cached", Unit.CACHE_READ), rates("out", Unit.OUTPUT),
                TableColumns.figure("valid from", 104, line -> Rates.date(line.row().from())),
                TableColumns.text("instead of", 290, ImportPanel::instead)));
        TableColumns.each(table, column -> column.setSortable(false));
        table.widthProperty().addListener((_, _, _) -> fit());
        scope.valueProperty().addListener((_, _, _) -> filter());
        scope.setAccessibleText("Which providers");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox.setHgrow(notes, Priority.SOMETIMES);
        panel.setContent(table);
        var buttons = List.of(Buttons.button("Tick none", () -> tick(line -> false)),
                Buttons.button("Tick new and changed", () -> tick(ImportPanel::usual)),
                Buttons.button("Cancel", close), take);
        buttons.forEach(button -> button.setMinWidth(Region.USE_PREF_SIZE));
        notes.setMinWidth(0);
        panel.withLeading(scope, counts).withFooter(notes, gap, buttons.get(0), buttons.get(1), buttons.get(2), take);
        panel.setVisible(false);
    }

    Panel node() {
        return panel;
    }

    TableView<Difference.Line> table() {
        return table;
    }

    /// @param known names of the configured providers, and what lists call them
    void show(PriceWork.Listed listed, Set<String> known) {
        lines = listed.difference().lines();
        same = listed.difference().same();
        providers = known;
        panel.setVisible(true);
        panel.setTitle("Import " + listed.read().list());
        notes.setText(listed.read().notes().isEmpty()
                ? listed.from()
                : "Of this list: " + String.join("; ", listed.read().notes()));
        ticked.clear();
        lines.stream().filter(line -> mine(line) && usual(line)).forEach(ticked::add);
        scope.setValue(lines.stream().anyMatch(this::mine) || lines.isEmpty() ? MINE : ALL);
        filter();
    }

    private boolean mine(Difference.Line line) {
        return providers.contains(line.row().provider());
    }

    private static boolean usual(Difference.Line line) {
        return line.kind() == Difference.Kind.NEW || line.kind() == Difference.Kind.CHANGED;
    }

    private static String word(Difference.Kind kind) {
        return switch (kind) {
            case NEW -> "new";
            case CHANGED -> "changed";
            case REMOVED -> "removed";
            case KEPT -> "kept, typed";
        };
    }

    private void filter() {
        var shown = lines.stream().filter(line -> scope.value().equals(ALL) || mine(line)).toList();
        table.setItems(FXCollections.observableArrayList(shown));
        var words = new StringBuilder();
        for (var kind : Difference.Kind.values()) {
            long count = shown.stream().filter(line -> line.kind() == kind).count();
            words.append(Format.count(count)).append(' ').append(word(kind)).append("  ");
        }
        counts.setText(words.toString().strip() + "  " + Format.count(same) + " the same");
        empty.setText(lines.isEmpty()
                ? "The list says what holds already: " + Format.count(same) + " rows, none different."
                : "Nothing of this list is about your providers. \"All\" shows the rest.");
        count();
    }

    private void count() {
        take.setText(String.format(Locale.ROOT, "Take over %,d", ticked.size()));
        take.setDisable(ticked.isEmpty());
    }

    private void tick(Predicate<Difference.Line> which) {
        ticked.removeAll(table.getItems());
        table.getItems().stream().filter(which).forEach(ticked::add);
        table.refresh();
        count();
    }

    private TableColumn<Difference.Line, Difference.Line> tick() {
        return TableColumns.node("", 40, () -> new Tick(this::ticked), Tick::show);
    }

    private void ticked(Difference.Line line, boolean on) {
        if (on) {
            ticked.add(line);
        } else {
            ticked.remove(line);
        }
        count();
    }

    private static TableColumn<Difference.Line, String> rates(String title, Unit unit) {
        return TableColumns.figure(title, 84, line -> Optional.ofNullable(line.row().rates().get(unit))
                .map(Rates::text).orElse(Format.NONE));
    }

    private static String instead(Difference.Line line) {
        return line.present().map(row -> rate(row, Unit.INPUT) + " / " + rate(row, Unit.OUTPUT)
                + (row.tiers().equals(line.row().tiers()) ? "" : row.tiers().isEmpty() ? ", no tiers" : ", with tiers")
                + ", " + (row.shipped() ? "shipped" : row.origin())
                + (row.model().equalsIgnoreCase(line.row().model()) ? "" : " for " + row.model())).orElse(Format.NONE);
    }

    private static String rate(PriceRow row, Unit unit) {
        return Optional.ofNullable(row.rates().get(unit)).map(Rates::text).orElse(Format.NONE);
    }

    private void fit() {
        double wide = TableColumns.room(table);
        double others = table.getColumns().stream().filter(column -> !column.getText().equals("model"))
                .mapToDouble(TableColumns::wide).sum();
        table.getColumns().stream().filter(column -> column.getText().equals("model"))
                .forEach(column -> TableColumns.setWide(column, Math.max(140, wide - others - 16)));
    }

    private void take() {
        var chosen = lines.stream().filter(ticked::contains).filter(Difference.Line::isChange).toList();
        close.run();
        taken.accept(chosen);
    }

    /// A tick, where there is one to set.
    private final class Tick extends HBox {
        private final CheckBox box = new CheckBox();
        private Optional<Difference.Line> shown = Optional.empty();

        Tick(BiConsumer<Difference.Line, Boolean> heard) {
            setAlignment(Pos.CENTER_LEFT);
            getChildren().add(box);
            box.setOnAction(_ -> shown.ifPresent(line -> heard.accept(line, box.isSelected())));
        }

        void show(Difference.Line line) {
            shown = Optional.of(line);
            box.setVisible(line.isChange());
            box.setSelected(ticked.contains(line));
            box.setAccessibleText("Take over " + line.row().provider() + "/" + line.row().model());
        }
    }
}
