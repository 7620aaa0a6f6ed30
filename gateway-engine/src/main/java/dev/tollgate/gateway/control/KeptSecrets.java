package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigVersion;
import dev.tollgate.gateway.config.Secret;
import dev.tollgate.gateway.config.SecretBox;
import dev.tollgate.gateway.config.Vault;
import dev.tollgate.gateway.event.Event;
import dev.tollgate.gateway.event.Events;
import dev.tollgate.gateway.request.LiveSetup;
import dev.tollgate.gateway.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The secrets that this home keeps, and which configurations name them. One that was taken out of the configuration is
/// never deleted by itself: every version is kept and can be restored, and would then be without it. Thread-safe; reads
/// the database, so not for the JavaFX thread.
public final class KeptSecrets {
    private static final String KEYCHAIN = "keychain:";
    private static final String STORED = "stored:";
    /// As many as there are, with room for one more.
    private static final int ALL = Integer.MAX_VALUE - 1;

    private final LiveSetup live;
    private final ConfigStore store;
    private final SecretBox box;
    private final Vault vault;
    private final Events events;
    private final Time time;

    public KeptSecrets(LiveSetup live, ConfigStore store, SecretBox box, Vault vault, Events events, Time time) {
        this.live = live;
        this.store = store;
        this.box = box;
        this.vault = vault;
        this.events = events;
        this.time = time;
    }

    /// A secret that the configuration in force does not name.
    ///
    /// @param reference what a configuration names it by
    /// @param newest the newest version that does; empty where none does
    public record Unused(Secret reference, OptionalLong newest) {
        /// Its name where it is kept.
        public String name() {
            return switch (reference) {
                case Secret.Stored(String id) -> id;
                case Secret.Keychain(String name) -> name;
                case Secret.Env _,Secret.InFile _,Secret.Hashed _,Secret.Literal _ -> "";
            };
        }
    }

    /// Everything that is kept and not in use, by name. A keychain cannot be listed: it is asked for what versions name,
    /// which takes some seconds where it is locked.
    public List<Unused> unused() {
        var newest = newest();
        box.ids().forEach(id -> newest.putIfAbsent(id.startsWith(KEYCHAIN) ? id : STORED + id, 0L));
        newest.keySet().removeAll(inForce());
        var found = new ArrayList<Unused>();
        newest.forEach((reference, version) -> {
            Secret secret = reference.startsWith(KEYCHAIN)
                    ? new Secret.Keychain(reference.substring(KEYCHAIN.length()))
                    : new Secret.Stored(reference.substring(STORED.length()));
            if (vault.has(secret)) {
                found.add(new Unused(secret, version == 0 ? OptionalLong.empty() : OptionalLong.of(version)));
            }
        });
        return found;
    }

    /// Deletes one for good, from keychain and file.
    ///
    /// @return why it is still there, in words; empty where it is gone
    /// @throws java.io.UncheckedIOException where the file cannot be written
    public Optional<String> delete(String author, Unused unused) {
        var kind = unused.reference() instanceof Secret.Keychain ? KEYCHAIN : STORED;
        if (inForce().contains(kind + unused.name())) {
            return Optional.of("the configuration in force needs it");
        }
        var why = vault.delete(unused.reference());
        if (why.isEmpty()) {
            events.publish(new Event.Acted(time.instant(), author, "delete secret", unused.name()));
        }
        return why;
    }

    /// The names of keychain entries that the configuration in force or one that can be restored needs: a keychain
    /// cannot be asked what is in it.
    public Set<String> inKeychain() {
        var names = new TreeSet<>(newest().keySet());
        names.addAll(inForce());
        return names.stream().filter(each -> each.startsWith(KEYCHAIN))
                .map(each -> each.substring(KEYCHAIN.length())).collect(Collectors.toSet());
    }

    /// References to what is kept here, with the newest version that has each.
    private Map<String, Long> newest() {
        var found = new TreeMap<String, Long>();
        for (var version : store.versions(ALL)) {
            namedBy(version).forEach(reference -> found.putIfAbsent(reference, version.number()));
        }
        return found;
    }

    private Set<String> namedBy(ConfigVersion version) {
        var text = store.text(version.number()).orElse("");
        return text.contains(STORED) || text.contains(KEYCHAIN) ? kept(Sealing.references(text)) : Set.of();
    }

    private Set<String> inForce() {
        return kept(Sealing.references(live.current().config()));
    }

    private static Set<String> kept(Map<String, String> references) {
        return references.values().stream().filter(each -> each.startsWith(STORED) || each.startsWith(KEYCHAIN))
                .collect(Collectors.toSet());
    }
}
