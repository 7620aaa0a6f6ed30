package dev.tollgate.console.shell;

import dev.tollgate.console.demo.DemoTraffic;
import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.gateway.access.Pauses;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// The demo's card after its runaway was paused: what that saved, growing until the agent gives up or the pause ends.
final class SavedCard extends HBox {
    private final Feed feed;
    private final DemoTraffic traffic;
    private final Label label = new Label();
    private final Set<String> seen = new HashSet<>();
    private Optional<Pace> pace = Optional.empty();
    private Optional<Instant> ended = Optional.empty();

    SavedCard(Feed feed, DemoTraffic traffic) {
        super(8);
        this.feed = feed;
        this.traffic = traffic;
        setId("demo-saved");
        getStyleClass().addAll("tg-banner", "success");
        setAlignment(Pos.CENTER_LEFT);
        label.setWrapText(true);
        label.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var close = Buttons.icon(Icon.CLOSE, "Close", this::dismiss, "flat", "tg-row");
        close.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Mark.OK.node(), label, gap, close);
        Banners.show(this, false);
    }

    private void dismiss() {
        pace = Optional.empty();
        Banners.show(this, false);
    }

    void show(LiveSnapshot now) {
        var pauses = now.pauses();
        seen.removeIf(subject -> pauses.stream().noneMatch(pause -> pause.subject().equals(subject)));
        if (pace.filter(shown -> !seen.contains(shown.pause().subject())).isPresent()) {
            pace = Optional.empty();
            setVisible(false);
        }
        pauses.stream().filter(pause -> seen.add(pause.subject())).forEach(this::begun);
        pace.ifPresent(shown -> {
            if (!traffic.runaway() && ended.isEmpty()) {
                ended = Optional.of(now.at());
            }
            var text = shown.words(now, ended.orElse(now.at()));
            if (!text.equals(label.getText())) {
                label.setText(text);
            }
            setVisible(true);
        });
    }

    /// What is paused while nothing runs away saves nothing worth a word.
    private void begun(Pauses.Pause pause) {
        if (traffic.runaway()) {
            feed.query("demo-saved", () -> Pace.of(feed.gateway(), pause), found -> {
                pace = found;
                ended = Optional.empty();
            });
        }
    }
}
