package dev.tollgate.console.settings;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.backup.MissingKey;
import dev.tollgate.gateway.control.KeptSecrets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The secrets that the configuration names: which of them this machine does not give, and what to do about each; it
/// stays here for as long as it is so, after a restore as on a machine whose keychain was locked meanwhile. Then those
/// that are kept and not in use, to be deleted.
final class SecretsPanel {
    private final SettingsModel model;
    private final Places places;
    private final Panel panel;
    private final VBox missing = new VBox(8);
    private final VBox unused = new VBox(8);

    SecretsPanel(SettingsModel model, Places places) {
        this.model = model;
        this.places = places;
        var content = new VBox(12, missing, unused);
        content.setPadding(new Insets(0, 12, 12, 12));
        panel = new Panel("Secrets", content);
        missing.setId("missing-secrets");
        unused.setId("unused-secrets");
        unused.managedProperty().bind(unused.visibleProperty());
        model.secretsProperty().subscribe(this::show);
    }

    Panel panel() {
        return panel;
    }

    private void show(Optional<SecretsSeen> found) {
        var gone = found.map(SecretsSeen::missing).orElse(List.of());
        panel.setNote(gone.isEmpty() ? "" : gone.size() + " missing");
        missing.getChildren().clear();
        if (gone.isEmpty()) {
            missing.getChildren().add(Styled.muted(found.isEmpty()
                    ? "looking …"
                    : "Every secret that the configuration names is there."));
        } else {
            gone.forEach(each -> missing.getChildren().add(row(each)));
            missing.getChildren().add(new HBox(Buttons.named(Buttons.button("Look again", model::secrets),
                    "Look again which secrets are missing")));
        }
        unused(found.map(SecretsSeen::unused).orElse(List.of()));
    }

    private void unused(List<KeptSecrets.Unused> kept) {
        unused.setVisible(!kept.isEmpty());
        // another look in between, as after a change elsewhere, must not take back what was asked
        var before = unused.getChildren().stream().filter(KeptRow.class::isInstance).map(KeptRow.class::cast).toList();
        unused.getChildren().clear();
        if (!kept.isEmpty()) {
            unused.getChildren().add(Section.wrapped("Kept, but not in use: an older version of the configuration may"
                    + " need them when it is restored. What is deleted has to be pasted again then."));
            kept.forEach(each -> unused.getChildren().add(new KeptRow(each, this::delete,
                    before.stream().anyMatch(row -> row.isAsking(each.name())))));
        }
    }

    private void delete(KeptSecrets.Unused each) {
        model.delete(each, outcome -> {
            switch (outcome) {
                case Outcome.Done(var words) -> places.toast(words, List.of());
                case Outcome.Failed(var words) -> places.toast(words, List.of());
                case Outcome.Wrong(var _),Outcome.Stale() -> places.toast(each.name() + " was not deleted", List.of());
            }
        });
    }

    private HBox row(MissingKey key) {
        var what = Section.wrapped(Setting.sentence(key.what()));
        what.getStyleClass().add("tg-muted");
        var words = new VBox(2, Styled.strong(name(key)), what);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(8, Mark.WARNING.node(), words);
        way(key).ifPresent(row.getChildren()::add);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static String name(MissingKey key) {
        return key.provider().map(name -> "Provider " + name + ", key " + key.place().replaceFirst(".* ", ""))
                .orElseGet(() -> key.place().substring(0, 1).toUpperCase(Locale.ROOT) + key.place().substring(1));
    }

    /// Where it is mended.
    private Optional<Button> way(MissingKey key) {
        var open = key.provider().isPresent()
                ? Optional.of(Buttons.named(
                        Buttons.button("Providers", () -> places.openTab(Places.Name.ROUTES, "Providers"), "tg-row"),
                        "Open the providers to give the key of " + key.provider().get()))
                : key.place().startsWith("keys ")
                        ? Optional.of(Buttons.named(Buttons.button("Keys", () -> places.open(Places.Name.KEYS,
                                View.NOW), "tg-row"), "Open the keys"))
                        : Optional.<Button>empty();
        open.ifPresent(button -> button.setMinWidth(Region.USE_PREF_SIZE));
        return open;
    }
}
