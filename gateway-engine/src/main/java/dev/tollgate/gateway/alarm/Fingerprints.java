package dev.tollgate.gateway.alarm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// When each request body was last seen, for the most recent ones. Not thread-safe: [Detector]'s owner guards it.
final class Fingerprints {
    private static final int MOST = 20_000;

    private final LinkedHashMap<Long, Long> seen = new LinkedHashMap<>(1024, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MOST;
        }
    };

    /// @return milliseconds since this body of this key was last seen; negative where it is new
    long again(String key, long fingerprint, long millis) {
        @Nullable
        Long before = seen.put(fingerprint * 31 + key.hashCode(), millis);
        return before == null ? -1 : millis - before;
    }
}
