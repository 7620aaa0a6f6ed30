package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.EmptyState;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.TableColumns;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.alarm.ChannelState;
import dev.tollgate.gateway.alarm.Replayed;
import dev.tollgate.gateway.config.AlarmRule;
import dev.tollgate.gateway.config.AlarmRule.Kind;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.term.Dimension;
import dev.tollgate.gateway.term.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The rules, and the editor of one beside them; while typed it says how often that would have fired.
final class RulesTab extends HBox {
    private static final Duration BACK = Duration.ofDays(7);
    private static final double ROW = 28;
    private static final double MOST = 560;
    private static final double NAME = 112;
    private static final double KIND = 110;
    private static final double SCOPE = 92;
    private static final double DOES = 96;
    private static final double ROOM_FOR_ALL = 620;
    private static final double ROOM_FOR_SCOPE = 480;

    private final AlarmsModel model;
    private final Places places;
    private final RuleDesk desk;
    private final Optional<String> file;
    private final TableView<AlarmRule> table = new TableView<>();
    private final ObservableList<AlarmRule> rows = FXCollections.observableArrayList();
    private final SideEditor editor = new SideEditor().framed();
    private final Label fired = Styled.text("");
    private final Label channels = Styled.small("");
    private final PauseTransition waiting = new PauseTransition(javafx.util.Duration.millis(400));
    private Optional<AlarmRule> edited = Optional.empty();
    private Optional<AlarmRule> theirs = Optional.empty();
    private List<Channel> told = List.of();
    private boolean saving;
    private @Nullable RuleForm form;

    RulesTab(AlarmsModel model, Places places) {
        super(8);
        this.model = model;
        this.places = places;
        desk = new RuleDesk(model.gateway());
        file = model.gateway().configFile().map(path -> String.valueOf(path.getFileName()));
        setMinSize(0, 0);
        getChildren().add(Listing.panel("Rules", table, channels, file));
        columns();
        waiting.setOnFinished(_ -> tryIt());
        fired.setWrapText(true);
        fired.setMinHeight(Region.USE_PREF_SIZE);
        fired.setId("would-have-fired");
        editor.setOnClose(this::close);
        editor.setOnSave(this::save);
    }

    private void columns() {
        var when = TableColumns.<AlarmRule>text("fires", 280, AlarmWords::when);
        var scope = TableColumns.<AlarmRule>text("for", SCOPE, AlarmWords::scope);
        var does = TableColumns.<AlarmRule>text("does", DOES, AlarmWords::does);
        var columns = List.<TableColumn<AlarmRule, ?>>of(TableColumns.text("rule", NAME, AlarmRule::name),
                TableColumns.text("watches", KIND, rule -> AlarmWords.kind(rule.kind())),
                scope, when, does);
        Listing.columns(table, columns);
        table.widthProperty().addListener((_, _, _) -> {
            double wide = TableColumns.room(table);
            does.setVisible(wide >= ROOM_FOR_ALL);
            scope.setVisible(wide >= ROOM_FOR_SCOPE);
            TableColumns.spread(table, wide - Listing.EDGES, MOST, Map.of(when, 1.0));
        });
        TableColumns.dress(table, ROW, new EmptyState("No rule watches anything"));
        table.setItems(rows);
        table.setId("alarm-rules");
        table.setAccessibleText("Alarm rules");
        table.getSelectionModel().selectedItemProperty().addListener((_, _, rule) -> {
            if (rule != null && edited.filter(open -> open.name().equals(rule.name())).isEmpty()) {
                leave(() -> edit(rule));
            }
        });
        table.setOnKeyPressed(event -> {
            var rule = table.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && rule != null) {
                enter(rule);
                event.consume();
            }
        });
    }

    /// Choosing one opens it; with Enter the keyboard goes there too.
    private void enter(AlarmRule rule) {
        if (form == null) {
            edit(rule);
        }
        if (edited.filter(open -> open.name().equals(rule.name())).isPresent()) {
            focus();
        }
    }

    void show(Picture picture) {
        if (!rows.equals(picture.rules())) {
            rows.setAll(picture.rules());
        }
        told = model.gateway().config().alarming().channels();
        var text = dead(picture).orElse(told.isEmpty()
                ? ""
                : "Webhooks: " + String.join(", ", told.stream().map(Channel::name).toList()) + ", all well");
        channels.setText(text);
        channels.setVisible(!text.isEmpty());
        look();
    }

    /// Whether the rule in the editor still stands as it was opened.
    private void look() {
        var open = form;
        if (open == null || saving || edited.isEmpty() || rows.contains(edited.get())) {
            return;
        }
        var before = edited.get();
        var now = desk.now(before.name());
        if (now.isPresent() && !open.form().dirtyProperty().get()) {
            edit(now.get());
        } else if (now.isEmpty() || !now.equals(theirs)) {
            theirs = now;
            clashed(open, before, now);
        }
    }

    /// Both are kept in sight: what is typed here, and what somebody else made of it.
    private void clashed(RuleForm open, AlarmRule before, Optional<AlarmRule> now) {
        var words = RuleDesk.difference(before, now);
        editor.setNotice(words,
                Buttons.button("Keep mine", () -> {
                    edited = now;
                    now.ifPresent(open::rebase);
                    editor.clearNotice();
                    editor.setSaveText(now.isPresent() ? "Save" : "Create");
                    foot();
                }, "tg-row"),
                Buttons.button("Take theirs", () -> now.ifPresentOrElse(this::edit, this::close), "tg-row"));
    }

    /// What is typed and not saved is not lost by a click on something else.
    private void leave(Runnable next) {
        var open = form;
        if (open == null || !open.form().dirtyProperty().get()) {
            next.run();
            return;
        }
        editor.setNotice(edited.map(AlarmRule::name).orElse("The new rule") + " has changes that are not saved.",
                Buttons.button("Discard them", () -> {
                    form = null;
                    next.run();
                }, "tg-row"));
    }

    /// Which webhook cannot be told, and what that means.
    static Optional<String> dead(Picture picture) {
        return picture.channels().stream().filter(each -> each.trouble().isPresent()).findFirst().map(RulesTab::words);
    }

    private static String words(ChannelState channel) {
        var why = channel.trouble().orElse("");
        return "Webhook " + channel.name() + ": " + why + (why.endsWith("?") ? "" : ".")
                + " Alarms are raised on screen all the same; " + channel.waiting() + " waiting to be told, "
                + channel.lost() + " given up. Check its address under Channels.";
    }

    /// A rule of the most useful kind, to be changed.
    void add() {
        leave(() -> {
            edited = Optional.empty();
            table.getSelectionModel().clearSelection();
            open(AlarmRule.of("", Kind.TOKEN_VELOCITY, new Scope(Map.of(), Optional.of(Dimension.KEY))).withFactor(8)
                    .withFloor(20_000).withCeiling(400_000), "New rule");
            editor.setSaveText("Create");
            focus();
        });
    }

    private void focus() {
        var open = form;
        if (open != null) {
            editor.focusFirst(open.form());
        }
    }

    private void edit(AlarmRule rule) {
        edited = Optional.of(rule);
        theirs = Optional.empty();
        open(rule, rule.name());
        editor.setSaveText("Save");
    }

    private void open(AlarmRule rule, String title) {
        var others = rows.stream().map(AlarmRule::name)
                .filter(name -> edited.filter(one -> one.name().equals(name)).isEmpty())
                .toList();
        var made = new RuleForm(others, told.stream().map(Channel::name).toList());
        made.start(rule);
        made.form().setReadOnly(file.map(name -> "Rules come from " + name + ", which alone may change them."));
        made.form().onChange(waiting::playFromStart);
        form = made;
        var note = new VBox(4, Styled.strong("On the last 7 days"), fired);
        note.getStyleClass().add("tg-inset");
        note.setStyle("-fx-padding: 8px 10px 8px 10px;");
        VBox.setMargin(note, new Insets(0, 16, 16, 16));
        editor.setTitle(title, "");
        editor.setContent(new VBox(8, made.form(), note));
        editor.setReadOnly(file.isPresent());
        editor.clearNotice();
        foot();
        if (!getChildren().contains(editor)) {
            getChildren().add(editor);
        }
        tryIt();
    }

    private void foot() {
        if (edited.isPresent() && file.isEmpty()) {
            var delete = Buttons.button(Icon.CLOSE, "Delete", this::delete, "danger", "button-outlined");
            delete.setId("rule-delete");
            editor.setFoot(delete);
        } else {
            editor.setFoot();
        }
    }

    private void delete() {
        edited.ifPresent(rule -> apply(RuleEdit.of(Optional.of(rule), Optional.empty()), rule.name() + " deleted"));
    }

    private void close() {
        edited = Optional.empty();
        form = null;
        waiting.stop();
        getChildren().remove(editor);
        table.getSelectionModel().clearSelection();
        table.requestFocus();
    }

    private void save() {
        var made = form;
        if (made == null || !made.form().ready()) {
            return;
        }
        made.rule().ifPresent(rule -> apply(RuleEdit.of(edited, Optional.of(rule)), edited.isPresent()
                ? rule.name() + " changed"
                : rule.name() + " watches from now on"));
    }

    private void apply(RuleEdit edit, String said) {
        var of = form;
        busy(true);
        model.feed().act(() -> desk.apply(edit), outcome -> {
            busy(false);
            switch (outcome) {
                case RuleDesk.Outcome.Saved(var back) -> {
                    places.toast(said, List.of(new Places.Undo("Undo", () -> undo(back))));
                    if (of == form) {
                        close();
                    }
                }
                case RuleDesk.Outcome.Clashed _ when of != null && of == form -> edit.before()
                        .ifPresent(before -> clashed(of, before, desk.now(before.name())));
                case RuleDesk.Outcome.Clashed _ -> places.toast("Somebody else changed it meanwhile", List.of());
                case RuleDesk.Outcome.Refused(var why) -> editor.setNotice(why);
            }
        });
    }

    private void busy(boolean now) {
        saving = now;
        editor.setBusy(now);
    }

    /// Of this rule alone: what others did to it or to other rules since stays.
    private void undo(RuleEdit back) {
        model.feed().act(() -> desk.apply(back), outcome -> {
            switch (outcome) {
                case RuleDesk.Outcome.Saved _ -> {
                    // the table shows it
                }
                case RuleDesk.Outcome.Clashed _ ->
                    places.toast("It stays: somebody else changed it meanwhile", List.of());
                case RuleDesk.Outcome.Refused(var why) -> places.toast(why, List.of());
            }
        });
    }

    /// How often it would have fired, asked off the JavaFX thread; only the newest question is answered.
    private void tryIt() {
        var made = form;
        var rule = made == null ? Optional.<AlarmRule>empty() : made.rule();
        if (rule.isEmpty()) {
            fired.setText("Once everything above is right, this says how often it would have fired.");
            return;
        }
        fired.setText("Looking …");
        var asked = rule.get();
        model.feed().query("would-have-fired", () -> model.gateway().alarms().wouldHaveFired(asked, BACK),
                found -> fired.setText(words(found)));
    }

    private static String words(Replayed found) {
        return switch (found) {
            case Replayed.Fired(int times, var _, var _) when times == 0 -> "It would not have fired.";
            case Replayed.Fired(int times, var _, var _) ->
                "It would have fired " + (times == 1 ? "once." : times + " times.");
            case Replayed.Unknown(var why) -> why;
        };
    }
}
