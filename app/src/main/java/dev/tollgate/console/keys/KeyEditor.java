package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.Applied;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/// Makes and changes a key: what it is and may use, its limits, its attribution, its budgets, its secret.
final class KeyEditor extends Editor<KeyEntry> {
    private static final double TAB = 32;

    private final KeysModel model;
    private final Acts acts;
    private final KeyBudgets budgets;
    private final Rotation rotation;
    private final KeyHistory history;
    private KeyForm form;
    private TabPane tabs = new TabPane();
    private boolean secretShown;

    KeyEditor(KeysModel model, Acts acts, Supplier<BudgetEditor> budgetEditor, Runnable away) {
        super(away);
        this.model = model;
        this.acts = acts;
        this.budgets = new KeyBudgets(model, budgetEditor);
        this.rotation = new Rotation(model.engine(), acts, this::secret, words -> pane().setNotice(words));
        this.history = new KeyHistory(model.engine().feed());
        this.form = form(true);
        pane().setAccessibleText("Key");
    }

    private KeyForm form(boolean fresh) {
        return new KeyForm(offer(), fresh, model.engine().feed().gateway().time());
    }

    private Offer offer() {
        return Offer.of(model.engine().feed().gateway().config());
    }

    void create() {
        begin(Optional.empty());
        secretShown = false;
        form = form(true);
        form.all().forEach(Form::settle);
        pane().setTitle("New key", "");
        pane().setReadOnly(false);
        pane().setFoot();
        show(tab("General", form.general()), tab("Limits", form.limits()), tab("Attribution", form.attribution()));
    }

    void focus() {
        // the tabs exist once the pane has been laid out
        pane().applyCss();
        pane().layout();
        pane().focusFirst(form.general());
    }

    void open(KeyEntry key) {
        begin(Optional.of(key));
        secretShown = false;
        form = form(false);
        start(key);
        var file = model.engine().file();
        form.all().forEach(each -> each.setReadOnly(file.map(name -> "Configured by " + name
                + ", which alone may change it. Pause and Resume work here.")));
        pane().setTitle(key.name(), "key");
        pane().setReadOnly(file.isPresent());
        if (file.isEmpty()) {
            pane().setFoot(Buttons.button(Icon.CLOSE, "Delete", () -> delete(key.name()), "danger", "button-outlined"));
        } else {
            pane().setFoot();
        }
        show(tab("General", form.general()), tab("Limits", form.limits()), tab("Attribution", form.attribution()),
                tab("Budgets", budgets.of(key.name(), file.isEmpty())),
                tab("Secret", rotation.of(key, file.isEmpty())), history(key.name()));
    }

    /// Read when it is looked at.
    private Tab history(String name) {
        var tab = tab("History", history.of(name));
        tab.setOnSelectionChanged(_ -> {
            if (tab.isSelected()) {
                history.look();
            }
        });
        return tab;
    }

    private void delete(String name) {
        close();
        acts.delete(name);
        model.soon();
    }

    private void show(Tab... all) {
        tabs = new TabPane(all);
        tabs.getStyleClass().addAll("tg-tabs", "tg-editor-tabs");
        tabs.setTabMinHeight(TAB);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        pane().setContent(tabs);
    }

    private static Tab tab(String title, Node content) {
        var tab = new Tab(title, content);
        tab.setUserData(content);
        return tab;
    }

    /// The secret of a key just made or rotated, once.
    private void secret(String words, String secret, String more) {
        pane().clearNotice();
        pane().setReadOnly(true);
        pane().setFoot();
        form.all().forEach(Form::settle); // it is made: nothing waits to be saved
        secretShown = true;
        var gateway = model.engine().feed().gateway();
        var once = new SecretOnce(words, secret, gateway.status().baseUrl(), exampleModel(), more);
        pane().setContent(once);
        pane().applyCss();
        once.focus();
        model.soon();
    }

    /// Whether leaving it loses something: what is typed, or a secret that is never shown again.
    boolean wantsStay() {
        return isShown() && (secretShown || isDirty());
    }

    /// Says what would be lost.
    void insist() {
        if (secretShown) {
            pane().setNotice("Once this is closed the secret cannot be seen again.",
                    Buttons.button("I have it", this::close, "tg-row"));
        } else {
            insist("This key");
        }
    }

    private String exampleModel() {
        var allowed = opened().map(KeyEntry::routes).orElse(List.of());
        return allowed.stream().filter(name -> name.indexOf('*') < 0).findFirst()
                .or(() -> offer().routes().stream().filter(name -> name.indexOf('*') < 0).findFirst()).orElse("MODEL");
    }

    /// Brings budgets and rotation up to date.
    void tick() {
        look();
        if (isShown() && opened().isPresent()) {
            budgets.tick();
        }
    }

    @Override
    List<Form> forms() {
        return form.all();
    }

    @Override
    void reveal(Form wanted) {
        tabs.getTabs().stream().filter(tab -> wanted.equals(tab.getUserData())).findFirst()
                .ifPresent(tabs.getSelectionModel()::select);
    }

    @Override
    void start(KeyEntry key) {
        form.start(key);
        rotation.show(key);
    }

    @Override
    void rebase(KeyEntry key) {
        form.rebase(key);
        rotation.show(key);
    }

    @Override
    Optional<KeyEntry> current(KeyEntry key) {
        return acts.key(key.name());
    }

    @Override
    String difference(KeyEntry before, KeyEntry after) {
        return Differences.between(before, after);
    }

    @Override
    void store(Consumer<Applied> then) {
        var before = opened();
        if (before.isPresent()) {
            acts.save(before.get(), form.read(before.get()), saved -> {
                model.soon();
                then.accept(saved);
            });
            return;
        }
        var draft = form.read(KeyEntry.of("", new Secret.Env("to be made")));
        acts.create(draft, form.cap(draft.name()), then, made -> secret(draft.name() + " may call now.", made.secret(),
                form.cap(draft.name()).map(cap -> "Capped at " + Measure.whole(cap.unit(), cap.limit()) + " a "
                        + cap.window().text() + "; over it calls get a 429 that says so.").orElse("")));
    }
}
