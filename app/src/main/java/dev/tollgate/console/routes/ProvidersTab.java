package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.config.Provider;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// The tab Providers: the list, and at the side the editor. What is done here is in force at once and can be undone.
final class ProvidersTab {
    private final ProvidersModel model;
    private final Places places;
    private final ProviderList list;
    private final ProviderEditor editor;
    private final Beside beside;

    ProvidersTab(ProvidersModel model, Places places) {
        this.model = model;
        this.places = places;
        list = new ProviderList(model, acts(), this::add);
        var hint =
                Styled.small("Of several that have a model by its bare name, the first that is on is asked. Alt+Up and"
                        + " Alt+Down change the order.");
        hint.getStyleClass().add("tg-provider-hint");
        var panel = new VBox(list.table(), hint);
        panel.getStyleClass().addAll("tg-panel", "tg-bare");
        VBox.setVgrow(list.table(), Priority.ALWAYS);
        beside = new Beside(panel);
        editor = new ProviderEditor(model, places, this::close);
    }

    Node node() {
        return beside;
    }

    private void close() {
        beside.close();
        list.table().requestFocus();
    }

    void add() {
        if (editor.isDirty()) {
            places.toast("Save or cancel what is changed at the right first.", List.of());
            return;
        }
        editor.add();
        beside.open(editor.node());
        editor.focus();
    }

    /// What is typed and not saved is not thrown away by a click on another row.
    void edit(String name) {
        if (editor.isDirty()) {
            boolean same = editor.draft().before().filter(p -> p.name().equals(name)).isPresent();
            if (!same) {
                places.toast("Save or cancel what is changed at the right first.", List.of());
            }
            return;
        }
        model.config().provider(name).ifPresent(provider -> {
            editor.edit(provider);
            beside.open(editor.node());
        });
    }

    /// With room for both, the first provider is open beside the list.
    void opened() {
        if (beside.isWide() && !beside.isOpen() && !model.rows().isEmpty()) {
            list.table().getSelectionModel().clearAndSelect(0);
            edit(model.rows().getFirst().name());
        }
    }

    private ProviderList.Acts acts() {
        return new ProviderList.Acts() {
            @Override
            public void look(ProviderRow row) {
                ProvidersTab.this.edit(row.name());
            }

            @Override
            public void edit(ProviderRow row) {
                look(row);
                editor.focus();
            }

            @Override
            public void enable(ProviderRow row, boolean on) {
                model.config().provider(row.name()).ifPresent(provider -> change(
                        ProviderEdit.of(provider, provider.withEnabled(on)),
                        "Provider " + row.name() + (on ? " is on." : " is off: its targets are skipped.")));
            }

            @Override
            public void remove(ProviderRow row) {
                ProvidersTab.this.remove(row.name());
            }

            @Override
            public void move(ProviderRow row, int by) {
                int to = row.place() - 1 + by;
                if (to >= 0 && to < model.rows().size()) {
                    model.config().provider(row.name()).ifPresent(provider -> change(
                            new ProviderEdit(Optional.of(provider), Optional.of(provider), to),
                            "Provider " + row.name() + " is now number " + (to + 1) + "."));
                }
            }
        };
    }

    private void remove(String name) {
        var users = model.users(name);
        if (users.isEmpty()) {
            model.config().provider(name).ifPresent(provider -> change(
                    new ProviderEdit(Optional.of(provider), Optional.empty(), -1),
                    "Provider " + name + " removed."));
        } else {
            places.toast("Provider " + name + " is a target of " + String.join(", ", users)
                    + ": take it out there first, or switch it off.", List.of());
        }
    }

    private void change(ProviderEdit edit, String done) {
        int stood = edit.before().map(p -> model.config().providers().indexOf(p)).orElse(-1);
        model.save(edit, outcome -> {
            switch (outcome) {
                case Outcome.Saved _ -> places.toast(done, List.of(new Places.Undo("Undo",
                        () -> model.save(edit.undone(stood), this::undone))));
                case Outcome.Refused(var why) -> places.toast(why, List.of());
                case Outcome.Clashed(var name) -> places.toast("Provider " + name
                        + " was changed by somebody else meanwhile: look at it again, nothing was changed.", List.of());
            }
            select(edit.after().map(Provider::name).orElse(""));
        });
    }

    private void undone(Outcome outcome) {
        places.toast(switch (outcome) {
            case Outcome.Saved _ -> "Taken back.";
            case Outcome.Refused(var why) -> why;
            case Outcome.Clashed(var name) -> "Provider " + name + " was changed meanwhile: nothing was taken back.";
        }, List.of());
    }

    private void select(String name) {
        model.rows().stream().filter(row -> row.name().equals(name)).findFirst()
                .ifPresent(row -> list.table().getSelectionModel().clearAndSelect(row.place() - 1));
    }

    ProviderList list() {
        return list;
    }

    ProviderEditor editor() {
        return editor;
    }
}
