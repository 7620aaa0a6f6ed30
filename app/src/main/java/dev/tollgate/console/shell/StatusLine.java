package dev.tollgate.console.shell;

import dev.tollgate.console.feed.LiveSnapshot;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.gateway.access.Pauses;
import dev.tollgate.gateway.config.Budget;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.ledger.LedgerStatus;
import dev.tollgate.gateway.term.Scope;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// The line at the bottom: whether the gateway serves, where, how much, and whether it is written down.
final class StatusLine extends HBox {
    private static final int SECONDS = 60;

    private final StackPane mark = new StackPane();
    private final Label state = new Label();
    private final Label url = Styled.mono("");
    private final SplitMenuButton copy = new SplitMenuButton();
    private final Label rate = Styled.muted("");
    private final Label flights = Styled.muted("");
    private final Label today = Styled.muted("");
    private final Label amount = new Label();
    private final Label recording = Styled.muted("");
    private final Label zone = Styled.muted("");
    private String shown = "";

    StatusLine() {
        getStyleClass().add("tg-status");
        setAlignment(Pos.CENTER_LEFT);
        amount.getStyleClass().add("tg-strong");
        copy.getStyleClass().add("tg-tiny");
        copy.setText("Copy");
        copy.setId("copy-url");
        copy.setAccessibleText("Copy base URL");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        var serving = new HBox(6, mark, state);
        serving.setAlignment(Pos.CENTER_LEFT);
        var address = new HBox(8, url, copy);
        address.setAlignment(Pos.CENTER_LEFT);
        address.visibleProperty().bind(url.textProperty().isNotEmpty());
        var day = new HBox(4, today, amount);
        day.setAlignment(Pos.CENTER_LEFT);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(serving, address, gap, rate, line(rate), flights, line(flights), day, line(recording),
                recording, line(zone), zone);
        widthProperty().addListener((_, _, _) -> fit());
        for (var label : new Label[] {state, url, rate, flights, today, amount, recording, zone}) {
            label.setMinWidth(Region.USE_PREF_SIZE);
        }
        starting();
    }

    /// @param of what goes with the line
    private static Region line(Label of) {
        var line = new Region();
        line.getStyleClass().add("tg-status-sep");
        of.managedProperty().bind(of.visibleProperty());
        line.visibleProperty().bind(of.visibleProperty());
        line.managedProperty().bind(of.visibleProperty());
        return line;
    }

    /// In a narrow window, or with large text, what other places say too goes first; trouble never does.
    private void fit() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        double wanted = getSpacing() * (getChildren().size() - 1);
        for (var child : getChildren()) {
            wanted += child.prefWidth(-1);
        }
        for (var spare : List.of(zone, rate, recording, flights)) {
            boolean goes = room > 0 && wanted > room && !spare.getStyleClass().contains("tg-text-danger");
            wanted -= goes ? spare.prefWidth(-1) + 1 + 2 * getSpacing() : 0;
            spare.setVisible(!goes);
        }
    }

    private void starting() {
        state("starting", Mark.RUNNING);
    }

    /// What Copy puts on the clipboard.
    void copies(Supplier<String> baseUrl, MenuItem... more) {
        copy.setOnAction(_ -> Buttons.put(baseUrl.get()));
        copy.getItems().setAll(more);
    }

    void show(LiveSnapshot now, GatewayConfig config) {
        state(now);
        url.setText(now.status().baseUrl());
        var counts = now.counts();
        rate.setText(Format.tokens((counts.inputPerMinute() + counts.outputPerMinute()) / (double) SECONDS) + " tok/s");
        flights.setText(now.flights().isEmpty() ? "none in flight" : Format.count(now.flights().size()) + " in flight");
        day(now, config);
        record(now.ledger());
        zone.setText(zone(ZoneId.systemDefault(), now.at()));
        fit();
    }

    private void state(LiveSnapshot now) {
        boolean everything = now.pauses().stream().anyMatch(Pauses.Pause::isEverything);
        switch (now.status().state()) {
            case LISTENING -> {
                if (everything) {
                    state("paused", Mark.REJECTED);
                } else {
                    state("listening", Mark.OK);
                }
            }
            case PORT_BUSY -> state("port busy", Mark.FAILED);
            case DRAINING -> state("finishing", Mark.RUNNING);
            case STOPPED -> state("stopped", Mark.DOWN);
        }
    }

    private void state(String word, Mark shape) {
        if (!shown.equals(word)) {
            shown = word;
            state.setText(word);
            mark.getChildren().setAll(shape.node());
        }
    }

    private void day(LiveSnapshot now, GatewayConfig config) {
        var billing = config.billingZone();
        boolean other = !sameOffset(billing, ZoneId.systemDefault(), now.at());
        today.setText(other ? "today (" + zone(billing, now.at()) + ")" : "today");
        long unpriced = now.today().unpriced();
        amount.setText(Money.sum(now.today().settledPicos())
                + cap(config).map(picos -> " of " + whole(Money.sum(picos))).orElse("")
                + (unpriced == 0 ? "" : " + " + Format.count(unpriced) + " " + Money.UNPRICED));
    }

    private static String whole(String amount) {
        return amount.endsWith(".00") ? amount.substring(0, amount.length() - 3) : amount;
    }

    /// The daily cap over everything, if there is one.
    private static Optional<Long> cap(GatewayConfig config) {
        return config.budgets().stream()
                .filter(b -> b.window() == Budget.Calendar.DAY && b.scope().equals(Scope.EVERYTHING)
                        && b.unit() == Budget.Unit.USD)
                .map(Budget::limit).findFirst();
    }

    private void record(LedgerStatus ledger) {
        boolean well = ledger.recording() && ledger.trouble().isEmpty();
        recording.setText((well ? "recording" : "not recording") + ", queue " + Format.count(ledger.queued()));
        recording.getStyleClass().removeAll("tg-text-danger", "tg-muted");
        recording.getStyleClass().add(well ? "tg-muted" : "tg-text-danger");
    }

    private static boolean sameOffset(ZoneId one, ZoneId other, Instant at) {
        return one.getRules().getOffset(at).equals(other.getRules().getOffset(at));
    }

    /// `UTC`, `UTC+1`, `UTC+5:30`.
    static String zone(ZoneId zone, Instant at) {
        int minutes = zone.getRules().getOffset(at).getTotalSeconds() / SECONDS;
        if (minutes == 0) {
            return "UTC";
        }
        int rest = Math.abs(minutes) % SECONDS;
        return "UTC" + (minutes < 0 ? "−" : "+") + Math.abs(minutes) / SECONDS
                + (rest == 0 ? "" : ":" + (rest < 10 ? "0" : "") + rest);
    }
}
