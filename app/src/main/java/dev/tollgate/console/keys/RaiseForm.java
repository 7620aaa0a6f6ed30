package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.admission.Raise;
import dev.tollgate.gateway.config.Budget;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A raise of any amount until any time, typed: what it comes to stands below the fields, what is wrong too.
final class RaiseForm extends HBox {
    /// What stands over a field, px.
    private static final double LABEL = 19;
    private static final long MOST = Long.MAX_VALUE / 4;

    private final BudgetRow.Id id;
    private final Supplier<BudgetRow> row;
    private final BiConsumer<BudgetRow, Raise> raise;
    private final Form form = new Form();
    private final Field<OptionalLong> more;
    private final Field<Optional<Until>> until;

    /// @param row the counter as it is now
    /// @param raise takes what was typed
    /// @param away it was closed
    RaiseForm(Supplier<BudgetRow> row, BiConsumer<BudgetRow, Raise> raise, Runnable away) {
        super(12);
        this.row = row;
        this.raise = raise;
        var now = row.get();
        id = now.id();
        more = amount(now.budget().unit());
        until = Fields.typed("Until", "", text -> Until.read(text, now.zone()), _ -> "")
                .checked(Check.that(Optional::isPresent, "Write 2h, 18:00, or a day such as 2026-12-31 18:00."))
                .checked(typed -> typed.flatMap(end -> Until.wrong(end, at())));
        more.control().setId("raise-more");
        until.control().setId("raise-until");
        form.row(more, until);
        form.setStyle("-fx-padding: 0;");
        HBox.setHgrow(form, Priority.ALWAYS);
        var go = Buttons.button("Raise", () -> go(away), "accent");
        go.setId("raise-go");
        var buttons = new HBox(8, go, Buttons.button("Cancel", away));
        buttons.setMinWidth(USE_PREF_SIZE);
        buttons.setPadding(new Insets(LABEL, 0, 0, 0));
        getChildren().addAll(form, buttons);
        setId("raise-form");
        getStyleClass().add("tg-budget-middle");
        setMinHeight(96);
        setPrefHeight(96);
        setMaxHeight(96);
        form.onChange(this::say);
        say();
        addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, away));
    }

    private static Field<OptionalLong> amount(Budget.Unit unit) {
        var field = switch (unit) {
            case USD -> Fields.usd("USD more", "");
            case TOKENS -> Fields.number("Tokens more", "", 1, MOST);
            case REQUESTS -> Fields.number("Requests more", "", 1, MOST);
        };
        return field.checked(Check.that(typed -> typed.isPresent() && typed.getAsLong() > 0
                && typed.getAsLong() <= MOST, "Write an amount above 0."));
    }

    private Instant at() {
        return row.get().at();
    }

    BudgetRow.Id id() {
        return id;
    }

    void focus() {
        form.focusFirst();
    }

    private void pressed(KeyEvent event, Runnable away) {
        if (event.getCode() == KeyCode.ENTER) {
            go(away);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            away.run();
            event.consume();
        }
    }

    /// The time is seen from now, not from when it was typed.
    private void go(Runnable away) {
        if (form.ready()) {
            var now = row.get();
            raise.accept(now, new Raise(more.value().orElseThrow(), until.value().orElseThrow().from(now.at())));
            away.run();
        }
    }

    /// What the typed comes to.
    private void say() {
        var now = row.get();
        var unit = now.budget().unit();
        more.setHint(more.valid().filter(OptionalLong::isPresent)
                .map(typed -> "Up to " + Measure.whole(unit, now.budget().limit() + typed.getAsLong()))
                .orElse("beside the cap of " + Measure.whole(unit, now.budget().limit())));
        until.setHint(until.valid().flatMap(typed -> typed).map(end -> "Ends " + when(now, end.from(now.at())))
                .orElse("2h, 18:00, 2026-12-31 18:00"));
    }

    private static String when(BudgetRow now, Instant end) {
        return now.moment(end).equals(now.end(end)) ? now.end(end) : now.moment(end) + ", " + now.end(end);
    }
}
