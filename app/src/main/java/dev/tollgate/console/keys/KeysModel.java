package dev.tollgate.console.keys;

import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the page shows: twice a second a new picture, brought into the lists without moving what is aimed at.
final class KeysModel implements LiveModel {
    private static final Duration PACE = Duration.ofMillis(450);
    private static final Duration STILL = Duration.ofSeconds(5);

    private final Engine engine;
    private final ReadOnlyObjectWrapper<@Nullable Picture> picture = new ReadOnlyObjectWrapper<>(this, "picture");
    private final ObservableList<Slot<KeyRow>> keys = FXCollections.observableArrayList();
    private final ObservableList<Slot<BudgetRow>> budgets = FXCollections.observableArrayList();
    private final ObservableList<Slot<HoldRow>> holds = FXCollections.observableArrayList();
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final ObjectProperty<BudgetRow.@Nullable Id> chosen = new SimpleObjectProperty<>(this, "chosen");
    private final ReadOnlyObjectWrapper<@Nullable Picture> shown = new ReadOnlyObjectWrapper<>(this, "shown");
    private boolean budgeting;
    private BooleanSupplier aimedAt = () -> false;
    private Instant asked = Instant.EPOCH;
    private Instant ordered = Instant.EPOCH;

    KeysModel(Engine engine) {
        this.engine = engine;
        search.addListener(_ -> picture().ifPresent(this::showKeys));
        chosen.addListener(_ -> picture().ifPresent(this::showHolds));
    }

    Engine engine() {
        return engine;
    }

    Optional<Picture> picture() {
        return Optional.ofNullable(picture.get());
    }

    /// Changes after the lists have.
    ReadOnlyObjectProperty<@Nullable Picture> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// Those whose names have what is searched for.
    ObservableList<Slot<KeyRow>> keys() {
        return keys;
    }

    ObservableList<Slot<BudgetRow>> budgets() {
        return budgets;
    }

    /// Of the chosen budget.
    ObservableList<Slot<HoldRow>> holds() {
        return holds;
    }

    StringProperty search() {
        return search;
    }

    /// Which counter is looked at.
    ObjectProperty<BudgetRow.@Nullable Id> chosen() {
        return chosen;
    }

    Optional<BudgetRow> chosenRow() {
        var id = chosen.get();
        return id == null ? Optional.empty() : picture().flatMap(now -> now.budget(id));
    }

    /// While this holds, budgets keep their order.
    void setAimedAt(BooleanSupplier now) {
        aimedAt = now;
    }

    @Override
    public void tick(LiveSnapshot now) {
        if (Duration.between(asked, now.at()).abs().compareTo(PACE) >= 0) {
            asked = now.at();
            engine.picture(now, this::show);
        }
    }

    /// Asks at the next tick, because something was changed.
    void soon() {
        asked = Instant.EPOCH;
    }

    void show(Picture now) {
        picture.set(now);
        bring(now);
        shown.set(now);
    }

    /// Only what is looked at: cells of a hidden tab would be painted as well.
    private void bring(Picture now) {
        if (!budgeting) {
            showKeys(now);
            return;
        }
        showBudgets(now);
        if (chosen.get() == null || now.budget(chosen.get()).isEmpty()) {
            chosen.set(budgets.isEmpty() ? null : budgets.getFirst().row().id());
        }
        showHolds(now);
    }

    /// Which of the two tabs is looked at.
    void setBudgeting(boolean budgetsShown) {
        budgeting = budgetsShown;
        picture().ifPresent(this::bring);
    }

    private void showKeys(Picture now) {
        var wanted = search.get().strip().toLowerCase(Locale.ROOT);
        Slot.bring(keys, wanted.isEmpty()
                ? now.keys()
                : now.keys().stream()
                        .filter(row -> row.name().toLowerCase(Locale.ROOT).contains(wanted)
                                || row.scope().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList(),
                KeyRow::name);
    }

    private void showBudgets(Picture now) {
        var at = now.budgets().isEmpty() ? ordered : now.budgets().getFirst().at();
        boolean mayMove = !aimedAt.getAsBoolean() && Duration.between(ordered, at).abs().compareTo(STILL) >= 0;
        if (mayMove) {
            ordered = at;
        }
        Slot.order(budgets, mayMove ? now.budgets() : inPlace(now.budgets()));
    }

    /// In the order they stand in; new ones last.
    private List<BudgetRow> inPlace(List<BudgetRow> next) {
        var left = new HashMap<BudgetRow.Id, BudgetRow>();
        next.forEach(row -> left.put(row.id(), row));
        var rows = new ArrayList<BudgetRow>();
        for (var slot : budgets) {
            var again = left.remove(slot.row().id());
            if (again != null) {
                rows.add(again);
            }
        }
        next.stream().filter(row -> left.containsKey(row.id())).forEach(rows::add);
        return rows;
    }

    private void showHolds(Picture now) {
        var id = chosen.get();
        Slot.keep(holds, id == null ? List.of() : now.holds().getOrDefault(id, List.of()),
                row -> row.hold().request());
    }
}
