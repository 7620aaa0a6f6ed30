package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Named;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TwoEnds;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Which time, by what, in which unit; and the sum of it all at the right.
final class Toolbar extends TwoEnds {
    static final List<Dimension> BY = List.of(Dimension.KEY, Dimension.MODEL, Dimension.ROUTE, Dimension.PROVIDER,
            Dimension.CUSTOMER, Dimension.FEATURE, Dimension.WORKSPACE, Dimension.AGENT, Dimension.ENVIRONMENT);
    private static final double ROOM_FOR_ESTIMATES = 1_000;
    private final Choice<Duration> ranges = new Choice<>(SpendModel.RANGES, Words::of);
    private final ComboBox<Dimension> by = new ComboBox<>();
    private final Choice<Unit> units = new Choice<>(List.of(Unit.values()), Unit::label);
    private final Label total = Styled.figure("");
    private final Label ofIt = Styled.muted("");
    private final Button unpriced;
    private final Tooltip exact = new Tooltip();
    private boolean setting;
    private @Nullable Found shown;

    Toolbar(SpendModel model, Narrowing narrowing, Places places) {
        unpriced = Buttons.link("", () -> {
            if (shown != null) {
                narrowing.openUnpriced(shown);
            }
        });
        unpriced.setStyle("-fx-text-fill: -color-warning-fg; -fx-padding: 0; -fx-min-height: -1; -fx-pref-height: -1;");
        unpriced.setTooltip(new Tooltip("These have no price and are in no sum. A click opens the requests to the "
                + "models that have none."));
        grouping(model);
        units.valueProperty().addListener((_, _, unit) -> model.unit(unit));
        ranges.valueProperty().addListener((_, _, range) -> {
            if (!setting) {
                places.range(TimeRange.live(range));
            }
        });
        var sums = new HBox(6, total, ofIt, unpriced);
        sums.setAlignment(Pos.BASELINE_RIGHT);
        for (Region label : List.of(total, ofIt, unpriced)) {
            label.setMinWidth(USE_PREF_SIZE);
            label.managedProperty().bind(label.visibleProperty());
        }
        ofIt.visibleProperty().bind(ofIt.textProperty().isNotEmpty()
                .and(widthProperty().greaterThan(ROOM_FOR_ESTIMATES)));
        unpriced.visibleProperty().bind(unpriced.textProperty().isNotEmpty());
        total.visibleProperty().bind(total.textProperty().isNotEmpty());
        total.setTooltip(exact);
        total.setCursor(Cursor.HAND);
        total.setOnMouseClicked(_ -> narrowing.openAll());
        var byWord = Styled.muted("by");
        byWord.setMinWidth(USE_PREF_SIZE);
        begin(ranges, byWord, by, units);
        end(sums);
    }

    private void grouping(SpendModel model) {
        by.getItems().setAll(BY);
        by.setConverter(new Named<>(Words::of));
        by.setValue(Dimension.KEY);
        by.setVisibleRowCount(BY.size());
        by.setMinWidth(USE_PREF_SIZE);
        by.setAccessibleText("Spend by");
        by.valueProperty().addListener((_, _, chosen) -> model.by(chosen));
    }

    ComboBox<Dimension> by() {
        return by;
    }

    Choice<Unit> units() {
        return units;
    }

    Choice<Duration> ranges() {
        return ranges;
    }

    String total() {
        return total.getText();
    }

    /// A range that was chosen elsewhere; one that is not offered leaves none chosen.
    void range(TimeRange range) {
        setting = true;
        ranges.setValue(range.isLive() ? range.length() : Duration.ZERO);
        setting = false;
    }

    void show(Found found) {
        shown = found;
        var all = found.total();
        var unit = found.asked().unit();
        total.setText(unit.total(all));
        ofIt.setText(unit == Unit.MONEY ? Money.ofIt(all.estimatedPicos()) : "");
        unpriced.setText(all.unpriced() == 0
                ? ""
                : (total.getText().isEmpty() ? "" : "+ ")
                        + Format.count(all.unpriced()) + " unpriced");
        exact.setText("$" + Money.exact(all.picos()) + (all.estimatedPicos() == 0
                ? ""
                : ", of it estimated or at least $" + Money.exact(all.estimatedPicos()))
                + "\nA click opens the requests.");
    }

    Button unpriced() {
        return unpriced;
    }
}
