package dev.tollgate.gateway.control;

import dev.tollgate.gateway.config.ConfigFile;
import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigVersion;
import dev.tollgate.gateway.config.GatewayConfig;
import dev.tollgate.gateway.config.Problem;
import dev.tollgate.gateway.request.LiveSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The kept versions of the configuration: what each changed, and the way back to one of them. Thread-safe; reads the
/// database, so not for the JavaFX thread.
public final class History {
    private final LiveSetup live;
    private final ConfigStore store;
    private final Versions versions;
    /// What a version changed of the one before it is so for good.
    private final Map<Long, List<String>> changed = new ConcurrentHashMap<>();

    public History(LiveSetup live, ConfigStore store, Versions versions) {
        this.live = live;
        this.store = store;
        this.versions = versions;
    }

    /// A version and what it changed of the one before it.
    ///
    /// @param changed in words; empty for the first one
    public record Entry(ConfigVersion version, List<String> changed) {
        public Entry {
            changed = List.copyOf(changed);
        }
    }

    /// The newest first, at most so many. Each text is read once, since each is compared with two.
    public List<Entry> newest(int limit) {
        return newest(store, limit, changed);
    }

    private static String text(ConfigStore store, long version) {
        return store.text(version).orElse("");
    }

    /// @param known what versions changed, as far as that was asked before
    static List<Entry> newest(ConfigStore store, int limit, Map<Long, List<String>> known) {
        var kept = store.versions(limit + 1);
        var entries = new ArrayList<Entry>();
        var read = Optional.<String>empty();
        for (int i = 1; i < kept.size(); i++) {
            var version = kept.get(i - 1);
            var changed = known.get(version.number());
            if (changed == null) {
                var after = read.orElseGet(() -> text(store, version.number()));
                var before = text(store, kept.get(i).number());
                changed = Difference.words(before, after);
                known.put(version.number(), changed);
                read = Optional.of(before);
            } else {
                read = Optional.empty();
            }
            entries.add(new Entry(version, changed));
        }
        if (!kept.isEmpty() && kept.size() <= limit) {
            entries.add(new Entry(kept.getLast(), List.of()));
        }
        return List.copyOf(entries);
    }

    public boolean has(long version) {
        return store.text(version).isPresent();
    }

    /// From one version to another; a number that is not kept counts as empty.
    public Difference difference(long from, long to) {
        return Difference.of(store.text(from).orElse(""), store.text(to).orElse(""));
    }

    /// What would change if this version were in force again.
    public Difference back(long version) {
        return Difference.of(Sealing.exported(live.current().config()), store.text(version).orElse(""));
    }

    /// From the configuration in force to another one.
    public Difference to(GatewayConfig next) {
        return Difference.of(Sealing.exported(live.current().config()), Sealing.exported(next));
    }

    /// Takes the text of an older version over as a new one; what today's rules refuse changes nothing.
    public Applied restore(String author, long version) {
        var text = store.text(version);
        if (text.isEmpty()) {
            return new Applied.Wrong(List.of(Problem.error("", 0, "There is no version " + version + ".")));
        }
        return switch (ConfigFile.parse(text.get(), "version " + version, live.current().config().billingZone())) {
            case ConfigFile.Parsed.Wrong(var problems) -> new Applied.Wrong(problems);
            case ConfigFile.Parsed.Good(var config, var _) -> versions.apply(author, _ -> config);
        };
    }
}
