package dev.tollgate.gateway.routing;

import dev.tollgate.gateway.config.Policy.Sticky;
import dev.tollgate.gateway.term.TargetId;
import dev.tollgate.gateway.term.Word;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Who stays with which target (`sticky`). The ones asked for longest ago are forgotten. Thread-safe: `lock` guards the
/// map.
public final class Pins {
    private static final int MOST = 20_000;
    /// As many survive a restart: those used last.
    private static final int KEPT = 2_000;

    /// Whose calls stay together on a route.
    ///
    /// @param value of the key, user or thread
    public record Place(String route, Sticky by, String value) {}

    private final ReentrantLock lock = new ReentrantLock();
    private boolean changed;
    private final Map<Place, TargetId> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Place, TargetId> eldest) {
            return size() > MOST;
        }
    };

    Optional<Pin> find(Place place) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(place)).map(target -> new Pin(place.by(), place.value(), target));
        } finally {
            lock.unlock();
        }
    }

    /// From now on calls of this place stay with this target.
    void answered(Place place, TargetId by) {
        lock.lock();
        try {
            changed |= !by.equals(known.put(place, by));
        } finally {
            lock.unlock();
        }
    }

    /// What [#recall] reads, if it is another than the last time.
    public Optional<String> takeChanged() {
        lock.lock();
        try {
            if (!changed) {
                return Optional.empty();
            }
            changed = false;
            var text = new StringBuilder();
            known.entrySet().stream().skip(Math.max(0, known.size() - KEPT))
                    .forEach(each -> line(text, each.getKey(), each.getValue()));
            return Optional.of(text.toString());
        } finally {
            lock.unlock();
        }
    }

    private static void line(StringBuilder text, Place place, TargetId target) {
        var line = String.join("\t", place.route(), place.by().word(), place.value(), target.provider(),
                target.credential(), target.model());
        if (line.indexOf('\n') < 0 && line.split("\t", -1).length == 6) {
            text.append(line).append('\n');
        }
    }

    /// Takes over what an earlier process knew; lines that are none of ours are passed over.
    public void recall(String text) {
        lock.lock();
        try {
            text.lines().map(line -> line.split("\t", -1)).filter(cells -> cells.length == 6)
                    .forEach(cells -> Word.parse(Sticky.class, cells[1]).ifPresent(by -> known
                            .put(new Place(cells[0], by, cells[2]), new TargetId(cells[3], cells[4], cells[5]))));
        } finally {
            lock.unlock();
        }
    }
}
