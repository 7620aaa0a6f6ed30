package dev.tollgate.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tollgate.gateway.config.ConfigStore;
import dev.tollgate.gateway.config.ConfigVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The list of versions: what each changed, and at what cost.
class HistoryTest {
    /// Four versions; the port rises, then a key comes, then two keys change places.
    private static final List<String> TEXTS = List.of("listen:\n  port: 1\n", "listen:\n  port: 2\n",
            "listen:\n  port: 2\nkeys:\n  - name: a\n  - name: b\n",
            "listen:\n  port: 2\nkeys:\n  - name: b\n  - name: a\n");

    /// Versions in memory, numbered from 1, that note which texts were read.
    private static final class Noting implements ConfigStore {
        private final List<Long> read = new ArrayList<>();

        @Override
        public Optional<String> newest() {
            return Optional.of(TEXTS.getLast());
        }

        @Override
        public long save(String text, String author) {
            throw new IllegalStateException("nobody saves here");
        }

        @Override
        public List<ConfigVersion> versions(int limit) {
            var all = new ArrayList<ConfigVersion>();
            for (long number = TEXTS.size(); number > 0 && all.size() < limit; number--) {
                all.add(new ConfigVersion(number, Instant.EPOCH, "test"));
            }
            return all;
        }

        @Override
        public Optional<String> text(long version) {
            read.add(version);
            return Optional.of(TEXTS.get((int) version - 1));
        }
    }

    private static List<String> changes(int limit) {
        return History.newest(new Noting(), limit, new HashMap<>()).stream()
                .map(entry -> entry.version().number() + " " + entry.changed()).toList();
    }

    @Test
    void eachSaysWhatItChangedOfTheOneBefore() {
        var whole = List.of("4 [the order]", "3 [key a added, key b added]", "2 [listen: port 1 → 2]", "1 []");
        assertEquals(whole, changes(100));
        assertEquals(whole, changes(4));
        assertEquals(whole.subList(0, 2), changes(2));
        assertEquals(List.of(), changes(0));
    }

    /// With 500 keys a text is large: taking each apart twice, and line by line, took over a second.
    @Test
    void eachTextIsReadOnce() {
        var store = new Noting();
        var known = new HashMap<Long, List<String>>();
        History.newest(store, 100, known);
        assertEquals(List.of(4L, 3L, 2L, 1L), store.read);
        History.newest(store, 100, known);
        assertEquals(4, store.read.size(), "what a version changed is so for good");
    }
}
