package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The budgets of one key in its editor, live.
final class KeyBudgets {
    private static final double GAUGE = 320;

    private final KeysModel model;
    private final Supplier<BudgetEditor> editor;
    private final VBox lines = new VBox(12);
    private String key = "";
    private boolean changeable;
    private List<Line> shown = List.of();

    KeyBudgets(KeysModel model, Supplier<BudgetEditor> editor) {
        this.model = model;
        this.editor = editor;
        lines.getStyleClass().add("tg-form");
    }

    Node of(String name, boolean mayChange) {
        key = name;
        changeable = mayChange;
        show(List.of());
        tick();
        return lines;
    }

    /// The same budgets keep their lines, and what is focused in them its focus.
    void tick() {
        var now = model.picture().map(picture -> picture.budgets().stream().filter(row -> row.isOf(key)).toList())
                .orElse(List.of());
        if (now.stream().map(BudgetRow::id).toList().equals(shown.stream().map(Line::id).toList())) {
            for (int i = 0; i < now.size(); i++) {
                shown.get(i).show(now.get(i));
            }
        } else {
            show(now);
        }
    }

    private void show(List<BudgetRow> rows) {
        shown = rows.stream().map(Line::new).toList();
        lines.getChildren().setAll(shown);
        if (rows.isEmpty()) {
            lines.getChildren().add(Styled.muted("No budget of its own; what caps everything still holds."));
        }
        if (changeable) {
            var add = Buttons.button(Icon.PLUS, "Budget for this key", () -> editor.get().createFor(key));
            lines.getChildren().add(new HBox(add));
        }
    }

    private final class Line extends VBox {
        private final RowGauge gauge = new RowGauge(GAUGE);
        private final Label words = Styled.small("");
        private BudgetRow row;

        Line(BudgetRow first) {
            super(4);
            row = first;
            var name = Columns.elided(Styled.strong(first.budget().name()));
            HBox.setHgrow(name, Priority.ALWAYS);
            name.setMaxWidth(Double.MAX_VALUE);
            var open = Buttons.button(changeable ? "Edit" : "Open", () -> editor.get().open(row.budget()), "tg-row");
            Buttons.named(open, "Open the budget " + first.budget().name());
            open.setMinWidth(USE_PREF_SIZE);
            var head = new HBox(8, name, open);
            head.setAlignment(Pos.CENTER_LEFT);
            getChildren().addAll(head, gauge, words);
            show(first);
        }

        BudgetRow.Id id() {
            return row.id();
        }

        void show(BudgetRow now) {
            row = now;
            gauge.show(now);
            words.setText(now.said().brief() + " · " + now.said().acted());
        }
    }
}
