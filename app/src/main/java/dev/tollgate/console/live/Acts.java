package dev.tollgate.console.live;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.gateway.control.Control;
import dev.tollgate.gateway.event.FlightView;
import dev.tollgate.gateway.term.Dimension;
import java.util.List;

/// The stop controls of the rows: what can be undone does not ask, it offers to undo.
final class Acts {
    private static final String AUTHOR = "console";
    private final Feed feed;
    private final Places places;

    Acts(Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
    }

    private Control control() {
        return feed.gateway().control();
    }

    void pause(String key, int running) {
        var rest = running > 0 ? "; " + running + " in flight go on" : "";
        feed.act(() -> control().pause(AUTHOR, key), _ -> places.toast(
                key + " is paused: new calls get an error that SDKs do not retry" + rest,
                List.of(new Places.Undo("Undo", () -> resume(key)))));
    }

    void resume(String key) {
        feed.act(() -> control().resume(AUTHOR, key), _ -> places.toast(key + " may call again",
                List.of(new Places.Undo("Undo", () -> feed.act(() -> control().pause(AUTHOR, key), _ -> {})))));
    }

    /// Ends all calls of one value.
    void cut(Dimension by, String name) {
        feed.act(() -> by == Dimension.KEY ? control().cutKey(AUTHOR, name).affected() : cutEach(by, name),
                count -> places.toast(count == 0
                        ? "Nothing of " + name + " is in flight"
                        : "Cut " + count + " of " + name + "; tokens so far are billed", List.of()));
    }

    private int cutEach(Dimension by, String name) {
        return feed.gateway().flights().views().stream()
                .filter(flight -> flight.value(by).filter(name::equals).isPresent())
                .map(FlightView::id).mapToInt(id -> control().cut(AUTHOR, id).affected()).sum();
    }

    void cutOne(FlightRow flight) {
        feed.act(() -> control().cut(AUTHOR, flight.id()).affected(),
                count -> places.toast(count == 0
                        ? "That call of " + flight.key() + " had ended already"
                        : "Cut one call of " + flight.key() + "; tokens so far are billed", List.of()));
    }
}
