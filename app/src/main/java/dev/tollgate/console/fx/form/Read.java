package dev.tollgate.console.fx.form;

/// What a field's text means, or in words why it means nothing.
///
/// @param <T> what is meant
public sealed interface Read<T> {
    static <T> Read<T> good(T value) {
        return new Good<>(value);
    }

    /// @param why a whole sentence for the person who types: what is expected, with an example
    static <T> Read<T> wrong(String why) {
        return new Wrong<>(why);
    }

    /// @param <T> what is meant
    record Good<T>(T value) implements Read<T> {}

    /// @param <T> what was expected
    record Wrong<T>(String why) implements Read<T> {}
}
