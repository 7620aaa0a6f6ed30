package dev.tollgate.gateway.sim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// What the provider remembers between calls: prefixes it has read (its prompt cache) and how often it got the very
/// same request. Bounded; thread-safe, the lock guards both maps.
final class Memory {
    private static final int MOST = 20_000;
    /// As with real providers, short prompts are not cached, and what is comes in steps.
    private static final int LEAST_CACHED = 256;
    private static final int STEP = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Integer> requests = bounded();
    private final Map<Long, Integer> prefixes = bounded();

    /// How often this request came before.
    int seen(long request) {
        lock.lock();
        try {
            return requests.merge(request, 1, Integer::sum) - 1;
        } finally {
            lock.unlock();
        }
    }

    /// Tokens of the longest known prefix; from now on all these prefixes are known.
    long cached(List<Prefix> chain) {
        lock.lock();
        try {
            long known = 0;
            for (var prefix : chain) {
                if (prefixes.put(prefix.hash, 1) != null) {
                    known = Math.max(known, prefix.tokens);
                }
            }
            return known < LEAST_CACHED ? 0 : known - known % STEP;
        } finally {
            lock.unlock();
        }
    }

    private static Map<Long, Integer> bounded() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
                return size() > MOST;
            }
        };
    }

    /// The first messages of a request, as one number, and their tokens.
    record Prefix(long hash, long tokens) {}
}
