package dev.tollgate.console.spend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// The order of the table's rows: the largest first, or by the column whose header was clicked. New figures move rows
/// seldom, and never under pointer or focus.
final class Order {
    private static final Duration SELDOM = Duration.ofSeconds(5);
    private final Map<TableColumn<?, ?>, Comparator<Found.Line>> by = new HashMap<>();
    private final TableView<Found.Line> table;
    private List<Found.Line> found = List.of();
    private Optional<Asked> asked = Optional.empty();
    private Instant placed = Instant.MIN;

    Order(TableView<Found.Line> table) {
        this.table = table;
        table.setSortPolicy(_ -> {
            place(sorted());
            return true;
        });
    }

    /// A click on the header sorts by this, from small to large first.
    void by(TableColumn<Found.Line, ?> column, Comparator<Found.Line> comparator) {
        column.setSortable(true);
        by.put(column, comparator);
    }

    void show(Found next) {
        boolean same = asked.equals(Optional.of(next.asked()));
        boolean still = same && (table.isHover() || table.isFocused() || next.at().isBefore(placed.plus(SELDOM)));
        found = next.lines();
        asked = Optional.of(next.asked());
        if (still) {
            place(inPlace(table.getItems(), found));
        } else {
            placed = next.at();
            place(sorted());
        }
    }

    private List<Found.Line> sorted() {
        var sorted = new ArrayList<>(found);
        for (var column : table.getSortOrder().reversed()) {
            var comparator = by.get(column);
            if (comparator != null) {
                sorted.sort(
                        column.getSortType() == TableColumn.SortType.ASCENDING ? comparator : comparator.reversed());
            }
        }
        return sorted;
    }

    /// Rows whose figures changed are replaced where they are, so that selection and scroll position stay.
    private void place(List<Found.Line> lines) {
        var items = table.getItems();
        boolean sameNames = items.size() == lines.size();
        for (int i = 0; sameNames && i < lines.size(); i++) {
            sameNames = items.get(i).name().equals(lines.get(i).name());
        }
        if (!sameNames) {
            var chosen = Optional.ofNullable(table.getSelectionModel().getSelectedItem()).map(Found.Line::name);
            items.setAll(lines);
            chosen.ifPresent(this::select);
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!items.get(i).equals(lines.get(i))) {
                items.set(i, lines.get(i));
            }
        }
    }

    private void select(String chosen) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).name().equals(chosen)) {
                table.getSelectionModel().select(i);
                return;
            }
        }
    }

    /// The new figures in the old order, so that nothing moves under the pointer.
    static List<Found.Line> inPlace(List<Found.Line> before, List<Found.Line> next) {
        var left = new HashMap<String, Found.Line>();
        next.forEach(line -> left.put(line.name(), line));
        var lines = new ArrayList<Found.Line>(next.size());
        for (var old : before) {
            var now = left.remove(old.name());
            if (now != null) {
                lines.add(now);
            }
        }
        next.stream().filter(line -> left.containsKey(line.name())).forEach(lines::add);
        return lines;
    }
}
