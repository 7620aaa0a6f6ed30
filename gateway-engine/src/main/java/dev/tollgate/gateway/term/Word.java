package dev.tollgate.gateway.term;

import java.util.Locale;
import java.util.Optional;

/// How an enum constant is spelled in the contract: lower case, as in `rate_limited`.
public interface Word {
    String name();

    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people say it: `rate limited`.
    default String said() {
        return word().replace('_', ' ');
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
