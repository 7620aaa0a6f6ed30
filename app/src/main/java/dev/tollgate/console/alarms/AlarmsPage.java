package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.LiveModel;
import dev.tollgate.console.feed.Page;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.feed.View;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Choice;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Mark;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// What wants an eye, what was seen, what is over, the rules that say so and the channels that are told.
public final class AlarmsPage implements Page {
    private static final Duration BLIND = Duration.ofSeconds(5);
    private static final double HISTORY = 230;

    /// The parts of the page.
    private enum Part {
        ACTIVE("Active"),
        SEEN("Acknowledged"),
        HISTORY("History"),
        RULES("Rules"),
        CHANNELS("Channels");

        private final String title;

        Part(String title) {
            this.title = title;
        }
    }

    private final AlarmsModel model;
    private final Choice<Part> parts = new Choice<>(List.of(Part.values()), part -> part.title);
    private final Label checked = TableColumns.elided(Styled.muted(""));
    private final HBox trouble = new HBox(8);
    private final Label why = new Label();
    private final StackPane body = new StackPane();
    private final VBox node = new VBox(8);
    private final CardList active;
    private final CardList seen;
    private final HistoryTable recent;
    private final HistoryTable history;
    private final RulesTab rules;
    private final ChannelsTab channels;
    private final Button addRule = Buttons.button(Icon.PLUS, "Rule", this::addRule, "accent");
    private final Button addChannel = Buttons.button(Icon.PLUS, "Channel", this::addChannel, "accent");
    private final VBox now;

    public AlarmsPage(Feed feed, Places places) {
        model = new AlarmsModel(feed);
        var acts = new Acts(feed, places);
        active = new CardList(acts, Picture::active, picture -> AlarmWords.quiet(picture.rules().size(),
                picture.seen().size()), feed.gateway().configFile().isPresent()
                        ? new Node[0]
                        : new Node[] {CardList.addRule(this::addRule)});
        seen = new CardList(acts, Picture::seen, _ -> "No open alarm is acknowledged or snoozed");
        recent = new HistoryTable(acts, () -> feed.gateway().time().instant());
        history = new HistoryTable(acts, () -> feed.gateway().time().instant());
        rules = new RulesTab(model, places);
        channels = new ChannelsTab(model, places);
        now = new VBox(8, active, recent.node());
        VBox.setVgrow(active, Priority.ALWAYS);
        recent.node().setMinHeight(120);
        recent.node().setPrefHeight(HISTORY);
        now.setMinSize(0, 0);
        node.getStyleClass().add("tg-page");
        node.setStyle("-fx-padding: 12px;");
        body.setMinSize(0, 0);
        VBox.setVgrow(body, Priority.ALWAYS);
        node.getChildren().addAll(bar(), troubled(), body);
        parts.valueProperty().addListener((_, _, _) -> turn());
        model.picture().addListener((_, _, picture) -> picture.ifPresent(this::show));
        model.ended().addListener((_, _, ended) -> List.of(recent, history).forEach(table -> table.show(ended)));
        model.details().addListener((_, _, details) -> {
            active.show(details);
            seen.show(details);
        });
        node.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.A && !event.isShortcutDown() && parts.value() == Part.ACTIVE) {
                active.loud().ifPresent(acts::acknowledge);
                event.consume();
            }
        });
        turn();
    }

    private Node bar() {
        addRule.setId("add-rule");
        addChannel.setId("add-channel");
        for (var add : List.of(addRule, addChannel)) {
            add.setDisable(model.gateway().configFile().isPresent());
            add.setMinWidth(Region.USE_PREF_SIZE);
            add.managedProperty().bind(add.visibleProperty());
        }
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var bar = new HBox(8, parts, checked, gap, addRule, addChannel);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(28);
        return bar;
    }

    private Node troubled() {
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(why, Priority.ALWAYS);
        trouble.getStyleClass().add("tg-inset");
        trouble.setStyle("-fx-padding: 6px 12px 6px 12px;");
        trouble.setAlignment(Pos.CENTER_LEFT);
        trouble.getChildren().addAll(Mark.BLIND.node(), why);
        trouble.managedProperty().bind(trouble.visibleProperty());
        trouble.setVisible(false);
        return trouble;
    }

    private void addRule() {
        parts.setValue(Part.RULES);
        rules.add();
    }

    private void addChannel() {
        parts.setValue(Part.CHANNELS);
        channels.add();
    }

    private void turn() {
        addChannel.setVisible(parts.value() == Part.CHANNELS);
        addRule.setVisible(!addChannel.isVisible());
        body.getChildren().setAll(switch (parts.value()) {
            case ACTIVE -> now;
            case SEEN -> seen;
            case HISTORY -> history.node();
            case RULES -> rules;
            case CHANNELS -> channels;
        });
        model.picture().get().ifPresent(this::show);
    }

    private void show(Picture picture) {
        name(Part.ACTIVE, picture.active().size());
        name(Part.SEEN, picture.seen().size());
        name(Part.RULES, picture.rules().size());
        name(Part.CHANNELS, picture.channels().size());
        checked.setText("last check " + Format.clockSeconds(picture.lastCheck(), ZoneId.systemDefault()));
        boolean blind = picture.at().isAfter(picture.lastCheck().plus(BLIND));
        why.setText(blind
                ? "Nobody watches: the rules were last looked at "
                        + Format.clockSeconds(picture.lastCheck(), ZoneId.systemDefault())
                        + ". Calls are served; no alarm is raised until Tollgate is started again."
                : picture.trouble().map(what -> "Alarms cannot be kept at the moment: " + what
                        + ". They are raised all the same.").or(() -> RulesTab.dead(picture)).orElse(""));
        trouble.setVisible(!why.getText().isEmpty());
        switch (parts.value()) {
            case ACTIVE -> active.show(picture);
            case SEEN -> seen.show(picture);
            case HISTORY -> {
            }
            case RULES -> rules.show(picture);
            case CHANNELS -> channels.show(picture);
        }
    }

    private void name(Part part, int count) {
        var button = (ToggleButton) parts.lookupAll(".toggle-button").stream()
                .filter(each -> each instanceof ToggleButton toggle && toggle.getText().startsWith(part.title))
                .findFirst().orElse(null);
        var text = count == 0 ? part.title : part.title + " " + count;
        if (button != null && !button.getText().equals(text)) {
            button.setText(text);
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
        model.askEnded();
    }
}
