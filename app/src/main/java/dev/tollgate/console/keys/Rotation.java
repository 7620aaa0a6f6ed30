package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.config.KeyEntry;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.control.KeyDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// A key's secret: where it comes from, which old ones still work, and a new one while the old one works on for a while.
final class Rotation {
    /// Shows a new secret.
    interface Made {
        /// @param words what was made
        /// @param more what of the old secret is to be known
        void show(String words, String secret, String more);
    }

    private final Engine engine;
    private final Acts acts;
    private final Made made;
    private final Consumer<String> trouble;
    private final VBox state = new VBox(8);
    private boolean changeable;

    Rotation(Engine engine, Acts acts, Made made, Consumer<String> trouble) {
        this.engine = engine;
        this.acts = acts;
        this.made = made;
        this.trouble = trouble;
    }

    Node of(KeyEntry key, boolean mayChange) {
        changeable = mayChange;
        var form = new Form().section("Secret", "").node(state);
        if (mayChange) {
            var grace = Fields.duration("Grace", "so long the old secret works too; 0s ends it at once", Duration.ZERO,
                    Duration.ofDays(90));
            grace.start(Optional.of(Duration.ofHours(1)));
            grace.checked(time -> time.isEmpty() ? Optional.of("How long? Such as 1h, or 0s.") : Optional.empty());
            form.section("Rotate", "Makes a new secret, shown once. Calls in flight go on.");
            form.add(grace);
            form.node(
                    new HBox(Buttons.button(Icon.REFRESH, "Rotate", () -> rotate(key.name(), form, grace), "accent")));
        }
        show(key);
        return form;
    }

    private void rotate(String name, Form form, Field<Optional<Duration>> grace) {
        if (!form.ready()) {
            return;
        }
        var time = grace.value().orElse(Duration.ZERO);
        acts.rotate(name, time, applied -> Acts.refusal(applied).ifPresent(trouble), key -> made.show(
                name + " has a new secret.", key.secret(), time.isPositive()
                        ? "The old one works until " + clock(time) + "."
                        : "The old one works no more."));
    }

    private String clock(Duration from) {
        var gateway = engine.feed().gateway();
        return moment(gateway.time().instant().plus(from));
    }

    private String moment(Instant at) {
        var gateway = engine.feed().gateway();
        return Format.time(at, gateway.time().instant(), gateway.config().billingZone()).replaceFirst("\\.\\d+$", "");
    }

    /// What works now, and when each was used last.
    void show(KeyEntry key) {
        var from = wrapped(switch (key.secret()) {
            case Secret.Hashed _ -> "Made by Tollgate and kept as a hash: it cannot be shown again.";
            case Secret.Env(var name) -> "Read from the environment variable " + name + ".";
            case Secret.InFile(var path) -> "Read from the file " + path + ".";
            case Secret.Literal _ -> "Written in the configuration.";
            case Secret.Stored _ -> "Kept encrypted in this home.";
            case Secret.Keychain _ -> "Kept in the keychain of this system.";
        });
        state.getChildren().setAll(from);
        acts.secrets(key, uses -> {
            state.getChildren().setAll(from);
            uses.forEach(use -> state.getChildren().add(wrapped(words(use))));
            if (changeable && uses.size() > 1) {
                state.getChildren().add(new HBox(Buttons.button("End the old ones now", () -> end(key.name()),
                        "tg-row")));
            }
        });
    }

    private String words(KeyDesk.SecretUse use) {
        var used = use.lastUsed().map(at -> "last used " + moment(at)).orElse("not used yet");
        return use.until().map(end -> "A replaced one works until " + moment(end) + ", " + used + ".")
                .orElse("In force, " + used + ".");
    }

    private void end(String key) {
        acts.endFormer(key, applied -> trouble.accept(Acts.refusal(applied).orElse("Replaced secrets work no more.")));
    }

    private static Label wrapped(String words) {
        var label = Styled.text(words);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
