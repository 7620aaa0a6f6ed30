package dev.tollgate.console.alarms;

import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Format;
import dev.tollgate.gateway.alarm.AlarmView;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Open alarms one below the other. A card stays the same while its alarm is open; many are shown a part at a time.
final class CardList extends StackPane {
    private static final int MOST = 30;

    private final Map<String, AlarmCard> cards = new LinkedHashMap<>();
    private final VBox column = new VBox(8);
    private final ScrollPane scroll = new ScrollPane(column);
    private final EmptyState empty;
    private final EmptyState more = new EmptyState("");
    private final Acts acts;
    private final Function<Picture, List<AlarmView>> which;
    private final Function<Picture, String> quiet;

    /// @param which of the open alarms
    /// @param quiet what stands here while there are none
    CardList(Acts acts, Function<Picture, List<AlarmView>> which, Function<Picture, String> quiet, Node... actions) {
        this.acts = acts;
        this.which = which;
        this.quiet = quiet;
        empty = new EmptyState("", actions);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("tg-plain-scroll");
        VBox.setVgrow(column, Priority.ALWAYS);
        setMinSize(0, 0);
        getChildren().addAll(scroll, empty);
    }

    void show(Picture picture) {
        var alarms = which.apply(picture);
        var ids = alarms.stream().map(AlarmView::id).toList();
        cards.keySet().retainAll(ids);
        var nodes = new ArrayList<Node>();
        for (var alarm : alarms.subList(0, Math.min(MOST, alarms.size()))) {
            var card = cards.computeIfAbsent(alarm.id(), _ -> new AlarmCard(alarm, acts));
            card.show(alarm, picture);
            nodes.add(card);
        }
        if (alarms.size() > MOST) {
            more.setText(alarms.size() - MOST + " more alarms are open; these are the worst");
            nodes.add(more);
        }
        if (!nodes.equals(column.getChildren())) {
            column.getChildren().setAll(nodes);
        }
        empty.setVisible(alarms.isEmpty());
        scroll.setVisible(!alarms.isEmpty());
        if (alarms.isEmpty()) {
            empty.setText(quiet.apply(picture));
            empty.setReason("Last check " + Format.clockSeconds(picture.lastCheck(), ZoneId.systemDefault()) + ", "
                    + picture.rules().size() + (picture.rules().size() == 1 ? " rule" : " rules"));
        }
    }

    void show(Map<String, AlarmsModel.Details> details) {
        details.forEach((id, each) -> {
            var card = cards.get(id);
            if (card != null) {
                card.show(each);
            }
        });
    }

    /// The first that wants an eye.
    Optional<AlarmView> loud() {
        return cards.values().stream().flatMap(card -> card.loud().stream()).findFirst();
    }

    static Node addRule(Runnable add) {
        return Buttons.button("Make a rule", add, "accent");
    }
}
