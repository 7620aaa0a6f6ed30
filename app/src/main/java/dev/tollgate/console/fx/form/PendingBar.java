package dev.tollgate.console.fx.form;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Styled;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// At the bottom while changes wait, 44 px: *3 pending · Discard · Preview · Commit*. Without any it takes no room.
public final class PendingBar extends HBox {
    private final Label count = Styled.strong("");
    private final Label words = Styled.text("");
    private final Button preview;
    private final Button commit;

    /// @param preview absent where nothing can be worked out beforehand
    public PendingBar(Runnable discard, Optional<Runnable> preview, Runnable commit) {
        getStyleClass().add("tg-pending-bar");
        this.preview = Buttons.button("Preview", preview.orElse(() -> {}));
        this.commit = Buttons.button("Commit", commit, "accent");
        this.preview.setVisible(preview.isPresent());
        this.preview.setManaged(preview.isPresent());
        count.setMinWidth(Region.USE_PREF_SIZE);
        words.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var leave = Buttons.button("Discard", discard);
        for (var button : new Button[] {leave, this.preview, this.commit}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        getChildren().addAll(count, leave, words, gap, this.preview, this.commit);
        managedProperty().bind(visibleProperty());
        setPending(0);
    }

    /// How many changes wait; none hides the bar.
    public void setPending(int pending) {
        count.setText(Format.count(pending) + " pending");
        setVisible(pending > 0);
    }

    /// What they would do, once worked out: `7 d: $312.40 → $286.15 (−$26.25, 18,204 requests)`.
    public void setWords(String text) {
        words.setText(text);
        words.setAccessibleText(text);
    }

    /// Off while a commit or preview is on its way.
    public void setBusy(boolean busy) {
        preview.setDisable(busy);
        commit.setDisable(busy);
    }
}
