package dev.tollgate.console.requests;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Filter;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.TimeRange;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.term.Dimension;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One request explained: what it was and for whom, who was tried and why, what it cost and by which price rows, how long
/// it took. A running one ticks until it becomes its entry.
final class Inspector extends VBox {
    static final double WIDTH = 360;
    private static final List<String> VERDICTS = List.of("accepted", "rejected", "rework");

    private final Feed feed;
    private final Places places;
    private final ZoneId zone;
    private final Runnable closed;
    private final HBox title = new HBox(8);
    private final Label where = TableColumns.elided(Styled.muted(""));
    private final TabPane tabs = new TabPane();
    private final Map<Part, Tab> parts = new EnumMap<>(Part.class);
    private final HBox actions = new HBox(8);
    private @Nullable Row row;
    private @Nullable Entry shown;
    private int version;

    Inspector(Feed feed, Places places, ZoneId zone, Runnable closed) {
        this.feed = feed;
        this.places = places;
        this.zone = zone;
        this.closed = closed;
        getStyleClass().add("tg-inspector");
        setMinHeight(0);
        title.setAlignment(Pos.CENTER_LEFT);
        where.getStyleClass().add("tg-dense-text");
        var head = new VBox(title, where);
        head.getStyleClass().add("tg-inspector-head");
        tabs.getStyleClass().addAll("tg-tabs", "tg-inspector-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setMinHeight(0);
        tabs.setAccessibleText("What is known of the request");
        VBox.setVgrow(tabs, Priority.ALWAYS);
        for (var part : Part.values()) {
            var tab = new Tab(part.title);
            tab.setUserData(part);
            parts.put(part, tab);
            tabs.getTabs().add(tab);
        }
        // not the index: it changes before the item does, and the tab that was left would be filled
        tabs.getSelectionModel().selectedItemProperty().addListener((_, _, _) -> content());
        actions.getStyleClass().add("tg-inspector-foot");
        getChildren().setAll(head, tabs, actions);
    }

    /// The tabs; each is filled when it is looked at.
    enum Part {
        SUMMARY("Summary"),
        ATTEMPTS("Attempts"),
        COST("Cost"),
        TIMING("Timing"),
        REQUEST("Request");

        private final String title;

        Part(String title) {
            this.title = title;
        }
    }

    /// What is on screen under the tabs.
    Optional<Node> body() {
        return Optional.ofNullable(tabs.getSelectionModel().getSelectedItem()).map(Tab::getContent);
    }

    Optional<Row> row() {
        return Optional.ofNullable(row);
    }

    void select(Part part) {
        tabs.getSelectionModel().select(parts.get(part));
    }

    void show(Row next) {
        boolean another = !next.equals(row);
        row = next;
        if (another || version != next.version()) {
            update();
        }
    }

    /// Shows the row again if it changed.
    void touch() {
        var now = row;
        if (now != null && now.version() != version && getScene() != null) {
            update();
        }
    }

    private void update() {
        var now = row;
        if (now == null) {
            return;
        }
        version = now.version();
        var entry = now.isRunning() ? null : now.entry().orElse(null);
        boolean same = entry != null && entry.equals(shown);
        head(now);
        if (!same) {
            shown = entry;
            content();
            actions.getChildren().setAll(entry == null ? running(now) : settled(entry));
        }
    }

    private void head(Row now) {
        var pills = new ArrayList<Node>();
        now.entry().ifPresent(e -> {
            e.served().fellBackFrom().ifPresent(_ -> pills.add(pill("fell back", Mark.FELL_BACK)));
            if (e.wasCut()) {
                pills.add(pill("cut", Mark.CUT));
            }
            e.appOutcome().ifPresent(said -> pills.add(Styled.pill("app: " + said, "accent")));
        });
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var word = Styled.strong(Look.state(now));
        word.setMinWidth(Region.USE_PREF_SIZE);
        title.getChildren().setAll(Look.mark(now).node(), word);
        title.getChildren().addAll(pills);
        title.getChildren().addAll(gap, Buttons.named(Buttons.copy("", now::id, "tg-square"), "Copy the request's id"),
                Buttons.icon(Icon.CLOSE, "Close the inspector, Esc", closed, "flat"));
        var path = Stream.of(now.key(), Look.agent(now), Look.thread(now)).filter(s -> !s.isEmpty()).toList();
        where.setText(Format.time(now.started(), clock(), zone) + " · " + String.join(" › ", path) + " · "
                + Format.shortId(now.id()));
    }

    private static Node pill(String word, Mark mark) {
        var pill = Styled.pill(word, mark == Mark.CUT ? "danger" : "warning");
        pill.setGraphic(mark.node(10));
        pill.setMinWidth(Region.USE_PREF_SIZE);
        return pill;
    }

    private Instant clock() {
        return feed.gateway().time().instant();
    }

    private void content() {
        var now = row;
        var tab = tabs.getSelectionModel().getSelectedItem();
        if (now == null || tab == null) {
            return;
        }
        var entry = shown;
        if (tab.getUserData() instanceof Part part) {
            fill(tab, entry == null ? Flying.of(part, now, zone) : maker(part).apply(entry));
        }
    }

    private Function<Entry, Node> maker(Part part) {
        return switch (part) {
            case SUMMARY -> entry -> Tabs.summary(entry, zone);
            case ATTEMPTS -> Tabs::attempts;
            case COST -> entry -> new CostTab(entry, this::price);
            case TIMING -> Tabs::timing;
            case REQUEST -> Tabs::request;
        };
    }

    /// A tab that ticks keeps its place.
    private static void fill(Tab tab, Node content) {
        if (tab.getContent() instanceof ScrollPane scroll) {
            double at = scroll.getVvalue();
            scroll.setContent(content);
            scroll.setVvalue(at);
        } else {
            var scroll = new ScrollPane(content);
            scroll.setFitToWidth(true);
            scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
            tab.setContent(scroll);
        }
    }

    private List<Node> running(Row now) {
        return List.of(Buttons.button(Icon.CUT, "Cut", () -> cut(now), "danger", "button-outlined"),
                Styled.small("Tokens so far are billed."));
    }

    void cut(Row now) {
        feed.act(() -> feed.gateway().control().cut("console", now.id()).affected(),
                count -> places.toast(count == 0
                        ? "It had ended already"
                        : "Cut one call of " + now.key()
                                + "; tokens so far are billed",
                        List.of()));
    }

    private List<Node> settled(Entry entry) {
        var nodes = new ArrayList<Node>();
        var curl = Buttons.copy("cURL", () -> Curl.of(entry, feed.gateway().status().baseUrl()));
        nodes.add(Buttons.named(curl, "Copy as cURL; prompts are not stored, so a placeholder stands for it"));
        nodes.add(verdict(entry));
        entry.attribution().get(Dimension.THREAD).ifPresent(thread -> nodes.add(Buttons.named(Buttons.button(
                "Follow thread", () -> places.filter(Filter.NONE.with(Dimension.THREAD, thread))),
                "Only the requests of this thread")));
        return nodes;
    }

    private Node verdict(Entry entry) {
        var menu = new MenuButton("Outcome");
        menu.setAccessibleText("What the app says of the result");
        for (var word : VERDICTS) {
            var item = new MenuItem(word);
            item.setOnAction(_ -> note(entry, word));
            menu.getItems().add(item);
        }
        return menu;
    }

    void note(Entry entry, String verdict) {
        feed.act(() -> feed.gateway().appOutcome(entry.id(), verdict), known -> {
            if (known) {
                noted(entry.id());
                places.toast("Noted as " + verdict, entry.appOutcome().map(before -> new Places.Undo("Undo",
                        () -> note(entry, before))).map(List::of).orElse(List.of()));
            } else {
                places.toast("Not noted: the ledger has no such request", List.of());
            }
        });
    }

    private void noted(String id) {
        feed.act(() -> feed.queries().entry(id), found -> {
            var now = row;
            if (now != null && now.id().equals(id)) {
                found.ifPresent(now::settle);
                touch();
            }
        });
    }

    /// Leads to the price table, where the model stands first.
    private void price(Entry entry) {
        var filter = entry.served().upstreamModel().map(model -> Filter.NONE.with(Dimension.MODEL, model))
                .orElse(Filter.NONE);
        places.open(Places.Name.PRICES, new View(TimeRange.LIVE_15_MIN, filter));
    }
}
