package dev.tollgate.console.keys;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.PageTabs;
import dev.tollgate.gateway.config.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Who may call and how much: keys, and the budgets that cap them.
public final class KeysPage implements Page {
    static final String KEYS = "Keys";
    static final String BUDGETS = "Budgets";
    private static final int SEARCHED_FROM = 12;

    private final KeysModel model;
    private final Acts acts;
    private final KeysLayout node;
    private final PageTabs tabs;
    private final HBox notice = new HBox(8);
    private final Label keyCount = Styled.muted("");
    private final Label budgetCount = Styled.muted("");
    private final TextField search = new TextField();
    private @Nullable String emptyFor;
    private @Nullable KeyEditor keyEditor;
    private @Nullable BudgetEditor budgetEditor;
    private @Nullable KeysTab keysTab;
    private @Nullable BudgetsTab budgetsTab;

    public KeysPage(Feed feed, Places places) {
        model = new KeysModel(new Engine(feed));
        acts = new Acts(feed, places);
        var file = model.engine().file();
        tabs = new PageTabs(List.of(
                new PageTabs.Tab(KEYS, this::keysTab, actions(search, keyCount, file, "New key", "new-key",
                        this::newKey)),
                new PageTabs.Tab(BUDGETS, this::budgetsTab, actions(null, budgetCount, file, "Budget", "new-budget",
                        this::newBudget))));
        tabs.setOnSwitch(() -> {
            model.setBudgeting(tabs.shown().name().equals(BUDGETS));
            tick();
        });
        search.setPromptText("Search keys");
        search.setAccessibleText("Search keys by name or route");
        search.setPrefWidth(180);
        search.textProperty().bindBidirectional(model.search());
        search.setVisible(false);
        search.managedProperty().bind(search.visibleProperty());
        notice(file);
        node = new KeysLayout(notice, tabs);
        model.shownProperty().addListener((_, _, _) -> tick());
    }

    private static List<Node> actions(@Nullable Node first, Label count, Optional<String> file, String add, String id,
            Runnable make) {
        var nodes = new ArrayList<Node>();
        if (first != null) {
            nodes.add(first);
        }
        count.setMinWidth(0);
        nodes.add(count);
        if (file.isEmpty()) {
            var button = Buttons.button(Icon.PLUS, add, make, "accent");
            button.setId(id);
            button.setMinWidth(Region.USE_PREF_SIZE);
            nodes.add(button);
        }
        return nodes;
    }

    private void notice(Optional<String> file) {
        notice.getStyleClass().add("tg-inset");
        notice.setAlignment(Pos.CENTER_LEFT);
        notice.setVisible(file.isPresent());
        file.ifPresent(name -> notice.getChildren().addAll(Icon.LOCK.node(14), Styled.text("Keys and budgets come from "
                + name + ", which alone may change them. Pause, Resume and Release work here.")));
    }

    private KeysTab keysTab() {
        var made = new KeysTab(model, acts, this::openKey);
        keysTab = made;
        return made;
    }

    private BudgetsTab budgetsTab() {
        var made = new BudgetsTab(model, acts, this::openBudget);
        made.setEmpty(noBudgets());
        budgetsTab = made;
        return made;
    }

    // Editors are made when they are first asked for: the page opens without them.

    private KeyEditor keys() {
        var made = keyEditor;
        if (made == null) {
            made = new KeyEditor(model, acts, () -> budgets(), this::closed);
            keyEditor = made;
        }
        return made;
    }

    private BudgetEditor budgets() {
        var made = budgetEditor;
        if (made == null) {
            made = new BudgetEditor(model, acts, this::makeRoom, this::closed);
            budgetEditor = made;
        }
        return made;
    }

    private void newKey() {
        if (mayLeave()) {
            leaveBudget();
            keys().create();
            node.setEditor(Optional.of(keys().pane()));
            keys().focus();
        }
    }

    private void leaveBudget() {
        if (budgetEditor != null && budgetEditor.isShown()) {
            budgetEditor.close();
        }
    }

    void openKey(String name) {
        if (mayLeave()) {
            acts.key(name).ifPresent(key -> {
                leaveBudget();
                keys().open(key);
                node.setEditor(Optional.of(keys().pane()));
            });
        }
    }

    private void newBudget() {
        if (mayLeave()) {
            if (keyEditor != null && keyEditor.isShown()) {
                keyEditor.close();
            }
            budgets().create();
        }
    }

    /// From the tab: the key that was open is left; from a key's own budgets it is gone back to.
    void openBudget(Budget budget) {
        if (mayLeave()) {
            if (keyEditor != null && keyEditor.isShown()) {
                keyEditor.close();
            }
            budgets().open(budget);
        }
    }

    /// What is typed is not lost to a click elsewhere.
    private boolean mayLeave() {
        if (keyEditor != null && keyEditor.wantsStay()) {
            keyEditor.insist();
            return false;
        }
        if (budgetEditor != null && budgetEditor.isDirty()) {
            budgetEditor.insist("This budget");
            return false;
        }
        return true;
    }

    private void makeRoom() {
        node.setEditor(Optional.of(budgets().pane()));
    }

    private void closed() {
        node.setEditor(Optional.ofNullable(keyEditor).filter(KeyEditor::isShown).map(KeyEditor::pane));
    }

    private void tick() {
        var now = model.picture();
        if (now.isEmpty()) {
            return;
        }
        int all = now.get().keys().size();
        search.setVisible(all >= SEARCHED_FROM || !search.getText().isEmpty());
        keyCount.setText(search.getText().isBlank()
                ? Format.count(all) + (all == 1 ? " key" : " keys")
                : Format.count(model.keys().size()) + " of " + Format.count(all) + " keys");
        int budgets = now.get().budgets().size();
        budgetCount.setText(budgets == 0
                ? ""
                : Format.count(budgets)
                        + (budgets == 1 ? " budget" : " budgets, tightest first by projected share"));
        empty(all == 0, search.getText());
        if (budgetsTab != null && tabs.shown().name().equals(BUDGETS)) {
            budgetsTab.tick();
        }
        if (keyEditor != null) {
            keyEditor.tick();
        }
        if (budgetEditor != null) {
            budgetEditor.look();
        }
    }

    private void empty(boolean none, String searched) {
        var why = none ? "" : searched;
        if (keysTab != null && !why.equals(emptyFor)) {
            emptyFor = why;
            keysTab.setEmpty(none ? noKeys() : new EmptyState("No key has “" + searched + "”"));
        }
    }

    /// The way out of an empty page; none where a file alone changes it.
    private Node[] first(String add, Runnable make) {
        return model.engine().file().isPresent()
                ? new Node[0]
                : new Node[] {Buttons.button(Icon.PLUS, add, make, "accent")};
    }

    private EmptyState noKeys() {
        var empty = new EmptyState("No key yet: without one every call gets a 401", first("New key", this::newKey));
        empty.setReason("A key is what an app sends instead of a provider's. It says who calls, what it may use and how"
                + " much.");
        return empty;
    }

    private EmptyState noBudgets() {
        var empty = new EmptyState("No budget: nothing is capped", first("Budget", this::newBudget));
        empty.setReason("A budget caps a key, a customer, a feature or everything, by hour, day, week, month or in"
                + " total.");
        return empty;
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    @Override
    public void shown(View view) {
        model.soon();
    }

    /// Shows the tab of budgets.
    public void openBudgets() {
        tabs.open(BUDGETS);
    }

    KeysModel keysModel() {
        return model;
    }

    PageTabs tabs() {
        return tabs;
    }

    KeysTab keyTable() {
        return Objects.requireNonNull(keysTab);
    }

    BudgetsTab budgetTable() {
        return Objects.requireNonNull(budgetsTab);
    }
}
