package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What the page asks and what it found. While the range slides it asks again every second, the last question winning.
/// On the JavaFX thread only.
final class SpendModel implements LiveModel {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    final ObjectProperty<@Nullable Found> found = new SimpleObjectProperty<>();
    final BooleanProperty loading = new SimpleBooleanProperty();

    private final Feed feed;
    private Asked asked = new Asked(TimeRange.LIVE_15_MIN, View.NOW.filter(), Dimension.KEY, Unit.MONEY,
            Optional.empty());
    private Instant last = Instant.EPOCH;

    SpendModel(Feed feed) {
        this.feed = feed;
    }

    Asked asked() {
        return asked;
    }

    /// The frame's range and filter. A fixed window inside the page's range is looked at closely, the range stays.
    void view(View view) {
        if (view.range().isLive()) {
            ask(new Asked(view.range(), view.filter(), asked.by(), asked.unit(), Optional.empty()));
        } else {
            ask(new Asked(asked.range(), view.filter(), asked.by(), asked.unit(), Optional.of(view.range())));
        }
    }

    void by(Dimension dimension) {
        ask(new Asked(asked.range(), asked.filter(), dimension, asked.unit(), asked.window()));
    }

    void unit(Unit unit) {
        ask(new Asked(asked.range(), asked.filter(), asked.by(), unit, asked.window()));
    }

    private void ask(Asked next) {
        asked = next;
        loading.set(true);
        refresh();
    }

    private void refresh() {
        var question = asked;
        var now = feed.gateway().time().instant();
        last = now;
        feed.query("spend", () -> reader().read(question, now), answer -> {
            loading.set(false);
            found.set(answer);
        });
    }

    private SpendReader reader() {
        return new SpendReader(feed.queries(), feed.gateway().config().billingZone());
    }

    @Override
    public Dimension by() {
        return Dimension.KEY;
    }

    @Override
    public void tick(LiveSnapshot now) {
        var shown = found.get();
        boolean answered = shown != null && shown.asked().equals(asked);
        if (answered && asked.range().isLive() && now.at().isAfter(last.plus(AGAIN))) {
            refresh();
        }
    }
}
