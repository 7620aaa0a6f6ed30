package dev.tollgate.console.keys;

import dev.tollgate.console.feed.Feed;
import dev.tollgate.console.fx.Format;
import dev.tollgate.console.fx.Styled;
import dev.tollgate.console.fx.form.Form;
import dev.tollgate.gateway.Gateway;
import dev.tollgate.gateway.control.History;
import dev.tollgate.gateway.ledger.AuditRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What was done to one key, the newest first: from the audit, and what exactly changed from the versions of the
/// configuration.
final class KeyHistory {
    private static final int ROWS = 1_000;
    private static final int VERSIONS = 60;
    private static final int SHOWN = 100;
    /// Its words are in the versions, which say what was changed.
    private static final String CHANGED = "change key";

    /// One thing that was done.
    record Deed(Instant at, String author, String words) {}

    private final Feed feed;
    private final VBox list = new VBox(10);
    private String key = "";

    KeyHistory(Feed feed) {
        this.feed = feed;
    }

    Node of(String name) {
        key = name;
        list.getChildren().setAll(Styled.muted("Being read…"));
        return new Form().section("History", "").node(list);
    }

    /// Reads it anew: the tab is looked at.
    void look() {
        var name = key;
        feed.query("key-history", () -> read(feed.gateway(), name), deeds -> {
            if (name.equals(key)) {
                show(deeds);
            }
        });
    }

    static List<Deed> read(Gateway gateway, String key) {
        var deeds = new ArrayList<Deed>();
        for (var row : gateway.audit().rows(ROWS, OptionalLong.empty())) {
            if (row.subject().equals(key) && !row.action().equals(CHANGED)) {
                words(row).ifPresent(words -> deeds.add(new Deed(row.at(), row.author(), words)));
            }
        }
        for (var version : gateway.history().newest(VERSIONS)) {
            changes(version, key).forEach(deeds::add);
        }
        deeds.sort(Comparator.comparing(Deed::at).reversed());
        return deeds.stream().limit(SHOWN).toList();
    }

    private static Optional<String> words(AuditRow row) {
        return Optional.ofNullable(switch (row.action()) {
            case "make key" -> "made";
            case "rotate key" -> "given a new secret";
            case "end old secrets of" -> "its old secrets were ended";
            case "delete key" -> "deleted";
            case "bring back key" -> "brought back";
            case "pause" -> "paused";
            case "resume" -> "resumed";
            case "cut" -> "what ran was cut";
            default -> null;
        });
    }

    private static List<Deed> changes(History.Entry version, String key) {
        var lead = "key " + key + ": ";
        return version.changed().stream().filter(words -> words.startsWith(lead))
                .map(words -> words.substring(lead.length()))
                .filter(words -> !words.startsWith("secret") && !words.startsWith("former"))
                .map(words -> new Deed(version.version().at(), version.version().author(), words)).toList();
    }

    private void show(List<Deed> deeds) {
        var gateway = feed.gateway();
        var now = gateway.time().instant();
        var zone = gateway.config().billingZone();
        list.getChildren().clear();
        if (deeds.isEmpty()) {
            list.getChildren().add(Styled.muted("Nothing is known: it came with the configuration."));
        }
        for (var deed : deeds) {
            var words = Styled.text(deed.words());
            words.setWrapText(true);
            words.setMinHeight(Region.USE_PREF_SIZE);
            list.getChildren().add(new VBox(1, words, Styled.small(Format.time(deed.at(), now, zone)
                    .replaceFirst("\\.\\d+$", "") + ", " + deed.author())));
        }
    }
}
