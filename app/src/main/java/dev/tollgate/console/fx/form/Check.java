package dev.tollgate.console.fx.form;

import java.util.Optional;
import java.util.function.Predicate;

/// A pure judgement of a value, in words; asked at every change, so it neither waits nor reads a disk.
///
/// @param <T> what is judged
@FunctionalInterface
public interface Check<T> {
    /// Empty where nothing is wrong, else one sentence that says what to do.
    Optional<String> wrong(T value);

    /// Wrong where the condition does not hold.
    static <T> Check<T> that(Predicate<? super T> holds, String otherwise) {
        return value -> holds.test(value) ? Optional.empty() : Optional.of(otherwise);
    }

    /// Something must be there: text that is not blank.
    static Check<String> needed(String otherwise) {
        return that(text -> !text.isBlank(), otherwise);
    }
}
