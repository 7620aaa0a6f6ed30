package dev.tollgate.console.spend;

import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.gateway.term.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// What the page asks and what it found. While the range slides it asks again every second, less often where answers
/// take long; a window holds everything still. It asks only when it is shown or ticked, so a hidden page is silent.
/// JavaFX thread only.
final class SpendModel implements LiveModel {
    /// What the toolbar offers.
    static final List<Duration> RANGES = List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6),
            Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(4);
    private static final int PAUSE = 20;
    private static final int REMEMBERED = 50;

    private final ObjectProperty<@Nullable Found> found = new SimpleObjectProperty<>(this, "found");
    private final ObjectProperty<Asked> asked;
    private final StringProperty trouble = new SimpleStringProperty(this, "trouble", "");
    private final Map<TimeRange, Picture> dragged = new LinkedHashMap<>();
    private final Source source;
    private SpendReader reader;
    private Records records;
    private Instant at;
    private Instant next = Instant.MIN;
    private boolean asking;

    /// The range a window was dragged in, and its "now".
    private record Picture(TimeRange range, Instant at) {}

    SpendModel(Source source) {
        this.source = source;
        records = source.records();
        reader = new SpendReader(source::spend, source::alarms, records, source.colours());
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

    boolean isAnswered() {
        var shown = found.get();
        return shown != null && shown.asked().equals(asked());
    }

    /// The frame's range and filter. A window that was dragged here is looked at inside the picture it was dragged in;
    /// any other fixed range is shown as such.
    void view(View view) {
        var picture = dragged.get(view.range());
        at = picture == null ? source.now() : picture.at();
        ask(new Asked(picture == null ? view.range() : picture.range(), view.filter(), asked().by(), asked().unit(),
                picture == null
                        ? Optional.empty()
                        : Optional.of(new Span(view.range().from(at), view.range().to(at)))));
    }

    /// A part of what is shown will be looked at closely once the frame says so.
    void drag(Span window) {
        var shown = found.get();
        if (shown == null || window.range().equals(shown.asked().range())) {
            return;
        }
        if (dragged.size() >= REMEMBERED) {
            dragged.remove(dragged.keySet().iterator().next());
        }
        dragged.put(window.range(), new Picture(shown.asked().range(), shown.at()));
    }

    void by(Dimension dimension) {
        ask(asked().by(dimension));
    }

    void unit(Unit unit) {
        ask(asked().unit(unit));
    }

    /// Asks again after a failure.
    void retry() {
        if (slides()) {
            at = source.now();
        }
        refresh();
    }

    private void ask(Asked question) {
        asked.set(question);
        refresh();
    }

    private void refresh() {
        if (!source.records().equals(records)) {
            records = source.records();
            reader = new SpendReader(source::spend, source::alarms, records, source.colours());
        }
        var question = asked();
        var moment = at;
        var began = source.now();
        var asks = reader;
        asking = true;
        source.query(() -> answer(asks, question, moment), answer -> {
            asking = false;
            next = source.now().plus(pause(Duration.between(began, source.now()).multipliedBy(PAUSE)));
            trouble.set(answer.trouble());
            var answered = answer.found();
            if (answered != null) {
                found.set(answered);
            }
        });
    }

    private static Duration pause(Duration wanted) {
        return wanted.compareTo(OFTEN) < 0 ? OFTEN : wanted.compareTo(SELDOM) > 0 ? SELDOM : wanted;
    }

    private record Answer(@Nullable Found found, String trouble) {}

    private static Answer answer(SpendReader reader, Asked question, Instant moment) {
        try {
            return new Answer(reader.read(question, moment), "");
        } catch (RuntimeException fault) {
            // the page must say so instead of waiting for ever
            return new Answer(null, "Spend cannot be read: " + fault.getMessage() + ". Calls are served all the same.");
        }
    }

    @Override
    public void tick(LiveSnapshot now) {
        if (slides() && !asking && !now.at().isBefore(next)) {
            at = now.at();
            refresh();
        }
    }

    /// Also a fixed range fills while it reaches beyond now.
    private boolean slides() {
        var range = asked().range();
        return asked().window().isEmpty() && (range.isLive() || range.to(at).isAfter(at));
    }
}
