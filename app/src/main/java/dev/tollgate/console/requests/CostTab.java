package dev.tollgate.console.requests;

import dev.tollgate.console.chart.Waterfall;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.entry.Attempt;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Outcome;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Why a request cost what it did: the waterfall, the arithmetic of the part that is picked, the attempts.
final class CostTab extends VBox {
    private final VBox picked = new VBox(4);
    private final Waterfall waterfall = new Waterfall();

    /// @param price leads to where a model gets its price
    CostTab(Entry entry, Consumer<Entry> price) {
        getStyleClass().add("tg-inspector-body");
        var story = CostStory.of(entry);
        getChildren().add(head(entry, story));
        if (story.details().isEmpty()) {
            var why = Styled.muted(why(entry));
            why.setWrapText(true);
            getChildren().add(why);
        } else {
            waterfall.setOnPick(part -> story.details().stream().filter(d -> d.part().equals(part)).findFirst()
                    .ifPresent(this::show));
            waterfall.set(story.fall());
            picked.getStyleClass().add("tg-inset");
            getChildren().addAll(waterfall, picked);
            waterfall.pick(story.details().stream().max((a, b) -> Long.compare(a.part().picos(), b.part().picos()))
                    .orElse(story.details().getFirst()).part());
        }
        if (Look.certainty(entry) == Money.Certainty.UNPRICED) {
            getChildren().add(new HBox(Buttons.button("Price this model", () -> price.accept(entry), "tg-row")));
        }
        if (entry.attempts().size() > 1) {
            getChildren().add(attempts(entry));
        }
    }

    Waterfall waterfall() {
        return waterfall;
    }

    private static Node head(Entry entry, CostStory story) {
        var figure = Styled.figure(Money.cell(entry.cost().picos(), Look.certainty(entry)));
        figure.setMinWidth(Region.USE_PREF_SIZE);
        if (Look.certainty(entry) == Money.Certainty.UNPRICED) {
            figure.getStyleClass().add("tg-text-warning");
        }
        var head = Tabs.line(figure);
        story.savedPicos().ifPresent(saved -> head.getChildren().addAll(Styled.muted("saved by cache"),
                Styled.text(Money.cell(saved))));
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private static String why(Entry entry) {
        return switch (Look.certainty(entry)) {
            case UNPRICED -> "No price row matched " + entry.served().target().orElse("this model") + " when it ran. "
                    + "Add one; later requests are priced by it.";
            case FREE -> "Its price is zero.";
            case NONE -> "Nothing was consumed, so nothing can cost.";
            case MEASURED, ESTIMATED, AT_LEAST, SAVED -> "Its parts were not kept.";
        };
    }

    private void show(CostStory.Detail detail) {
        var swatch = new Region();
        swatch.getStyleClass().addAll("tg-swatch", "slot" + detail.part().slot());
        var head = Tabs.line(Styled.strong(detail.part().label()), Styled.small(detail.origin()));
        head.getChildren().addFirst(swatch);
        var sum = Styled.mono(detail.sum());
        sum.setWrapText(true);
        picked.getChildren().setAll(head, sum);
        if (!detail.price().isEmpty()) {
            picked.getChildren().add(TableColumns.elided(Styled.small(detail.price())));
        }
    }

    private static Node attempts(Entry entry) {
        var box = new VBox();
        for (var attempt : entry.attempts()) {
            box.getChildren().add(attempt(attempt));
        }
        return box;
    }

    private static Node attempt(Attempt attempt) {
        var took = Styled.text(Look.millis(OptionalLong.of(attempt.durationMs())));
        var cost = Styled.text(Look.cost(attempt));
        cost.setMinWidth(96);
        cost.setAlignment(Pos.CENTER_RIGHT);
        took.setMinWidth(Region.USE_PREF_SIZE);
        var name = TableColumns.elided(Styled.text(attempt.number() + " " + attempt.target().label()));
        var second = TableColumns.elided(Styled.small(Tabs.told(attempt).lines().findFirst().orElse("")));
        var text = new VBox(Tabs.line(name, took, cost), second);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMinWidth(0);
        var row = new HBox(8, (attempt.outcome() == Outcome.SUCCESS ? Mark.SUCCESS : Mark.FAILED).node(), text);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("tg-entry");
        return row;
    }
}
