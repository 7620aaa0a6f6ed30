package dev.tollgate.console.spend;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/// Where the money went: bars by any dimension, the table behind them, and what differs where they rise.
public final class SpendPage implements Page {
    private static final Duration UNNOTICED = Duration.millis(200);
    private static final double OLD = 0.55;

    private final SpendModel model;
    private final Narrowing narrowing;
    private final Exporting exporting;
    private final EmptyHint hint;
    private final Toolbar bar;
    private final ChartPanel chart;
    private final TablePanel table;
    private final WindowPanel window;
    private final Cards cards;
    private final Notice notice;
    private final SpendLayout node;
    private final PauseTransition waiting = new PauseTransition(UNNOTICED);

    public SpendPage(Feed feed, Places places) {
        this(new FeedSource(feed), feed, places);
    }

    /// Over another source, for tests.
    SpendPage(Source source, Feed feed, Places places) {
        model = new SpendModel(source);
        narrowing = new Narrowing(model, places);
        exporting = new Exporting(feed, places);
        hint = new EmptyHint(places, () -> feed.gateway().status().baseUrl());
        bar = new Toolbar(model, narrowing, places);
        chart = new ChartPanel(model, narrowing, source.records().zone());
        table = new TablePanel(narrowing, hint, this::export);
        window = new WindowPanel(narrowing);
        cards = new Cards(narrowing::openFailed);
        notice = new Notice(model::retry);
        node = new SpendLayout(bar, notice, chart.node(), table.node(), cards.all(), window.node(), table::wanted);
        waiting.setOnFinished(_ -> fade());
        model.found().addListener((_, _, found) -> {
            if (found != null) {
                show(found);
            }
        });
        model.question().addListener((_, _, _) -> waiting.playFromStart());
        model.trouble().addListener((_, _, text) -> trouble(text));
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void show(Found found) {
        chart.show(found);
        table.show(found);
        found.window().ifPresent(differences -> window.show(differences, found.asked().unit()));
        boolean beside = found.window().isPresent();
        if (window.node().isVisible() != beside) {
            window.node().setVisible(beside);
        }
        bar.show(found);
        cards.show(found);
        fade();
        node.requestLayout();
    }

    /// What is shown belongs to another question until the answer is there.
    private void fade() {
        double strength = model.isAnswered() ? 1 : OLD;
        for (var each : List.of(chart.node(), table.node(), window.node())) {
            each.setOpacity(strength);
        }
        cards.all().forEach(card -> card.setOpacity(strength));
        if (model.isAnswered()) {
            waiting.stop();
        }
    }

    /// The old picture stays under the notice.
    private void trouble(String text) {
        notice.show(text);
        node.requestLayout();
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.asked().window().isPresent()) {
            narrowing.close();
            event.consume();
        }
    }

    private void export() {
        var found = model.found().get();
        if (found != null) {
            exporting.choose(node.getScene() == null ? null : node.getScene().getWindow(), found,
                    table.table().getItems());
        }
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
        model.view(view);
        bar.range(model.asked().range());
    }

    @Override
    public void hidden() {
        waiting.stop();
    }

    SpendModel spend() {
        return model;
    }

    Toolbar bar() {
        return bar;
    }

    ChartPanel chartPanel() {
        return chart;
    }

    TablePanel tablePanel() {
        return table;
    }

    WindowPanel windowPanel() {
        return window;
    }

    Notice notice() {
        return notice;
    }

    Cards cards() {
        return cards;
    }

    Exporting exporting() {
        return exporting;
    }
}
