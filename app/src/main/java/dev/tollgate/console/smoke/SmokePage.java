package dev.tollgate.console.smoke;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.gateway.smoke.Check;
import dev.tollgate.gateway.term.TargetId;
import java.time.ZoneId;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Smoke tests: what each model really does, before users find out.
public final class SmokePage implements Page {
    private final SmokeModel model;
    private final Toolbar bar;
    private final MatrixPanel matrix;
    private final RunsPanel runs;
    private final CellInspector inspector;
    private final SmokeLayout node;

    public SmokePage(Feed feed, Places places) {
        var time = feed.gateway().time();
        model = new SmokeModel(feed);
        bar = new Toolbar(model);
        matrix = new MatrixPanel(model, time::instant);
        runs = new RunsPanel(model, time::instant, ZoneId.systemDefault());
        inspector = new CellInspector(model, places, time::instant, ZoneId.systemDefault());
        node = new SmokeLayout(bar, matrix.node(), runs.node(), inspector, matrix::wanted);
        node.getStylesheets().add(TextSize.sheet(SmokePage.class, "smoke.css"));
        model.opened().addListener((_, before, opened) -> {
            if (opened != null) {
                inspector.show(opened);
            }
            if (before == null || opened == null) {
                matrix.table().requestFocus(); // arrows go on to the next cell, Esc closes
            }
            node.beside(opened != null);
        });
        model.known().addListener(_ -> node.requestLayout());
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.opened().get() != null) {
            model.close();
            event.consume();
        }
    }

    /// Opens one cell, as a click on it does.
    public void open(TargetId target, Check check) {
        model.open(target, check);
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
        model.load();
    }

    SmokeModel smoke() {
        return model;
    }

    MatrixPanel matrix() {
        return matrix;
    }

    RunsPanel runs() {
        return runs;
    }

    CellInspector inspector() {
        return inspector;
    }
}
