package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.feed.Places;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Icon;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.SideEditor;
import dev.tollgate.gateway.config.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The editor of one channel: its fields, how it does, a test, and what is done with it.
final class ChannelEditor {
    private final Feed feed;
    private final Places places;
    private final ChannelDesk desk;
    private final Runnable onClose;
    private final Optional<String> file;
    private final SideEditor editor = new SideEditor().framed();
    private final Label state = Styled.text("");
    private final Label came = Styled.text("");
    private final Button test = Buttons.button(Icon.SEND, "Send a test", this::test);
    private Optional<Channel> edited = Optional.empty();
    private List<ChannelsTab.Row> rows = List.of();
    private @Nullable ChannelForm form;

    ChannelEditor(Feed feed, Places places, Runnable onClose) {
        this.feed = feed;
        this.places = places;
        this.onClose = onClose;
        desk = new ChannelDesk(feed.gateway());
        file = feed.gateway().configFile().map(path -> String.valueOf(path.getFileName()));
        for (var label : List.of(state, came)) {
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
        }
        came.setId("channel-came");
        state.setId("channel-state");
        test.setId("channel-test");
        editor.setOnClose(this::close);
        editor.setOnSave(this::save);
    }

    Node node() {
        return editor;
    }

    /// The channel in the editor as it was when editing began; empty for a new one and while it is closed.
    Optional<Channel> edited() {
        return form == null ? Optional.empty() : edited;
    }

    /// The first field takes the keyboard; once the editor is in the window.
    void focus() {
        var open = form;
        if (open != null) {
            editor.focusFirst(open.form());
        }
    }

    /// @param channel empty for a new one
    void open(Optional<Channel> channel, List<ChannelsTab.Row> all) {
        edited = channel;
        rows = List.copyOf(all);
        var others = rows.stream().map(row -> row.channel().name())
                .filter(name -> channel.filter(each -> each.name().equals(name)).isEmpty()).toList();
        var made = new ChannelForm(channel, others, feed.gateway().control().keepingPlace());
        made.form().setReadOnly(file.map(name -> "Channels come from " + name + ", which alone may change them."));
        form = made;
        editor.setTitle(channel.map(Channel::name).orElse("New channel"), "");
        editor.setContent(made.form().node(trying()));
        editor.setReadOnly(file.isPresent());
        editor.setSaveText(channel.isPresent() ? "Save" : "Create");
        editor.setBusy(false);
        editor.clearNotice();
        foot();
        came.setText("");
        test.setDisable(false);
        show(rows);
    }

    private Node trying() {
        came.managedProperty().bind(came.textProperty().isNotEmpty());
        var words =
                Styled.small("One message that says it is a test, signed as alarms are, of what stands above, saved or"
                        + " not.");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        words.visibleProperty().bind(came.textProperty().isEmpty());
        words.managedProperty().bind(words.visibleProperty());
        var box = new VBox(6, Styled.strong("Does it arrive?"), state, test, words, came);
        box.getStyleClass().add("tg-inset");
        box.setStyle("-fx-padding: 8px 10px 8px 10px;");
        state.managedProperty().bind(state.textProperty().isNotEmpty());
        return box;
    }

    private void foot() {
        if (edited.isPresent() && file.isEmpty()) {
            var delete = Buttons.button(Icon.CLOSE, "Delete", this::delete, "danger", "button-outlined");
            delete.setId("channel-delete");
            editor.setFoot(delete);
        } else {
            editor.setFoot();
        }
    }

    /// How it does now.
    void show(List<ChannelsTab.Row> now) {
        rows = List.copyOf(now);
        state.setText(edited.flatMap(channel -> rows.stream().filter(row -> row.channel().equals(channel)).findFirst())
                .map(row -> capital(row.words())).orElse(""));
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + (text.endsWith("?") ? "" : ".");
    }

    private void close() {
        form = null;
        edited = Optional.empty();
        editor.setContent(new VBox());
        onClose.run();
    }

    /// What stands above, saved or not.
    private void test() {
        var open = form;
        if (open == null || !open.form().ready()) {
            return;
        }
        open.draft(edited).ifPresent(draft -> {
            test.setDisable(true);
            came.setText("Sending …");
            feed.act(() -> desk.test(draft.written()), delivery -> {
                if (open == form) {
                    test.setDisable(false);
                    came.setText(ChannelWords.came(delivery));
                }
            });
        });
    }

    private void save() {
        var open = form;
        if (open == null || !open.form().ready()) {
            return;
        }
        if (!open.isChanged()) {
            close();
            return;
        }
        open.draft(edited).ifPresent(draft -> {
            editor.setBusy(true);
            feed.act(() -> desk.save(draft), outcome -> done(open, outcome, edited.isPresent()
                    ? draft.name() + " changed."
                    : draft.name() + " is told of alarms from now on."));
        });
    }

    /// Asks where rules name it: to whom they tell changes with it.
    private void delete() {
        edited.ifPresent(channel -> ChannelWords.named(channel, feed.gateway().config().alarming().rules(),
                feed.gateway().config().alarming().channels().size() - 1).ifPresentOrElse(
                        words -> {
                            var sure = Buttons.button("Delete all the same", () -> remove(channel), "danger");
                            sure.setId("channel-delete-sure");
                            editor.setNotice(words, sure, Buttons.button("Keep it", editor::clearNotice));
                        }, () -> remove(channel)));
    }

    private void remove(Channel channel) {
        var open = form;
        if (open != null) {
            feed.act(() -> desk.apply(ChannelEdit.of(Optional.of(channel), Optional.empty())),
                    outcome -> done(open, outcome, channel.name() + " deleted; it is told nothing more."));
        }
    }

    private void done(ChannelForm of, ChannelDesk.Outcome outcome, String said) {
        boolean shown = of == form;
        switch (outcome) {
            case ChannelDesk.Outcome.Saved(var back, var where) -> {
                places.toast(where.isEmpty() ? said : said + " Its secret is in " + where + ".",
                        List.of(new Places.Undo("Undo", () -> undo(back))));
                if (shown) {
                    close();
                }
            }
            case ChannelDesk.Outcome.Clashed _ when shown -> clashed(of);
            case ChannelDesk.Outcome.Clashed _ -> places.toast("Somebody else changed it meanwhile", List.of());
            case ChannelDesk.Outcome.Refused(var why) when shown -> editor.setNotice(why);
            case ChannelDesk.Outcome.Refused(var why) -> places.toast(why, List.of());
        }
        if (of == form) {
            editor.setBusy(false);
        }
    }

    private void undo(ChannelEdit back) {
        feed.act(() -> desk.apply(back), outcome -> {
            switch (outcome) {
                case ChannelDesk.Outcome.Saved _ -> {
                    // the table shows it
                }
                case ChannelDesk.Outcome.Clashed _ ->
                    places.toast("It stays: somebody else changed it meanwhile", List.of());
                case ChannelDesk.Outcome.Refused(var why) -> places.toast(why, List.of());
            }
        });
    }

    /// Both are kept in sight: what is typed here, and what somebody else made of it.
    private void clashed(ChannelForm open) {
        edited.ifPresent(before -> {
            var channels = feed.gateway().config().alarming().channels();
            var now = channels.stream().filter(each -> each.name().equals(before.name())).findFirst();
            editor.setNotice(ChannelWords.difference(before, now),
                    Buttons.button("Keep mine", () -> {
                        edited = now;
                        now.ifPresent(open::rebase);
                        foot();
                        editor.clearNotice();
                    }), Buttons.button("Take theirs", () -> now.ifPresentOrElse(
                            channel -> open(Optional.of(channel), rows), this::close)));
        });
    }
}
