package dev.tollgate.console.shell;

import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Says whether the pages slide (LIVE) or stand still (HISTORY), and over which time.
final class TimeButton extends MenuButton {
    private static final List<Duration> LENGTHS = List.of(Duration.ofMinutes(15), Duration.ofHours(1),
            Duration.ofHours(6), Duration.ofHours(24), Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(90));
    private static final Map<Duration, String> NAMES = Map.of(LENGTHS.get(0), "15 min", LENGTHS.get(1), "1 h",
            LENGTHS.get(2), "6 h", LENGTHS.get(3), "24 h", LENGTHS.get(4), "7 d", LENGTHS.get(5), "30 d",
            LENGTHS.get(6), "90 d");

    private final Label word = Styled.strong("");
    private final Label span = new Label();
    private final HBox face = new HBox(5);

    /// @param custom asked for a window of the user's own
    TimeButton(Consumer<TimeRange> chosen, Runnable custom) {
        getStyleClass().add("tg-time");
        setId("time");
        face.setAlignment(Pos.CENTER_LEFT);
        word.setMinWidth(Region.USE_PREF_SIZE);
        span.setMinWidth(Region.USE_PREF_SIZE);
        setMinWidth(Region.USE_PREF_SIZE);
        setGraphic(face);
        for (var length : LENGTHS) {
            var item = new MenuItem("Last " + name(length));
            item.setOnAction(_ -> chosen.accept(TimeRange.live(length)));
            getItems().add(item);
        }
        var window = new MenuItem("Custom window …");
        window.setOnAction(_ -> custom.run());
        getItems().addAll(new SeparatorMenuItem(), window);
        show(TimeRange.LIVE_15_MIN);
    }

    void show(TimeRange range) {
        boolean live = range.isLive();
        var text = live
                ? name(range.length())
                : Format.range(range.from(Instant.EPOCH), range.to(Instant.EPOCH), ZoneId.systemDefault());
        word.setText(live ? "LIVE" : "HISTORY");
        span.setText(text);
        face.getChildren().setAll(sign(live), word, span);
        getStyleClass().removeAll("live", "history");
        getStyleClass().add(live ? "live" : "history");
        setAccessibleText(word.getText() + ", " + text);
    }

    private static Node sign(boolean live) {
        return live ? Mark.INFO.plain(12) : Icon.CLOCK.node(14);
    }

    static String name(Duration length) {
        var known = NAMES.get(length);
        return known == null ? Format.duration(length) : known;
    }
}
