package dev.tollgate.console.alarms;

import dev.tollgate.console.feed.Snippets;
import dev.tollgate.console.fx.Buttons;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Check;
import dev.tollgate.console.fx.form.Field;
import dev.tollgate.console.fx.form.Fields;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.alarm.ChannelSecret;
import dev.tollgate.gateway.config.Channel;
import dev.tollgate.gateway.config.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The fields of one channel. A secret is typed or made here, and gone from here with the form.
final class ChannelForm {
    private static final int LONGEST = 128;
    private static final int LONG_ENOUGH = 16;

    /// What its messages are to be signed with.
    enum Signing {
        KEPT("Kept"),
        MADE("New"),
        PASTED("Paste"),
        NOT("Unsigned");

        private final String word;

        Signing(String word) {
            this.word = word;
        }
    }

    private final Form form = new Form();
    private final Field<String> name = Fields.text("Name", "rules name it so");
    private final Field<String> address =
            Fields.text("Address", "takes a POST with the alarm as JSON").lines(2);
    private final Field<Signing> signing;
    private final Field<String> paste = Fields.secret("Secret", "");
    private final Label masked = Styled.mono("");
    private final Node once;
    private Optional<Channel> before;
    private String made = "";

    /// @param before as it is; empty for a new one
    /// @param others names that are taken
    /// @param place where a fresh secret will be kept, in words
    ChannelForm(Optional<Channel> before, List<String> others, String place) {
        this.before = before;
        signing = Fields.choice("Signed with", "", offered(), way -> way.word);
        name.checked(Check.needed("Give the channel a name, such as ops.")).checked(text -> name(text, others));
        address.checked(Check.needed("Write where alarms are posted to, such as https://example.com/hook."))
                .checked(ChannelForm::address).doubted(ChannelForm::open);
        paste.setHint("Kept in " + place + "; not shown again.");
        paste.lines(2);
        paste.checked(Check.needed("Paste the secret that the receiver checks with.")).doubted(ChannelForm::weak);
        paste.control().setId("channel-secret");
        once = once(place);
        form.add(name);
        form.add(address);
        form.add(signing);
        form.add(paste);
        form.node(once);
        before.ifPresent(channel -> {
            name.start(channel.name());
            address.start(channel.webhook());
        });
        signing.start(before.isEmpty() ? Signing.MADE : signed().isPresent() ? Signing.KEPT : Signing.NOT);
        signing.onChange(this::adapt);
        adapt();
    }

    private Optional<Secret> signed() {
        return before.flatMap(Channel::secret);
    }

    private List<Signing> offered() {
        var ways = new ArrayList<>(List.of(Signing.values()));
        if (signed().isEmpty()) {
            ways.remove(Signing.KEPT);
        }
        return ways;
    }

    private Node once(String place) {
        masked.setId("channel-secret-made");
        masked.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(masked, Priority.ALWAYS);
        var copy = Buttons.copy(() -> made);
        copy.setId("copy-channel-secret");
        copy.setAccessibleText("Copy the secret");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        var line = new HBox(8, masked, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("tg-inset");
        line.setStyle("-fx-padding: 6px 10px 6px 10px;");
        var words = Styled.small("Copy it to the receiver now: once saved it is not shown again. Kept in " + place
                + ".");
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(6, line, words);
    }

    private void adapt() {
        var way = signing.valid().orElse(Signing.NOT);
        if (way == Signing.MADE && made.isEmpty()) {
            made = ChannelSecret.make();
            masked.setText(Snippets.masked(made));
        }
        show(paste, way == Signing.PASTED);
        show(once, way == Signing.MADE);
        signing.setHint(switch (way) {
            case KEPT -> signed().map(secret -> "the secret " + ChannelWords.secret(secret)).orElse("none is kept");
            case MADE -> "a secret made just now; the receiver needs it too";
            case PASTED -> "the receiver's secret";
            case NOT -> "whoever knows the address can send what looks like an alarm";
        });
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Optional<String> name(String text, List<String> others) {
        if (others.contains(text)) {
            return Optional.of("Another channel has this name.");
        }
        if (text.equals(Channel.OWNER)) {
            return Optional.of("In a rule, owner means the owner of a key. Choose another name.");
        }
        if (text.indexOf('/') >= 0 || text.indexOf('*') >= 0) {
            return Optional.of("A name has no / and no *.");
        }
        return text.length() > LONGEST
                ? Optional.of("A name has at most " + LONGEST + " characters.")
                : Optional.empty();
    }

    private static Optional<String> address(String text) {
        return Channel.wrong(text).map(why -> "It " + why + ".");
    }

    private static Optional<String> open(String text) {
        if (Channel.wrong(text).isPresent()) {
            return Optional.empty();
        }
        var uri = URI.create(text);
        var host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        boolean near = host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.")
                || host.equals("[::1]");
        return near || "https".equalsIgnoreCase(uri.getScheme())
                ? Optional.empty()
                : Optional.of("Without https, others on the way can read what is told.");
    }

    private static Optional<String> weak(String text) {
        if (text.chars().anyMatch(Character::isWhitespace)) {
            return Optional.of("A secret has no spaces. Was more than the secret copied?");
        }
        if (text.startsWith("env:") || text.startsWith("file:")) {
            return Optional.of("Signed with these very characters: a reference is for configuration files.");
        }
        return !text.isEmpty() && text.length() < LONG_ENOUGH
                ? Optional.of("Short secrets can be guessed; take " + LONG_ENOUGH + " characters or more.")
                : Optional.empty();
    }

    Form form() {
        return form;
    }

    /// Somebody else changed it: what was typed here stays, what was not follows.
    void rebase(Channel now) {
        before = Optional.of(now);
        name.rebase(now.name());
        address.rebase(now.webhook());
        adapt();
    }

    /// Whether something differs, a secret made or pasted included.
    boolean isChanged() {
        return before.isEmpty() || form.dirtyProperty().get();
    }

    /// What is there now, where nothing is wrong.
    ///
    /// @param from what it is to be held against when it is saved
    Optional<ChannelDraft> draft(Optional<Channel> from) {
        if (form.firstError().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new ChannelDraft(from, name.value(), address.value(), switch (signing.value()) {
            case KEPT -> signed().<ChannelDraft.Signed>map(ChannelDraft.Signed.Kept::new)
                    .orElse(new ChannelDraft.Signed.Not());
            case MADE -> new ChannelDraft.Signed.Fresh(made);
            case PASTED -> new ChannelDraft.Signed.Fresh(paste.value());
            case NOT -> new ChannelDraft.Signed.Not();
        }));
    }
}
