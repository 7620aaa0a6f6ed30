package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.alarm.AlarmView;
import dev.tollgate.gateway.alarm.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// What is open comes with every tick; what is over, who burns and how it came are asked off the JavaFX thread.
final class AlarmsModel implements LiveModel {
    static final int ENDED = 200;
    private static final int LOOKED_AT = 5;
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofSeconds(15);

    private final Feed feed;
    private final ReadOnlyObjectWrapper<Optional<Picture>> picture =
            new ReadOnlyObjectWrapper<>(this, "picture", Optional.empty());
    private final ObjectProperty<List<AlarmView>> ended = new SimpleObjectProperty<>(this, "ended", List.of());
    private final ObjectProperty<Map<String, Details>> details =
            new SimpleObjectProperty<>(this, "details", Map.of());
    private Instant asked = Instant.MIN;
    private Instant drawn = Instant.MIN;
    private int openBefore = -1;

    /// What stands behind an open alarm.
    ///
    /// @param burners from narrow to wide
    /// @param past how the value came; empty where nothing is kept of it
    record Details(List<Suspect> burners, Optional<Past> past) {}

    AlarmsModel(Feed feed) {
        this.feed = feed;
    }

    Feed feed() {
        return feed;
    }

    Gateway gateway() {
        return feed.gateway();
    }

    ReadOnlyObjectProperty<Optional<Picture>> picture() {
        return picture.getReadOnlyProperty();
    }

    ObjectProperty<List<AlarmView>> ended() {
        return ended;
    }

    ObjectProperty<Map<String, Details>> details() {
        return details;
    }

    @Override
    public void tick(LiveSnapshot now) {
        var alarms = gateway().alarms();
        picture.set(Optional.of(new Picture(now.at(), now.alarms(), gateway().config().alarming().rules(),
                alarms.channels(), now.pauses().stream().map(Pauses.Pause::subject).collect(Collectors.toSet()),
                alarms.lastCheck(), alarms.trouble())));
        if (now.alarms().size() != openBefore) {
            openBefore = now.alarms().size();
            askEnded();
        }
        if (!now.at().isBefore(asked.plus(OFTEN)) || now.at().isBefore(asked)) {
            asked = now.at();
            look(now);
        }
    }

    /// Asks for those that are over.
    void askEnded() {
        feed.query("alarms-ended", () -> gateway().alarms().ended(ENDED), ended::set);
    }

    private void look(LiveSnapshot now) {
        boolean draw = !now.at().isBefore(drawn.plus(SELDOM)) || now.at().isBefore(drawn);
        if (draw) {
            drawn = now.at();
        }
        var known = details.get();
        var looked = now.alarms().stream().limit(LOOKED_AT).toList();
        feed.query("alarms-details", () -> {
            var next = new LinkedHashMap<String, Details>();
            for (var alarm : looked) {
                var before = known.get(alarm.id());
                next.put(alarm.id(), new Details(gateway().alarms().suspects(alarm.subject()),
                        draw || before == null ? Past.of(gateway(), alarm, now.at()) : before.past()));
            }
            return Map.copyOf(next);
        }, details::set);
    }
}
