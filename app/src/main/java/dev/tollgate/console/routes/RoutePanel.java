package dev.tollgate.console.routes;

import dev.tollgate.console.chart.ChartData;
import dev.tollgate.console.chart.ShareBar;
import dev.tollgate.console.chart.TimeChart;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen route: its targets, its time-outs and retries, and who served its last hour.
final class RoutePanel {
    /// Three targets are always seen whole.
    private static final double LEAST_TABLE = 162;

    private final RoutesModel model;
    private final TargetsTable targets;
    private final Tab settingsTab = new Tab("Time-outs, retries, health");
    private final Panel panel = new Panel("");
    private final VBox notice = new VBox(6);
    private final VBox served = new VBox(6);
    private final Label servedNote = Styled.muted("");
    private final Label chartNote = Styled.muted("");
    private final TimeChart chart;
    private final Button add;
    private final Button remove;
    private final TabPane tabs = new TabPane();
    private final VBox column = new VBox();
    private @Nullable RouteSettings settings;
    private final Node none = new EmptyState("No route is chosen",
            Styled.muted("A route gives a name to targets that stand in for each other."));

    RoutePanel(RoutesModel model, boolean readOnly, TargetsTable.Acts acts, Runnable add) {
        this.model = model;
        targets = new TargetsTable(model, readOnly, acts);
        chart = new TimeChart("Fallback, share in 5 minutes", Format::share, Format::share,
                ZoneId.systemDefault(), ZoneId.systemDefault());
        chart.setMinSize(200, 60);
        chart.setPrefSize(300, 100);
        remove = Buttons.button("Remove", this::removeOrKeep);
        this.add = Buttons.button(Icon.PLUS, "Target", add);
        for (var button : List.of(this.add, remove)) {
            button.managedProperty().bind(button.visibleProperty());
        }
        if (!readOnly) {
            panel.withActions(this.add, remove);
        }
        tabs.getStyleClass().add("tg-tabs");
        tabs.setTabMinHeight(31);
        tabs.setTabMaxHeight(31);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs().setAll(new Tab("Targets", targetsTab(readOnly)), settingsTab);
        settingsTab.selectedProperty().subscribe(selected -> {
            if (selected) {
                settings();
            }
        });
        tabs.setMinHeight(0);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        notice.managedProperty().bind(notice.visibleProperty());
        notice.setVisible(false);
        column.getChildren().addAll(notice, tabs);
        panel.setContent(column);
        panel.setMinHeight(0);
        model.shown().subscribe(this::show);
        model.clash().subscribe(this::clash);
    }

    Panel node() {
        return panel;
    }

    TargetsTable targets() {
        return targets;
    }

    /// Fifteen fields that most visits never see are made when they are first looked at.
    private void settings() {
        var made = settings;
        if (made == null) {
            made = new RouteSettings(model);
            settings = made;
            settingsTab.setContent(made.node());
        }
        model.shown().get().ifPresent(made::show);
    }

    private Node targetsTab(boolean readOnly) {
        var hint = Styled.small(readOnly
                ? "Prices per 1M tokens."
                : "Drag, or Alt+Up and Alt+Down, reorders. Prices per 1M tokens.");
        hint.setPadding(new Insets(7, 12, 7, 12));
        hint.setMinHeight(Region.USE_PREF_SIZE);
        var table = targets.table();
        table.getItems().addListener((ListChangeListener<TargetRow>) _ -> size());
        size();
        var left = new VBox(8, head("Served by, last hour", servedNote), served);
        left.getStyleClass().add("tg-route-part");
        var right = new VBox(4, head("Fallback, share in 5 min", chartNote), chart);
        right.getStyleClass().addAll("tg-route-part", "tg-route-right");
        VBox.setVgrow(chart, Priority.ALWAYS);
        for (var part : List.of(left, right)) {
            HBox.setHgrow(part, Priority.ALWAYS);
            part.setPrefWidth(300);
            part.setMinHeight(0);
        }
        var below = new HBox(left, right);
        below.getStyleClass().add("tg-route-below");
        below.setMinHeight(0);
        VBox.setVgrow(below, Priority.ALWAYS);
        var box = new VBox(table, hint, below);
        box.setMinHeight(0);
        return box;
    }

    private void size() {
        targets.table().setPrefHeight(targets.wanted());
        targets.table().setMinHeight(Math.min(targets.wanted(), LEAST_TABLE));
        targets.table().setMaxHeight(targets.wanted());
    }

    private static HBox head(String title, Label note) {
        note.setMinWidth(0);
        var name = Styled.strong(title);
        name.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, name, note);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private void show(Optional<RouteView> view) {
        if (view.isEmpty()) {
            panel.setTitle("");
            panel.setNote("");
            panel.setContent(none);
            acting(false);
            return;
        }
        if (!panel.getChildren().contains(column)) {
            panel.setContent(column);
        }
        acting(true);
        show(view.get());
    }

    /// Without a route there is nothing a target could be added to.
    private void acting(boolean chosen) {
        add.setVisible(chosen);
        remove.setVisible(chosen);
    }

    private void show(RouteView view) {
        int count = view.route().targets().size();
        panel.setTitle(view.route().name());
        panel.setNote(view.removed()
                ? "goes with the next commit"
                : (count == 1 ? "1 target" : "in this order, " + count + " targets")
                        + (view.before().isEmpty()
                                ? ", new"
                                : view.before().get().equals(view.route())
                                        ? ""
                                        : ", edited"));
        remove.setText(view.removed() ? "Keep" : "Remove");
        targets.show(view.targets());
        if (settings != null) {
            settings.show(view);
        }
        served(view);
    }

    private void served(RouteView view) {
        var totals = view.rates().totals();
        servedNote.setText(totals.requests() == 0
                ? ""
                : Format.count(totals.requests())
                        + (totals.requests() == 1 ? " request, " : " requests, ")
                        + Money.sum(totals.picos(), totals.unpriced()));
        var rows = new ArrayList<Node>();
        for (var target : view.targets()) {
            rows.add(bar(target.label(), view.rates().served().getOrDefault(RouteWords.label(target.target()), 0L),
                    totals.requests(), 1));
        }
        if (totals.errors() > 0) {
            rows.add(bar("failed", totals.errors(), totals.requests(), 5));
        }
        served.getChildren().setAll(totals.requests() == 0
                ? List.of(Styled.muted("No call in the last hour."))
                : rows);
        chartNote.setText(totals.requests() == 0 || view.targets().size() < 2
                ? ""
                : Format.share((double) totals.fallbacks() / totals.requests()) + " in the hour");
        chart.setEmptyText(view.targets().size() < 2 ? "One target has nobody to fall back to" : "No call to draw");
        var to = model.now().truncatedTo(ChronoUnit.MINUTES);
        var data = view.targets().size() < 2 ? empty(to) : view.rates().fallback().orElseGet(() -> empty(to));
        if (!data.equals(chart.data())) {
            chart.setData(data);
        }
    }

    private static ChartData empty(Instant to) {
        return ChartData.empty(to.minus(Rates.HOUR), to, ChartData.Kind.LEVEL);
    }

    private static Node bar(String name, long count, long all, int slot) {
        var label = TableColumns.elided(Styled.text(name));
        label.setPrefWidth(170);
        label.setMinWidth(60);
        var bar = new ShareBar(96);
        double share = all == 0 ? 0 : (double) count / all;
        bar.set(share, slot);
        var figure = Styled.strong(Format.count(count));
        figure.setMinWidth(Region.USE_PREF_SIZE);
        var part = Styled.small(Format.share(share));
        part.setMinWidth(Region.USE_PREF_SIZE);
        bar.setMinWidth(40);
        var row = new HBox(8, label, bar, figure, part);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void removeOrKeep() {
        if (model.shown().get().filter(RouteView::removed).isPresent()) {
            model.forget();
        } else {
            model.remove();
        }
    }

    /// Somebody else changed what is edited here: both are shown, and nothing is lost before one is chosen.
    private void clash(Optional<RouteEdit> edit) {
        notice.setVisible(edit.isPresent());
        notice.getChildren().clear();
        if (edit.isEmpty()) {
            return;
        }
        notice.getStyleClass().setAll("tg-editor-notice");
        notice.getChildren().addAll(new HBox(8, Mark.WARNING.node(), wrapped("Route " + edit.get().name()
                + " was changed meanwhile by somebody else.")), wrapped("Theirs: " + theirs(edit.get())),
                wrapped("Yours: " + yours(edit.get())),
                new HBox(8, Buttons.button("Keep mine", model::keepMine, "tg-row"),
                        Buttons.button("Take theirs", model::takeTheirs, "tg-row")));
    }

    private String theirs(RouteEdit edit) {
        var now = edit.now(model.config()).or(() -> edit.after()
                .flatMap(mine -> RouteEdit.named(model.config(), mine.name())));
        return now.isEmpty()
                ? "removed"
                : edit.before().map(was -> RouteWords.difference(was, now.get())).orElse("a new route of this name");
    }

    private static String yours(RouteEdit edit) {
        return edit.after().isEmpty()
                ? "removed"
                : edit.before().map(was -> RouteWords.difference(was, edit.after().get())).orElse("a new route");
    }

    private static Label wrapped(String text) {
        var label = Styled.text(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
