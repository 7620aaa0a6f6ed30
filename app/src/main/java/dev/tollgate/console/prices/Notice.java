package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.config.PriceRow;
import dev.tollgate.gateway.control.PriceTable;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// One line above the table: what went wrong, who else changed the same rows, or why nothing can be changed.
final class Notice {
    private final PricesModel model;
    private final HBox box = new HBox(8);
    private final Label sentence = Styled.text("");
    private final Button first = Buttons.button("", () -> {}, "tg-row");
    private final Button second = Buttons.button("", () -> {}, "tg-row");
    private String busy = "";

    Notice(PricesModel model) {
        this.model = model;
        box.getStyleClass().addAll("tg-banner", "tg-price-notice");
        box.managedProperty().bind(box.visibleProperty());
        sentence.setWrapText(true);
        sentence.setMinHeight(Region.USE_PREF_SIZE);
        sentence.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        for (var button : new Button[] {first, second}) {
            button.managedProperty().bind(button.visibleProperty());
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        box.getChildren().setAll(sentence, first, second);
        box.setVisible(false);
    }

    Node node() {
        return box;
    }

    String text() {
        return box.isVisible() ? sentence.getText() : "";
    }

    /// What is on its way; empty when it is over.
    void busy(String text) {
        busy = text;
        show();
    }

    void show() {
        var trouble = model.trouble().get();
        var gone = model.overtaken().get();
        var table = model.table().get();
        first.setVisible(false);
        second.setVisible(false);
        if (!trouble.isEmpty()) {
            say(trouble, true);
            offer(first, "Close", () -> model.trouble().set(""));
        } else if (!gone.isEmpty() && table != null) {
            say("Changed elsewhere meanwhile: " + gone.stream().limit(3).map(row -> now(row, table))
                    .collect(Collectors.joining("; ")) + ". Your edits are still here.", false);
            offer(first, "Keep mine", () -> model.settle(true));
            offer(second, "Take theirs", () -> model.settle(false));
        } else if (!busy.isEmpty()) {
            say(busy, false);
        } else if (table != null && table.file().isPresent()) {
            say("Prices come from " + table.file().get()
                    + ", which alone changes them. Export writes rows in its form.",
                    false);
        } else {
            box.setVisible(false);
        }
    }

    /// The difference in words: what stands there now, and what the editor wants.
    private String now(PriceRow seen, PriceTable table) {
        var name = seen.provider() + "/" + seen.model();
        var theirs = table.rows().stream().filter(each -> !each.shipped() && each.isAbout(seen)
                && each.from().equals(seen.from())).findFirst();
        var mine = model.drafts().on(seen).flatMap(Draft::row);
        return name + (theirs.isEmpty() ? " is gone" : " is now " + rates(theirs.get()))
                + (mine.isEmpty() ? ", you remove it" : ", yours " + rates(mine.get()));
    }

    private static String rates(PriceRow row) {
        return row.rates().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(each -> each.getKey().word().replace('_', ' ') + " " + Rates.text(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void say(String text, boolean bad) {
        sentence.setText(text);
        box.getStyleClass().remove("danger");
        if (bad) {
            box.getStyleClass().add("danger");
        }
        box.setVisible(true);
    }

    private static void offer(Button button, String text, Runnable action) {
        button.setText(text);
        button.setOnAction(_ -> action.run());
        button.setVisible(true);
    }
}
