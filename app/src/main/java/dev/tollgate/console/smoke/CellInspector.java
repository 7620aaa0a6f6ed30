package dev.tollgate.console.smoke;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.ledger.SmokeCell;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One cell explained: what is wrong and what it means, what was sent and what came, what came when it last passed, and
/// the line that repeats it.
final class CellInspector extends VBox {
    static final double WIDTH = 360;
    /// So many routes are named.
    private static final int SOME = 6;

    private final SmokeModel model;
    private final Places places;
    private final Supplier<Instant> now;
    private final ZoneId zone;
    private final HBox title = new HBox(8);
    private final Label when = Styled.muted("");
    private final TabPane tabs = new TabPane();
    private final HBox foot = new HBox(8);
    private @Nullable Opened shown;

    CellInspector(SmokeModel model, Places places, Supplier<Instant> now, ZoneId zone) {
        this.model = model;
        this.places = places;
        this.now = now;
        this.zone = zone;
        getStyleClass().add("tg-inspector");
        setMinHeight(0);
        title.setAlignment(Pos.CENTER_LEFT);
        when.getStyleClass().add("tg-dense-text");
        var head = new VBox(title, when);
        head.getStyleClass().add("tg-smoke-head");
        tabs.getStyleClass().addAll("tg-tabs", "tg-smoke-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setMinHeight(0);
        tabs.setAccessibleText("What is known of the cell");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        foot.getStyleClass().add("tg-smoke-foot");
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().setAll(head, tabs, foot);
        model.running().addListener(_ -> foot());
    }

    void show(Opened next) {
        boolean same = shown != null && shown.target().equals(next.target()) && shown.check() == next.check();
        int chosen = same ? Math.max(0, tabs.getSelectionModel().getSelectedIndex()) : 0;
        shown = next;
        head(next);
        var all = new ArrayList<Tab>();
        all.add(new Tab("Result", result(next)));
        next.cell().filter(c -> !c.sent().isEmpty()).ifPresent(c -> {
            all.add(new Tab("Sent", text(c.sent(), "What was sent")));
            all.add(new Tab("Received", text(c.received(), "What came back")));
        });
        next.lastPass().filter(c -> !c.received().isEmpty()).ifPresent(c -> all.add(new Tab("Last pass",
                text("passed " + Labels.when(c.at(), now.get(), zone) + "\n\n" + c.received(),
                        "What came back when it last passed"))));
        tabs.getTabs().setAll(all);
        tabs.getSelectionModel().select(Math.min(chosen, all.size() - 1));
        foot();
    }

    private void head(Opened next) {
        var name = TableColumns.elided(Styled.strong(next.target().label() + ", " + next.check().title()));
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var mark = next.cell().map(c -> CellMark.mark(c.state())).orElse(Mark.NEVER);
        title.getChildren().setAll(mark.node(), name,
                Buttons.icon(Icon.CLOSE, "Close, Esc", model::close, "flat"));
        when.setText(next.left().map(_ -> "not run last time; before: ").orElse("")
                + next.cell().map(this::ran).orElse("never run"));
    }

    private String ran(SmokeCell c) {
        var at = Labels.when(c.at(), now.get(), zone);
        if (c.state() == SmokeCell.State.NOT_RUN) {
            return "not tried, " + at;
        }
        return "ran " + at + ", " + (c.calls() == 0
                ? "with the calls of other checks"
                : c.calls() + (c.calls() == 1 ? " call, " : " calls, ")
                        + Format.duration(Duration.ofMillis(c.tookMs()))
                        + (c.picos() == 0 ? "" : ", " + Labels.cost(c.picos(), 0)));
    }

    private Node result(Opened next) {
        var box = new VBox(12);
        box.getStyleClass().add("tg-smoke-result");
        next.left().ifPresent(left -> box.getChildren().add(wrapped(Styled.text(
                "The last run did not come to it. " + left.detail()
                        + (next.cell().isEmpty() ? "" : " What follows is of an earlier run.")))));
        next.cell().ifPresentOrElse(cell -> {
            box.getChildren().add(verdict(cell));
            if (!cell.assertion().isEmpty()) {
                box.getChildren().addAll(Styled.small("assertion " + cell.number() + " of " + cell.assertions()),
                        code(cell.assertion()));
            } else if (cell.assertions() > 0) {
                box.getChildren().add(Styled.small("all " + cell.assertions() + " assertions hold"));
            }
        }, () -> box.getChildren().add(wrapped(Styled.text("Not run yet. It asks whether the model "
                + next.check().meaning() + "."))));
        if (!next.history().isEmpty()) {
            box.getChildren()
                    .add(pair(next.history().size() == 1 ? "one run" : "last " + next.history().size() + " runs",
                            strip(next.history())));
        }
        next.lastPass().ifPresent(c -> box.getChildren().add(pair("last pass",
                Styled.text(Labels.when(c.at(), now.get(), zone)))));
        box.getChildren().add(pair("routes", wrapped(Styled.text(next.routes().isEmpty()
                ? "no route sends calls here"
                : some(next.routes())))));
        next.cell().filter(c -> !c.requests().isEmpty()).ifPresent(c -> box.getChildren().add(requests(c)));
        var scroll = new ScrollPane(box);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        return scroll;
    }

    private static Node verdict(SmokeCell cell) {
        var cause = Styled.strong(cell.cause().isEmpty() ? Labels.word(cell.state()) : cell.cause());
        cause.setWrapText(true);
        var box = new VBox(4, cause);
        box.getStyleClass().addAll("tg-smoke-verdict", cell.state().word());
        if (!cell.detail().isEmpty()) {
            box.getChildren().add(wrapped(Styled.text(cell.detail())));
        }
        return box;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static Node code(String text) {
        var label = wrapped(Styled.mono(text));
        label.getStyleClass().add("tg-inset");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Node pair(String name, Node value) {
        var label = Styled.muted(name);
        label.setMinWidth(84);
        var row = new HBox(8, label, value);
        HBox.setHgrow(value, Priority.ALWAYS);
        return row;
    }

    /// A patch for each run, the newest at the right.
    private Node strip(List<SmokeCell> history) {
        var strip = new HBox(2);
        strip.setAlignment(Pos.CENTER_LEFT);
        for (var cell : history.reversed()) {
            var patch = new Region();
            patch.getStyleClass().addAll("tg-smoke-patch", cell.state().word());
            Tooltip.install(patch, new Tooltip(Labels.when(cell.at(), now.get(), zone) + ": "
                    + Labels.word(cell.state()) + (cell.cause().isEmpty() ? "" : ", " + cell.cause())));
            strip.getChildren().add(patch);
        }
        long ok = history.stream().filter(c -> c.state() == SmokeCell.State.OK).count();
        var count = Styled.text(ok + " ok");
        HBox.setMargin(count, new Insets(0, 0, 0, 6));
        strip.getChildren().add(count);
        strip.setAccessibleText(ok + " of the last " + history.size() + " runs passed");
        return strip;
    }

    private Node requests(SmokeCell cell) {
        var links = new FlowPane(8, 2);
        cell.requests().forEach(id -> links.getChildren().add(Buttons.link(Format.shortId(id),
                () -> places.openRequest(id))));
        return pair("requests", links);
    }

    private static Node text(String text, String name) {
        var area = new TextArea(text);
        area.setEditable(false);
        area.setWrapText(true);
        area.setAccessibleText(name);
        area.getStyleClass().addAll("tg-mono", "tg-smoke-text");
        return area;
    }

    private void foot() {
        var open = shown;
        if (open == null) {
            return;
        }
        var again = Buttons.button(Icon.PLAY, open.cell().isEmpty() ? "Run" : "Run again",
                () -> model.run(open.target(), open.check()), "accent");
        again.setDisable(model.running().get().isPresent());
        again.setAccessibleText("Run " + open.check().title() + " of " + open.target().label());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        foot.getChildren().setAll(again, gap);
        curl(open).ifPresent(foot.getChildren()::add);
    }

    private static Optional<Button> curl(Opened open) {
        return line(open, SmokeCell::curl).map(line -> Buttons.named(Buttons.copy("Copy as cURL", () -> line),
                "Copy the line that repeats the call; the secret stands as a variable"));
    }

    private static Optional<String> line(Opened open, Function<SmokeCell, String> part) {
        return open.cell().map(part).filter(text -> !text.isEmpty());
    }

    /// Those that come first, and how many more there are.
    private static String some(List<String> routes) {
        int more = routes.size() - SOME;
        return String.join("; ", routes.subList(0, Math.min(SOME, routes.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
