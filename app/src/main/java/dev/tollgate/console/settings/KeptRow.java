package dev.tollgate.console.settings;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.KeptSecrets;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A secret that is kept and not in use. Deleting it cannot be undone, so it is asked for twice.
final class KeptRow extends HBox {
    private final KeptSecrets.Unused kept;
    private final Consumer<KeptSecrets.Unused> delete;
    private boolean asking;

    /// @param asking whether it was asked for once already
    KeptRow(KeptSecrets.Unused kept, Consumer<KeptSecrets.Unused> delete, boolean asking) {
        super(8);
        this.kept = kept;
        this.delete = delete;
        setAlignment(Pos.CENTER_LEFT);
        show(asking);
    }

    boolean isAsking(String name) {
        return asking && kept.name().equals(name);
    }

    private void show(boolean asks) {
        asking = asks;
        var name = TableColumns.elided(Styled.mono(kept.name()));
        var where = TableColumns.elided(Styled.muted(where()));
        var words = new VBox(2, name, where);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().setAll(words);
        if (asking) {
            button("Delete for good", () -> delete.accept(kept), "danger");
            button("Keep", () -> show(false));
        } else {
            button("Delete …", () -> show(true));
        }
    }

    private void button(String text, Runnable action, String... styles) {
        var button = Buttons.named(Buttons.button(text, action, styles), text + " " + kept.name());
        button.getStyleClass().add("tg-row");
        button.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().add(button);
    }

    private String where() {
        var place = kept.reference() instanceof Secret.Keychain ? "in the keychain" : "in the encrypted file";
        return place + (kept.newest().isPresent()
                ? ", named last by version " + kept.newest().getAsLong()
                : ", named by no version");
    }
}
