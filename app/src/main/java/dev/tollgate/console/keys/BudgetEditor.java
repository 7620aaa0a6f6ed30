package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.control.Applied;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes and changes a budget.
final class BudgetEditor extends Editor<Budget> {
    private final KeysModel model;
    private final Acts acts;
    private final Runnable opening;
    private BudgetForm form;

    /// @param opening makes room for it before it shows
    BudgetEditor(KeysModel model, Acts acts, Runnable opening, Runnable away) {
        super(away);
        this.model = model;
        this.acts = acts;
        this.opening = opening;
        this.form = new BudgetForm(offer(), true);
        pane().setAccessibleText("Budget");
    }

    private Offer offer() {
        return Offer.of(model.engine().feed().gateway().config());
    }

    void create() {
        fresh();
        form.startNew();
        focus();
    }

    /// A cap of one key.
    void createFor(String key) {
        fresh();
        form.startFor(key);
        focus();
    }

    private void focus() {
        pane().focusFirst(form.form());
    }

    private void fresh() {
        opening.run();
        begin(Optional.empty());
        form = new BudgetForm(offer(), true);
        pane().setTitle("New budget", "");
        pane().setReadOnly(false);
        pane().setFoot();
        pane().setContent(form.form());
    }

    void open(Budget budget) {
        opening.run();
        begin(Optional.of(budget));
        form = new BudgetForm(offer(), false);
        form.start(budget);
        var file = model.engine().file();
        form.form().setReadOnly(file.map(name -> "Configured by " + name + ", which alone may change it."));
        pane().setTitle(budget.name(), "budget");
        pane().setReadOnly(file.isPresent());
        if (file.isEmpty()) {
            pane().setFoot(Buttons.button(Icon.CLOSE, "Delete", this::delete, "danger", "button-outlined"));
        } else {
            pane().setFoot();
        }
        pane().setContent(form.form());
        focus();
    }

    private void delete() {
        opened().ifPresent(budget -> {
            close();
            acts.delete(budget);
            model.soon();
        });
    }

    @Override
    List<Form> forms() {
        return List.of(form.form());
    }

    @Override
    void reveal(Form wanted) {
        // there is one, and it is in view
    }

    @Override
    void start(Budget budget) {
        form.start(budget);
    }

    @Override
    void rebase(Budget budget) {
        form.rebase(budget);
    }

    @Override
    Optional<Budget> current(Budget budget) {
        return acts.budget(budget.name());
    }

    @Override
    String difference(Budget before, Budget after) {
        return Differences.between(before, after);
    }

    @Override
    void store(Consumer<Applied> then) {
        Consumer<Applied> after = saved -> {
            model.soon();
            then.accept(saved);
        };
        opened().ifPresentOrElse(before -> acts.save(before, form.read(), after),
                () -> acts.create(form.read(), after));
    }
}
