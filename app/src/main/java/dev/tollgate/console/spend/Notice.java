package dev.tollgate.console.spend;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// Says over the old picture that a question has failed, and asks again.
final class Notice extends HBox {
    static final double HEIGHT = 36;
    private final Label sentence = TableColumns.elided(Styled.text(""));
    private final Button retry;

    Notice(Runnable again) {
        getStyleClass().addAll("tg-banner", "danger");
        retry = Buttons.button(Icon.REFRESH, "Retry", again, "tg-row");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        sentence.setMaxWidth(Double.MAX_VALUE);
        retry.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(sentence, retry);
        setVisible(false);
    }

    void show(String text) {
        sentence.setText(text);
        setVisible(!text.isEmpty());
    }

    String text() {
        return sentence.getText();
    }

    Button retry() {
        return retry;
    }
}
