package dev.tollgate.console.routes;

import dev.tollgate.console.feed.ProviderTrial;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// *Test* with what it may cost beside it, and below what became of it. The button is never disabled: the keyboard would
/// leave it, and the page would scroll to wherever it went.
final class TrialRow extends VBox {
    private final Button test;
    private final Label most = Styled.small("");
    private final HBox result = new HBox(6);
    private final VBox detail = new VBox(4);
    private int attempt;
    private boolean busy;

    TrialRow(Runnable run) {
        super(8);
        test = Buttons.button("Test", () -> {
            if (!busy) {
                run.run();
            }
        });
        test.setId("test-provider");
        test.setMinWidth(Region.USE_PREF_SIZE);
        most.setMinWidth(0);
        var row = new HBox(8, test, most);
        row.setAlignment(Pos.CENTER_LEFT);
        result.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(row, result, detail);
    }

    void most(String words) {
        most.setText(words);
    }

    /// Nothing of what runs is shown any more: it was about something else.
    void clear() {
        attempt++;
        busy = false;
        result.getChildren().clear();
        detail.getChildren().clear();
    }

    /// @return shows the result, unless something else was begun meanwhile
    Consumer<ProviderTrial.Result> running() {
        clear();
        busy = true;
        int mine = attempt;
        result.getChildren().setAll(Mark.RUNNING.node(), Styled.muted("testing …"));
        return outcome -> {
            if (mine == attempt) {
                busy = false;
                show(outcome);
            }
        };
    }

    private void show(ProviderTrial.Result outcome) {
        switch (outcome) {
            case ProviderTrial.Result.Works(var said) -> say(Mark.SUCCESS, "It answers: " + said);
            case ProviderTrial.Result.Fails(var message, var words, var _, var _) -> {
                say(Mark.FAILED, message);
                words.ifPresent(more -> detail.getChildren().setAll(wrapped(Styled.small(more))));
            }
        }
    }

    void say(Mark mark, String words) {
        var text = wrapped(Styled.text(words));
        text.setId("test-result");
        result.getChildren().setAll(mark.node(), text);
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(label, Priority.ALWAYS);
        return label;
    }
}
