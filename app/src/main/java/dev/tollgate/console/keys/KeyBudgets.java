package dev.tollgate.console.keys;

import dev.tollgate.console.chart.NeedleGauge;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The budgets of one key in its editor, live.
final class KeyBudgets {
    private static final double GAUGE = 320;

    private final KeysModel model;
    private final Supplier<BudgetEditor> editor;
    private final VBox lines = new VBox(12);
    private String key = "";
    private boolean changeable;
    private List<BudgetRow> shown = List.of();

    KeyBudgets(KeysModel model, Supplier<BudgetEditor> editor) {
        this.model = model;
        this.editor = editor;
        lines.getStyleClass().add("tg-form");
    }

    Node of(String name, boolean mayChange) {
        key = name;
        changeable = mayChange;
        shown = List.of();
        show(List.of());
        tick();
        return lines;
    }

    void tick() {
        var now = model.picture().map(picture -> picture.budgets().stream().filter(row -> row.isOf(key)).toList())
                .orElse(List.of());
        if (!now.equals(shown)) {
            shown = now;
            show(now);
        }
    }

    private void show(List<BudgetRow> rows) {
        lines.getChildren().clear();
        if (rows.isEmpty()) {
            lines.getChildren().add(Styled.muted("No budget of its own; what caps everything still holds."));
        }
        rows.forEach(row -> lines.getChildren().add(line(row)));
        if (changeable) {
            var add = Buttons.button(Icon.PLUS, "Budget for this key", () -> editor.get().createFor(key));
            lines.getChildren().add(new HBox(add));
        }
    }

    private Node line(BudgetRow row) {
        var gauge = NeedleGauge.row(GAUGE);
        gauge.measure(row::say, Measure.zero(row.budget().unit()));
        gauge.setSteps(row.steps());
        gauge.set(row.reading());
        var name = Styled.strong(row.budget().name());
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var open = Buttons.button(changeable ? "Edit" : "Open", () -> editor.get().open(row.budget()), "tg-row");
        Buttons.named(open, "Open the budget " + row.budget().name());
        open.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, name, open);
        head.setAlignment(Pos.CENTER_LEFT);
        return new VBox(4, head, gauge, Styled.small(row.said().brief() + " · " + row.said().acted()));
    }
}
