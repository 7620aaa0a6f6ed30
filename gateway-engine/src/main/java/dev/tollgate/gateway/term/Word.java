package dev.tollgate.gateway.term;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How an enum constant is spelled in the contract: lower case, as in `rate_limited`.
public interface Word {
    String name();

    default String word() {
        var known = Spelled.WORDS.get(this); // takes no lock, as the next may
        return known != null ? known : Spelled.WORDS.computeIfAbsent(this, w -> w.name().toLowerCase(Locale.ROOT));
    }

    /// As people say it: `rate limited`.
    default String said() {
        return word().replace('_', ' ');
    }

    /// Each word once: some are asked for several times in every request, and looked up by.
    final class Spelled {
        private static final Map<Word, String> WORDS = new ConcurrentHashMap<>();

        private Spelled() {}
    }

    /// The constant of `type` that is spelled `word`, exact case.
    static <E extends Enum<E> & Word> Optional<E> parse(Class<E> type, String word) {
        for (E each : type.getEnumConstants()) {
            if (each.word().equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
