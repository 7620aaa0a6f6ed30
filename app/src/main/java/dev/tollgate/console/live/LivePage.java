package dev.tollgate.console.live;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/// What burns, how much, and where to stop it: tiles, the last 15 minutes, the top burners and what is in flight.
public final class LivePage implements Page {
    private final LivePageModel model;
    private final Outlook outlook;
    private final LiveLayout node;
    private final BurnersPanel burners;
    private final FlightsPanel flights;
    private final ChartPanel chart;
    private final TileRow tiles;
    private final FirstCall firstCall = new FirstCall();
    private final PauseTransition silence;
    private final Runnable listen;
    private boolean listening;

    public LivePage(Feed feed, Places places) {
        this(new FeedOutlook(feed), feed, places);
    }

    /// Over another outlook, for pictures.
    LivePage(Outlook outlook, Feed feed, Places places) {
        var acts = new Acts(feed, places);
        this.outlook = outlook;
        model = new LivePageModel(outlook);
        listen = () -> feed.hear(model.happenings()::heard);
        tiles = new TileRow(places);
        chart = new ChartPanel(model, places, outlook.billingZone());
        burners = new BurnersPanel(model, acts, places);
        flights = new FlightsPanel(model, acts, places);
        node = new LiveLayout(tiles.tiles(), chart.node(), burners.node(), flights.node());
        silence = new PauseTransition(Duration.millis((double) LivePageModel.lostAfter().toMillis()));
        silence.setOnFinished(_ -> model.lost());
        model.figures().addListener((_, _, figures) -> {
            if (figures != null) {
                tiles.show(figures);
            }
        });
        model.now().addListener((_, _, _) -> ticked());
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void ticked() {
        silence.playFromStart();
        var now = model.now().get();
        boolean untouched = model.isUntouched();
        if (untouched && now != null) {
            firstCall.show(now.status().baseUrl(), outlook.exampleModel().orElse("MODEL"));
        }
        burners.instead(firstCall, untouched);
    }

    private void key(KeyEvent event) {
        boolean plain = !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown();
        if (!plain || event.getTarget() instanceof TextInputControl) {
            return;
        }
        switch (event.getCode()) {
            case U -> model.hold();
            case J -> step(KeyCode.DOWN);
            case K -> step(KeyCode.UP);
            default -> {
                return;
            }
        }
        event.consume();
    }

    /// As the arrow would, in the list that has the keyboard, else in the top burners.
    private void step(KeyCode arrow) {
        Node table = flights.table().isFocused() ? flights.table() : burners.table();
        table.requestFocus();
        table.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", arrow, false, false, false, false));
    }

    @Override
    public Node node() {
        return node;
    }

    @Override
    public LiveModel model() {
        return model;
    }

    @Override
    public void shown(View view) {
        model.filter(view.filter());
        chart.shown(view);
        burners.shown();
        if (!listening) {
            // from the first visit on, also while another page is shown: what was done there is marked here
            listening = true;
            listen.run();
        }
        silence.playFromStart();
    }

    @Override
    public void hidden() {
        silence.stop();
    }

    LivePageModel live() {
        return model;
    }

    ChartPanel chartPanel() {
        return chart;
    }

    BurnersPanel burnersPanel() {
        return burners;
    }

    FlightsPanel flightsPanel() {
        return flights;
    }
}
