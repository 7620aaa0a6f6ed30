package dev.tollgate.console.routes;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Money;
import dev.tollgate.console.fx.Named;
import dev.tollgate.console.fx.Panel;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.gateway.entry.Entry;
import dev.tollgate.gateway.request.Explained;
import dev.tollgate.gateway.term.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What would become of a call: each target taken, waiting or dropped, and why. Nothing is sent.
final class ExplainPanel {
    private final ExplainModel model;
    private final Panel panel = new Panel("Explain");
    private final ComboBox<Entry> recent = new ComboBox<>();
    private final VBox body = new VBox();
    private boolean filling;

    ExplainPanel(ExplainModel model, Runnable close) {
        this.model = model;
        panel.setNote("nothing is sent");
        panel.withActions(Buttons.icon(Icon.CLOSE, "Close (Esc)", close, "flat", "tg-row"));
        recent.setId("recent-calls");
        recent.setPromptText("or a recent call …");
        recent.setAccessibleText("Run a recent call again in thought");
        recent.setMaxWidth(Double.MAX_VALUE);
        recent.setConverter(new Named<>(ExplainPanel::called));
        recent.setOnShowing(_ -> fill());
        recent.valueProperty().addListener((_, _, entry) -> {
            if (entry != null && !filling) {
                model.again(entry);
            }
        });
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().addAll("tg-plain-scroll", "tg-editor-scroll");
        scroll.setFocusTraversable(false);
        var choose = new VBox(recent);
        choose.getStyleClass().add("tg-explain-part");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        panel.setContent(new VBox(choose, scroll));
        model.answer().subscribe(answer -> answer.ifPresent(this::show));
    }

    Region node() {
        return panel;
    }

    private static String called(Entry entry) {
        return Format.clockSeconds(entry.started(), ZoneId.systemDefault()) + "  " + entry.asked().key() + " → "
                + entry.asked().model().orElse("?") + "  "
                + Format.tokens((double) entry.usage().get(Unit.INPUT)) + " in";
    }

    ComboBox<Entry> recent() {
        return recent;
    }

    private void fill() {
        filling = true;
        var chosen = recent.getValue();
        recent.getItems().setAll(model.recent());
        recent.setValue(recent.getItems().contains(chosen) ? chosen : null);
        filling = false;
    }

    private void show(ExplainModel.Answer answer) {
        var explained = answer.explained();
        var parts = new ArrayList<Node>();
        parts.add(asked(answer));
        explained.refusal().ifPresent(why -> parts.add(part(warned(why))));
        explained.barred().ifPresent(why -> parts.add(part(warned("It would be refused before anything is sent: "
                + why))));
        int place = 0;
        for (var rung : explained.rungs()) {
            parts.add(rung(++place, rung, explained.barred().isPresent()));
        }
        cost(explained).ifPresent(parts::add);
        body.getChildren().setAll(parts);
    }

    private static Node asked(ExplainModel.Answer answer) {
        var explained = answer.explained();
        var asked = explained.asked();
        var lines = new ArrayList<Node>();
        lines.add(line("request", (asked.key().isEmpty() ? "any key" : asked.key()) + ", " + asked.model() + ", "
                + Format.tokens((double) asked.input()) + " in, " + Format.tokens((double) asked.output()) + " out"));
        explained.route().ifPresent(route -> lines.add(line("route", route)));
        if (explained.refusal().isEmpty()) {
            lines.add(line("held", explained.heldPicos() == 0
                    ? "nothing, it is free"
                    : Money.sum(explained.heldPicos()) + " at most"));
        }
        if (answer.pending() > 0) {
            lines.add(line("with", answer.pending() + " pending"));
        }
        explained.notes().forEach(note -> lines.add(line("note", note)));
        return part(lines.toArray(Node[]::new));
    }

    private static Node line(String name, String value) {
        var label = Styled.muted(name);
        label.setMinWidth(64);
        var text = Styled.text(value);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        return new HBox(8, label, text);
    }

    private static Node rung(int place, Explained.Rung rung, boolean barred) {
        var name = TableColumns.elided(Styled.strong(rung.target()));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var pill = switch (rung.fate()) {
            case TAKEN -> barred ? Styled.pill("would be taken", "") : Styled.pill("taken", "success");
            case STANDBY -> Styled.pill("stands by", "");
            case DROPPED -> Styled.pill("dropped", "warning");
        };
        pill.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(8, Styled.strong(Integer.toString(place)), name, gap, pill);
        head.setAlignment(Pos.CENTER_LEFT);
        var lines = new ArrayList<Node>();
        lines.add(head);
        lines.add(fact(rung.fate() == Explained.Fate.DROPPED ? Mark.FAILED : Mark.SUCCESS,
                capital(rung.reason()) + ", " + rung.type().word()));
        rung.facts().forEach(fact -> lines.add(fact(Mark.FLAT, capital(fact))));
        var box = part(lines.toArray(Node[]::new));
        if (rung.fate() == Explained.Fate.TAKEN) {
            box.getStyleClass().add("tg-explain-taken");
        }
        return box;
    }

    private static String capital(String text) {
        return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static Node fact(Mark mark, String words) {
        var text = Styled.text(words);
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        var row = new HBox(6, mark.node(), text);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    private static Node warned(String words) {
        return fact(Mark.WARNING, words);
    }

    private static Optional<Node> cost(Explained explained) {
        var priced = explained.rungs().stream().filter(r -> r.fate() != Explained.Fate.DROPPED).toList();
        if (priced.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<Node>();
        for (var rung : priced) {
            var at = TableColumns.elided(Styled.muted("at " + rung.target()));
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var cost = rung.likelyPicos().isEmpty()
                    ? Money.UNPRICED
                    : rung.likelyPicos().getAsLong() == 0
                            ? Money.FREE
                            : "≈" + Money.sum(rung.likelyPicos().getAsLong());
            Label figure = Styled.strong(cost);
            figure.setMinWidth(Region.USE_PREF_SIZE);
            lines.add(new HBox(8, at, gap, figure));
        }
        return Optional.of(part(lines.toArray(Node[]::new)));
    }

    private static VBox part(Node... nodes) {
        var box = new VBox(6, nodes);
        box.getStyleClass().add("tg-explain-part");
        return box;
    }
}
