package dev.tollgate.console.spend;

import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What the page asks and what it found. While the range slides it asks again every second, less often where answers
/// take long; a window holds everything still. JavaFX thread only.
final class SpendModel implements LiveModel {
    /// What the toolbar offers.
    static final List<Duration> RANGES = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6),
            Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(4);
    private static final int PAUSE = 20;

    private final ObjectProperty<@Nullable Found> found = new SimpleObjectProperty<>(this, "found");
    private final ObjectProperty<Asked> asked;
    private final StringProperty trouble = new SimpleStringProperty(this, "trouble", "");
    private final LongProperty since = new SimpleLongProperty(this, "since");
    private final Source source;
    private final SpendReader reader;
    private Instant at;
    private Instant next = Instant.MIN;
    private boolean asking;

    SpendModel(Source source) {
        this.source = source;
        reader = new SpendReader(source::spend, source.billingZone(), new Slots());
        at = source.now();
        asked = new SimpleObjectProperty<>(this, "asked", new Asked(TimeRange.LIVE_15_MIN, View.NOW.filter(),
                Dimension.KEY, Unit.MONEY, Optional.empty()));
    }

    /// The last answer; it may still be that of the question before.
    ObjectProperty<@Nullable Found> found() {
        return found;
    }

    ObjectProperty<Asked> question() {
        return asked;
    }

    Asked asked() {
        return asked.get();
    }

    /// Why there is no answer, for the user; empty where there is one.
    StringProperty trouble() {
        return trouble;
    }

    /// Pico-dollars settled after what was found, where they belong to it.
    LongProperty since() {
        return since;
    }

    /// The sum of what is shown: all that is settled, to the pico-dollar.
    long totalPicos() {
        var shown = found.get();
        return shown == null ? 0 : Math.addExact(shown.total().picos(), since.get());
    }

    boolean isAnswered() {
        var shown = found.get();
        return shown != null && shown.asked().equals(asked());
    }

    /// The frame's range and filter. A window inside the page's range is looked at closely and the range stays; for
    /// one outside, the page takes a range that holds it.
    void view(View view) {
        boolean held = asked().window().isPresent() && !view.range().isLive();
        at = held ? at : source.now();
        if (view.range().isLive()) {
            ask(new Asked(view.range(), view.filter(), asked().by(), asked().unit(), Optional.empty()));
        } else {
            var window = new Span(view.range().from(at), view.range().to(at));
            ask(new Asked(around(window), view.filter(), asked().by(), asked().unit(), Optional.of(window)));
        }
    }

    private TimeRange around(Span window) {
        if (holds(asked().range(), window)) {
            return asked().range();
        }
        return RANGES.stream().map(TimeRange::live).filter(range -> holds(range, window)).findFirst()
                .orElseGet(() -> TimeRange.window(window.from().minus(window.length()),
                        window.to().plus(window.length())));
    }

    private boolean holds(TimeRange range, Span window) {
        var bars = Bars.of(range, at, source.billingZone());
        return !window.from().isBefore(bars.from()) && !window.from().isAfter(bars.to());
    }

    void by(Dimension dimension) {
        ask(asked().by(dimension));
    }

    void unit(Unit unit) {
        ask(asked().unit(unit));
    }

    private void ask(Asked next) {
        asked.set(next);
        refresh();
    }

    private void refresh() {
        var question = asked();
        var moment = at;
        var began = source.now();
        asking = true;
        source.query(() -> answer(question, moment), answer -> {
            asking = false;
            var now = source.now();
            var pause = Duration.between(began, now).multipliedBy(PAUSE);
            next = now.plus(pause.compareTo(OFTEN) < 0 ? OFTEN : pause.compareTo(SELDOM) > 0 ? SELDOM : pause);
            trouble.set(answer.trouble());
            var answered = answer.found();
            if (answered != null) {
                found.set(answered);
                addSettled();
            }
        });
    }

    private record Answer(@Nullable Found found, String trouble) {
    }

    private Answer answer(Asked question, Instant moment) {
        try {
            return new Answer(reader.read(question, moment), "");
        } catch (RuntimeException fault) {
            // the page must say so instead of waiting for ever
            return new Answer(null, "Spend cannot be read: " + fault.getMessage() + ". Calls are served all the same.");
        }
    }

    @Override
    public void tick(LiveSnapshot now) {
        if (asked().window().isEmpty() && asked().range().isLive() && !asking && !now.at().isBefore(next)) {
            at = now.at();
            refresh();
        }
        addSettled();
    }

    /// Only where everything counts: what was settled is known as one sum.
    private void addSettled() {
        var shown = found.get();
        boolean sums = shown != null && isAnswered() && shown.asked().isOpen() && shown.asked().window().isEmpty()
                && shown.asked().range().isLive();
        since.set(sums && shown != null ? source.settledPicosAfter(shown.sequence()) : 0);
    }
}
