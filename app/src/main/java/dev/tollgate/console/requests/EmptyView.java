package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.entry.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Stands where no row is: what would match, and the ways out.
final class EmptyView extends VBox {
    private static final double ICON = 32;
    private final Places places;
    private final ZoneId zone;
    private final Duration kept;

    /// @param kept how long rows are kept
    EmptyView(Places places, ZoneId zone, Duration kept) {
        this.places = places;
        this.zone = zone;
        this.kept = kept;
        getStyleClass().add("tg-nothing");
    }

    /// Nothing to say yet: the ledger is being asked.
    void blank() {
        getChildren().clear();
    }

    /// Rows will come; none has.
    void sinceNow(Instant since) {
        say("Nothing has started since " + Format.clockSeconds(since, zone),
                "The next request appears here. S shows the whole range again.");
    }

    void unread(String because, Runnable again) {
        say("The ledger could not be read", because + ". Calls are served and recorded meanwhile.");
        getChildren().add(Buttons.button(Icon.REFRESH, "Try again", again));
    }

    /// A gateway that has not seen a call.
    void untouched(String baseUrl) {
        say("No request has come yet", "Point an app at this gateway: its calls appear here while they run.");
        if (!baseUrl.isEmpty()) {
            var row = new HBox(8, Styled.mono(baseUrl), Buttons.copy("Copy the base URL", () -> baseUrl));
            row.setAlignment(Pos.CENTER);
            getChildren().add(row);
        }
    }

    void show(View view, Hints hints, Instant now) {
        var range = range(view, now);
        boolean filtered = !view.filter().isEmpty();
        say((filtered ? "No request matches" : "No request") + " in " + range, reason(hints));
        var ways = new HBox(8);
        ways.setAlignment(Pos.CENTER);
        hints.wider()
                .ifPresent(wider -> ways.getChildren().add(Buttons.button("Widen to " + brief(wider.range().length())
                        + ": " + requests(wider.matches()), () -> places.range(wider.range()), "accent")));
        hints.without().ifPresent(without -> ways.getChildren().add(Buttons.button("Remove "
                + Format.elide(without.part(), 32) + ": " + requests(without.matches()),
                () -> places.filter(without.filter()))));
        if (filtered) {
            var clear = Buttons.button("Clear filter", () -> places.filter(Filter.NONE));
            clear.setGraphic(Styled.key("Esc"));
            clear.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
            ways.getChildren().add(clear);
        }
        getChildren().addAll(ways, last(view, hints, now));
    }

    private void say(String title, String reason) {
        var icon = new StackPane(Icon.SEARCH.node(ICON));
        icon.getStyleClass().add("tg-nothing-icon");
        var heading = Styled.heading(title);
        heading.setWrapText(true);
        var more = Styled.muted(reason);
        more.setWrapText(true);
        getChildren().setAll(icon, heading);
        if (!reason.isEmpty()) {
            getChildren().add(more);
        }
    }

    private static String reason(Hints hints) {
        var told = new ArrayList<String>();
        hints.without().ifPresent(w -> told.add(count(w.matches()) + " match without "
                + Format.elide(w.part(), 40)));
        hints.wider().ifPresent(w -> told.add(count(w.matches()) + (w.matches() == 1 ? " matches" : " match")
                + " in the last " + words(w.range().length())));
        return String.join(" and ", told);
    }

    private Node last(View view, Hints hints, Instant now) {
        var note = Styled.muted("The range starts at " + moment(view.range().from(now), now) + ". Rows are kept for "
                + kept.toDays() + " days.");
        note.setWrapText(true);
        note.getStyleClass().add("tg-dense-text");
        var box = new VBox(8,
                hints.last().map(entry -> match(entry, now)).orElseGet(() -> Styled.muted("There never was a match.")),
                note);
        box.getStyleClass().addAll("tg-inset", "tg-nothing-last");
        VBox.setMargin(box, new javafx.geometry.Insets(12, 0, 0, 0));
        return box;
    }

    private Node match(Entry entry, Instant now) {
        var row = Row.of(entry);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        int tries = entry.attempts().size();
        var told = Styled.text(moment(entry.started(), now) + ", " + entry.asked().key()
                + ", " + Look.route(row) + " › " + Look.served(row) + ", " + Look.state(row)
                + (tries > 1 ? " after " + tries + " attempts" : ""));
        told.getStyleClass().add("tg-dense-text");
        told.setMinWidth(0);
        var name = Styled.strong("Last match");
        name.setMinWidth(USE_PREF_SIZE);
        var show = Buttons.link("Show", () -> places.openRequest(entry.id()));
        show.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(12, name, told, gap, show);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /// The seconds of today, the minute of another day.
    private String moment(Instant at, Instant now) {
        return at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate())
                ? Format.clockSeconds(at, zone)
                : Format.time(at, now, zone);
    }

    private static String range(View view, Instant now) {
        return view.range().isLive()
                ? "the last " + words(view.range().length())
                : Format.range(view.range().from(now), view.range().to(now), ZoneId.systemDefault());
    }

    private static String count(long matches) {
        return matches >= RequestsModel.COUNTED ? "more than 10,000" : Format.count(matches);
    }

    private static String requests(long matches) {
        return count(matches) + (matches == 1 ? " request" : " requests");
    }

    /// `15 minutes`, `hour`, `24 hours`, `7 days`.
    static String words(Duration length) {
        long minutes = length.toMinutes();
        return minutes == 60
                ? "hour"
                : minutes < 60
                        ? minutes + " minutes"
                        : minutes <= 24 * 60 ? length.toHours() + " hours" : length.toDays() + " days";
    }

    private static String brief(Duration length) {
        return length.toHours() < 1
                ? length.toMinutes() + " min"
                : String.format(Locale.ROOT, length.toHours() <= 24 ? "%d h" : "%d d",
                        length.toHours() <= 24 ? length.toHours() : length.toDays());
    }

    static Optional<String> title(EmptyView view) {
        return view.getChildren().stream().filter(javafx.scene.control.Label.class::isInstance)
                .map(label -> ((javafx.scene.control.Label) label).getText()).findFirst();
    }
}
