package dev.tollgate.console.prices;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.control.Preview;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What the pending edits would have made of the last days: the sum, by model, and the requests that differ most.
final class PreviewPanel {
    private static final int MODELS = 6;

    private final PricesModel model;
    private final Consumer<String> open;
    private final ZoneId zone;
    private final Panel panel = new Panel("Preview");
    private final VBox content = new VBox(10);
    private final Choice<Span> span = new Choice<>(List.of(Span.values()), Span::words).small();

    /// @param open a request was chosen
    PreviewPanel(PricesModel model, ZoneId zone, Consumer<String> open, Runnable close) {
        this.model = model;
        this.zone = zone;
        this.open = open;
        span.setValue(model.span());
        span.valueProperty().addListener((_, _, next) -> model.span(next));
        span.setAccessibleText("How far back");
        panel.withLeading(span).withActions(Buttons.icon(Icon.CLOSE, "Close preview", close, "flat", "tg-row"));
        content.getStyleClass().add("tg-price-body");
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setFocusTraversable(false);
        scroll.getStyleClass().addAll("tg-plain-scroll", "tg-editor-scroll");
        var body = new VBox(scroll, when());
        VBox.setVgrow(scroll, Priority.ALWAYS);
        panel.setContent(body);
        panel.setMinWidth(320);
        panel.setPrefWidth(320);
        panel.setMaxWidth(320);
    }

    /// What the edits would have made of the last days, in one line.
    static String words(Optional<Preview> known, Span span) {
        return known.map(p -> span.words() + ": " + Money.sum(p.oldPicos(), p.oldUnpriced()) + " → "
                + Money.sum(p.newPicos(), p.newUnpriced()) + " ("
                + (p.difference() == 0 ? "±$0" : Money.delta(p.difference())) + ", " + Format.count(p.touched())
                + (p.touched() == 1 ? " request)" : " requests)"))
                .orElse("working out the last " + span.words() + " …");
    }

    Panel node() {
        return panel;
    }

    void show(Optional<Preview> known) {
        if (model.drafts().isEmpty()) {
            content.getChildren()
                    .setAll(wrapped(Styled.muted("Nothing is pending. Type into a rate, and this shows what"
                            + " the last days would have cost.")));
        } else if (known.isEmpty()) {
            content.getChildren().setAll(Styled.muted("Working it out …"));
        } else {
            show(known.get());
        }
    }

    private void show(Preview p) {
        var was = Styled.muted(Money.sum(p.oldPicos(), 0));
        var figure = Styled.figure(Money.sum(p.newPicos(), 0));
        var head = new HBox(8, was, Icon.ARROW_RIGHT.node(14), figure);
        head.setAlignment(Pos.CENTER_LEFT);
        content.getChildren().setAll(head, difference(p));
        if (p.oldUnpriced() != p.newUnpriced()) {
            content.getChildren().add(wrapped(Styled.text(p.newUnpriced() < p.oldUnpriced()
                    ? Format.count(p.oldUnpriced() - p.newUnpriced()) + " requests without a price get one"
                    : Format.count(p.newUnpriced() - p.oldUnpriced()) + " requests lose their price")));
        }
        if (p.newUnpriced() > 0) {
            content.getChildren().add(wrapped(Styled.muted("both sums + " + Format.count(p.newUnpriced())
                    + " unpriced requests")));
        }
        content.getChildren().add(bars(p));
        if (!p.models().isEmpty()) {
            content.getChildren().add(models(p));
        }
        if (!p.most().isEmpty()) {
            content.getChildren().addAll(Styled.strong("Most changed requests"), most(p));
        }
    }

    private static Node difference(Preview p) {
        var share = p.requests() == 0 ? "" : ", " + Format.share((double) p.touched() / p.requests());
        var words = Styled.muted(Format.count(p.touched()) + (p.touched() == 1 ? " request" : " requests") + " touched"
                + share);
        var box = new HBox(8, change(p.difference()), words);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Label change(long picos) {
        var label = Styled.strong(picos == 0 ? "no change" : Money.delta(picos));
        if (picos > 0) {
            label.getStyleClass().add("tg-text-warning");
            label.setGraphic(Mark.WARNING.node());
        }
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /// Solid the new sum, hollow the old one.
    private static Node bars(Preview p) {
        double most = Math.max(1, Math.max(p.oldPicos(), p.newPicos()));
        var box = new VBox(4, bar("tg-price-bar", p.newPicos() / most), bar("tg-price-bar-hollow", p.oldPicos() / most),
                Styled.small("solid new, hollow as settled"));
        box.setFillWidth(true);
        return box;
    }

    private static Node bar(String style, double share) {
        var bar = new Region();
        bar.getStyleClass().add(style);
        bar.setMinHeight(12);
        bar.setMaxHeight(12);
        var box = new StackPane(bar);
        box.setAlignment(Pos.CENTER_LEFT);
        bar.maxWidthProperty().bind(box.widthProperty().multiply(Math.clamp(share, 0.002, 1)));
        return box;
    }

    private Node models(Preview p) {
        var grid = grid();
        row(grid, 0, Styled.small("model"), Styled.small(model.span().words()), Styled.small("new"),
                Styled.small("change"));
        int at = 1;
        long restOld = p.oldPicos();
        long restNew = p.newPicos();
        for (var each : p.models().subList(0, Math.min(MODELS, p.models().size()))) {
            restOld -= each.oldPicos();
            restNew -= each.newPicos();
            row(grid, at++, TableColumns.elided(Styled.text(each.provider() + "/" + each.model())),
                    Styled.text(Money.sum(each.oldPicos(), 0)), Styled.text(Money.sum(each.newPicos(), 0)),
                    change(each.newPicos() - each.oldPicos()));
        }
        row(grid, at++, Styled.muted(restOld == restNew ? "others, same" : "others"),
                Styled.text(Money.sum(restOld, 0)), Styled.text(Money.sum(restNew, 0)),
                restOld == restNew ? Styled.muted(Format.NONE) : change(restNew - restOld));
        row(grid, at, Styled.strong("all"), Styled.strong(Money.sum(p.oldPicos(), 0)),
                Styled.strong(Money.sum(p.newPicos(), 0)), change(p.difference()));
        return grid;
    }

    private static GridPane grid() {
        var grid = new GridPane(8, 6);
        grid.setMinWidth(0);
        return grid;
    }

    private static void row(GridPane grid, int at, Label... cells) {
        grid.addRow(at, cells);
        cells[0].setMinWidth(0);
        GridPane.setHgrow(cells[0], Priority.ALWAYS);
        cells[0].setMaxWidth(Double.MAX_VALUE);
        for (int i = 1; i < cells.length; i++) {
            cells[i].setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setHalignment(cells[i], HPos.RIGHT);
        }
    }

    private Node most(Preview p) {
        var grid = grid();
        int at = 0;
        for (var each : p.most().subList(0, Math.min(5, p.most().size()))) {
            var id = Buttons.link(Format.time(each.started(), p.to(), zone), () -> open.accept(each.id()));
            id.setAccessibleText("Open request " + each.id());
            id.getStyleClass().add("tg-tiny");
            id.setMinWidth(Region.USE_PREF_SIZE);
            var key = TableColumns.elided(Styled.text(each.key()));
            GridPane.setHgrow(key, Priority.ALWAYS);
            key.setMaxWidth(Double.MAX_VALUE);
            var old = Styled.text(each.wasPriced() ? Money.cell(each.oldPicos()) : Money.UNPRICED);
            var now = Styled.text(Money.cell(each.newPicos()));
            old.setMinWidth(Region.USE_PREF_SIZE);
            now.setMinWidth(Region.USE_PREF_SIZE);
            GridPane.setHalignment(now, HPos.RIGHT);
            grid.addRow(at++, id, key, old, now);
        }
        return grid;
    }

    private Node when() {
        var group = new ToggleGroup();
        var now = new RadioButton("from now");
        var dated = new RadioButton("in the rows' place");
        now.setToggleGroup(group);
        dated.setToggleGroup(group);
        now.setSelected(model.fromNow().get());
        dated.setSelected(!model.fromNow().get());
        now.setMinWidth(Region.USE_PREF_SIZE);
        dated.setMinWidth(Region.USE_PREF_SIZE);
        group.selectedToggleProperty().addListener((_, _, chosen) -> model.fromNow().set(now.equals(chosen)));
        var box = new VBox(6, new HBox(8, now, small("earlier calls keep the row before")),
                new HBox(8, dated, small("corrects it from its date on")), wrapped(Styled.small(
                        "Settled figures stay as they are either way. Rows with a date of their own begin then.")));
        box.getChildren().forEach(each -> {
            if (each instanceof HBox line) {
                line.setAlignment(Pos.CENTER_LEFT);
            }
        });
        box.getStyleClass().add("tg-card");
        VBox.setMargin(box, new Insets(0, 11, 11, 11));
        return box;
    }

    private static Label small(String text) {
        var label = TableColumns.elided(Styled.small(text));
        label.setMinWidth(0);
        return label;
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
