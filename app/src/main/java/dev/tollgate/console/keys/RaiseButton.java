package dev.tollgate.console.keys;

import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.admission.Raise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.jspecify.annotations.Nullable;

/// Lets work go on that a budget stops: half as much or as much again, for an hour, until midnight or until it starts
/// anew; or what is typed. What lasts is edited instead.
final class RaiseButton extends MenuButton {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Acts acts;
    private final Runnable typed;
    private @Nullable BudgetRow row;

    /// @param typed another amount or time is asked for
    RaiseButton(Acts acts, Runnable typed) {
        super("Raise until…");
        this.acts = acts;
        this.typed = typed;
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText("Raise this budget for a while");
        getItems().add(new MenuItem("")); // a menu without items is not opened
        setOnShowing(_ -> fill());
    }

    /// Of this counter, where calls are refused when it is full.
    void show(BudgetRow now) {
        row = now;
        boolean offered = now.budget().cap().isPresent() && !now.subject().equals(Picture.NOBODY);
        setVisible(offered);
        setManaged(offered);
    }

    private void fill() {
        if (row == null) {
            return;
        }
        var now = row;
        var items = new ArrayList<MenuItem>();
        long whole = now.budget().limit();
        for (long more : LongStream.of(Math.max(1, whole / 2), Math.max(1, whole)).distinct().toArray()) {
            if (!items.isEmpty()) {
                items.add(new SeparatorMenuItem());
            }
            ends(now).forEach((end, words) -> items.add(offer(now, new Raise(more, end), words)));
        }
        items.add(new SeparatorMenuItem());
        items.add(item("Another amount or time…", typed));
        now.state().raise().ifPresent(_ -> {
            items.add(new SeparatorMenuItem());
            items.add(item("End the raise now: back to " + Measure.whole(now.budget().unit(), whole),
                    () -> acts.raise(now, Optional.empty(), name(now) + " is back at "
                            + Measure.whole(now.budget().unit(), whole))));
        });
        getItems().setAll(items);
    }

    private MenuItem offer(BudgetRow now, Raise raise, String words) {
        return item(Measure.whole(now.budget().unit(), raise.amount()) + " more, " + words, () -> raise(now, raise));
    }

    /// Does it, with its toast.
    void raise(BudgetRow now, Raise raise) {
        var sum = Measure.whole(now.budget().unit(), now.budget().limit() + raise.amount());
        acts.raise(now, Optional.of(raise), name(now) + " may use " + sum + " until " + now.end(raise.until())
                + "; then its cap is as it was");
    }

    private static MenuItem item(String text, Runnable act) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> act.run());
        return item;
    }

    private static String name(BudgetRow now) {
        var budget = now.budget().name();
        return budget.equals(now.subject()) ? budget : budget + " of " + now.subject();
    }

    /// Moments that are still to come, each once.
    private static Map<Instant, String> ends(BudgetRow now) {
        var ends = new LinkedHashMap<Instant, String>();
        var hour = now.at().plus(HOUR);
        ends.put(hour, "for an hour, until " + Format.clock(hour, now.zone()));
        var midnight = now.at().atZone(now.zone()).toLocalDate().plusDays(1).atStartOfDay(now.zone()).toInstant();
        ends.putIfAbsent(midnight, "for today, until " + Format.clock(midnight, now.zone()));
        now.state().windowEnd().filter(end -> end.isAfter(now.at()))
                .ifPresent(end -> ends.putIfAbsent(end, "until it starts anew, "
                        + now.anew().orElse("")));
        return ends;
    }
}
