package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.TextSize;
import dev.tollgate.gateway.entry.Entry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Every call as a row that holds still while it is read, and the inspector that explains one.
public final class RequestsPage implements Page {
    private static final String COLUMNS = "requests.columns";
    private static final Duration POINTING = Duration.ofMillis(1_500);

    private final Feed feed;
    private final Places places;
    private final RequestsModel model;
    private final RequestsTable table;
    private final Inspector inspector;
    private final EmptyView empty;
    private final ListBar bar;
    private final Split node;
    private long pointed = Long.MIN_VALUE / 2;
    private boolean left;
    private @Nullable String wanted;

    public RequestsPage(Feed feed, Places places) {
        this(new FeedSupply(feed), feed, places);
    }

    /// Over other rows, for pictures and tests.
    RequestsPage(Supply supply, Feed feed, Places places) {
        this.feed = feed;
        this.places = places;
        var zone = ZoneId.systemDefault();
        model = new RequestsModel(supply);
        inspector = new Inspector(feed, places, zone, this::closeInspector);
        var menus = new RowMenu(places, () -> model.view().filter(), supply::now, zone, this::inspect, inspector::cut);
        table = new RequestsTable(supply::now, zone, menus, this::inspect, this::remember);
        empty = new EmptyView(places, zone, feed.gateway().config().retention().requests());
        bar = new ListBar(model, table.columns(), this::toEnd, () -> new Exporting(feed, places)
                .choose(Objects.requireNonNull(table.getScene()).getWindow(), model.asked()));
        table.setItems(model.rows());
        table.setPlaceholder(empty);
        var body = new StackPane(table, bar.line());
        StackPane.setAlignment(bar.line(), Pos.TOP_LEFT);
        body.getStyleClass().add("tg-requests-list");
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        node = new Split(new VBox(bar.head(), body, bar.footer()));
        node.getStylesheets().add(TextSize.sheet(RequestsPage.class, "requests.css"));
        bind();
        feed.query("requests-columns", () -> feed.gateway().remembered(COLUMNS).orElse(""), table.columns()::restore);
    }

    private void remember(String columns) {
        feed.act(() -> {
            feed.gateway().remember(COLUMNS, columns);
            return columns;
        }, _ -> {});
    }

    private void bind() {
        model.movesWhile(this::isFree);
        model.watch(new Watching());
        model.rows().addListener((ListChangeListener<Row>) _ -> explain());
        model.loading().addListener((_, _, _) -> explain());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> selected(row));
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        node.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        table.addEventFilter(MouseEvent.MOUSE_MOVED, _ -> pointed = feed.gateway().time().nanos());
        // scroll bar, wheel and keys lead away from the end, until it is reached again
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> leaves(true));
        table.addEventFilter(ScrollEvent.SCROLL, event -> {
            leaves(event.getDeltaY() > 0);
            if (event.getDeltaY() > 0 && table.isAtStart()) {
                model.loadEarlier();
            }
        });
    }

    /// What the page does when the list changed: it keeps what is read where it is, or follows.
    private final class Watching implements RequestsModel.Watcher {
        @Override
        public void filled() {
            left = false;
            table.toEnd();
            found();
        }

        @Override
        public void appended() {
            table.toEnd();
        }

        @Override
        public void prepended(int rows) {
            table.pushed(rows);
        }

        @Override
        public void touched() {
            if (!model.held().get()) {
                table.touch();
                inspector.touch();
            }
            bar.place(!left || table.isAtEnd(), table.isAtStart());
        }
    }

    /// Nothing moves while a row is read, an earlier part is in view, or the pointer is under way to a row.
    private boolean isFree() {
        boolean end = table.isAtEnd();
        left &= !end;
        if (!left && !end) {
            // the window became smaller, or a page before was added: the reader has not gone anywhere
            table.toEnd();
        }
        return !left && table.getSelectionModel().isEmpty()
                && feed.gateway().time().nanos() - pointed > POINTING.toNanos();
    }

    private void leaves(boolean away) {
        left |= away;
    }

    // ---- the row that is read

    private void selected(@Nullable Row row) {
        leaves(row != null);
        if (row != null && node.isOpen()) {
            show(row);
        }
    }

    private void inspect(Row row) {
        if (!row.equals(table.getSelectionModel().getSelectedItem())) {
            table.getSelectionModel().select(row);
        }
        show(row);
        node.open(inspector);
    }

    private void show(Row row) {
        inspector.show(row);
        if (!row.isRunning()) {
            // what the app said of it since is in the ledger alone
            feed.query("requests-inspected", () -> feed.queries().entry(row.id()), stored -> stored
                    .filter(e -> e.ended().isPresent() && !Optional.of(e).equals(row.entry())).ifPresent(e -> {
                        row.settle(e);
                        inspector.touch();
                    }));
        }
    }

    private void closeInspector() {
        node.close();
        table.requestFocus();
    }

    /// Shows one request in the inspector, wherever it stands in time.
    public void open(String requestId) {
        wanted = requestId;
        if (!found()) {
            feed.query("requests-open", () -> feed.queries().entry(requestId), stored -> stored.ifPresent(this::open));
        }
    }

    private void open(Entry entry) {
        if (!found() && entry.id().equals(wanted)) {
            show(Row.of(entry));
            node.open(inspector);
        }
    }

    private boolean found() {
        var id = wanted;
        var row = id == null ? Optional.<Row>empty() : model.find(id);
        row.ifPresent(each -> {
            if (!model.rows().contains(each)) {
                model.release();
            }
            wanted = null;
            inspect(each);
            table.scrollTo(Math.max(0, model.rows().indexOf(each) - 5));
        });
        return row.isPresent();
    }

    // ---- keys

    private void key(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.C) {
            Optional.ofNullable(table.getSelectionModel().getSelectedItem())
                    .ifPresent(row -> Buttons.put(RowMenu.text(row, ZoneId.systemDefault())));
            event.consume();
        } else if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown() && plain(event.getCode())) {
            event.consume();
        }
    }

    private boolean plain(KeyCode code) {
        switch (code) {
            case U -> model.held().set(!model.held().get());
            case S -> model.sinceNow();
            case END -> toEnd();
            case HOME -> home();
            case J -> step(1);
            case K -> step(-1);
            case ENTER -> Optional.ofNullable(table.getSelectionModel().getSelectedItem()).ifPresent(this::inspect);
            case UP, DOWN -> {
                if (!table.getSelectionModel().isEmpty()) {
                    return false;
                }
                step(-1);
            }
            case PAGE_UP -> {
                leaves(true);
                if (table.isAtStart()) {
                    model.loadEarlier();
                }
                return false;
            }
            case ESCAPE -> {
                return escape();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /// From nothing selected to the last row in view; else one on.
    private void step(int by) {
        var selection = table.getSelectionModel();
        int next = selection.isEmpty() ? table.first() + table.inView().size() - 1 : selection.getSelectedIndex() + by;
        if (!model.rows().isEmpty()) {
            int index = Math.clamp(next, 0, model.rows().size() - 1);
            selection.clearAndSelect(index);
            int first = table.first();
            if (index <= first) {
                table.scrollTo(index);
            } else if (index >= first + table.inView().size() - 1) {
                table.scrollTo(first + 1);
            }
        }
    }

    private boolean escape() {
        if (node.isOpen()) {
            closeInspector();
            return true;
        }
        boolean selected = !table.getSelectionModel().isEmpty();
        table.getSelectionModel().clearSelection();
        return selected;
    }

    private void home() {
        leaves(true);
        table.scrollTo(0);
        model.loadEarlier();
    }

    private void toEnd() {
        table.getSelectionModel().clearSelection();
        model.held().set(false);
        model.release();
        pointed = Long.MIN_VALUE / 2;
        left = false;
        table.toEnd();
    }

    // ---- nothing to show

    private void explain() {
        if (!model.rows().isEmpty()) {
            return;
        }
        empty.blank();
        if (!model.trouble().get().isEmpty()) {
            empty.unread(model.trouble().get(), model::reload);
        } else if (model.since().get().isPresent()) {
            empty.sinceNow(model.since().get().orElseThrow());
        } else if (!model.loading().get()) {
            var view = model.view();
            feed.query("requests-hints", () -> Hints.of(feed, view), hints -> explain(view, hints));
        }
    }

    void explain(View view, Hints hints) {
        if (!model.rows().isEmpty() || !view.equals(model.view())) {
            return;
        }
        if (hints.equals(Hints.NONE) && view.filter().isEmpty()) {
            empty.untouched(feed.gateway().status().baseUrl());
        } else {
            empty.show(view, hints, feed.gateway().time().instant());
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
        model.show(view);
        table.requestFocus();
    }

    RequestsModel requests() {
        return model;
    }

    RequestsTable table() {
        return table;
    }

    Inspector inspector() {
        return inspector;
    }

    EmptyView emptyView() {
        return empty;
    }

    boolean isInspecting() {
        return node.isOpen();
    }

    Places places() {
        return places;
    }
}
