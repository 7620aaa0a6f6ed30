package dev.tollgate.console.routes;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.AtFirstUse;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.InTurn;
import dev.tollgate.console.fx.form.PendingBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The tab Routes: list, editor, and at the side a target's form or the dry run.
final class RoutesTab {
    private static final int LONGEST_WORDS = 160;

    private final RoutesModel model;
    private final Places places;
    private final ExplainModel explain;
    private final RouteList list;
    private final AtFirstUse<RoutePanel> panel;
    private final TryBar tryBar;
    private final PendingBar pending;
    private final VBox column = new VBox(8);
    private final Beside beside = new Beside(column);
    private final InTurn below;
    private final boolean readOnly;
    private @Nullable ExplainPanel explained;
    private @Nullable TargetEditor editor;

    RoutesTab(RoutesModel model, Places places) {
        this.model = model;
        this.places = places;
        this.readOnly = model.file().isPresent();
        explain = new ExplainModel(model);
        list = new RouteList(model);
        panel = new AtFirstUse<>(() -> new RoutePanel(model, readOnly, acts(), this::newTarget));
        tryBar = new TryBar(explain);
        pending = new PendingBar(model::discard, Optional.of(this::preview), this::commit);
        column.getChildren().add(list.node());
        below = new InTurn(() -> {
            VBox.setVgrow(panel.get().node(), Priority.ALWAYS);
            column.getChildren().add(panel.get().node());
        });
        column.setMinSize(0, 0);
        model.rows().addListener((ListChangeListener<RouteRow>) _ -> heights());
        heights();
        model.pending().subscribe(count -> pending.setPending(count.intValue()));
        model.words().subscribe(this::words);
        model.trouble().addListener((_, _, why) -> {
            if (!why.isEmpty()) {
                places.toast(why, List.of());
            }
        });
        explain.answer().addListener((_, _, answer) -> answer.ifPresent(_ -> beside.open(explained().node())));
        model.shown().addListener((_, before, now) -> now.filter(view -> before.filter(
                old -> old.id().equals(view.id())).isEmpty()).ifPresent(this::chosen));
        model.onConfig(_ -> tryBar.fill());
        beside.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void heights() {
        list.node().setPrefHeight(list.wanted());
        list.node().setMaxHeight(list.wanted());
        list.node().setMinHeight(list.least());
    }

    private TargetsTable.Acts acts() {
        return new TargetsTable.Acts() {
            @Override
            public void edit(int place) {
                RoutesTab.this.edit(place);
            }

            @Override
            public void remove(int place) {
                closeSide();
                model.change(route -> {
                    var targets = new ArrayList<>(route.targets());
                    targets.remove(place);
                    return route.withTargets(targets);
                });
            }
        };
    }

    Node node() {
        return beside;
    }

    void opened() {
        below.start();
    }

    PendingBar pendingBar() {
        return pending;
    }

    /// What stands at the right of the tabs.
    List<Node> actions() {
        var nodes = new ArrayList<Node>();
        if (!readOnly) {
            var add = Buttons.button(Icon.PLUS, "Route", this::newRoute);
            add.setMinWidth(Region.USE_PREF_SIZE);
            nodes.add(add);
        }
        nodes.addAll(tryBar.nodes());
        return nodes;
    }

    private void chosen(RouteView view) {
        var made = editor;
        if (made != null && beside.shows(made.node())) {
            closeSide();
        }
        tryBar.propose(view.route().name());
    }

    void newRoute() {
        editor().newRoute(this::closeSide);
        typeIn(editor());
    }

    private void newTarget() {
        editor().add(this::closeSide);
        typeIn(editor());
    }

    private void typeIn(TargetEditor shown) {
        beside.open(shown.node());
        shown.focus();
    }

    private void edit(int place) {
        if (!readOnly) {
            model.shown().get().map(view -> view.route().targets().get(place))
                    .ifPresent(target -> editor().edit(place, target, this::closeSide));
            typeIn(editor());
        }
    }

    private void closeSide() {
        explain.close();
        beside.close();
        panel.get().targets().table().requestFocus();
    }

    private void words(String text) {
        pending.setWords(text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + " …" : text);
        explain.again();
    }

    private void preview() {
        var before = model.config();
        var after = model.asEdited();
        pending.setBusy(true);
        model.feed().act(() -> explain.preview(before, after), said -> {
            pending.setBusy(false);
            pending.setWords(said);
        });
    }

    void commit() {
        if (model.clash().get().isPresent()) {
            places.toast("A route was changed by somebody else: choose what stays first.", List.of());
            return;
        }
        model.commit(done -> {
            var names = done.stream().map(RouteEdit::name).distinct().toList();
            places.toast((names.size() == 1 ? "Route " : "Routes ") + String.join(", ", names)
                    + (names.size() == 1 ? " is" : " are") + " in force as edited",
                    List.of(
                            new Places.Undo("Undo", () -> model.undo(done,
                                    _ -> places.toast("Taken back: " + String.join(", ", names), List.of())))));
        });
    }

    private void key(KeyEvent event) {
        boolean shortcut = event.isShortcutDown();
        if (shortcut && event.getCode() == KeyCode.F && list.find()) {
            event.consume();
        } else if (shortcut && event.getCode() == KeyCode.S && !event.isShiftDown() && model.pending().get() > 0) {
            commit();
        } else if (shortcut && event.isShiftDown() && event.getCode() == KeyCode.P && model.pending().get() > 0) {
            preview();
        } else if (event.getCode() == KeyCode.ESCAPE && beside.isOpen()) {
            closeSide();
        } else {
            return;
        }
        event.consume();
    }

    RoutePanel panel() {
        return panel.get();
    }

    RouteList list() {
        return list;
    }

    ExplainModel explainModel() {
        return explain;
    }

    /// Made when it is first needed: the page opens without it.
    ExplainPanel explained() {
        var made = explained;
        if (made == null) {
            made = new ExplainPanel(explain, this::closeSide);
            explained = made;
        }
        return made;
    }

    TryBar tryBar() {
        return tryBar;
    }

    /// As [#explained].
    TargetEditor editor() {
        var made = editor;
        if (made == null) {
            made = new TargetEditor(model, this::closeSide);
            editor = made;
        }
        return made;
    }
}
